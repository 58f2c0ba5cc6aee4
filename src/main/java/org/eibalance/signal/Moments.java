package org.eibalance.signal;

/**
 * Mean and energy of a stretch of a signal.
 *
 * @param samples how many samples
 * @param mean their mean
 * @param energy the sum of their squared differences from the mean; exactly 0 where all samples are equal
 */
record Moments(long samples, double mean, double energy) {

    static final Moments NONE = new Moments(0, 0, 0);

    /** Samples that stay in the nearest cache while they are read twice. */
    private static final int CHUNK = 2048;

    /**
     * Reads part of a signal from memory once, with the accuracy of two passes: each chunk is summed about its own
     * mean.
     */
    static Moments of(final double[] signal, final int from, final int to) {
        Moments sum = NONE;
        for (long start = from; start < to; start += CHUNK) {
            sum = sum.and(chunk(signal, (int) start, (int) Math.min(to, start + CHUNK)));
        }
        return sum;
    }

    /** Chan, Golub and LeVeque 1983 (Am Stat 37:242), equation 2.1. */
    Moments and(final Moments other) {
        if (samples == 0) return other;
        if (other.samples == 0) return this;
        final long both = samples + other.samples;
        final double difference = other.mean - mean;
        final double share = (double) other.samples / both;
        return new Moments(
                both, mean + difference * share, energy + other.energy + difference * difference * share * samples);
    }

    /** Sums relative to the first sample, so that equal samples have no energy. */
    private static Moments chunk(final double[] signal, final int from, final int to) {
        final double first = signal[from];
        double sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        int t = from;
        for (; t < to - 3; t += 4) {
            sum0 += signal[t] - first;
            sum1 += signal[t + 1] - first;
            sum2 += signal[t + 2] - first;
            sum3 += signal[t + 3] - first;
        }
        for (; t < to; t++) sum0 += signal[t] - first;
        final double mean = first + (sum0 + sum1 + (sum2 + sum3)) / (to - from);
        double energy0 = 0, energy1 = 0, energy2 = 0, energy3 = 0;
        for (t = from; t < to - 3; t += 4) {
            final double d0 = signal[t] - mean, d1 = signal[t + 1] - mean;
            final double d2 = signal[t + 2] - mean, d3 = signal[t + 3] - mean;
            energy0 += d0 * d0;
            energy1 += d1 * d1;
            energy2 += d2 * d2;
            energy3 += d3 * d3;
        }
        for (; t < to; t++) energy0 += (signal[t] - mean) * (signal[t] - mean);
        return new Moments(to - from, mean, energy0 + energy1 + (energy2 + energy3));
    }
}
