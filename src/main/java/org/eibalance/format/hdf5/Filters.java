package org.eibalance.format.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What was done to chunks before they were stored, in that order. */
final class Filters {

    static final int DEFLATE = 1;
    static final int SHUFFLE = 2;
    static final int FLETCHER32 = 3;
    static final int LZF = 32000;

    static final Filters NONE = new Filters(List.of());

    /** No filter shrinks more than this: deflate reaches 1032. */
    private static final long MAX_RATIO = 1100;

    private static final long MAX_MORE = 1024;

    /** Elements put together at once: they stay in the first cache of a core. */
    private static final int TILE = 1024;

    /** A filter with its settings. */
    private record Filter(int id, long[] settings) {}

    private final List<Filter> filters;

    private Filters(final List<Filter> filters) {
        this.filters = filters;
    }

    static Filters parse(final Cursor cursor) {
        final int version = cursor.u8();
        if (version < 1 || version > 2) throw cursor.fault("filters of version 1 or 2");
        final int count = cursor.u8();
        if (version == 1) cursor.skip(6);
        final List<Filter> filters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final int id = cursor.u16();
            final int nameBytes = version == 1 || id >= 256 ? cursor.u16() : 0;
            cursor.skip(2);
            final int settingCount = cursor.u16();
            cursor.skip(version == 1 ? nameBytes + 7 & ~7 : nameBytes);
            if (settingCount > cursor.left() / Integer.BYTES) throw cursor.fault("the settings of a filter");
            final long[] settings = new long[settingCount];
            for (int k = 0; k < settingCount; k++) settings[k] = cursor.u32();
            if (version == 1 && settingCount % 2 == 1) cursor.skip(Math.min(4, cursor.left()));
            if (id != DEFLATE && id != SHUFFLE && id != FLETCHER32 && id != LZF)
                throw cursor.fault("a filter of deflate, " + "shuffle, Fletcher-32 or LZF, not number " + id + ",");
            filters.add(new Filter(id, settings));
        }
        return new Filters(List.copyOf(filters));
    }

    boolean none() {
        return filters.isEmpty();
    }

    /**
     * Undoes the filters.
     *
     * @param file for sentences
     * @param stored the stored bytes
     * @param mask a bit for each filter that was left out
     * @param chunkBytes how many bytes come out
     * @param elementBytes bytes of an element
     */
    byte[] decode(
            final Hdf5File file, final byte[] stored, final long mask, final int chunkBytes, final int elementBytes) {
        if (chunkBytes > MAX_MORE + MAX_RATIO * stored.length)
            throw file.fault(
                    "a chunk of " + stored.length + " bytes is said to hold " + chunkBytes + ", which cannot be");
        byte[] bytes = stored;
        for (int i = filters.size() - 1; i >= 0; i--) {
            if (i < 32 && (mask >> i & 1) != 0) continue;
            final Filter filter = filters.get(i);
            bytes = switch (filter.id) {
                case DEFLATE -> inflate(file, bytes, chunkBytes + checksumBytes(i));
                case SHUFFLE -> unshuffle(bytes, filter.settings.length > 0 ? (int) filter.settings[0] : elementBytes);
                case FLETCHER32 -> java.util.Arrays.copyOf(bytes, Math.max(0, bytes.length - 4));
                default -> lzf(file, bytes, chunkBytes);
            };
        }
        if (bytes.length != chunkBytes)
            throw file.fault("a chunk holds " + bytes.length + " bytes, " + chunkBytes + " were expected");
        return bytes;
    }

    /** Bytes that checksums add before a filter has its turn. */
    private int checksumBytes(final int filter) {
        return 4
                * (int) filters.subList(0, filter).stream()
                        .filter(f -> f.id == FLETCHER32)
                        .count();
    }

    private static byte[] inflate(final Hdf5File file, final byte[] bytes, final int most) {
        final Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes);
            final byte[] out = new byte[most];
            int done = 0;
            while (done < most && !inflater.finished()) {
                final int count = inflater.inflate(out, done, most - done);
                if (count == 0 && !inflater.finished()) throw file.fault("a compressed chunk ends too early");
                done += count;
            }
            return done == most ? out : java.util.Arrays.copyOf(out, done);
        } catch (final DataFormatException exc) {
            throw file.fault("a chunk cannot be decompressed, its bytes are damaged");
        } finally {
            inflater.end();
        }
    }

    /** The first bytes of all elements stand first, then the second ones. */
    private static byte[] unshuffle(final byte[] bytes, final int size) {
        if (size <= 1 || size > bytes.length) return bytes;
        final byte[] out = new byte[bytes.length];
        final int count = bytes.length / size;
        if (size == Double.BYTES) return unshuffleEight(bytes, out, count);
        for (int tile = 0; tile < count; tile += TILE) {
            final int end = Math.min(count, tile + TILE);
            for (int j = 0; j < size; j++) {
                for (int i = tile, from = j * count, to = tile * size + j; i < end; i++, to += size)
                    out[to] = bytes[from + i];
            }
        }
        System.arraycopy(bytes, count * size, out, count * size, bytes.length - count * size);
        return out;
    }

    /** Doubles are the most common, and put together at once they take half the time. */
    private static byte[] unshuffleEight(final byte[] bytes, final byte[] out, final int count) {
        final ByteBuffer numbers = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            final int low = bytes[i] & 0xff
                    | (bytes[count + i] & 0xff) << 8
                    | (bytes[2 * count + i] & 0xff) << 16
                    | bytes[3 * count + i] << 24;
            final int high = bytes[4 * count + i] & 0xff
                    | (bytes[5 * count + i] & 0xff) << 8
                    | (bytes[6 * count + i] & 0xff) << 16
                    | bytes[7 * count + i] << 24;
            numbers.putLong(i * Double.BYTES, low & 0xffff_ffffL | (long) high << 32);
        }
        System.arraycopy(bytes, count * Double.BYTES, out, count * Double.BYTES, bytes.length - count * Double.BYTES);
        return out;
    }

    /** LZF as Marc Lehmann's library writes it: literal runs, and copies of what came before. */
    private static byte[] lzf(final Hdf5File file, final byte[] in, final int size) {
        final byte[] out = new byte[size];
        int from = 0;
        int to = 0;
        try {
            while (from < in.length) {
                final int control = in[from++] & 0xff;
                if (control < 32) {
                    System.arraycopy(in, from, out, to, control + 1);
                    from += control + 1;
                    to += control + 1;
                } else {
                    int length = control >> 5;
                    if (length == 7) length += in[from++] & 0xff;
                    int back = to - ((control & 31) << 8) - (in[from++] & 0xff) - 1;
                    for (int i = 0; i < length + 2; i++) out[to++] = out[back++];
                }
            }
        } catch (final IndexOutOfBoundsException exc) {
            throw file.fault("a chunk cannot be decompressed, its bytes are damaged");
        }
        return java.util.Arrays.copyOf(out, to);
    }
}
