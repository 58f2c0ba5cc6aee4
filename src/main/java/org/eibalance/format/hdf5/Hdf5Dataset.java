package org.eibalance.format.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.eibalance.recording.InputException;
import org.eibalance.recording.MappedFile;

/** The elements of a dataset, read where and when they are asked for. Safe in threads. */
public final class Hdf5Dataset {

    /** Bytes read at once where nothing is cached and numbers are taken one by one. */
    private static final int SCRATCH = 1 << 15;

    /** A dataset claims no more bytes than this many times those of its file: no filter shrinks more. */
    private static final long MAX_RATIO = 1100;

    /** The largest dataset that is read as a whole. */
    private static final long MAX_VALUE = 1L << 26;

    private final Hdf5File file;
    private final Datatype type;
    private final long[] sizes;
    private final DatasetLayout layout;
    private final Filters filters;
    private ChunkIndex index;

    Hdf5Dataset(
            final Hdf5File file,
            final Datatype type,
            final long[] sizes,
            final DatasetLayout layout,
            final Filters filters) {
        this.file = file;
        this.type = type;
        this.sizes = sizes;
        this.layout = layout;
        this.filters = filters;
        final long count = count();
        if (count > MAX_RATIO * file.size() / type.size())
            throw file.fault("a dataset claims " + count + " elements of " + type.size()
                    + " bytes, which do not fit into its file of " + file.size());
        final long bytes = count * type.size();
        if (layout.kind() == DatasetLayout.Kind.CONTIGUOUS
                && layout.address() != Cursor.UNDEFINED
                && !file.holds(layout.address(), bytes))
            throw file.fault("a dataset of " + bytes + " bytes at byte " + file.place(layout.address())
                    + " was expected, the file ends at " + file.size());
        if (layout.kind() == DatasetLayout.Kind.COMPACT && layout.compact().length < bytes)
            throw file.fault("a dataset has " + layout.compact().length + " bytes, " + bytes + " were expected");
    }

    /** Sizes of the dimensions, slowest first; none for a single value. */
    public long[] sizes() {
        return sizes.clone();
    }

    /** How many elements it has. */
    public long count() {
        long count = 1;
        for (final long size : sizes) count *= size;
        return count;
    }

    /** Whether its elements are numbers. */
    public boolean isNumber() {
        return type.isNumber();
    }

    /** Whether its elements are integers, which may want a scale. */
    public boolean isInteger() {
        return type.kind() == Datatype.Kind.INTEGER;
    }

    /**
     * Reads numbers along one dimension.
     *
     * @param dimension 0-based dimension to go along
     * @param start place of the first in all dimensions
     * @param into where they go; NaN for those that were never written
     * @param offset place of the first there
     * @param length how many
     * @throws InputException if elements are no numbers, or cannot be read
     * @throws IndexOutOfBoundsException if there are not that many
     */
    public void read(final int dimension, final long[] start, final double[] into, final int offset, final int length) {
        read(dimension, start, into, offset, length, StoredNumbers.Scaling.NONE);
    }

    /** As above, with the numbers turned into values. */
    void read(
            final int dimension,
            final long[] start,
            final double[] into,
            final int offset,
            final int length,
            final StoredNumbers.Scaling scaling) {
        if (!type.isNumber()) throw file.fault("a dataset of numbers was expected, it has others");
        final StoredNumbers numbers = StoredNumbers.decoder(type);
        walk(dimension, start, length, numbers.inBulk(), (from, at, stride, done, count) -> {
            if (from == null) Arrays.fill(into, offset + done, offset + done + count, Double.NaN);
            else numbers.decode(from, at, stride, into, offset + done, count, scaling);
        });
    }

    /**
     * The whole of a small dataset.
     *
     * @return its elements; zeros and empty texts where none were written
     * @throws InputException if it is larger than fits comfortably into memory, or cannot be read
     */
    public Hdf5Value value() {
        final long bytes = count() * type.size();
        if (bytes > MAX_VALUE)
            throw file.fault("a dataset of at most " + MAX_VALUE + " bytes was expected where one has " + bytes);
        final byte[] into = new byte[(int) bytes];
        if (bytes == 0) return new Hdf5Value(file, type, sizes, into);
        final int last = sizes.length - 1;
        final long row = last < 0 ? 1 : sizes[last];
        final long[] at = new long[sizes.length];
        for (long done = 0; done < count(); done += row) {
            final int from = (int) done * type.size();
            walk(Math.max(last, 0), at, (int) row, true, (source, place, stride, before, count) -> {
                if (source != null) source.get(place, into, from + before * type.size(), count * type.size());
            });
            for (int d = last - 1; d >= 0 && ++at[d] == sizes[d]; d--) at[d] = 0;
        }
        return new Hdf5Value(file, type, sizes, into);
    }

    /** Takes elements that stand in memory. */
    private interface Elements {

        /**
         * @param from the bytes; null where none were written
         * @param at first byte
         * @param stride distance between elements, in elements
         * @param done how many came before
         * @param count how many there are
         */
        void take(ByteBuffer from, int at, int stride, int done, int count);
    }

    private void walk(
            final int dimension, final long[] start, final int length, final boolean inBulk, final Elements elements) {
        if (sizes.length > 0) java.util.Objects.checkFromIndexSize(start[dimension], (long) length, sizes[dimension]);
        if (layout.kind() == DatasetLayout.Kind.CHUNKED) walkChunks(dimension, start, length, inBulk, elements);
        else {
            final long first = linear(start, sizes);
            final long stride = stride(dimension, sizes);
            if (layout.kind() == DatasetLayout.Kind.COMPACT)
                elements.take(buffer(layout.compact()), (int) first * type.size(), (int) stride, 0, length);
            else if (layout.address() == Cursor.UNDEFINED) elements.take(null, 0, 1, 0, length);
            else walkStored(layout.address(), first, stride, length, 0, inBulk, elements);
        }
    }

    /** Elements that stand in the file as they are. */
    private void walkStored(
            final long address,
            final long first,
            final long stride,
            final int length,
            final int doneBefore,
            final boolean inBulk,
            final Elements elements) {
        final boolean views = inBulk && stride == 1;
        final int most = (int)
                Math.min(length, Math.max(1, (views ? MappedFile.MAX_VIEW_BYTES : SCRATCH) / (stride * type.size())));
        if (length == 0) return;
        final byte[] scratch = views ? null : new byte[(int) ((most - 1) * stride + 1) * type.size()];
        for (int done = 0; done < length; done += most) {
            final int count = Math.min(most, length - done);
            final int bytes = (int) ((count - 1) * stride + 1) * type.size();
            final long at = address + (first + done * stride) * type.size();
            if (!file.holds(at, bytes))
                throw file.fault("data at byte " + file.place(at) + " were expected, the file ends at " + file.size());
            final int before = doneBefore + done;
            if (views)
                file.bytes()
                        .view(file.place(at), bytes, view -> elements.take(view.order(order()), 0, 1, before, count));
            else {
                file.bytes().read(file.place(at), scratch, 0, bytes);
                elements.take(ByteBuffer.wrap(scratch).order(order()), 0, (int) stride, before, count);
            }
        }
    }

    private void walkChunks(
            final int dimension, final long[] start, final int length, final boolean inBulk, final Elements elements) {
        if (length == 0) return;
        final long side = layout.chunk()[dimension];
        final long within = start[dimension] % side;
        final int pieces = (int) ((within + length - 1) / side + 1);
        for (int k = 0; k < pieces; k++) {
            final int done = (int) Math.max(0, k * side - within);
            final long[] at = start.clone();
            at[dimension] += done;
            walkChunk(
                    dimension, at, (int) Math.min(length - done, side - at[dimension] % side), done, inBulk, elements);
        }
    }

    /** Elements of one chunk. */
    private void walkChunk(
            final int dimension,
            final long[] start,
            final int count,
            final int done,
            final boolean inBulk,
            final Elements elements) {
        final long[] chunk = layout.chunk();
        final long[] number = new long[chunk.length];
        final long[] within = new long[chunk.length];
        for (int d = 0; d < chunk.length; d++) {
            number[d] = start[d] / chunk[d];
            within[d] = start[d] % chunk[d];
        }
        final long stride = stride(dimension, chunk);
        final long first = linear(within, chunk);
        final ChunkIndex.Entry entry = index().find(linear(number, ChunkIndex.counts(sizes, chunk)));
        if (entry == null) elements.take(null, 0, 1, done, count);
        else if (filters.none()) walkStored(entry.address(), first, stride, count, done, inBulk, elements);
        else
            elements.take(
                    buffer(decoded(entry, layout.chunkBytes(type.size()))),
                    (int) first * type.size(),
                    (int) stride,
                    done,
                    count);
    }

    private byte[] decoded(final ChunkIndex.Entry entry, final int chunkBytes) {
        final byte[] cached = file.cache().get(entry.address());
        if (cached != null && cached.length == chunkBytes) return cached;
        if (!file.holds(entry.address(), entry.bytes()) || entry.bytes() > Integer.MAX_VALUE - 8)
            throw file.fault("a chunk of " + entry.bytes() + " bytes at byte " + file.place(entry.address())
                    + " was expected, the file ends at " + file.size());
        final byte[] stored = new byte[(int) entry.bytes()];
        file.bytes().read(file.place(entry.address()), stored, 0, stored.length);
        final byte[] chunk = filters.decode(file, stored, entry.mask(), chunkBytes, type.size());
        file.cache().put(entry.address(), chunk);
        return chunk;
    }

    private synchronized ChunkIndex index() {
        if (index == null) index = ChunkIndex.read(file, layout, sizes, type.size(), !filters.none());
        return index;
    }

    private ByteBuffer buffer(final byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(order());
    }

    private ByteOrder order() {
        return type.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private static long linear(final long[] at, final long[] sizes) {
        long linear = 0;
        for (int d = 0; d < sizes.length; d++) linear = linear * sizes[d] + at[d];
        return linear;
    }

    private static long stride(final int dimension, final long[] sizes) {
        long stride = 1;
        for (int d = dimension + 1; d < sizes.length; d++) stride *= sizes[d];
        return stride;
    }
}
