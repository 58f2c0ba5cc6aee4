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
import org.eibalance.recording.FileDigest;
import org.eibalance.recording.FilePattern;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Igor binary waves, alone and joined. */
class IgorFormatTest {

    /** Values were read as single precision from the bytes by NumPy. */
    private static final double TOLERANCE = 1e-12;

    @TempDir
    private Path folder;

    /** A wave of version 5: a matrix of 16-bit integers, 3 rows of 2 columns, 0.05 ms. */
    static LayoutBytes matrix(final ByteOrder order) {
        final LayoutBytes wave =
                new LayoutBytes(order).i16(0, 5).i32(4, 320 + 12).i32(12, 8);
        wave.i32(64 + 4, 3_000_000_000L)
                .i32(64 + 12, 6)
                .i16(64 + 16, 0x10)
                .text(64 + 28, "pair")
                .i32(64 + 68, 3)
                .i32(64 + 72, 2)
                .f64(64 + 84, 0.05)
                .text(64 + 148, "pA")
                .text(64 + 152, "ms");
        for (int i = 0; i < 6; i++) wave.i16(384 + 2 * i, 100 * i - 50);
        return wave.text(396, "KEY:val;");
    }

    /** A wave of version 1, 2 or 3: doubles 0, 0.5, 1, 1.5 at 1 ms, unit of time in the note. */
    static LayoutBytes old(final int version, final String timeUnit, final String note) {
        final int at = version == 1 ? 8 : version == 2 ? 16 : 20;
        final LayoutBytes wave =
                new LayoutBytes(ByteOrder.LITTLE_ENDIAN).i16(0, version).i32(2, 110 + 32 + (version == 1 ? 0 : 16));
        if (version > 1) wave.i32(6, note.length());
        wave.i16(at, 4)
                .text(at + 6, "wave0")
                .text(at + 34, "mV")
                .text(at + 38, timeUnit)
                .i32(at + 42, 4)
                .f64(at + 48, 1);
        for (int i = 0; i < 4; i++) wave.f64(at + 110 + 8 * i, i / 2.0);
        return wave.zeros(at + 110 + 32 + 16).text(at + 110 + 32 + 16, version > 1 ? note : "");
    }

    @Test
    void theCurrentOfASweepHasTheValuesThatNumpyReads() {
        try (Recording wave = Formats.open(SharedRecordings.file("ibw/B6_Ch0_IDRest_181.ibw"))) {
            final double[] values = wave.read(0, 0);
            assertEquals(12_000, values.length);
            assertEquals(-3.124847412109375, values[0], TOLERANCE);
            assertEquals(106.24481201171875, values[6000], TOLERANCE);
            assertEquals(-9.374542236328125, values[11_999], TOLERANCE);
            assertEquals(66.01969289143881, Arrays.stream(values).average().orElseThrow(), 1e-9);
            assertEquals("pA", wave.channels().get(0).unit().symbol());
            assertEquals("tempB6_IDRest_Ch0_181", wave.channels().get(0).name());
            // the note says SI:250, so the interval of 0.00025 without a unit is in seconds
            assertEquals(4000, wave.channels().get(0).sampleRateHz(), 1e-9);
            assertEquals(List.of(), wave.remarks());
            assertEquals(Optional.of(LocalDateTime.of(2000, 6, 5, 16, 33, 50)), wave.start());
            assertEquals("Igor binary wave 5", wave.format());
        }
    }

    @Test
    void aPatternJoinsCurrentAndPotentialOfTwoSweeps() {
        final Path pattern = SharedRecordings.folder().resolve("ibw").resolve("B6_{channel}_IDRest_{sweep}.ibw");
        try (Recording cell = Formats.open(pattern)) {
            assertEquals(
                    List.of("Ch0", "Ch3"),
                    cell.channels().stream().map(c -> c.name()).toList());
            assertEquals(
                    List.of(ClampMode.VOLTAGE_CLAMP, ClampMode.CURRENT_CLAMP),
                    cell.channels().stream().map(c -> c.clampMode()).toList());
            assertEquals(2, cell.sweeps().size());
            assertEquals(-3.124847412109375, cell.read(0, 0)[0], TOLERANCE);
            assertEquals(-15.624237060546875, cell.read(0, 1)[0], TOLERANCE);
            assertEquals(-69.09037780761719, cell.read(1, 0)[0], TOLERANCE);
            assertEquals(-50.091304779052734, cell.read(1, 1)[6000], TOLERANCE);
            assertEquals(
                    -53.78212221873971, Arrays.stream(cell.read(1, 1)).average().orElseThrow(), 1e-9);
            // both were saved in the same second, so dates do not tell which time each has
            assertEquals(3, cell.sweeps().get(1).startS(), 1e-9);
            assertEquals(4 * 48_877, FileDigest.of(pattern).bytes());
        }
    }

    @Test
    void wavesOfOtherVersionsAndByteOrdersHoldOneToFive() {
        final double[] expected = {5, 4, 3, 2, 1};
        for (final String name : List.of("win-version2", "win-double", "mac-version5")) {
            try (Recording wave = Formats.open(SharedRecordings.file("ibw/" + name + ".ibw"))) {
                assertArrayEquals(expected, wave.read(0, 0), name);
                assertEquals(1, wave.remarks().size(), "neither unit nor note tells that 1 is in seconds");
                assertTrue(
                        wave.remarks().get(0).contains("taken for seconds"),
                        wave.remarks().toString());
            }
        }
    }

    @Test
    void columnsOfAMatrixAreSweepsInEitherByteOrder() throws IOException {
        for (final ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            try (Recording wave = Formats.open(matrix(order).write(folder.resolve("m.ibw")))) {
                assertArrayEquals(new double[] {-50, 50, 150}, wave.read(0, 0));
                assertArrayEquals(new double[] {250, 350, 450}, wave.read(0, 1));
                assertEquals(20_000, wave.channels().get(0).sampleRateHz(), 1e-6);
                assertEquals(1.5e-4, wave.sweeps().get(1).startS(), 1e-12);
            }
        }
    }

    @Test
    void theUnitOfTimeIsThatOfTheWaveThenThatOfTheNote() throws IOException {
        for (final int version : new int[] {1, 2, 3}) {
            try (Recording wave = Formats.open(old(version, "ms", "").write(folder.resolve("v.ibw")))) {
                assertArrayEquals(new double[] {0, 0.5, 1, 1.5}, wave.read(0, 0));
                assertEquals(1000, wave.channels().get(0).sampleRateHz(), 1e-9);
                assertEquals(version == 2 ? 0 : 1, wave.remarks().size());
            }
        }
        try (Recording noted = Formats.open(old(2, "", "Stim:1;XLabel:msec;").write(folder.resolve("n.ibw")))) {
            assertEquals(1000, noted.channels().get(0).sampleRateHz(), 1e-9);
            assertEquals(List.of(), noted.remarks());
        }
    }

    @Test
    void aWaveThatIsCutShortIsReadAsFarAsItGoes() throws IOException {
        final byte[] whole = matrix(ByteOrder.BIG_ENDIAN).array();
        try (Recording wave = Formats.open(Files.write(folder.resolve("cut.ibw"), Arrays.copyOf(whole, 384 + 8)))) {
            assertArrayEquals(new double[] {-50, 50, 150}, wave.read(0, 0));
            assertArrayEquals(new double[] {250}, wave.read(0, 1));
            assertTrue(
                    wave.remarks().get(0).contains("4 of 6 samples"),
                    wave.remarks().toString());
        }
    }

    @Test
    void textAndComplexWavesAreRefusedWithASentence() throws IOException {
        for (final int type : new int[] {0, 3}) {
            final Path file = matrix(ByteOrder.BIG_ENDIAN).i16(64 + 16, type).write(folder.resolve("t.ibw"));
            final String message =
                    assertThrows(InputException.class, () -> Formats.open(file)).getMessage();
            assertTrue(message.contains(type == 0 ? "holds text" : "complex"), message);
        }
    }

    @Test
    void sweepsOfAPatternAreOrderedByNumberAndMissingOnesAreTold() throws IOException {
        for (final int sweep : new int[] {10, 9, 2}) {
            old(2, "ms", "").write(folder.resolve("a_V_" + sweep + ".ibw"));
            if (sweep != 9) old(2, "ms", "").f64(126, sweep).write(folder.resolve("a_W_" + sweep + ".ibw"));
        }
        try (Recording joined = Formats.open(folder.resolve("a_{channel}_{sweep}.ibw"))) {
            assertEquals(
                    List.of(4L, 0L, 4L), List.of(joined.samples(1, 0), joined.samples(1, 1), joined.samples(1, 2)));
            assertEquals(2, joined.read(1, 0)[0]);
            assertEquals(10, joined.read(1, 2)[0]);
            assertTrue(
                    joined.remarks().get(0).startsWith("1 of 6 sweeps"),
                    joined.remarks().toString());
        }
        try (Recording sweeps = Formats.open(folder.resolve("a_W_{sweep}.ibw"))) {
            assertEquals(
                    List.of("wave0"),
                    sweeps.channels().stream().map(c -> c.name()).toList());
            assertEquals(2, sweeps.sweeps().size());
        }
    }

    @Test
    void filesThatCannotBeOneRecordingAreNotJoined() throws IOException {
        old(2, "ms", "").write(folder.resolve("b_1.ibw"));
        final Path other = old(2, "s", "").write(folder.resolve("b_2.ibw"));
        final Path pattern = folder.resolve("b_{sweep}.ibw");
        final String message =
                assertThrows(InputException.class, () -> Formats.open(pattern)).getMessage();
        assertTrue(message.startsWith(other.toString()) && message.contains("samples a second"), message);
        final Path none = folder.resolve("c_{sweep}.ibw");
        assertTrue(assertThrows(InputException.class, () -> Formats.open(none))
                .getMessage()
                .contains("there is none"));
    }

    @Test
    void aFileWithBracesInItsNameIsAFile() throws IOException {
        final Path odd = old(2, "ms", "").write(folder.resolve("d_{sweep}.ibw"));
        assertEquals(List.of(odd), FilePattern.files(odd));
    }
}
