package org.eibalance.format.hdf5;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.zip.Deflater;

/**
 * Writes an HDF5 file once through: groups, attributes, links, references, small datasets, and long ones of doubles in
 * compressed chunks. A group is written when it is {@linkplain Group#close() closed}, after all that is in it; its
 * address then serves for references.
 *
 * <p>The files are of the layout that HDF5 1.8 introduced (superblock 2, object headers of version 2, trees of chunks
 * of version 1): everything since 2008 reads them. The same calls give the same bytes. Memory does not grow with the
 * data but for the addresses of chunks and the links of open groups. Not safe in threads.
 */
public final class Hdf5Writer implements AutoCloseable {

    /** Elements of a chunk of a long dataset: half a megabyte. */
    public static final int CHUNK = 1 << 16;

    private static final int SUPERBLOCK_BYTES = 48;
    private static final int HEAP_BYTES = 1 << 14;
    private static final int HEAP_HEAD = 16;
    private static final int OBJECT_HEAD = 16;
    /** Half the children of a node of a tree of chunks: what readers take where the file does not say. */
    private static final int TREE_HALF = 32;

    private static final int COMPRESSION = 4;
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    private final RandomAccessFile out;
    private final long base;
    private long end;
    private long rootAddress;
    private ByteSink heap;
    private long heapAddress;
    private int heapObjects;
    private int heapBytes;

    /**
     * Starts a file.
     *
     * @param path where; replaced if it is there
     * @throws IOException if it cannot be written
     */
    public Hdf5Writer(final Path path) throws IOException {
        this(path, new byte[0]);
    }

    /**
     * Starts a file that has a block of its user's before it.
     *
     * @param path where; replaced if it is there
     * @param userBlock 0, 512, 1024 or 2048 bytes
     * @throws IOException if it cannot be written
     */
    public Hdf5Writer(final Path path, final byte[] userBlock) throws IOException {
        out = new RandomAccessFile(path.toFile(), "rw");
        base = userBlock.length;
        out.setLength(0);
        out.write(userBlock);
        end = SUPERBLOCK_BYTES;
    }

    /** The root; to be closed last. */
    public Group root() {
        return new Group(null, null);
    }

    private void put(final long address, final byte[] bytes) throws IOException {
        if (Thread.currentThread().isInterrupted()) throw new CancellationException();
        out.seek(base + address);
        out.write(bytes);
    }

    /** Writes behind all that is there, at a multiple of eight bytes. */
    private long store(final byte[] bytes) throws IOException {
        final long address = end + 7 & ~7L;
        put(address, bytes);
        end = address + bytes.length;
        return address;
    }

    /** A text in the heap, as an element refers to it. */
    private void text(final String text, final ByteSink element) throws IOException {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            element.u32(0).u64(0).u32(0);
            return;
        }
        final int padded = bytes.length + 7 & ~7;
        // room for the mark that the rest is free
        if (heap == null || heap.size() + OBJECT_HEAD + padded + OBJECT_HEAD > heapBytes) {
            closeHeap();
            heapAddress = end + 7 & ~7L;
            heap = new ByteSink().padTo(HEAP_HEAD);
            heapObjects = 0;
            heapBytes = Math.max(HEAP_BYTES, HEAP_HEAD + 2 * OBJECT_HEAD + padded);
            end = heapAddress + heapBytes;
        }
        heap.u16(++heapObjects).u16(1).u32(0).u64(bytes.length).bytes(bytes).padTo(heap.size() - bytes.length + padded);
        element.u32(bytes.length).u64(heapAddress).u32(heapObjects);
    }

    private void closeHeap() throws IOException {
        if (heap == null) return;
        final int free = heapBytes - heap.size();
        heap.u16(0).u16(0).u32(0).u64(free).padTo(heapBytes);
        final byte[] bytes = heap.toArray();
        final byte[] head = new ByteSink()
                .ascii("GCOL")
                .u8(1)
                .u8(0)
                .u8(0)
                .u8(0)
                .u64(heapBytes)
                .toArray();
        System.arraycopy(head, 0, bytes, 0, head.length);
        put(heapAddress, bytes);
        heap = null;
    }

    private byte[] elements(final Hdf5Content content) throws IOException {
        if (content.texts() == null) return content.bytes();
        final ByteSink elements = new ByteSink();
        for (final String text : content.texts()) text(text, elements);
        return elements.toArray();
    }

    private static byte[] space(final long[] sizes) {
        final ByteSink space = new ByteSink().u8(2).u8(sizes.length).u8(0).u8(sizes.length == 0 ? 0 : 1);
        for (final long size : sizes) space.u64(size);
        return space.toArray();
    }

    private static void message(final ByteSink header, final int type, final byte[] contents) {
        if (contents.length > 0xffff) throw new IllegalArgumentException("a message of " + contents.length + " bytes");
        header.u8(type).u16(contents.length).u8(0).bytes(contents);
    }

    private long header(final ByteSink messages) throws IOException {
        return store(new ByteSink()
                .ascii("OHDR")
                .u8(2)
                .u8(2)
                .u32(messages.size())
                .bytes(messages.toArray())
                .checksum()
                .toArray());
    }

    private void attributes(final Map<String, Hdf5Content> attributes, final ByteSink header) throws IOException {
        // By name: the order of a map may differ from one run of the program to the next.
        for (final Map.Entry<String, Hdf5Content> entry : new TreeMap<>(attributes).entrySet()) {
            final byte[] name = (entry.getKey() + "\0").getBytes(StandardCharsets.UTF_8);
            final byte[] space = space(entry.getValue().sizes());
            message(
                    header,
                    ObjectHeader.ATTRIBUTE,
                    new ByteSink()
                            .u8(3)
                            .u8(0)
                            .u16(name.length)
                            .u16(entry.getValue().type().length)
                            .u16(space.length)
                            .u8(1)
                            .bytes(name)
                            .bytes(entry.getValue().type())
                            .bytes(space)
                            .bytes(elements(entry.getValue()))
                            .toArray());
        }
    }

    private long dataset(
            final byte[] type,
            final long[] sizes,
            final byte[] layout,
            final byte[] filters,
            final Map<String, Hdf5Content> attributes)
            throws IOException {
        final ByteSink header = new ByteSink();
        message(header, ObjectHeader.DATASPACE, space(sizes));
        message(header, ObjectHeader.DATATYPE, type);
        // no fill value; memory is taken late where contiguous, chunk by chunk otherwise
        message(header, 0x05, new byte[] {3, (byte) (filters == null ? 0x0a : 0x0b)});
        message(header, ObjectHeader.LAYOUT, layout);
        if (filters != null) message(header, ObjectHeader.FILTERS, filters);
        attributes(attributes, header);
        return header(header);
    }

    /** A group that is being put together. */
    public final class Group {

        private final Group parent;
        private final String name;
        private final Map<String, byte[]> links = new LinkedHashMap<>();
        private final Map<String, Hdf5Content> attributes = new LinkedHashMap<>();

        private Group(final Group parent, final String name) {
            this.parent = parent;
            this.name = name;
        }

        /** Starts a group in this one. */
        public Group group(final String child) {
            return new Group(this, child);
        }

        /** Sets an attribute. */
        public Group attribute(final String key, final Hdf5Content value) {
            attributes.put(key, value);
            return this;
        }

        /** Adds a link to a path, which need not be there yet. */
        public Group link(final String child, final String path) {
            final byte[] target = path.getBytes(StandardCharsets.UTF_8);
            link(child, true, new ByteSink().u16(target.length).bytes(target).toArray());
            return this;
        }

        /** Adds a name of an object that is written. */
        public Group link(final String child, final long address) {
            link(child, false, new ByteSink().u64(address).toArray());
            return this;
        }

        private void link(final String child, final boolean soft, final byte[] target) {
            final byte[] bytes = child.getBytes(StandardCharsets.UTF_8);
            final ByteSink link = new ByteSink().u8(1).u8(soft ? 0x19 : 0x11);
            if (soft) link.u8(1);
            if (links.put(
                            child,
                            link.u8(1)
                                    .u16(bytes.length)
                                    .bytes(bytes)
                                    .bytes(target)
                                    .toArray())
                    != null) throw new IllegalArgumentException(child + " is there already");
        }

        /**
         * Writes a small dataset into this group.
         *
         * @return its address
         * @throws IOException if it cannot be written
         */
        public long dataset(final String child, final Hdf5Content content, final Map<String, Hdf5Content> itsAttributes)
                throws IOException {
            final byte[] bytes = elements(content);
            final long at = bytes.length == 0 ? Cursor.UNDEFINED : store(bytes);
            final long address = Hdf5Writer.this.dataset(
                    content.type(),
                    content.sizes(),
                    new ByteSink().u8(3).u8(1).u64(at).u64(bytes.length).toArray(),
                    null,
                    itsAttributes);
            link(child, address);
            return address;
        }

        /** Starts a long dataset of doubles in this group; it is there once it is closed. */
        public Doubles doubles(final String child, final Map<String, Hdf5Content> itsAttributes) {
            return new Doubles(this, child, itsAttributes);
        }

        /**
         * Writes the group.
         *
         * @return its address
         * @throws IOException if it cannot be written
         */
        public long close() throws IOException {
            final ByteSink header = new ByteSink();
            message(
                    header,
                    ObjectHeader.LINK_INFO,
                    new ByteSink()
                            .u8(0)
                            .u8(0)
                            .u64(Cursor.UNDEFINED)
                            .u64(Cursor.UNDEFINED)
                            .toArray());
            message(header, 0x0a, new byte[2]);
            for (final byte[] link : links.values()) message(header, ObjectHeader.LINK, link);
            attributes(attributes, header);
            final long address = header(header);
            if (parent == null) rootAddress = address;
            else parent.link(name, address);
            return address;
        }
    }

    /** A long dataset of one dimension that is being written, from its beginning to its end. */
    public final class Doubles {

        private final Group group;
        private final String name;
        private final Map<String, Hdf5Content> attributes;
        private final double[] chunk = new double[CHUNK];
        private final List<long[]> chunks = new ArrayList<>();
        private int held;
        private long written;

        private Doubles(final Group group, final String name, final Map<String, Hdf5Content> attributes) {
            this.group = group;
            this.name = name;
            this.attributes = attributes;
        }

        /**
         * Appends numbers.
         *
         * @throws IOException if they cannot be written
         */
        public void append(final double[] values, final int offset, final int length) throws IOException {
            for (int done = 0; done < length; ) {
                final int count = Math.min(length - done, CHUNK - held);
                System.arraycopy(values, offset + done, chunk, held, count);
                held += count;
                done += count;
                if (held == CHUNK) flush();
            }
        }

        private void flush() throws IOException {
            if (held == 0) return;
            // a short dataset is one chunk of its own size, in a long one the last chunk is filled up
            final int size = chunks.isEmpty() && held < CHUNK ? held : CHUNK;
            Arrays.fill(chunk, held, size, 0);
            final byte[] shuffled = new byte[size * Double.BYTES];
            for (int i = 0; i < size; i++) {
                final long bits = Double.doubleToRawLongBits(chunk[i]);
                for (int j = 0; j < Double.BYTES; j++) shuffled[j * size + i] = (byte) (bits >> 8 * j);
            }
            final Deflater deflater = new Deflater(COMPRESSION);
            try {
                deflater.setInput(shuffled);
                deflater.finish();
                // noise may grow a little
                final byte[] packed = new byte[shuffled.length + shuffled.length / 1000 + 64];
                final int bytes = deflater.deflate(packed);
                chunks.add(new long[] {store(Arrays.copyOf(packed, bytes)), bytes});
            } finally {
                deflater.end();
            }
            written += held;
            held = 0;
        }

        /**
         * Ends the dataset.
         *
         * @return its address
         * @throws IOException if it cannot be written
         */
        public long close() throws IOException {
            flush();
            if (written == 0) return group.dataset(name, Hdf5Content.numbers(), attributes);
            final long chunkSize = Math.min(written, CHUNK);
            final byte[] layout = new ByteSink()
                    .u8(3)
                    .u8(2)
                    .u8(2)
                    .u64(tree(chunkSize))
                    .u32(chunkSize)
                    .u32(Double.BYTES)
                    .toArray();
            final byte[] filters = new ByteSink()
                    .u8(2)
                    .u8(2)
                    .u16(Filters.SHUFFLE)
                    .u16(0)
                    .u16(1)
                    .u32(Double.BYTES)
                    .u16(Filters.DEFLATE)
                    .u16(0)
                    .u16(1)
                    .u32(COMPRESSION)
                    .toArray();
            final long address = dataset(Hdf5Content.doubleType(), new long[] {written}, layout, filters, attributes);
            group.link(name, address);
            return address;
        }

        /** The tree of the chunks, from its leaves up; a node has the address of its first chunk as its key. */
        private long tree(final long chunkSize) throws IOException {
            List<long[]> nodes = new ArrayList<>();
            for (int i = 0; i < chunks.size(); i++)
                nodes.add(new long[] {chunks.get(i)[0], chunks.get(i)[1], i * chunkSize});
            for (int level = 0; ; level++) {
                final int keyBytes = 24;
                final int nodeBytes = 24 + (2 * TREE_HALF + 1) * keyBytes + 2 * TREE_HALF * 8;
                final int count = (nodes.size() + 2 * TREE_HALF - 1) / (2 * TREE_HALF);
                final long first = end + 7 & ~7L;
                final List<long[]> above = new ArrayList<>();
                for (int n = 0; n < count; n++) {
                    final List<long[]> children =
                            nodes.subList(n * 2 * TREE_HALF, Math.min(nodes.size(), (n + 1) * 2 * TREE_HALF));
                    final ByteSink node = new ByteSink()
                            .ascii("TREE")
                            .u8(1)
                            .u8(level)
                            .u16(children.size())
                            .u64(n == 0 ? Cursor.UNDEFINED : first + (long) (n - 1) * nodeBytes)
                            .u64(n == count - 1 ? Cursor.UNDEFINED : first + (long) (n + 1) * nodeBytes);
                    for (final long[] child : children)
                        node.u32(child[1]).u32(0).u64(child[2]).u64(0).u64(child[0]);
                    final boolean last = n == count - 1;
                    node.u32(0)
                            .u32(0)
                            .u64(last ? chunks.size() * chunkSize : nodes.get((n + 1) * 2 * TREE_HALF)[2])
                            .u64(last ? Double.BYTES : 0);
                    above.add(new long[] {store(node.padTo(nodeBytes).toArray()), children.get(0)[1], children.get(0)[2]
                    });
                }
                if (count == 1) return above.get(0)[0];
                nodes = above;
            }
        }
    }

    /**
     * Ends the file. Without it, or if the root was not closed, it is no HDF5 file.
     *
     * @throws IOException if it cannot be written
     */
    public void finish() throws IOException {
        closeHeap();
        out.setLength(base + end);
        put(
                0,
                new ByteSink()
                        .bytes(SIGNATURE)
                        .u8(2)
                        .u8(8)
                        .u8(8)
                        .u8(0)
                        .u64(base)
                        .u64(Cursor.UNDEFINED)
                        .u64(base + end)
                        .u64(rootAddress)
                        .checksum()
                        .toArray());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
