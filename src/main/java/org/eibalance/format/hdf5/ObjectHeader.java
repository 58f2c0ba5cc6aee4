package org.eibalance.format.hdf5;

import java.util.ArrayList;
import java.util.List;

/** The header of an object: its messages, wherever they lie. */
final class ObjectHeader {

    static final int DATASPACE = 0x01;
    static final int LINK_INFO = 0x02;
    static final int DATATYPE = 0x03;
    static final int LINK = 0x06;
    static final int EXTERNAL_FILES = 0x07;
    static final int LAYOUT = 0x08;
    static final int FILTERS = 0x0b;
    static final int ATTRIBUTE = 0x0c;
    static final int SYMBOL_TABLE = 0x11;
    static final int ATTRIBUTE_INFO = 0x15;
    private static final int CONTINUATION = 0x10;

    /** Headers that lead to others in turn are this many levels deep at most. */
    private static final int MAX_DEPTH = 4;

    /** A message: its type and contents. */
    record Message(int type, boolean shared, byte[] contents) {}

    private final Hdf5File file;
    private final long address;
    private final List<Message> messages = new ArrayList<>();

    private ObjectHeader(final Hdf5File file, final long address) {
        this.file = file;
        this.address = address;
    }

    /** Reads a header with all of its continuations. */
    static ObjectHeader read(final Hdf5File file, final long address) {
        final ObjectHeader header = new ObjectHeader(file, address);
        final Cursor start = file.structureUpTo(address, 16);
        if (start.u8() == 1) header.version1(start);
        else header.version2();
        return header;
    }

    private void version1(final Cursor start) {
        start.skip(7);
        final List<long[]> blocks = new ArrayList<>();
        blocks.add(new long[] {address + 16, start.u32()});
        for (int i = 0; i < blocks.size(); i++) {
            final Cursor block = file.structure(blocks.get(i)[0], blocks.get(i)[1]);
            while (block.left() >= 8) {
                final int type = block.u16();
                final int size = block.u16();
                final int flags = block.u8();
                block.skip(3);
                add(type, flags, block.bytes(size), blocks);
            }
        }
    }

    private void version2() {
        final Cursor start = file.structureUpTo(address, 34);
        start.signature("OHDR");
        if (start.u8() != 2) throw start.fault("an object header of version 2");
        final int flags = start.u8();
        if ((flags & 0x20) != 0) start.skip(16);
        if ((flags & 0x10) != 0) start.skip(4);
        final long size = start.number(1 << (flags & 3));
        final List<long[]> blocks = new ArrayList<>();
        // Position in the cursor counts from the address.
        blocks.add(new long[] {address + start.position(), size});
        for (int i = 0; i < blocks.size(); i++) {
            final Cursor block;
            if (i == 0) block = file.structure(blocks.get(0)[0], size);
            else {
                if (blocks.get(i)[1] < 8) throw start.fault("a longer continuation");
                block = file.structure(blocks.get(i)[0], blocks.get(i)[1] - 4);
                block.signature("OCHK");
            }
            final int head = (flags & 4) != 0 ? 6 : 4;
            while (block.left() >= head) {
                final int type = block.u8();
                final int length = block.u16();
                final int messageFlags = block.u8();
                if (head == 6) block.skip(2);
                add(type, messageFlags, block.bytes(length), blocks);
            }
        }
    }

    private void add(final int type, final int flags, final byte[] contents, final List<long[]> blocks) {
        if (type == CONTINUATION) {
            final Cursor cursor = new Cursor(file, address, contents);
            blocks.add(new long[] {cursor.address(), cursor.length()});
        } else if (type != 0) messages.add(new Message(type, (flags & 2) != 0, contents));
    }

    boolean has(final int type) {
        for (final Message message : messages) if (message.type() == type) return true;
        return false;
    }

    /** The contents of all messages of a type. */
    List<Cursor> all(final int type) {
        final List<Cursor> all = new ArrayList<>();
        for (final Message message : messages) if (message.type() == type) all.add(contents(message, 0));
        return all;
    }

    /** The contents of the first message of a type; null if there is none. */
    Cursor first(final int type) {
        for (final Message message : messages) if (message.type() == type) return contents(message, 0);
        return null;
    }

    private Cursor contents(final Message message, final int depth) {
        final Cursor cursor = new Cursor(file, address, message.contents());
        return message.shared() ? shared(file, cursor, message.type(), depth) : cursor;
    }

    /** The message that another one stands for. */
    static Cursor shared(final Hdf5File file, final Cursor cursor, final int type, final int depth) {
        if (depth > MAX_DEPTH) throw cursor.fault("a shared message that is found");
        final int version = cursor.u8();
        final int place = cursor.u8();
        if (version == 1) cursor.skip(6);
        if (version == 3 && place == 1)
            throw cursor.fault("a message outside of the file-wide table, which is not read,");
        final ObjectHeader other = read(file, cursor.address());
        for (final Message message : other.messages)
            if (message.type() == type) return other.contents(message, depth + 1);
        throw cursor.fault("a shared message");
    }
}
