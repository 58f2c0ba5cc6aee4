package org.eibalance.scenario;

import org.eibalance.signal.Statistics;

/** Intervals between the spikes of one neuron. */
public record Intervals(double[] ms) {

    double meanMs() {
        return Statistics.mean(ms);
    }

    public double rateHz() {
        return 1000 / meanMs();
    }

    /** Standard deviation over mean. */
    public double cv() {
        return Statistics.cv(ms);
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
