package org.eibalance.format.hdf5;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a group leads to: an address, or for a soft link a path. */
final class GroupLinks {

    private static final int MAX_DEPTH = 16;
    private static final int SOFT = 1;

    /**
     * A link.
     *
     * @param address of a hard link; {@link Cursor#UNDEFINED} for others
     * @param path of a soft link; null for others
     */
    record Link(long address, String path) {}

    private final Hdf5File file;
    private final Map<String, Link> links = new LinkedHashMap<>();

    private GroupLinks(final Hdf5File file) {
        this.file = file;
    }

    /** The links of an object by name, in the order of the file; none where it is no group. */
    static Map<String, Link> of(final Hdf5File file, final ObjectHeader header) {
        final GroupLinks group = new GroupLinks(file);
        final Cursor table = header.first(ObjectHeader.SYMBOL_TABLE);
        if (table != null) {
            final long tree = table.address();
            group.tree(tree, heap(file, table.address()), 0);
        }
        for (final Cursor link : header.all(ObjectHeader.LINK)) group.link(link);
        final Cursor info = header.first(ObjectHeader.LINK_INFO);
        if (info != null) group.dense(info);
        return group.links;
    }

    static boolean isGroup(final ObjectHeader header) {
        return header.has(ObjectHeader.SYMBOL_TABLE)
                || header.has(ObjectHeader.LINK_INFO)
                || header.has(ObjectHeader.LINK);
    }

    private static Heap heap(final Hdf5File file, final long address) {
        final Cursor head = file.structure(address, 8 + 2L * file.lengthBytes() + file.offsetBytes());
        head.signature("HEAP");
        head.skip(4);
        final long length = head.length();
        head.length();
        return new Heap(file, head.address(), length);
    }

    /** The names of an old group. */
    private static final class Heap {

        private final Cursor names;
        private final byte[] bytes;

        Heap(final Hdf5File file, final long address, final long length) {
            names = file.structure(address, length);
            bytes = names.bytes(length);
        }

        String name(final long offset) {
            int end = (int) Math.min(Math.max(offset, 0), bytes.length);
            final int start = end;
            while (end < bytes.length && bytes[end] != 0) end++;
            if (offset != start || end == bytes.length) throw names.fault("a name at " + offset);
            return new String(bytes, start, end - start, java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private void tree(final long address, final Heap heap, final int depth) {
        if (depth > MAX_DEPTH) throw file.fault("a group has more levels than " + MAX_DEPTH + ", fewer were expected");
        final int headBytes = 8 + 2 * file.offsetBytes();
        final Cursor head = file.structure(address, headBytes);
        head.signature("TREE");
        if (head.u8() != 0) throw head.fault("a tree of names");
        final int level = head.u8();
        final int count = head.u16();
        final Cursor entries =
                file.structure(address + headBytes, (long) count * (file.offsetBytes() + file.lengthBytes()));
        for (int i = 0; i < count; i++) {
            entries.length();
            final long child = entries.address();
            if (level > 0) tree(child, heap, depth + 1);
            else node(child, heap);
        }
    }

    private void node(final long address, final Heap heap) {
        final Cursor head = file.structure(address, 8);
        head.signature("SNOD");
        head.skip(2);
        final int count = head.u16();
        final Cursor entries = file.structure(address + 8, (long) count * (2L * file.offsetBytes() + 24));
        for (int i = 0; i < count; i++) {
            final String name = heap.name(entries.number(file.offsetBytes()));
            final long object = entries.address();
            final long cache = entries.u32();
            entries.skip(4);
            final Cursor scratch = entries.part(16);
            links.put(name, cache == 2 ? new Link(Cursor.UNDEFINED, heap.name(scratch.u32())) : new Link(object, null));
        }
    }

    private void link(final Cursor link) {
        if (link.u8() != 1) throw link.fault("a link of version 1");
        final int flags = link.u8();
        final int type = (flags & 8) != 0 ? link.u8() : 0;
        if ((flags & 4) != 0) link.skip(8);
        if ((flags & 16) != 0) link.skip(1);
        final String name = link.text(link.number(1 << (flags & 3)));
        if (type == 0) links.put(name, new Link(link.address(), null));
        else links.put(name, new Link(Cursor.UNDEFINED, type == SOFT ? link.text(link.u16()) : null));
    }

    private void dense(final Cursor info) {
        info.skip(1);
        if ((info.u8() & 1) != 0) info.skip(8);
        final long heapAddress = info.address();
        final long names = info.address();
        if (heapAddress == Cursor.UNDEFINED || names == Cursor.UNDEFINED) return;
        final FractalHeap heap = new FractalHeap(file, heapAddress);
        BTree2.walk(file, names, record -> {
            record.skip(4);
            link(heap.object(record));
        });
    }
}
