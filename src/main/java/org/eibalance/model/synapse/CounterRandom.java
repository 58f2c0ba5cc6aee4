package org.eibalance.model.synapse;

/**
 * Random numbers as a function of seed, stream and place, so that a draw does not depend on who draws it, when, or on
 * how many threads (the mixing function of Steele, Lea and Flood 2014 over a Weyl sequence).
 */
public final class CounterRandom {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    /**
     * @param seed of the model
     * @param stream what it is for; streams of one seed are independent
     */
    public CounterRandom(final long seed, final long stream) {
        state = key(seed, stream);
    }

    /**
     * A key that depends on all bits of both numbers.
     *
     * @param seed of the model
     * @param stream what it is for
     * @return the key
     */
    public static long key(final long seed, final long stream) {
        return mix(mix(seed + GOLDEN) + stream * GOLDEN);
    }

    /**
     * The number at a place: 64 random bits.
     *
     * @param key of seed and stream
     * @param place which
     * @return the bits
     */
    public static long at(final long key, final long place) {
        return mix(key + place * GOLDEN);
    }

    /**
     * The numbers at successive places.
     *
     * @param into takes them, from its start
     * @param key of seed and stream
     * @param place the first
     * @param count how many
     */
    public static void fill(final long[] into, final long key, final long place, final int count) {
        final long first = key + place * GOLDEN;
        for (int i = 0; i < count; i++) into[i] = mix(first + i * GOLDEN);
    }

    private static long mix(final long value) {
        long z = value;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** Goes to another stream. */
    public void restart(final long key, final long stream) {
        state = at(key, stream);
    }

    /** The next 64 bits. */
    public long nextLong() {
        state += GOLDEN;
        return mix(state);
    }

    /** Above 0 and below 1. */
    public double nextDouble() {
        return ((nextLong() >>> 12) + 0.5) * 0x1p-52;
    }

    /** From 0 to below the bound (Lemire's product; biased by less than bound / 2³²). */
    public int nextInt(final int bound) {
        return (int) ((nextLong() >>> 32) * bound >>> 32);
    }

    /** A standard normal number (Box and Muller 1958). */
    public double nextGaussian() {
        return Math.sqrt(-2 * Math.log(nextDouble())) * Math.cos(2 * Math.PI * nextDouble());
    }
}
