package org.eibalance.format.binary;

import java.nio.ByteOrder;

/**
 * Where the samples of one channel in one sweep lie in a file, and how they become values: number × scale + offset.
 * They may lie in several runs, one behind the other in time.
 *
 * @param type how a number is stored
 * @param order the order of its bytes
 * @param strideBytes bytes from one number to the next within a run
 * @param scale unit of the channel for one count
 * @param offset value of a stored 0
 * @param samples how many there are
 * @param runAt byte of the first sample of each run; not changed afterwards
 * @param runFirst sample with which each run starts; not changed afterwards
 */
public record StoredTrace(
        NumberType type,
        ByteOrder order,
        int strideBytes,
        double scale,
        double offset,
        long samples,
        long[] runAt,
        long[] runFirst) {

    private static final long[] ZERO = {0};

    /** A trace without samples. */
    public static final StoredTrace EMPTY = contiguous(NumberType.I8, ByteOrder.LITTLE_ENDIAN, 0, 0, 1, 0);

    /** Checks that the runs have a length. */
    public StoredTrace {
        if (strideBytes <= 0 || samples < 0)
            throw new IllegalArgumentException(samples + " samples every " + strideBytes + " bytes");
    }

    /** Samples with nothing between them. */
    public static StoredTrace contiguous(
            final NumberType type,
            final ByteOrder order,
            final long at,
            final long samples,
            final double scale,
            final double offset) {
        return spaced(type, order, at, type.bytes(), samples, scale, offset);
    }

    /** Samples at equal distances. */
    public static StoredTrace spaced(
            final NumberType type,
            final ByteOrder order,
            final long at,
            final int strideBytes,
            final long samples,
            final double scale,
            final double offset) {
        return new StoredTrace(type, order, strideBytes, scale, offset, samples, new long[] {at}, ZERO);
    }

    /** Bytes that the samples take up. */
    long bytes() {
        return samples * type.bytes();
    }
}
