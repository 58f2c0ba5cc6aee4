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

    private static final String ASSUMED = "assumed";

    /** What a person gave. */
    public static MembraneTime given(final double ms) {
        return new MembraneTime(ms, "given");
    }

    /** Whether it was neither given nor measured. */
    public boolean isAssumed() {
        return source.equals(ASSUMED);
    }

    /**
     * The best that is known.
     *
     * @param givenMs what the person gave; 0 for nothing
     * @param measuredMs from steps of the command, one a recording; NaN where there was none
     * @return what was given, else the mean of what was measured, else 10 ms
     */
    static MembraneTime of(final double givenMs, final double[] measuredMs) {
        if (givenMs > 0) return given(givenMs);
        final double mean = Statistics.mean(Statistics.finite(measuredMs));
        return Double.isNaN(mean)
                ? new MembraneTime(ASSUMED_MS, ASSUMED)
                : new MembraneTime(mean, "measured from a step");
    }
}
