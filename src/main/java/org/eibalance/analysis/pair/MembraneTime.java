package org.eibalance.analysis.pair;

import org.eibalance.signal.Statistics;

/**
 * The membrane time constant of a cell, and how it is known.
 *
 * @param ms its value
 * @param source "given", "measured from a step" or "assumed"
 */
public record MembraneTime(double ms, String source) {

    private static final double ASSUMED_MS = 10;

    /**
     * The best that is known.
     *
     * @param givenMs what the person gave; 0 for nothing
     * @param measuredMs from steps of the command, one a recording; NaN where there was none
     * @return what was given, else the mean of what was measured, else 10 ms
     */
    static MembraneTime of(final double givenMs, final double[] measuredMs) {
        if (givenMs > 0) return new MembraneTime(givenMs, "given");
        final double mean = Statistics.mean(Statistics.finite(measuredMs));
        return Double.isNaN(mean)
                ? new MembraneTime(ASSUMED_MS, "assumed")
                : new MembraneTime(mean, "measured from a step");
    }
}
