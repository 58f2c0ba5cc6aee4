package org.eibalance.format.hdf5;

/**
 * Where the elements of a dataset lie.
 *
 * @param kind how
 * @param address of the elements, or of the index of the chunks; {@link Cursor#UNDEFINED} where nothing was ever
 *     written
 * @param compact the elements themselves, of a compact dataset; else null
 * @param chunk sizes of a chunk, in elements; else null
 * @param index how chunks are found
 * @param singleBytes stored bytes of the only chunk; 0 where they are those of its elements
 * @param singleMask the filters that were left out for it
 * @param pageBits of the index, where it has pages
 */
record DatasetLayout(
        Kind kind,
        long address,
        byte[] compact,
        long[] chunk,
        Index index,
        long singleBytes,
        long singleMask,
        int pageBits) {

    enum Kind {
        COMPACT,
        CONTIGUOUS,
        CHUNKED
    }

    /**
     * Kinds of indexes of chunks; the number of the last five in the format is one more than their place among them.
     */
    enum Index {
        OLD_TREE,
        SINGLE,
        IMPLICIT,
        FIXED_ARRAY,
        EXTENSIBLE_ARRAY,
        TREE
    }

    private static final long MAX_CHUNK = 1L << 28;

    static DatasetLayout parse(final Cursor cursor, final long[] sizes, final int elementBytes) {
        final int version = cursor.u8();
        final DatasetLayout layout = switch (version) {
            case 1, 2 -> old(cursor);
            case 3, 4 -> recent(cursor, version);
            default -> throw cursor.fault("a layout of version 1 to 4");
        };
        if (layout.kind == Kind.CHUNKED) {
            if (layout.chunk.length != sizes.length) throw cursor.fault("a chunk of " + sizes.length + " dimensions");
            long bytes = elementBytes;
            for (final long size : layout.chunk) {
                if (size <= 0 || size > MAX_CHUNK || bytes * size > MAX_CHUNK)
                    throw cursor.fault("a chunk of at most " + MAX_CHUNK + " bytes");
                bytes *= size;
            }
        }
        return layout;
    }

    private static DatasetLayout old(final Cursor cursor) {
        final int rank = cursor.u8();
        final int kind = cursor.u8();
        cursor.skip(5);
        final long address = kind == 0 ? Cursor.UNDEFINED : cursor.address();
        final long[] sizes = new long[rank];
        for (int i = 0; i < rank; i++) sizes[i] = cursor.u32();
        return switch (kind) {
            case 0 -> compact(cursor.bytes(cursor.u32()));
            case 1 -> contiguous(address);
            case 2 ->
                new DatasetLayout(Kind.CHUNKED, address, null, withoutLast(cursor, sizes), Index.OLD_TREE, 0, 0, 0);
            default -> throw cursor.fault("a compact, contiguous or chunked layout");
        };
    }

    private static DatasetLayout recent(final Cursor cursor, final int version) {
        return switch (cursor.u8()) {
            case 0 -> compact(cursor.bytes(cursor.u16()));
            case 1 -> contiguous(cursor.address());
            case 2 -> version == 3 ? chunked3(cursor) : chunked4(cursor);
            default -> throw cursor.fault("a compact, contiguous or chunked layout");
        };
    }

    private static DatasetLayout compact(final byte[] bytes) {
        return new DatasetLayout(Kind.COMPACT, Cursor.UNDEFINED, bytes, null, null, 0, 0, 0);
    }

    private static DatasetLayout contiguous(final long address) {
        return new DatasetLayout(Kind.CONTIGUOUS, address, null, null, null, 0, 0, 0);
    }

    private static DatasetLayout chunked3(final Cursor cursor) {
        final long[] sizes = new long[cursor.u8()];
        final long address = cursor.address();
        for (int i = 0; i < sizes.length; i++) sizes[i] = cursor.u32();
        return new DatasetLayout(Kind.CHUNKED, address, null, withoutLast(cursor, sizes), Index.OLD_TREE, 0, 0, 0);
    }

    private static DatasetLayout chunked4(final Cursor cursor) {
        final int flags = cursor.u8();
        final long[] sizes = new long[cursor.u8()];
        final int sizeBytes = cursor.u8();
        for (int i = 0; i < sizes.length; i++) sizes[i] = cursor.number(sizeBytes);
        final int type = cursor.u8();
        if (type < 1 || type > 5) throw cursor.fault("an index of chunks of a known kind");
        final Index index = Index.values()[type];
        long bytes = 0;
        long mask = 0;
        int pageBits = 0;
        switch (index) {
            case SINGLE -> {
                if ((flags & 2) != 0) {
                    bytes = cursor.length();
                    mask = cursor.u32();
                }
            }
            case FIXED_ARRAY -> pageBits = cursor.u8();
            case EXTENSIBLE_ARRAY -> cursor.skip(5);
            case TREE -> cursor.skip(6);
            default -> {
                // nothing more
            }
        }
        return new DatasetLayout(
                Kind.CHUNKED, cursor.address(), null, withoutLast(cursor, sizes), index, bytes, mask, pageBits);
    }

    /** The last is the size of an element. */
    private static long[] withoutLast(final Cursor cursor, final long[] sizes) {
        if (sizes.length < 2) throw cursor.fault("a chunk of at least one dimension");
        return java.util.Arrays.copyOf(sizes, sizes.length - 1);
    }

    /** Bytes of a whole chunk as its elements are. */
    int chunkBytes(final int elementBytes) {
        long bytes = elementBytes;
        for (final long size : chunk) bytes *= size;
        return (int) bytes;
    }
}
