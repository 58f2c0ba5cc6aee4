package org.eibalance.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Intan CLAMP files, made from the layout of the vendor's programs. Those of {@link #headstage} with numbers of 4 bytes
 * were once read by Stimfit too, with the values below.
 */
class IntanClampFormatTest {

    @TempDir
    private Path folder;

    /** 50 samples: measured i × 1e-12 A or i mV, clamp -70 mV + i × 0.1 mV or i pA. */
    static LayoutBytes headstage(final boolean voltageClamp, final boolean doubles, final boolean x2) {
        final LayoutBytes file = new LayoutBytes(ByteOrder.LITTLE_ENDIAN)
                .i32(0, 0xF3B1A481L)
                .i16(4, 1)
                .i16(6, 0)
                .i16(8, 0);
        date(file, 12).i16(24, 1).i16(26, 2);
        int at = 28 + 2 * 76 + 8;
        file.u8(at, 1)
                .f32(at + 1, 5)
                .f32(at + 5, 3000)
                .f32(at + 9, 0.002)
                .f32(at + 13, 50_000)
                .f32(at + 17, 1e7)
                .f32(at + 21, 1e8)
                .f32(at + 25, 1e-10)
                .u8(at + 29, voltageClamp ? 1 : 0)
                .u8(at + 30, x2 ? 1 : 0);
        file.f32(at + 31, voltageClamp ? -0.07 : 1e-11);
        at += 31 + (voltageClamp ? 20 : 8);
        // a waveform of one segment
        file.f32(at, 0.1)
                .i16(at + 4, 1)
                .u8(at + 6, 1)
                .i32(at + 7, 0)
                .i32(at + 11, 0)
                .i32(at + 15, 50)
                .f32(at + 19, 0.01);
        at += 23;
        file.i16(10, at);
        for (int i = 0; i < 50; i++) {
            final double clamp = voltageClamp ? -0.07 + i * 1e-4 : i * 1e-12;
            final double[] values = {i * 1e-5, clamp, voltageClamp ? i * 1e-12 : i * 1e-3};
            file.i32(at, 1000 + i);
            at += 4;
            for (final double value : values) {
                if (doubles) file.f64(at, value);
                else file.f32(at, value);
                at += doubles ? 8 : 4;
            }
        }
        return file;
    }

    private static LayoutBytes date(final LayoutBytes file, final int at) {
        return file.i16(at, 2020)
                .i16(at + 2, 12)
                .i16(at + 4, 3)
                .i16(at + 6, 9)
                .i16(at + 8, 8)
                .i16(at + 10, 7);
    }

    /** Two converters, 20 samples. */
    static LayoutBytes auxiliary() {
        final LayoutBytes file = new LayoutBytes(ByteOrder.LITTLE_ENDIAN)
                .i32(0, 0xF3B1A481L)
                .i16(4, 1)
                .i16(8, 1)
                .i16(10, 2)
                .i16(12, 30);
        date(file, 14).f32(26, 20_000);
        for (int i = 0; i < 20; i++) {
            final int at = 30 + 12 * i;
            file.i32(at, i).i16(at + 8, 32_768 + i).i16(at + 10, 32_768 - 100);
        }
        return file;
    }

    @Test
    void voltageClampHasTheCurrentAndItsCommandWhateverTheWidthOfNumbers() throws IOException {
        for (final boolean doubles : new boolean[] {false, true}) {
            try (Recording recording =
                    Formats.open(headstage(true, doubles, false).write(folder.resolve("v.clp")))) {
                assertEquals("Intan CLAMP 1.0", recording.format());
                assertEquals(
                        List.of("measured", "clamp", "applied"),
                        recording.channels().stream().map(c -> c.name()).toList());
                assertEquals(
                        List.of("A", "V", "V"),
                        recording.channels().stream()
                                .map(c -> c.unit().symbol())
                                .toList());
                assertEquals(
                        ClampMode.VOLTAGE_CLAMP, recording.channels().get(0).clampMode());
                assertEquals(50_000, recording.channels().get(0).sampleRateHz());
                final double[] current = recording.read(0, 0);
                assertEquals(50, current.length);
                assertEquals(49e-12, current[49], 1e-17);
                assertEquals(-0.0651, recording.read(1, 0)[49], 1e-8);
                assertEquals(49e-5, recording.read(2, 0)[49], 1e-10);
                final CommandWaveform command = recording.command(0).orElseThrow();
                assertEquals(-0.07, command.holding(), 1e-8);
                final double[] beyond = new double[3];
                command.read(0, 49, beyond, 0, 3);
                assertArrayEquals(new double[] {-0.0651, Double.NaN, Double.NaN}, beyond, 1e-8);
                assertEquals(Optional.of(LocalDateTime.of(2020, 12, 3, 9, 8, 7)), recording.start());
                assertEquals(1, recording.remarks().size());
            }
        }
    }

    @Test
    void currentClampHasThePotentialInVolts() throws IOException {
        try (Recording recording = Formats.open(headstage(false, false, true).write(folder.resolve("c.clp")))) {
            assertEquals(ClampMode.CURRENT_CLAMP, recording.channels().get(0).clampMode());
            assertEquals("V", recording.channels().get(0).unit().symbol());
            assertEquals(0.049, recording.read(0, 0)[49], 1e-8);
            assertEquals(49e-12, recording.read(1, 0)[49], 1e-17);
            assertEquals(1e-11, recording.command(0).orElseThrow().holding(), 1e-17);
        }
    }

    @Test
    void clampValuesOfTheDoubledModeAreDoubled() throws IOException {
        try (Recording recording = Formats.open(headstage(true, false, true).write(folder.resolve("x2.clp")))) {
            assertEquals(-0.14, recording.read(1, 0)[0], 1e-8);
            assertTrue(
                    recording.remarks().get(1).contains("2x mode"),
                    recording.remarks().toString());
        }
    }

    @Test
    void auxiliaryFilesHaveTheConvertersInVolts() throws IOException {
        try (Recording recording = Formats.open(auxiliary().write(folder.resolve("aux.clp")))) {
            assertEquals(2, recording.channels().size());
            assertEquals(19 * 312.5e-6, recording.read(0, 0)[19], 1e-12);
            assertEquals(-0.03125, recording.read(1, 0)[0], 1e-12);
            assertEquals(20_000, recording.channels().get(0).sampleRateHz());
        }
    }

    @Test
    void settingsThatDoNotFitIntoTheHeaderAreRefused() throws IOException {
        final Path file = headstage(true, false, false).i16(26, 60_000).write(folder.resolve("bad.clp"));
        assertTrue(assertThrows(InputException.class, () -> Formats.open(file))
                .getMessage()
                .contains("settings end"));
    }
}
