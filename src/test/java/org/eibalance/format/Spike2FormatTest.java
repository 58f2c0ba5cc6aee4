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
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Spike2 files, made from the layout of the SON library. Those of {@link #file} were once read by Neo too, with the
 * values below.
 */
class Spike2FormatTest {

    @TempDir
    private Path folder;

    /**
     * Channel 0 counts, channel 1 floating-point numbers, channel 2 text marks, channel 3 events. Three blocks of 4
     * samples each, a pause before the third. A tick is 10 µs, a sample 10 ticks.
     */
    static LayoutBytes file(final int version) {
        final int unit = version == 9 ? 512 : 1;
        final LayoutBytes file = new LayoutBytes(ByteOrder.LITTLE_ENDIAN)
                .i16(0, version)
                .text(2, "(C) CED 87")
                .i16(20, 10)
                .i16(22, 10)
                .i16(30, 4)
                .i16(32, 140)
                .f64(44, 1e-6)
                .u8(52, 25)
                .u8(53, 7)
                .u8(54, 8)
                .u8(55, 9)
                .u8(56, 3)
                .u8(57, 12)
                .i16(58, 2020)
                .zeros(512 + 4 * 140);
        header(file, 0, "Im", 1, "pA");
        header(file, 1, "Vm", 9, "mV");
        file.f32(512 + 124, 6.5536).f32(512 + 128, 2);
        if (version < 6) file.i16(512 + 138, 1).i16(512 + 140 + 138, 1);
        header(file, 2, "Text", 8, "");
        file.i16(512 + 280 + 16, 12);
        header(file, 3, "Spikes", 3, "");
        final int[] starts = {100, 140, 1000};
        for (int c = 0; c < 2; c++) {
            int previous = -1;
            for (int b = 0; b < 3; b++) {
                final int at = (file.length() + unit - 1) / unit * unit;
                block(file, at, previous < 0 ? -1 : previous / unit, starts[b], starts[b] + 30, c, 4);
                for (int i = 0; i < 4; i++) {
                    if (c == 0) file.i16(at + 20 + 2 * i, 10 * b + i);
                    else file.f32(at + 20 + 4 * i, -70 + b + i / 4.0);
                }
                link(file, 512 + 140 * c, previous, at, unit, b);
                previous = at;
            }
        }
        final int at = (file.length() + unit - 1) / unit * unit;
        block(file, at, -1, 110, 1010, 2, 2);
        file.i32(at + 20, 110)
                .i32(at + 24, 1)
                .text(at + 28, "drug in")
                .i32(at + 40, 1010)
                .text(at + 48, "wash")
                .zeros(at + 60);
        return file.i32(512 + 280 + 6, at / unit).i32(512 + 280 + 10, at / unit).i16(512 + 280 + 14, 1);
    }

    private static void header(
            final LayoutBytes file, final int number, final String title, final int kind, final String unit) {
        final int at = 512 + 140 * number;
        file.i32(at + 2, -1)
                .i32(at + 6, -1)
                .i32(at + 10, -1)
                .i32(at + 102, 10)
                .i16(at + 106, number)
                .pascal(at + 108, title)
                .f32(at + 118, 10_000)
                .u8(at + 122, kind);
        if (kind == 1 || kind == 9) file.pascal(at + 132, unit);
    }

    private static void block(
            final LayoutBytes file,
            final int at,
            final int previous,
            final int start,
            final int end,
            final int channel,
            final int items) {
        file.i32(at, previous)
                .i32(at + 4, -1)
                .i32(at + 8, start)
                .i32(at + 12, end)
                .i16(at + 16, channel + 1)
                .i16(at + 18, items);
    }

    private static void link(
            final LayoutBytes file,
            final int header,
            final int previous,
            final int at,
            final int unit,
            final int blocks) {
        if (previous < 0) file.i32(header + 6, at / unit);
        else file.i32(previous + 4, at / unit);
        file.i32(header + 10, at / unit).i16(header + 14, blocks + 1);
    }

    @Test
    void aPauseStartsASweepInEachVersion() throws IOException {
        for (int version = 3; version <= 9; version++) {
            try (Recording recording = Formats.open(file(version).write(folder.resolve("s.smr")))) {
                assertEquals("Spike2 " + version, recording.format());
                assertEquals(
                        List.of("Im", "Vm"),
                        recording.channels().stream().map(c -> c.name()).toList());
                assertEquals(
                        List.of("pA", "mV"),
                        recording.channels().stream()
                                .map(c -> c.unit().symbol())
                                .toList());
                assertEquals(
                        ClampMode.VOLTAGE_CLAMP, recording.channels().get(0).clampMode());
                assertEquals(10_000, recording.channels().get(0).sampleRateHz(), 1e-6);
                assertArrayEquals(
                        new double[] {2, 2.001, 2.002, 2.003, 2.010, 2.011, 2.012, 2.013}, recording.read(0, 0), 1e-7);
                assertArrayEquals(new double[] {2.020, 2.021, 2.022, 2.023}, recording.read(0, 1), 1e-7);
                assertArrayEquals(
                        new double[] {-70, -69.75, -69.5, -69.25, -69, -68.75, -68.5, -68.25}, recording.read(1, 0));
                assertArrayEquals(new double[] {-68, -67.75, -67.5, -67.25}, recording.read(1, 1));
                final double[] part = new double[4];
                recording.read(1, 0, 2, part);
                assertArrayEquals(new double[] {-69.5, -69.25, -69, -68.75}, part);
                assertArrayEquals(
                        new double[] {0.001, 0.01},
                        recording.sweeps().stream().mapToDouble(Sweep::startS).toArray(),
                        1e-12);
                assertEquals(
                        List.of("drug in", "wash"),
                        recording.tags().stream().map(Tag::text).toList());
                assertEquals(0.0101, recording.tags().get(1).timeS(), 1e-12);
                assertEquals(
                        version < 6
                                ? Optional.empty()
                                : Optional.of(LocalDateTime.of(2020, 12, 3, 9, 8, 7, 250_000_000)),
                        recording.start());
                assertTrue(recording.remarks().get(0).contains("confirmed by no real file"));
                assertTrue(
                        recording.remarks().get(1).contains("'Spikes' was left out"),
                        recording.remarks().toString());
            }
        }
    }

    @Test
    void aChainThatRunsInACircleEnds() throws IOException {
        final LayoutBytes file = file(6);
        final int first = java.nio.ByteBuffer.wrap(file.array())
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt(512 + 6);
        try (Recording recording = Formats.open(file.i32(first + 4, first).write(folder.resolve("circle.smr")))) {
            assertEquals(4, recording.samples(0, 0));
            assertTrue(
                    recording.remarks().toString().contains("1 of 3 blocks"),
                    recording.remarks().toString());
        }
    }

    @Test
    void filesOfAMacintoshAreRefused() throws IOException {
        final Path file = file(6).i16(38, 0x101).write(folder.resolve("mac.smr"));
        assertTrue(assertThrows(InputException.class, () -> Formats.open(file))
                .getMessage()
                .contains("Macintosh"));
    }
}
