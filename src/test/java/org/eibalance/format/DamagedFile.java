package org.eibalance.format;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A file that is damaged over and over, each time from the whole one. Only what differs from the damage before is
 * written, for whole files would take longer to write than to read.
 */
final class DamagedFile implements AutoCloseable {

    private static final int MAX_CHANGES = 4;
    private static final int MAX_INSERT = 600;

    private static final int[] EXTREMES = {
        0,
        1,
        -1,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xffff,
        0x7fff,
        0x8000,
        64,
        512,
        1 << 20,
        Float.floatToIntBits(Float.NaN),
        Float.floatToIntBits(Float.POSITIVE_INFINITY),
        Float.floatToIntBits(1e-40f)
    };

    private final Path path;
    private final byte[] whole;
    private final int headerBytes;
    private final RandomAccessFile file;
    private final byte[] bytes;
    private final ByteBuffer numbers;
    private int length;
    /** Where the bytes, and where the file, may differ from the whole one. */
    private int low = Integer.MAX_VALUE;

    private int high;
    private int fileLow;
    private int fileHigh;

    /**
     * @param path where it is written; the folder is there, the file is not
     * @param whole its bytes before any damage
     * @param headerBytes bytes of the header, where most of the damage goes
     */
    DamagedFile(final Path path, final byte[] whole, final int headerBytes) throws IOException {
        this.path = path;
        this.whole = whole;
        this.headerBytes = headerBytes;
        bytes = new byte[whole.length + MAX_CHANGES * MAX_INSERT];
        numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        System.arraycopy(whole, 0, bytes, 0, whole.length);
        length = whole.length;
        fileHigh = whole.length;
        file = new RandomAccessFile(path.toFile(), "rw");
    }

    Path path() {
        return path;
    }

    /** Bytes that it has now. */
    int length() {
        return length;
    }

    /**
     * Writes the file with one to four changes.
     *
     * @param seed the same gives the same bytes
     */
    void damage(final long seed) throws IOException {
        restore();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int changes = random.nextInt(1, MAX_CHANGES + 1); changes > 0; changes--) mutate(random);
        final int from = Math.min(fileLow, low);
        final int to = Math.min(length, Math.max(fileHigh, high));
        if (from < to) {
            file.seek(from);
            file.write(bytes, from, to - from);
        }
        if (file.length() != length) file.setLength(length);
        fileLow = low;
        fileHigh = high;
    }

    private void restore() {
        final int end = Math.min(high, whole.length);
        if (low < end) System.arraycopy(whole, low, bytes, low, end - low);
        length = whole.length;
        low = Integer.MAX_VALUE;
        high = 0;
    }

    private void changed(final int from, final int to) {
        low = Math.min(low, from);
        high = Math.max(high, to);
    }

    private void mutate(final SplittableRandom random) {
        if (length < 8) return;
        // anywhere, in the header, or at its start, where the sizes and places of its parts are
        final int[] ends = {length, headerBytes, headerBytes, 512};
        final int at = random.nextInt(Math.min(ends[random.nextInt(ends.length)], length));
        switch (random.nextInt(6)) {
            case 0 -> put(at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
            case 1 -> put(at, (byte) random.nextInt());
            case 2, 3 -> {
                final int place = Math.min(at & ~1, length - 4);
                numbers.putInt(place, EXTREMES[random.nextInt(EXTREMES.length)]);
                changed(place, place + 4);
            }
            case 4 -> {
                if (random.nextInt(3) == 0) {
                    length = random.nextInt(length);
                    changed(length, whole.length);
                }
            }
            default -> {
                if (random.nextInt(3) == 0) insert(at, random.nextInt(1, MAX_INSERT), random);
            }
        }
    }

    private void put(final int at, final byte value) {
        bytes[at] = value;
        changed(at, at + 1);
    }

    private void insert(final int at, final int count, final SplittableRandom random) {
        System.arraycopy(bytes, at, bytes, at + count, length - at);
        for (int i = at; i < at + count; i++) bytes[i] = random.nextBoolean() ? 0 : (byte) random.nextInt();
        length += count;
        changed(at, Math.max(length, whole.length));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
