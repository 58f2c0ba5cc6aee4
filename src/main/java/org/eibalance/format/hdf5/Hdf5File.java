package org.eibalance.format.hdf5;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.eibalance.recording.InputException;
import org.eibalance.recording.MappedFile;

/**
 * An HDF5 file open for reading. Written from the public format specification (The HDF Group, HDF5 File Format
 * Specification 3.0): superblocks 0 to 3, groups of both kinds, attributes, hard and soft links, object references,
 * contiguous, compact and chunked data with deflate, shuffle, Fletcher-32 and LZF.
 *
 * <p>Not read: external links and data files, virtual datasets, szip, N-bit and scale-offset filters, shared messages
 * of the file-wide table. What cannot be read is an {@link InputException} at the time it is asked for.
 *
 * <p>Memory: what was asked for, plus chunks in a cache of at most {@value ChunkCache#CAPACITY} bytes or one chunk.
 * However damaged a file is, reading its structure ends: no more of it is read in all than a small multiple of its
 * size. Safe in threads.
 */
public final class Hdf5File implements AutoCloseable {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    /** Structure may be read this many times over, since parts may be shared, and */
    private static final long READ_TIMES = 8;
    /** this much more. */
    private static final long READ_MORE = 1 << 20;

    /** The largest part of the structure: far above what writers make. */
    private static final long MAX_PART_BYTES = 1L << 28;

    /** Small parts are read by such windows, of which the last are kept: a file has many parts close together. */
    private static final int WINDOW = 4096;

    private static final int MAX_WINDOWS = 32;

    private final MappedFile bytes;
    private final Map<Long, byte[]> windows = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Long, Hdf5Object> objects = new HashMap<>();
    private final Map<Long, Map<Integer, byte[]>> heaps = new HashMap<>();
    private final ChunkCache cache = new ChunkCache();
    private final long base;
    private final int offsetBytes;
    private final int lengthBytes;
    private final long rootAddress;
    private long structureRead;

    private Hdf5File(final MappedFile bytes) {
        this.bytes = bytes;
        final long start = superblock(bytes);
        final byte[] head = new byte[(int) Math.min(128, bytes.size() - start)];
        bytes.read(start, head, 0, head.length);
        if (head.length < 48) throw fault("the file ends in its superblock");
        final int version = head[8];
        if (version < 0 || version > 3)
            throw fault("the version " + version + " of the superblock is unknown, 0 to 3 was expected");
        offsetBytes = head[version < 2 ? 13 : 9];
        lengthBytes = head[version < 2 ? 14 : 10];
        if (offsetBytes != 4 && offsetBytes != 8 || lengthBytes != 4 && lengthBytes != 8)
            throw fault("addresses of " + offsetBytes + " and lengths of " + lengthBytes
                    + " bytes are in its superblock, 4 or 8 was expected");
        final Cursor cursor = new Cursor(this, start, head);
        cursor.skip(version == 0 ? 24 : version == 1 ? 28 : 12);
        // what the field says is wrong where a block of text was put before the file afterwards
        cursor.address();
        base = start;
        if (version < 2) {
            cursor.skip(3L * offsetBytes);
            cursor.skip(offsetBytes);
        } else cursor.skip(2L * offsetBytes);
        rootAddress = cursor.address();
    }

    /**
     * Whether a file starts as HDF5 does, at its beginning or behind a user block of 512 to 2048 bytes.
     *
     * @param head its first bytes
     */
    public static boolean isHdf5(final byte[] head) {
        for (int at = 0; at <= 2048; at = at == 0 ? 512 : 2 * at) if (matches(head, at)) return true;
        return false;
    }

    private static boolean matches(final byte[] head, final int at) {
        return head.length >= at + SIGNATURE.length
                && Arrays.equals(head, at, at + SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }

    private static long superblock(final MappedFile file) {
        final byte[] start = new byte[SIGNATURE.length];
        for (long at = 0; at + SIGNATURE.length <= file.size(); at = at == 0 ? 512 : 2 * at) {
            file.read(at, start, 0, start.length);
            if (Arrays.equals(start, SIGNATURE)) return at;
        }
        throw new InputException(file.path() + " is no HDF5 file: its signature was expected.");
    }

    /**
     * Opens a file.
     *
     * @param path the file
     * @return its objects, to be closed
     * @throws InputException if it cannot be read or is no HDF5
     * @throws CancellationException if the thread is interrupted
     */
    public static Hdf5File open(final Path path) {
        return MappedFile.open(path, Hdf5File::new);
    }

    /** The group that holds all others. */
    public Hdf5Object root() {
        return object(rootAddress);
    }

    /** The file. */
    public Path path() {
        return bytes.path();
    }

    /** Its number of bytes. */
    public long size() {
        return bytes.size();
    }

    /**
     * A sentence about the file.
     *
     * @param what what is wrong and what was expected, without the full stop
     * @return to be thrown
     */
    public InputException fault(final String what) {
        // names in a damaged file may hold anything
        return new InputException(bytes.path() + ": " + what.replaceAll("\\p{Cntrl}", " ") + ".");
    }

    int offsetBytes() {
        return offsetBytes;
    }

    int lengthBytes() {
        return lengthBytes;
    }

    ChunkCache cache() {
        return cache;
    }

    /** The bytes of the file itself. */
    MappedFile bytes() {
        return bytes;
    }

    /** Where an address of the format lies in the file. */
    long place(final long address) {
        return base + address;
    }

    /** Whether so many bytes are there. */
    boolean holds(final long address, final long length) {
        return address >= 0 && length >= 0 && address <= size() - base && length <= size() - base - address;
    }

    /** A part of the structure. */
    synchronized Cursor structure(final long address, final long length) {
        if (Thread.currentThread().isInterrupted()) throw new CancellationException();
        if (!holds(address, length) || length > MAX_PART_BYTES)
            throw fault("a part of " + length + " bytes at byte " + (base + address) + " was expected, the file has "
                    + size());
        structureRead += length + Long.BYTES;
        if (structureRead > READ_MORE + READ_TIMES * size())
            throw fault("its parts refer to each other in a circle, a tree was expected");
        final long place = base + address;
        final int within = (int) (place & WINDOW - 1);
        if (within + length <= WINDOW)
            return new Cursor(this, place, window(place - within), within, within + (int) length);
        final byte[] part = new byte[(int) length];
        bytes.read(place, part, 0, part.length);
        return new Cursor(this, place, part);
    }

    private byte[] window(final long place) {
        byte[] window = windows.get(place);
        if (window == null) {
            window = new byte[(int) Math.min(WINDOW, size() - place)];
            bytes.read(place, window, 0, window.length);
            windows.put(place, window);
            if (windows.size() > MAX_WINDOWS)
                windows.remove(windows.keySet().iterator().next());
        }
        return window;
    }

    /** As {@link #structure}, cut at the end of the file. */
    Cursor structureUpTo(final long address, final long length) {
        if (!holds(address, 0)) return structure(address, length);
        return structure(address, Math.min(length, size() - base - address));
    }

    /** The object with its header at an address. */
    synchronized Hdf5Object object(final long address) {
        Hdf5Object object = objects.get(address);
        if (object == null) {
            object = new Hdf5Object(this, address);
            objects.put(address, object);
        }
        return object;
    }

    /** An object of the global heap; empty where the address is none. */
    synchronized byte[] heapObject(final long address, final int index) {
        if (address == 0 || address == Cursor.UNDEFINED || index == 0) return new byte[0];
        if (!heaps.containsKey(address)) heaps.put(address, heap(address));
        final byte[] object = heaps.get(address).get(index);
        if (object == null) throw fault("object " + index + " was expected in the heap at byte " + (base + address));
        return object;
    }

    private Map<Integer, byte[]> heap(final long address) {
        final Cursor head = structure(address, 8 + lengthBytes);
        head.signature("GCOL");
        head.skip(4);
        final Cursor body = structureUpTo(address, head.length());
        body.skip(Math.min(body.left(), 8 + lengthBytes));
        final Map<Integer, byte[]> found = new HashMap<>();
        while (body.left() >= 8 + lengthBytes) {
            final int index = body.u16();
            body.skip(6);
            final long size = body.length();
            // the rest is free space
            if (index == 0) break;
            found.put(index, body.bytes(size));
            body.skip(Math.min(body.left(), Math.floorMod(-size, 8)));
        }
        return found;
    }

    @Override
    public void close() {
        bytes.close();
        cache.clear();
    }

    static String ascii(final byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
