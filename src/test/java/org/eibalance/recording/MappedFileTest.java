package org.eibalance.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mapping, unmapping, and files that change underneath. */
class MappedFileTest {

    @TempDir
    private Path folder;

    private Path file(final int bytes) throws IOException {
        final byte[] content = new byte[bytes];
        for (int i = 0; i < bytes; i++) content[i] = (byte) i;
        return Files.write(folder.resolve("file"), content);
    }

    @Test
    void valuesAreLittleEndianAndMayStartAtAnyByte() throws IOException {
        final byte[] content = Files.readAllBytes(file(1000));
        final ByteBuffer expected = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        try (MappedFile mapped = MappedFile.open(file(1000))) {
            assertEquals(1000, mapped.size());
            for (int at = 0; at < 5; at++) {
                final short[] shorts = new short[12];
                final float[] floats = new float[12];
                final byte[] bytes = new byte[12];
                mapped.read(at, shorts, 1, 10);
                mapped.read(at, floats, 1, 10);
                mapped.read(at, bytes, 1, 10);
                for (int i = 0; i < 10; i++) {
                    assertEquals(expected.getShort(at + 2 * i), shorts[1 + i]);
                    assertEquals(expected.getFloat(at + 4 * i), floats[1 + i]);
                    assertEquals(content[at + i], bytes[1 + i]);
                }
                assertEquals(0, shorts[0] + shorts[11]);
            }
            assertThrows(IndexOutOfBoundsException.class, () -> mapped.read(999, new short[1], 0, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> mapped.read(-1, new byte[1], 0, 1));
        }
    }

    @Test
    void aFileBeyondTwoGibibytesIsReadAtItsEndAndAcrossItsPieces() throws IOException {
        final Path file = folder.resolve("large");
        final long size = 2_500_000_001L;
        final long border = 1L << 30;
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.setLength(size);
            raw.seek(border - 3);
            raw.write(new byte[] {1, 2, 3, 4, 5, 6});
            raw.seek(size - 4);
            raw.write(new byte[] {7, 0, 8, 0});
        }
        final com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long before = threads.getCurrentThreadAllocatedBytes();
        try (MappedFile mapped = MappedFile.open(file)) {
            assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 1_000_000, "opening must not copy the file");
            final short[] last = new short[2];
            mapped.read(size - 4, last, 0, 2);
            assertArrayEquals(new short[] {7, 8}, last);
            final short[] across = new short[3];
            mapped.read(border - 3, across, 0, 3);
            assertArrayEquals(new short[] {0x0201, 0x0403, 0x0605}, across);
        }
    }

    @Test
    void afterClosingTheFileIsFreeAndReadingIsAnIllegalState() throws IOException {
        final Path file = file(200_000);
        final MappedFile mapped = MappedFile.open(file);
        mapped.close();
        mapped.close();
        assertThrows(IllegalStateException.class, () -> mapped.read(0, new byte[1], 0, 1));
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.setLength(0);
        }
        Files.delete(file);
        assertFalse(stillMapped(file), "the file must be unmapped");
    }

    @Test
    void whateverAReaderThrowsTheFileIsFreeAgain() throws IOException {
        final Path file = file(200_000);
        for (final Throwable thrown : new Throwable[] {new InputException("damaged"), new OutOfMemoryError("heap")}) {
            final Throwable caught = assertThrows(
                    thrown.getClass(),
                    () -> MappedFile.open(file, mapped -> {
                        mapped.read(0, new byte[1], 0, 1);
                        if (thrown instanceof Error error) throw error;
                        throw (RuntimeException) thrown;
                    }));
            assertEquals(thrown, caught);
            assertFalse(stillMapped(file), "the file must be unmapped after " + thrown);
        }
    }

    /** Linux tells what is mapped; elsewhere the deletion above is the test. */
    private static boolean stillMapped(final Path file) throws IOException {
        final Path maps = Path.of("/proc/self/maps");
        return Files.exists(maps)
                && Files.readString(maps, StandardCharsets.ISO_8859_1).contains(file.toString());
    }

    @Test
    void aSmallFileIsCopiedAndFreeAtOnce() throws IOException {
        for (final int size : new int[] {MappedFile.COPIED_BYTES, MappedFile.COPIED_BYTES + 1}) {
            final Path file = file(size);
            try (MappedFile mapped = MappedFile.open(file)) {
                final boolean copied = size == MappedFile.COPIED_BYTES;
                assertEquals(!copied && Files.exists(Path.of("/proc/self/maps")), stillMapped(file));
                if (copied) Files.delete(file);
                final byte[] last = new byte[1];
                mapped.read(size - 1, last, 0, 1);
                assertEquals((byte) (size - 1), last[0]);
            }
        }
    }

    @Test
    void aFileThatGetsShorterGivesASentenceAndNoFault() throws IOException {
        final Path file = file(200_000);
        try (MappedFile mapped = MappedFile.open(file)) {
            mapped.read(0, new byte[10], 0, 10);
            try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
                raw.setLength(5_000);
            }
            mapped.read(0, new byte[10], 0, 10);
            final InputException exc =
                    assertThrows(InputException.class, () -> mapped.read(90_000, new short[100], 0, 100));
            assertTrue(
                    exc.getMessage().contains(file.toString())
                            && exc.getMessage().contains("changed"),
                    exc.getMessage());
        }
    }

    @Test
    void readingWhileClosingEndsInAnIllegalStateAndNotInACrash() throws Exception {
        final Path file = file(1_000_000);
        for (int round = 0; round < 20; round++) {
            final MappedFile mapped = MappedFile.open(file);
            final CountDownLatch reading = new CountDownLatch(2);
            final Throwable[] ends = new Throwable[2];
            final Thread[] readers = new Thread[2];
            for (int t = 0; t < 2; t++) {
                final int place = t;
                readers[t] = new Thread(() -> {
                    final short[] into = new short[100_000];
                    try {
                        while (true) {
                            mapped.read(1000, into, 0, into.length);
                            reading.countDown();
                        }
                    } catch (final Throwable exc) {
                        ends[place] = exc;
                    }
                });
                readers[t].start();
            }
            reading.await();
            mapped.close();
            for (final Thread reader : readers) reader.join();
            for (final Throwable end : ends) assertEquals(IllegalStateException.class, end.getClass());
        }
    }

    @Test
    void anInterruptedThreadStillReadsAndDoesNotCloseTheFileForOthers() throws IOException {
        try (MappedFile mapped = MappedFile.open(file(100))) {
            Thread.currentThread().interrupt();
            final byte[] into = new byte[1];
            mapped.read(7, into, 0, 1);
            assertTrue(Thread.interrupted());
            mapped.read(8, into, 0, 1);
            assertEquals(8, into[0]);
        }
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> MappedFile.open(folder.resolve("file")));
        assertTrue(Thread.interrupted());
    }

    @Test
    void muchAtOnceIsReadTheSameWhileItsThreadIsInterruptedAgainAndAgain() throws Exception {
        final Path file = file(400_000);
        final ByteBuffer expected = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        try (MappedFile mapped = MappedFile.open(file)) {
            final AtomicReference<Throwable> fault = new AtomicReference<>();
            final AtomicBoolean done = new AtomicBoolean();
            final Thread reader = new Thread(() -> {
                try {
                    final byte[] bytes = new byte[300_000];
                    final short[] shorts = new short[150_000];
                    final float[] floats = new float[75_000];
                    for (int round = 0; !done.get() || round < 3; round++) {
                        final int at = 1 + 13 * (round % 100);
                        mapped.read(at, bytes, 0, bytes.length);
                        mapped.read(at, shorts, 0, shorts.length);
                        mapped.read(at, floats, 0, floats.length);
                        mapped.view(at, 100_000, view -> assertEquals(expected.slice(at, 100_000), view));
                        assertEquals(expected.slice(at, bytes.length), ByteBuffer.wrap(bytes));
                        for (int i = 0; i < shorts.length; i++) assertEquals(expected.getShort(at + 2 * i), shorts[i]);
                        for (int i = 0; i < floats.length; i++) assertEquals(expected.getFloat(at + 4 * i), floats[i]);
                        Thread.interrupted();
                    }
                } catch (final Throwable thrown) {
                    fault.set(thrown);
                }
            });
            reader.start();
            for (int i = 0; i < 50; i++) {
                Thread.sleep(1);
                reader.interrupt();
            }
            done.set(true);
            reader.join();
            assertNull(fault.get());
            assertThrows(IndexOutOfBoundsException.class, () -> mapped.read(200_000, new byte[200_001], 0, 200_001));
        }
    }

    @Test
    void whatIsNoFileGivesASentence() {
        for (final Path path : new Path[] {folder, folder.resolve("none")}) {
            final String message = assertThrows(InputException.class, () -> MappedFile.open(path))
                    .getMessage();
            assertTrue(message.startsWith(path.toString()) && message.endsWith("was expected."), message);
        }
    }

    @Test
    void anEmptyFileHasNoBytes() throws IOException {
        try (MappedFile mapped = MappedFile.open(file(0))) {
            assertEquals(0, mapped.size());
            mapped.read(0, new byte[0], 0, 0);
        }
    }

    /** The run-time of this JVM must not warn of how files are unmapped. */
    @Test
    void nothingIsPrintedOnStandardError() throws Exception {
        final Path file = file(100);
        final String java = ProcessHandle.current().info().command().orElseThrow();
        final Process child = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpenAndClose.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        final String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, child.waitFor(), printed);
        assertEquals("", printed);
    }

    /** What a child process does. */
    static final class OpenAndClose {

        private OpenAndClose() {}

        public static void main(final String[] args) {
            try (MappedFile mapped = MappedFile.open(Path.of(args[0]))) {
                mapped.read(0, new byte[10], 0, 10);
            }
        }
    }
}
