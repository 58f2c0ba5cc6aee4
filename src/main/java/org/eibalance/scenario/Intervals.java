package org.eibalance.scenario;

import java.util.Arrays;

/** Intervals between the spikes of one neuron. */
public record Intervals(double[] ms) {

    double meanMs() {
        return Arrays.stream(ms).average().orElse(Double.NaN);
    }

    public double rateHz() {
        return 1000 / meanMs();
    }

    /** Standard deviation over mean. */
    public double cv() {
        final double mean = meanMs();
        return Math.sqrt(Arrays.stream(ms).map(x -> (x - mean) * (x - mean)).sum() / ms.length) / mean;
    }

    /** Density of the intervals in units of their mean, in bins of the given width from 0. */
    public double[] density(final int bins, final double width) {
        final double[] density = new double[bins];
        final double mean = meanMs();
        for (final double x : ms) {
            final int bin = (int) (x / mean / width);
            if (bin < bins) density[bin] += 1 / (ms.length * width);
        }
        return density;
    }
}
