package org.eibalance.format.hdf5;

import java.util.Arrays;
import java.util.Comparator;

/** Where the chunks of a dataset lie. A chunk has a number, counted with the last dimension fastest. */
final class ChunkIndex {

    private static final int MAX_DEPTH = 16;

    /** What is known of a chunk that is stored. */
    record Entry(long number, long address, long bytes, long mask) {}

    private final Hdf5File file;
    private final DatasetLayout layout;
    private final long[] counts;
    private final int chunkBytes;
    private final boolean filtered;
    private Entry[] entries = new Entry[16];
    private int size;

    private ChunkIndex(
            final Hdf5File file,
            final DatasetLayout layout,
            final long[] sizes,
            final int elementBytes,
            final boolean filtered) {
        this.file = file;
        this.layout = layout;
        this.filtered = filtered;
        chunkBytes = layout.chunkBytes(elementBytes);
        counts = counts(sizes, layout.chunk());
    }

    /** How many chunks there are along each dimension. */
    static long[] counts(final long[] sizes, final long[] chunk) {
        final long[] counts = new long[sizes.length];
        for (int i = 0; i < counts.length; i++) counts[i] = sizes[i] / chunk[i] + (sizes[i] % chunk[i] > 0 ? 1 : 0);
        return counts;
    }

    static ChunkIndex read(
            final Hdf5File file,
            final DatasetLayout layout,
            final long[] sizes,
            final int elementBytes,
            final boolean filtered) {
        final ChunkIndex index = new ChunkIndex(file, layout, sizes, elementBytes, filtered);
        if (layout.address() != Cursor.UNDEFINED) {
            switch (layout.index()) {
                case OLD_TREE -> index.oldTree(layout.address(), MAX_DEPTH);
                case SINGLE ->
                    index.add(
                            0,
                            layout.address(),
                            layout.singleBytes() == 0 ? index.chunkBytes : layout.singleBytes(),
                            layout.singleMask());
                case IMPLICIT -> index.implicit();
                case FIXED_ARRAY -> index.fixedArray();
                case EXTENSIBLE_ARRAY -> index.extensibleArray();
                case TREE -> index.tree();
            }
        }
        Arrays.sort(index.entries, 0, index.size, Comparator.comparingLong(Entry::number));
        return index;
    }

    /** The chunk of a number; null where it was never written. */
    Entry find(final long number) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            final int middle = low + high >>> 1;
            final long at = entries[middle].number;
            if (at == number) return entries[middle];
            if (at < number) low = middle + 1;
            else high = middle - 1;
        }
        return null;
    }

    private void add(final long number, final long address, final long bytes, final long mask) {
        if (address == Cursor.UNDEFINED) return;
        if (size == entries.length) entries = Arrays.copyOf(entries, 2 * size);
        entries[size++] = new Entry(number, address, bytes, mask);
    }

    private long total() {
        long total = 1;
        for (final long count : counts) total *= count;
        return total;
    }

    /** The number of the chunk at some coordinates, counted in chunks; -1 if it is outside. */
    private long number(final long[] at) {
        long number = 0;
        for (int i = 0; i < counts.length; i++) {
            if (at[i] < 0 || at[i] >= counts[i]) return -1;
            number = number * counts[i] + at[i];
        }
        return number;
    }

    private void oldTree(final long address, final int most) {
        final int headBytes = 8 + 2 * file.offsetBytes();
        final Cursor head = file.structure(address, headBytes);
        head.signature("TREE");
        if (head.u8() != 1) throw head.fault("a tree of chunks");
        final int level = head.u8();
        if (level >= most) throw head.fault("a tree whose levels decrease");
        final int count = head.u16();
        final int rank = counts.length;
        final Cursor keys = file.structure(address + headBytes, (long) count * (16 + 8 * rank + file.offsetBytes()));
        final long[] at = new long[rank];
        for (int i = 0; i < count; i++) {
            final long bytes = keys.u32();
            final long mask = keys.u32();
            for (int d = 0; d < rank; d++) at[d] = keys.number(Long.BYTES) / layout.chunk()[d];
            keys.skip(8);
            final long child = keys.address();
            if (level > 0) oldTree(child, level);
            else if (number(at) >= 0) add(number(at), child, bytes, mask);
        }
    }

    private void implicit() {
        if (!file.holds(layout.address(), 0) || total() > file.size() / chunkBytes)
            throw file.fault("its chunks run over the end of the file");
        for (long i = 0; i < total(); i++) add(i, layout.address() + i * chunkBytes, chunkBytes, 0);
    }

    private void tree() {
        final int rank = counts.length;
        final long[] at = new long[rank];
        BTree2.walk(file, layout.address(), record -> {
            final long address = record.address();
            long bytes = chunkBytes;
            long mask = 0;
            if (filtered) {
                bytes = record.number(record.left() - 4 - 8 * rank);
                mask = record.u32();
            }
            for (int d = 0; d < rank; d++) at[d] = record.number(Long.BYTES);
            if (number(at) >= 0) add(number(at), address, bytes, mask);
        });
    }

    /** An element of a fixed or extensible array. */
    private void element(final Cursor elements, final long number, final int elementBytes) {
        final Cursor element = elements.part(elementBytes);
        final long address = element.address();
        if (!filtered) add(number, address, chunkBytes, 0);
        else {
            final long bytes = element.number(element.left() - 4);
            add(number, address, bytes, element.u32());
        }
    }

    private void fixedArray() {
        final Cursor head = file.structure(layout.address(), 8 + file.lengthBytes() + file.offsetBytes());
        head.signature("FAHD");
        head.skip(2);
        final int elementBytes = head.u8();
        final int pageBits = head.u8();
        final long count = head.length();
        final long block = head.address();
        if (block == Cursor.UNDEFINED) return;
        if (count < 0 || count > file.size() || pageBits > 30) throw head.fault("an array within the file");
        final int prefix = 6 + file.offsetBytes();
        final long page = 1L << pageBits;
        if (count <= page) {
            final Cursor elements = file.structure(block, prefix + count * elementBytes);
            elements.signature("FADB");
            elements.skip(prefix - 4);
            for (long i = 0; i < count; i++) element(elements, i, elementBytes);
            return;
        }
        final long pages = (count + page - 1) / page;
        final long bitmapBytes = (pages + 7) / 8;
        final Cursor start = file.structure(block, prefix + bitmapBytes);
        start.signature("FADB");
        start.skip(prefix - 4);
        final byte[] written = start.bytes(bitmapBytes);
        for (long p = 0; p < pages; p++) {
            // bits count from the highest
            if ((written[(int) (p / 8)] >> 7 - p % 8 & 1) == 0) continue;
            final long length = Math.min(page, count - p * page);
            final Cursor elements = file.structure(
                    block + prefix + bitmapBytes + 4 + p * (page * elementBytes + 4), length * elementBytes);
            for (long i = 0; i < length; i++) element(elements, p * page + i, elementBytes);
        }
    }

    /** Appendix of the specification on extensible arrays: blocks that double, found by two levels of addresses. */
    private void extensibleArray() {
        final Cursor head = file.structure(layout.address(), 12 + 6 * file.lengthBytes() + file.offsetBytes());
        head.signature("EAHD");
        head.skip(2);
        final int elementBytes = head.u8();
        final int offsetBytes = (head.u8() + 7) / 8;
        final int direct = head.u8();
        final int smallest = head.u8();
        final int superBlockPointers = head.u8();
        final int pageBits = head.u8();
        head.skip(4L * file.lengthBytes());
        final long count = Math.min(head.length(), total());
        head.length();
        final long indexBlock = head.address();
        if (indexBlock == Cursor.UNDEFINED) return;
        if (count < 0 || smallest == 0 || superBlockPointers == 0 || pageBits > 30)
            throw head.fault("an array with a positive block size");
        final int prefix = 6 + file.offsetBytes();
        final int inIndex = 2 * (31 - Integer.numberOfLeadingZeros(superBlockPointers));
        final int pointers = 2 * (superBlockPointers - 1);
        final Cursor index = file.structureUpTo(
                indexBlock, prefix + (long) direct * elementBytes + (long) (pointers + 64) * file.offsetBytes());
        index.signature("EAIB");
        index.skip(prefix - 4);
        long at = 0;
        for (; at < direct; at++) {
            if (at < count) element(index, at, elementBytes);
            else index.skip(elementBytes);
        }
        for (int level = 0; at < count && level < 62; level++) {
            final long blocks = 1L << level / 2;
            final long elements = (1L << (level + 1) / 2) * smallest;
            if (level < inIndex) {
                for (long b = 0; b < blocks && at < count; b++, at += elements)
                    dataBlock(
                            index.address(),
                            at,
                            Math.min(elements, count - at),
                            elements,
                            prefix + offsetBytes,
                            pageBits,
                            elementBytes);
                continue;
            }
            final long superBlock = index.address();
            if (superBlock == Cursor.UNDEFINED) {
                at += blocks * elements;
                continue;
            }
            final long pages = elements >> pageBits;
            final long bitmaps = pages > 1 ? blocks * ((pages + 7) / 8) : 0;
            final Cursor addresses =
                    file.structure(superBlock, prefix + offsetBytes + bitmaps + blocks * file.offsetBytes());
            addresses.signature("EASB");
            addresses.skip(prefix - 4 + offsetBytes + bitmaps);
            for (long b = 0; b < blocks && at < count; b++, at += elements)
                dataBlock(
                        addresses.address(),
                        at,
                        Math.min(elements, count - at),
                        elements,
                        prefix + offsetBytes,
                        pageBits,
                        elementBytes);
        }
    }

    private void dataBlock(
            final long address,
            final long first,
            final long used,
            final long elements,
            final int prefix,
            final int pageBits,
            final int elementBytes) {
        if (address == Cursor.UNDEFINED) return;
        file.structure(address, prefix).signature("EADB");
        final long page = 1L << pageBits;
        final boolean paged = elements > page;
        for (long from = 0; from < used; from += paged ? page : used) {
            final long length = paged ? Math.min(page, used - from) : used;
            final long skipped = paged ? 4 + from * elementBytes + from / page * 4 : 0;
            final Cursor block = file.structure(address + prefix + skipped, length * elementBytes);
            for (long i = 0; i < length; i++) element(block, first + from + i, elementBytes);
        }
    }
}
