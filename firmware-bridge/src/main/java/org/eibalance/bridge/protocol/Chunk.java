package org.eibalance.bridge.protocol;

import java.util.Arrays;

/**
 * CHUNK: samples of the stream. It is never answered; CREDIT says what has arrived.
 *
 * @param firstIndex of the stream, counted from the run's first sample
 * @param mask channels in each sample, as in {@link StreamMask}
 * @param last whether the stream ends here
 * @param units channel after channel, sample after sample: unsigned 16 bits of conductance, signed of current; not
 *     copied
 */
public record Chunk(int firstIndex, int mask, boolean last, short[] units) implements Command {

    static final int TYPE = 0x20;

    private static final int LAST = 1;

    /** Bytes of the payload before the samples. */
    private static final int HEADER = 8;

    /** Checks the shape. */
    public Chunk {
        if (units.length % StreamMask.channels(mask) != 0
                || units.length > maxSamples(mask) * StreamMask.channels(mask))
            throw new IllegalArgumentException(units.length + " values for " + StreamMask.channels(mask)
                    + " channels: at most " + maxSamples(mask) + " whole samples");
    }

    /**
     * Samples in the longest chunk.
     *
     * @param mask channels
     * @return how many
     */
    public static int maxSamples(final int mask) {
        return maxSamples(mask, Frame.MAX_PAYLOAD + Frame.OVERHEAD);
    }

    /**
     * Samples in a chunk that takes no more than so many bytes on the wire.
     *
     * @param mask channels
     * @param wireBytes of the frame, with all that belongs to it
     * @return how many; 0 or less where not even one fits
     */
    public static int maxSamples(final int mask, final int wireBytes) {
        return (wireBytes - Frame.OVERHEAD - HEADER) / (Short.BYTES * StreamMask.channels(mask));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int flags() {
        return last ? LAST : 0;
    }

    @Override
    public void encode(final PayloadWriter to) {
        to.int32("the index of the first sample", firstIndex, "")
                .int8("the number of samples", units.length / StreamMask.channels(mask))
                .int8("the mask of the channels", mask)
                .reserved(2)
                .samples("the samples", units);
    }

    static Chunk decode(final PayloadReader from) {
        final int first = from.int32();
        final int samples = from.uint8();
        final int mask = from.uint8();
        from.skip(2);
        final short[] units = from.samples(samples * StreamMask.channels(mask));
        return new Chunk(first, mask, (from.flags() & LAST) != 0, units);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Chunk c
                && firstIndex == c.firstIndex
                && mask == c.mask
                && last == c.last
                && Arrays.equals(units, c.units);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(units);
    }
}
