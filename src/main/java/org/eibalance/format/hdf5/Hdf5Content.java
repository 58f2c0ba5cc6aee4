package org.eibalance.format.hdf5;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Contents of an attribute or of a small dataset to be written.
 *
 * @param type the datatype as it is stored
 * @param elementBytes bytes of an element
 * @param sizes of the dimensions; none for a single value
 * @param texts texts in the order of the elements, which go to the heap of the file; null for other kinds
 * @param bytes the elements as they are stored; null for texts
 */
public record Hdf5Content(byte[] type, int elementBytes, long[] sizes, List<String> texts, byte[] bytes) {

    private static final byte[] TEXT = new ByteSink()
            .u8(0x19)
            .u8(1)
            .u8(1)
            .u8(0)
            .u32(16)
            .bytes(integer(1, false))
            .toArray();
    private static final byte[] REFERENCE =
            new ByteSink().u8(0x17).u8(0).u8(0).u8(0).u32(8).toArray();

    /** An address that stands for no object. */
    public static final long NO_OBJECT = 0;

    private static byte[] integer(final int size, final boolean signed) {
        return new ByteSink()
                .u8(0x10)
                .u8(signed ? 8 : 0)
                .u8(0)
                .u8(0)
                .u32(size)
                .u16(0)
                .u16(8 * size)
                .toArray();
    }

    static byte[] doubleType() {
        return new ByteSink()
                .u8(0x11)
                .u8(0x20)
                .u8(0x3f)
                .u8(0)
                .u32(8)
                .u16(0)
                .u16(64)
                .u8(52)
                .u8(11)
                .u8(0)
                .u8(52)
                .u32(1023)
                .toArray();
    }

    /** A text, of any length, in UTF-8. */
    public static Hdf5Content text(final String text) {
        return new Hdf5Content(TEXT, 16, new long[0], List.of(text), null);
    }

    /** A list of texts. */
    public static Hdf5Content texts(final List<String> texts) {
        return new Hdf5Content(TEXT, 16, new long[] {texts.size()}, List.copyOf(texts), null);
    }

    /** A floating-point number. */
    public static Hdf5Content number(final double value) {
        return new Hdf5Content(
                doubleType(), 8, new long[0], null, new ByteSink().f64(value).toArray());
    }

    /** A list of floating-point numbers. */
    public static Hdf5Content numbers(final double... values) {
        final ByteSink bytes = new ByteSink();
        for (final double value : values) bytes.f64(value);
        return new Hdf5Content(doubleType(), 8, new long[] {values.length}, null, bytes.toArray());
    }

    /** A 32-bit integer. */
    public static Hdf5Content integer(final int value) {
        return new Hdf5Content(
                integer(4, true),
                4,
                new long[0],
                null,
                new ByteSink().u32(value).toArray());
    }

    /** An unsigned 32-bit integer. */
    public static Hdf5Content unsigned(final long value) {
        return new Hdf5Content(
                integer(4, false),
                4,
                new long[0],
                null,
                new ByteSink().u32(value).toArray());
    }

    /** A list of 32-bit integers. */
    public static Hdf5Content integers(final int... values) {
        final ByteSink bytes = new ByteSink();
        for (final int value : values) bytes.u32(value);
        return new Hdf5Content(integer(4, true), 4, new long[] {values.length}, null, bytes.toArray());
    }

    /**
     * A reference to an object.
     *
     * @param address what {@link Hdf5Writer} returned when it was written
     */
    public static Hdf5Content reference(final long address) {
        return new Hdf5Content(
                REFERENCE, 8, new long[0], null, new ByteSink().u64(address).toArray());
    }

    /** A list of references to objects; {@link #NO_OBJECT} for none. */
    public static Hdf5Content references(final long... addresses) {
        final ByteSink bytes = new ByteSink();
        for (final long address : addresses) bytes.u64(address);
        return new Hdf5Content(REFERENCE, 8, new long[] {addresses.length}, null, bytes.toArray());
    }

    /**
     * A list of stretches of series: compounds of a first index, a count and a reference, as NWB keeps them.
     *
     * @param names of the three members
     * @param firsts first indexes
     * @param counts lengths
     * @param addresses of the series
     */
    public static Hdf5Content stretches(
            final List<String> names, final int[] firsts, final int[] counts, final long[] addresses) {
        final byte[] index = integer(4, true);
        final byte[][] types = {index, index, REFERENCE};
        final ByteSink type = new ByteSink().u8(0x36).u8(3).u8(0).u8(0).u32(16);
        for (int i = 0; i < 3; i++)
            type.bytes(names.get(i).getBytes(StandardCharsets.UTF_8))
                    .u8(0)
                    .u8(4 * i)
                    .bytes(types[i]);
        final ByteSink bytes = new ByteSink();
        for (int i = 0; i < firsts.length; i++)
            bytes.u32(firsts[i]).u32(counts[i]).u64(addresses[i]);
        return new Hdf5Content(type.toArray(), 16, new long[] {firsts.length}, null, bytes.toArray());
    }

    /** The same contents with other sizes, such as those of a matrix. */
    public Hdf5Content shaped(final long... newSizes) {
        final long count = Arrays.stream(newSizes).reduce(1, (a, b) -> a * b);
        if (count != Arrays.stream(sizes).reduce(1, (a, b) -> a * b))
            throw new IllegalArgumentException(Arrays.toString(newSizes));
        return new Hdf5Content(type, elementBytes, newSizes.clone(), texts, bytes);
    }
}
