package org.eibalance.format.hdf5;

/** The heap of links or attributes where an object has many. */
final class FractalHeap {

    private static final int MAX_DEPTH = 32;

    private final Hdf5File file;
    private final Cursor head;
    private final int tableWidth;
    private final long startBytes;
    private final long mostDirectBytes;
    private final int heapBits;
    private final int lengthBytes;
    private final long root;
    private final int rootRows;

    FractalHeap(final Hdf5File file, final long address) {
        this.file = file;
        head = file.structureUpTo(address, 22 + 12L * file.lengthBytes() + 3L * file.offsetBytes() + 4);
        head.signature("FRHP");
        head.skip(3);
        final int filterBytes = head.u16();
        head.skip(1);
        final long mostManaged = head.u32();
        head.skip(10L * file.lengthBytes() + 2L * file.offsetBytes());
        tableWidth = head.u16();
        startBytes = head.length();
        mostDirectBytes = head.length();
        heapBits = head.u16();
        head.skip(2);
        root = head.address();
        rootRows = head.u16();
        if (filterBytes != 0) throw head.fault("a heap that is not compressed, others are not read,");
        if (tableWidth == 0 || startBytes <= 0 || mostDirectBytes < startBytes || heapBits > 64)
            throw head.fault("a heap with blocks of a usable size");
        lengthBytes = Math.min(Datatype.bytesFor(mostDirectBytes), Datatype.bytesFor(mostManaged));
    }

    /** The object that an identifier stands for. */
    Cursor object(final Cursor id) {
        final int flags = id.u8();
        switch (flags >> 4 & 3) {
            case 0 -> {
                final long offset = id.number((heapBits + 7) / 8);
                final long length = id.number(lengthBytes);
                return rootRows == 0
                        ? file.structure(root + offset, length)
                        : find(root, rootRows, 0, offset, length, 0);
            }
            case 2 -> {
                // The object stands in the identifier itself.
                return id.part((flags & 0xf) + 1);
            }
            default -> throw head.fault("a heap without huge objects, which are not read,");
        }
    }

    /** Bytes that the blocks of a row span. */
    private long blockBytes(final int row) {
        return row < 2 ? startBytes : startBytes << Math.min(row - 1, 62);
    }

    private Cursor find(
            final long address,
            final int rows,
            final long from,
            final long offset,
            final long length,
            final int depth) {
        if (depth > MAX_DEPTH || rows > 64) throw head.fault("a heap with blocks of a usable size");
        final Cursor block =
                file.structureUpTo(address, 9 + file.offsetBytes() + (long) rows * tableWidth * file.offsetBytes() + 4);
        block.signature("FHIB");
        block.skip(1 + file.offsetBytes() + (heapBits + 7) / 8);
        long at = from;
        for (int row = 0; row < rows; row++) {
            final long size = blockBytes(row);
            for (int column = 0; column < tableWidth; column++, at += size) {
                final long child = block.address();
                if (offset < at || offset - at >= size || child == Cursor.UNDEFINED) continue;
                if (size <= mostDirectBytes) return file.structure(child + offset - at, length);
                return find(child, rowsOf(size), at, offset, length, depth + 1);
            }
        }
        throw head.fault("the object at " + offset + " of the heap");
    }

    /** How many rows an indirect block has that spans so many bytes. */
    private int rowsOf(final long size) {
        int rows = 1;
        for (long span = startBytes * tableWidth; span < size && rows < 64; rows++)
            span += blockBytes(rows) * tableWidth;
        return rows;
    }
}
