package org.eibalance.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Sweep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of the CED Filing System, made from the layout in the vendor's manual. That of {@link #file} was once read by
 * Stimfit too, with the values below; where the scale differs between sections, it leaves counts.
 */
class CfsFormatTest {

    @TempDir
    private Path folder;

    private static final int HEADER = 178 + 3 * 48 + 2 * 36 + 3 * 36;

    /** Two interleaved channels of counts, one matrix of markers, two sections of 5 and 3 samples. */
    static LayoutBytes file() {
        return file(0.5);
    }

    private static LayoutBytes file(final double secondScale) {
        final LayoutBytes file = new LayoutBytes(ByteOrder.LITTLE_ENDIAN)
                .text(0, "CEDFILE\"")
                .text(8, "test.cfs")
                .text(26, "09:08:07")
                .text(34, "03/12/20")
                .i16(42, 3)
                .i16(44, 1)
                .i16(46, 2)
                .i16(48, HEADER)
                .i16(50, 30 + 3 * 24 + 16)
                .i16(56, 2)
                .i16(58, 1)
                .pascal(60, "comment");
        channel(file, 0, "Current", "pA", 2, 0, 4);
        channel(file, 1, "Voltage", "mV", 2, 0, 4);
        channel(file, 2, "Markers", "", 4, 1, 4);
        final int variables = 178 + 3 * 48;
        file.pascal(variables, "Name").i16(variables + 22, 2).i16(variables + 72 + 34, 0);
        file.pascal(variables + 72, "State").i16(variables + 72 + 22, 4).i16(variables + 72 + 34, 0);
        file.pascal(variables + 108, "Start")
                .i16(variables + 108 + 22, 6)
                .pascal(variables + 108 + 24, "s")
                .i16(variables + 108 + 34, 8);
        file.i16(variables + 144 + 34, 16).zeros(HEADER + 2);
        int previous = 0;
        for (int k = 0; k < 2; k++) {
            final int points = 5 - 2 * k;
            final int data = file.length();
            for (int i = 0; i < points; i++) file.i16(data + 4 * i, 100 * k + i).i16(data + 4 * i + 2, -100 * k - i);
            final int header = file.length();
            file.i32(header, previous)
                    .i32(header + 4, data)
                    .i32(header + 8, 4 * points)
                    .zeros(header + 30);
            info(file, header + 30, 0, points, k == 0 ? 0.5 : secondScale, 1);
            info(file, header + 54, 2, points, 0.1, -70);
            info(file, header + 78, 0, 0, 1, 0);
            file.i32(header + 102, 1).f64(header + 110, 12.5 * k);
            previous = header;
        }
        return file.i32(52, previous).i32(22, file.length());
    }

    private static void channel(
            final LayoutBytes file,
            final int number,
            final String name,
            final String unit,
            final int type,
            final int kind,
            final int spacing) {
        final int at = 178 + 48 * number;
        file.pascal(at, name)
                .pascal(at + 22, unit)
                .pascal(at + 32, "ms")
                .u8(at + 42, type)
                .u8(at + 43, kind)
                .i16(at + 44, spacing)
                .i16(at + 46, number);
    }

    private static void info(
            final LayoutBytes file,
            final int at,
            final int offset,
            final int points,
            final double scale,
            final double zero) {
        file.i32(at, offset)
                .i32(at + 4, points)
                .f32(at + 8, scale)
                .f32(at + 12, zero)
                .f32(at + 16, 0.25)
                .f32(at + 20, 0);
    }

    @Test
    void sectionsAreSweeps() throws IOException {
        try (Recording recording = Formats.open(file().write(folder.resolve("a.cfs")))) {
            assertEquals("CFS", recording.format());
            assertEquals(
                    List.of("Current", "Voltage"),
                    recording.channels().stream().map(c -> c.name()).toList());
            assertEquals(
                    List.of("pA", "mV"),
                    recording.channels().stream().map(c -> c.unit().symbol()).toList());
            assertEquals(
                    List.of(ClampMode.VOLTAGE_CLAMP, ClampMode.CURRENT_CLAMP),
                    recording.channels().stream().map(c -> c.clampMode()).toList());
            assertEquals(4000, recording.channels().get(0).sampleRateHz(), 1e-9);
            assertArrayEquals(new double[] {1, 1.5, 2, 2.5, 3}, recording.read(0, 0));
            assertArrayEquals(new double[] {51, 51.5, 52}, recording.read(0, 1));
            assertArrayEquals(new double[] {-70, -70.1, -70.2, -70.3, -70.4}, recording.read(1, 0), 1e-6);
            assertArrayEquals(new double[] {-80, -80.1, -80.2}, recording.read(1, 1), 1e-6);
            assertEquals(
                    List.of(0.0, 12.5),
                    recording.sweeps().stream().map(Sweep::startS).toList());
            assertEquals(Optional.of(LocalDateTime.of(2020, 12, 3, 9, 8, 7)), recording.start());
            assertTrue(
                    recording.remarks().get(0).contains("confirmed by no real file"),
                    recording.remarks().toString());
            assertTrue(
                    recording.remarks().get(1).contains("'Markers' was left out: it holds a matrix"),
                    recording.remarks().toString());
        }
    }

    @Test
    void eachSectionHasItsScale() throws IOException {
        try (Recording recording = Formats.open(file(1.5).write(folder.resolve("scales.cfs")))) {
            assertArrayEquals(new double[] {1, 1.5, 2, 2.5, 3}, recording.read(0, 0));
            assertArrayEquals(new double[] {151, 152.5, 154}, recording.read(0, 1));
        }
    }

    @Test
    void sectionsBeforeABrokenLinkAreToldOf() throws IOException {
        final LayoutBytes file = file();
        final int last = java.nio.ByteBuffer.wrap(file.array())
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt(52);
        try (Recording recording = Formats.open(file.i32(last, 1 << 30).write(folder.resolve("b.cfs")))) {
            assertEquals(1, recording.sweeps().size());
            assertTrue(
                    recording.remarks().toString().contains("1 of 2 data sections"),
                    recording.remarks().toString());
        }
    }

    @Test
    void aFileThatEndsBeforeItsSectionsIsRefused() throws IOException {
        final Path file = Files.write(folder.resolve("c.cfs"), Arrays.copyOf(file().array(), HEADER));
        assertTrue(assertThrows(InputException.class, () -> Formats.open(file))
                .getMessage()
                .contains("no data section"));
    }
}
