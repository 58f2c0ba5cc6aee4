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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AxoGraph graphs, digitized files, and files of AxoGraph X. */
class AxographFormatTest {

    /** Neo and Stimfit give single precision. */
    private static final double RELATIVE = 1e-6;

    @TempDir
    private Path folder;

    /** Formats 1 and 2: times, and two episodes of one channel of 4 samples. */
    static LayoutBytes old(final int version) {
        final LayoutBytes file = new LayoutBytes(ByteOrder.BIG_ENDIAN)
                .text(0, "AxGr")
                .i16(4, version)
                .i16(6, 3);
        int at = 8;
        for (int column = 0; column < 3; column++) {
            file.i32(at, 4).pascal(at + 4, column == 0 ? "Time (s)" : column == 1 ? "Im (A)" : "Column2");
            at += 84;
            if (version == 2 && column == 0) {
                file.f32(at, 1e-4).f32(at + 4, 1e-4);
                at += 8;
                continue;
            }
            if (version == 2) file.f32(at, 1e-12);
            if (version == 2) at += 4;
            for (int i = 0; i < 4; i++) {
                if (version == 2) file.i16(at, 10 * column + i);
                else file.f32(at, column == 0 ? (i + 1) * 1e-4 : (10 * column + i) * 1e-12);
                at += version == 2 ? 2 : 4;
            }
        }
        return file;
    }

    /** Formats 3 to 6: a series of times, a scaled column, and columns of each plain type. */
    static LayoutBytes x(final int version) {
        final LayoutBytes file = new LayoutBytes(ByteOrder.BIG_ENDIAN)
                .text(0, "axgx")
                .i32(4, version)
                .i32(8, 6);
        final String[] titles = {"Time (s)", "Vm (V)", "a", "b", "c", "d"};
        final int[] types = {9, 10, 4, 5, 6, 7};
        int at = 12;
        for (int column = 0; column < types.length; column++) {
            file.i32(at, 3)
                    .i32(at + 4, types[column])
                    .i32(at + 8, 2 * titles[column].length())
                    .utf16(at + 12, titles[column]);
            at += 12 + 2 * titles[column].length();
            if (types[column] >= 9) {
                file.f64(at, types[column] == 9 ? 5e-5 : 0.001).f64(at + 8, types[column] == 9 ? 5e-5 : -0.07);
                at += 16;
            }
            for (int i = 0; i < 3 && types[column] != 9; i++) {
                switch (types[column]) {
                    case 5 -> file.i32(at, 100_000 + i);
                    case 6 -> file.f32(at, 0.5 + i);
                    case 7 -> file.f64(at, 0.1 + i);
                    default -> file.i16(at, i);
                }
                at += switch (types[column]) {
                    case 5, 6 -> 4;
                    case 7 -> 8;
                    default -> 2;
                };
            }
        }
        return file.i32(at, -1).i32(at + 4, 0);
    }

    private static void assertSweep(
            final Recording recording,
            final int channel,
            final int sweep,
            final int samples,
            final double first,
            final double last,
            final double mean,
            final double sd) {
        final double[] values = recording.read(channel, sweep);
        assertEquals(samples, values.length);
        assertEquals(first, values[0], RELATIVE * Math.abs(first));
        assertEquals(last, values[values.length - 1], RELATIVE * Math.abs(last));
        final double average = Arrays.stream(values).average().orElseThrow();
        assertEquals(mean, average, RELATIVE * Math.abs(mean));
        assertEquals(
                sd,
                Math.sqrt(Arrays.stream(values)
                        .map(v -> (v - average) * (v - average))
                        .average()
                        .orElseThrow()),
                RELATIVE * sd);
    }

    @Test
    void aRecordingOfTwoEpisodesHasTheValuesThatNeoAndStimfitRead() {
        try (Recording recording = Formats.open(SharedRecordings.file("axograph/Vers6_060523 004.axgd"))) {
            assertEquals("AxoGraph 6", recording.format());
            assertEquals(
                    List.of("Membrane Voltage-1", "Raw Command Current-1", "Analog Input #2"),
                    recording.channels().stream().map(c -> c.name()).toList());
            assertEquals(
                    List.of("V", "A", "V"),
                    recording.channels().stream().map(c -> c.unit().symbol()).toList());
            assertEquals(
                    List.of(ClampMode.CURRENT_CLAMP, ClampMode.UNKNOWN, ClampMode.CURRENT_CLAMP),
                    recording.channels().stream().map(c -> c.clampMode()).toList());
            assertEquals(19_960.079840319362, recording.channels().get(0).sampleRateHz(), 1e-6);
            assertEquals(2, recording.sweeps().size());
            assertSweep(
                    recording,
                    0,
                    0,
                    79_840,
                    -0.03396875038743019,
                    -0.03373437374830246,
                    -0.030264811459372782,
                    0.005091816152415475);
            assertSweep(
                    recording,
                    2,
                    0,
                    79_840,
                    0.0034374999813735485,
                    0.0037499999161809683,
                    0.05057291140003075,
                    0.42158249944970755);
            assertSweep(
                    recording,
                    1,
                    0,
                    79_840,
                    9.999999960041972e-12,
                    8.749999856616508e-12,
                    7.779277197394322e-12,
                    2.9501400821518862e-12);
            assertSweep(
                    recording,
                    0,
                    1,
                    20_479,
                    -0.03278125077486038,
                    -0.028078125789761543,
                    -0.02903204807916154,
                    0.005617196591062951);
            assertSweep(
                    recording,
                    1,
                    1,
                    20_479,
                    8.124999804903776e-12,
                    8.124999804903776e-12,
                    8.16861164048488e-12,
                    1.1342476117406441e-12);
            assertSweep(
                    recording,
                    2,
                    1,
                    20_479,
                    0.002812500111758709,
                    3.7984375953674316,
                    0.09926883927855912,
                    0.5963672891481133);
            assertEquals(Optional.of(LocalDateTime.of(2006, 5, 23, 16, 11, 12)), recording.start());
            assertEquals(List.of(), recording.remarks());
        }
    }

    @Test
    void graphsAndDigitizedFilesHaveTheirEpisodes() throws IOException {
        for (final int version : new int[] {1, 2}) {
            try (Recording recording = Formats.open(old(version).write(folder.resolve("old")))) {
                assertEquals(1, recording.channels().size());
                assertEquals("Im", recording.channels().get(0).name());
                // the interval is a single-precision number of the file
                assertEquals(10_000, recording.channels().get(0).sampleRateHz(), 1e-3);
                assertArrayEquals(new double[] {10e-12, 11e-12, 12e-12, 13e-12}, recording.read(0, 0), 1e-18);
                assertArrayEquals(new double[] {20e-12, 21e-12, 22e-12, 23e-12}, recording.read(0, 1), 1e-18);
            }
        }
    }

    @Test
    void columnsOfEachTypeAreScaledAsTheyAreStored() throws IOException {
        for (int version = 3; version <= 6; version++) {
            try (Recording recording = Formats.open(x(version).write(folder.resolve("x.axgd")))) {
                assertEquals(5, recording.channels().size());
                assertArrayEquals(new double[] {-0.07, -0.069, -0.068}, recording.read(0, 0), 1e-15);
                assertArrayEquals(new double[] {0, 1, 2}, recording.read(1, 0));
                assertArrayEquals(new double[] {100_000, 100_001, 100_002}, recording.read(2, 0));
                assertArrayEquals(new double[] {0.5, 1.5, 2.5}, recording.read(3, 0));
                assertArrayEquals(new double[] {0.1, 1.1, 2.1}, recording.read(4, 0));
                assertEquals(20_000, recording.channels().get(0).sampleRateHz(), 1e-9);
                assertEquals(
                        version != 6,
                        recording.remarks().stream().anyMatch(r -> r.contains("confirmed by no real file")));
            }
        }
    }

    @Test
    void aFileThatIsCutShortIsReadAsFarAsItGoes() throws IOException {
        final byte[] whole = x(6).array();
        // behind the whole of column a
        final int cut = 12 + 12 + 16 + 16 + 12 + 12 + 16 + 6 + 12 + 2 + 4;
        try (Recording recording = Formats.open(Files.write(folder.resolve("cut"), Arrays.copyOf(whole, cut)))) {
            assertEquals(2, recording.channels().size());
            assertArrayEquals(new double[] {0, 1}, recording.read(1, 0));
            assertTrue(
                    recording.remarks().toString().contains("3 of 6"),
                    recording.remarks().toString());
        }
    }

    @Test
    void timesThatAreNotInEqualStepsAreRefused() throws IOException {
        final Path file = old(1).f32(8 + 84 + 8, 0.5).write(folder.resolve("uneven"));
        assertTrue(assertThrows(InputException.class, () -> Formats.open(file))
                .getMessage()
                .contains("not in equal steps"));
    }
}
