package org.eibalance.format.clamp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eibalance.format.Formats;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingSink;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of the clamp. */
public class ClampFileTest {

    private static final ClampFileHeader HEADER = ClampFileHeader.of(
            10_000,
            Optional.of(LocalDateTime.of(2026, 3, 4, 5, 6, 7)),
            List.of(
                    new ClampFileHeader.Signal("V", "mV", ClampMode.CURRENT_CLAMP),
                    new ClampFileHeader.Signal("command", "pA", ClampMode.UNKNOWN),
                    new ClampFileHeader.Signal("g_E", "nS", ClampMode.UNKNOWN)),
            1,
            Map.of("calibration", "{\"day\":1}"));

    @TempDir
    private Path folder;

    /** A small file for the fuzz test. */
    public static byte[] sample(final Path folder) throws IOException {
        final Path file = folder.resolve("seed.eiclamp");
        Files.deleteIfExists(file);
        write(file, 300, 200);
        return Files.readAllBytes(file);
    }

    private static float value(final int channel, final int sweep, final int sample) {
        return sample % 97 == 5 ? Float.NaN : channel * 1000 + sweep * 100 + sample * 0.01f;
    }

    private static void write(final Path file, final int... lengths) {
        try (RecordingSink sink = ClampFileWriter.create(file, HEADER)) {
            for (int k = 0; k < lengths.length; k++) append(sink, k, lengths[k]);
        }
    }

    /** In pieces of odd lengths, with a tag in the middle. */
    private static void append(final RecordingSink sink, final int sweep, final int length) {
        sink.beginSweep(sweep * 2.5);
        final float[][] piece = new float[3][1000];
        for (int from = 0; from < length; ) {
            final int n = Math.min(length - from, 1 + from % 7 * 131);
            for (int c = 0; c < 3; c++) {
                for (int i = 0; i < n; i++) piece[c][i] = value(c, sweep, from + i);
            }
            sink.append(piece, n);
            if (from < length / 2 && from + n >= length / 2) sink.tag(sweep * 2.5 + 0.01, "trigger rose");
            from += n;
        }
    }

    private static void expect(final Recording recording, final int sweep, final int length) {
        for (int c = 0; c < 3; c++) {
            final double[] read = recording.read(c, sweep);
            assertEquals(length, read.length);
            for (int i = 0; i < length; i++) assertEquals(value(c, sweep, i), (float) read[i]);
        }
    }

    @Test
    void whatWasAppendedIsRead() {
        final Path file = folder.resolve("cell.eiclamp");
        write(file, 10_000, 3, 7_777);
        try (Recording recording = Formats.open(file)) {
            assertEquals("dynamic clamp 1", recording.format());
            assertEquals(3, recording.sweeps().size());
            for (int k = 0; k < 3; k++) expect(recording, k, new int[] {10_000, 3, 7_777}[k]);
            assertEquals(2.5, recording.sweeps().get(1).startS());
            assertEquals(Quantity.VOLTAGE, recording.channels().get(0).unit().quantity());
            assertEquals(ClampMode.CURRENT_CLAMP, recording.channels().get(0).clampMode());
            assertEquals("nS", recording.channels().get(2).unit().symbol());
            assertEquals(10_000, recording.channels().get(0).sampleRateHz());
            assertEquals(
                    LocalDateTime.of(2026, 3, 4, 5, 6, 7), recording.start().orElseThrow());
            assertTrue(recording.tags().stream().anyMatch(t -> t.text().equals("trigger rose") && t.timeS() == 2.51));
            assertTrue(recording.tags().stream().anyMatch(t -> t.text().equals("calibration: {\"day\":1}")));
            assertEquals(List.of(), recording.remarks());
        }
    }

    @Test
    void theCommandOfThePotentialIsTheRecordedOne() {
        final Path file = folder.resolve("cell.eiclamp");
        write(file, 5_000);
        try (Recording recording = Formats.open(file)) {
            final double[] command = new double[100];
            recording.command(0).orElseThrow().read(0, 4_321, command, 0, 100);
            final double[] channel = new double[100];
            recording.read(1, 0, 4_321, channel);
            assertArrayEquals(channel, command);
            assertTrue(recording.command(2).isEmpty());
        }
    }

    @Test
    void aFileThatIsStillWrittenOpensWithWhatWasFlushed() {
        final Path file = folder.resolve("running.eiclamp");
        try (RecordingSink sink = ClampFileWriter.create(file, HEADER)) {
            append(sink, 0, 9_000);
            try (Recording recording = Formats.open(file)) {
                final long there = recording.samples(0, 0);
                assertTrue(
                        there > 9_000 - 2_500 && there <= 9_000,
                        there + " samples: all but the last quarter of a second");
                expect(recording, 0, (int) there);
            }
        }
    }

    @Test
    void aFileCutOffAnywhereOpensUpToItsLastWholeBlock() throws IOException {
        final Path file = folder.resolve("whole.eiclamp");
        write(file, 400, 300);
        final byte[] whole = Files.readAllBytes(file);
        final int start = ClampFile.START_BYTES + HEADER.toBytes().length;
        long before = 0;
        for (int length = start; length <= whole.length; length += 37) {
            final Path cut = folder.resolve("cut.eiclamp");
            Files.write(cut, Arrays.copyOf(whole, length));
            try (Recording recording = Formats.open(cut)) {
                long samples = 0;
                for (int k = 0; k < recording.sweeps().size(); k++) {
                    samples += recording.samples(0, k);
                    expect(recording, k, (int) recording.samples(0, k));
                }
                assertTrue(samples >= before, "a longer file has no less");
                before = samples;
            }
        }
    }

    @Test
    void aLastBlockWhoseBytesNeverReachedTheDiskIsLeftOut() throws IOException {
        final Path file = folder.resolve("torn.eiclamp");
        write(file, 8_000);
        try (RandomAccessFile torn = new RandomAccessFile(file.toFile(), "rw")) {
            torn.seek(torn.length() - 100);
            torn.write(new byte[100]);
        }
        try (Recording recording = Formats.open(file)) {
            assertEquals(1, recording.remarks().size());
            assertTrue(recording.samples(0, 0) >= 4_000 && recording.samples(0, 0) < 8_000);
            expect(recording, 0, (int) recording.samples(0, 0));
        }
    }

    @Test
    void aDamagedBlockInTheMiddleIsNeverReadAsGood() throws IOException {
        final Path file = folder.resolve("damaged.eiclamp");
        write(file, 8_000);
        try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
            final int at = ClampFile.START_BYTES + HEADER.toBytes().length + ClampFile.BLOCK_BYTES + 50;
            damaged.seek(at);
            final int b = damaged.read();
            damaged.seek(at);
            damaged.write(b ^ 4);
        }
        try (Recording recording = Formats.open(file)) {
            final InputException e = assertThrows(InputException.class, () -> recording.read(0, 0));
            assertTrue(e.getMessage().contains("checksum"), e.getMessage());
            recording.read(0, 0, 7_000, new double[10]);
        }
    }

    @Test
    void anotherFileIsNotOverwritten() throws IOException {
        final Path file = Files.writeString(folder.resolve("there"), "precious");
        final InputException e = assertThrows(InputException.class, () -> ClampFileWriter.create(file, HEADER));
        assertTrue(e.getMessage().contains("exists already"), e.getMessage());
        assertEquals("precious", Files.readString(file));
    }

    @Test
    void aFullDiskIsASentence() throws IOException {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")), () -> {
            System.out.println("skipped: this system has no /dev/full");
            return "no /dev/full";
        });
        final Path full = Path.of("/dev/full");
        final FileChannel channel = FileChannel.open(full, StandardOpenOption.WRITE);
        final InputException e = assertThrows(InputException.class, () -> ClampFileWriter.begin(full, channel, HEADER));
        assertTrue(
                e.getMessage().startsWith("/dev/full cannot be written, a folder on a disk with room was expected"),
                e.getMessage());
    }

    @Test
    void aKilledProgramLeavesItsFlushedBlocks() throws Exception {
        final Path file = folder.resolve("killed.eiclamp");
        final Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClampFileTest.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        while (Files.notExists(file) || Files.size(file) < 400_000) {
            assertTrue(writer.isAlive(), () -> "the writer ended: " + text(writer));
            Thread.sleep(5);
        }
        writer.destroyForcibly().waitFor();
        try (Recording recording = Formats.open(file)) {
            long samples = 0;
            for (int k = 0; k < recording.sweeps().size(); k++) {
                samples += recording.samples(0, k);
                expect(recording, k, (int) recording.samples(0, k));
            }
            /* Of the bytes on the disk no more than one block is not read. */
            assertTrue(
                    samples * 12 > Files.size(file) - 2_500 * 12 - 10_000,
                    samples + " samples in " + Files.size(file) + " bytes");
        }
    }

    private static String text(final Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (final IOException e) {
            return e.toString();
        }
    }

    /** Writes for ever, to be killed. */
    public static void main(final String[] arguments) throws InterruptedException {
        try (RecordingSink sink = ClampFileWriter.create(Path.of(arguments[0]), HEADER)) {
            for (int k = 0; ; k++) {
                append(sink, k, 3_000);
                Thread.sleep(1);
            }
        }
    }
}
