package org.eibalance.format.hdf5;

import java.util.function.Consumer;

/** A B-tree of version 2: all of its records, in order. */
final class BTree2 {

    private static final int PREFIX_AND_CHECKSUM = 10;

    private final Hdf5File file;
    private final int nodeBytes;
    private final int recordBytes;
    private final int countBytes;
    private final long[] most;
    private final long[] mostBelow;
    private final Consumer<Cursor> records;

    private BTree2(final Hdf5File file, final Cursor head, final Consumer<Cursor> records) {
        this.file = file;
        this.records = records;
        nodeBytes = (int) head.u32();
        recordBytes = head.u16();
        final int depth = head.u16();
        head.skip(2);
        final long root = head.address();
        final int rootCount = head.u16();
        if (nodeBytes <= PREFIX_AND_CHECKSUM || recordBytes == 0 || depth > 16)
            throw head.fault("a tree of at most 16 levels");
        most = new long[depth + 1];
        mostBelow = new long[depth + 1];
        most[0] = (nodeBytes - PREFIX_AND_CHECKSUM) / recordBytes;
        mostBelow[0] = most[0];
        countBytes = Datatype.bytesFor(most[0]);
        for (int level = 1; level <= depth; level++) {
            final int pointer = pointerBytes(level);
            most[level] = (nodeBytes - PREFIX_AND_CHECKSUM - pointer) / (recordBytes + pointer);
            mostBelow[level] = (most[level] + 1) * mostBelow[level - 1] + most[level];
        }
        if (root != Cursor.UNDEFINED) node(root, depth, rootCount);
    }

    /** Bytes of a pointer in a node of a level. */
    private int pointerBytes(final int level) {
        return file.offsetBytes() + countBytes + (level > 1 ? Datatype.bytesFor(mostBelow[level - 1]) : 0);
    }

    /**
     * Walks through a tree.
     *
     * @param records given each record
     */
    static void walk(final Hdf5File file, final long address, final Consumer<Cursor> records) {
        final Cursor head = file.structure(address, 16 + file.offsetBytes() + 2 + file.lengthBytes());
        head.signature("BTHD");
        head.skip(2);
        new BTree2(file, head, records);
    }

    private void node(final long address, final int level, final long count) {
        if (count > most[level])
            throw file.fault("a node of its tree at byte " + file.place(address) + " claims " + count
                    + " records, at most " + most[level] + " were expected");
        final Cursor node = file.structure(address, nodeBytes);
        node.signature(level == 0 ? "BTLF" : "BTIN");
        node.skip(2);
        final Cursor own = node.part(count * recordBytes);
        if (level == 0) {
            for (long i = 0; i < count; i++) records.accept(own.part(recordBytes));
            return;
        }
        for (long i = 0; i <= count; i++) {
            final long child = node.address();
            final long childCount = node.number(countBytes);
            node.skip(pointerBytes(level) - file.offsetBytes() - countBytes);
            node(child, level - 1, childCount);
            if (i < count) records.accept(own.part(recordBytes));
        }
    }
}
