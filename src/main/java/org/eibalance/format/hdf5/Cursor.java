package org.eibalance.format.hdf5;

import java.nio.charset.StandardCharsets;
import org.eibalance.recording.InputException;

/**
 * A part of an HDF5 file that is read field by field. Numbers are little-endian; how long an address and a length are,
 * the file says. A read beyond the part is an {@link InputException}, never a fault.
 */
final class Cursor {

    /** An address of this value points nowhere. */
    static final long UNDEFINED = -1;

    private final Hdf5File file;
    private final long place;
    private final byte[] bytes;
    private final int start;
    private final int end;
    private int at;

    /**
     * @param file the file, for sentences and sizes
     * @param place where the first byte stands in it, for sentences
     * @param bytes the part
     */
    Cursor(final Hdf5File file, final long place, final byte[] bytes) {
        this(file, place, bytes, 0, bytes.length);
    }

    /** As above, for the bytes from one place to another. */
    Cursor(final Hdf5File file, final long place, final byte[] bytes, final int from, final int end) {
        this.file = file;
        this.place = place;
        this.bytes = bytes;
        this.start = from;
        this.at = from;
        this.end = end;
    }

    InputException fault(final String expected) {
        return file.fault("the object at byte " + place + " is damaged, " + expected + " was expected there");
    }

    private int take(final long length) {
        if (length < 0 || length > end - at) throw fault(length < 0 ? "a length" : "a part of " + length + " bytes");
        final int from = at;
        at += (int) length;
        return from;
    }

    int left() {
        return end - at;
    }

    void skip(final long length) {
        take(length);
    }

    /** Skips to the next multiple of eight bytes from a start. */
    void align(final int from) {
        skip(Math.min(left(), Math.floorMod(from - position(), 8)));
    }

    /** Bytes passed so far. */
    int position() {
        return at - start;
    }

    int u8() {
        return bytes[take(1)] & 0xff;
    }

    int u16() {
        return (int) number(2);
    }

    long u32() {
        return number(4);
    }

    /** An unsigned number of up to eight bytes; one beyond a long comes out negative. */
    long number(final int size) {
        if (size < 0 || size > Long.BYTES) throw fault("a number of up to 8 bytes");
        final int from = take(size);
        long value = 0;
        for (int i = size - 1; i >= 0; i--) value = value << 8 | bytes[from + i] & 0xff;
        return value;
    }

    /** An address; {@link #UNDEFINED} for one of all ones. */
    long address() {
        final int size = file.offsetBytes();
        final long value = number(size);
        return size < Long.BYTES && value == (1L << 8 * size) - 1 ? UNDEFINED : value;
    }

    long length() {
        return number(file.lengthBytes());
    }

    byte[] bytes(final long length) {
        final int from = take(length);
        return java.util.Arrays.copyOfRange(bytes, from, at);
    }

    /** The next bytes as a part of their own. */
    Cursor part(final long length) {
        final int from = take(length);
        return new Cursor(file, place, bytes, from, at);
    }

    /** Bytes further on as a part of their own; does not move. */
    Cursor partAt(final int offset, final int length) {
        if (offset < 0 || length > end - at - offset) throw fault("a part of " + length + " bytes");
        return new Cursor(file, place, bytes, at + offset, at + offset + length);
    }

    /** Text of so many bytes, cut at a NUL. */
    String text(final long length) {
        final int from = take(length);
        int to = from;
        while (to < at && bytes[to] != 0) to++;
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Text up to a NUL, which is passed over. */
    String text() {
        int to = at;
        while (to < end && bytes[to] != 0) to++;
        if (to == end) throw fault("a name that ends");
        return text(to + 1 - at);
    }

    void signature(final String expected) {
        final String found = left() < 4 ? "" : new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
        if (!found.equals(expected)) throw fault("the signature " + expected);
        at += 4;
    }
}
