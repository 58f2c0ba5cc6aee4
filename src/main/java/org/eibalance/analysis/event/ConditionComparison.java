package org.eibalance.analysis.event;

import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * The events of two conditions: whether their amplitudes and their intervals come from the same distributions, by the
 * two-sample Kolmogorov–Smirnov test.
 *
 * <p>The test treats each event as an independent draw. Events of one cell are not independent of each other, and
 * thousands of them make any difference significant: between groups of cells compare a value per cell instead.
 *
 * @param first name of one condition
 * @param second name of the other
 * @param firstEvents accepted events of the first
 * @param secondEvents accepted events of the second
 * @param amplitudeD largest distance between the distributions of the magnitudes of the amplitudes; NaN where a
 *     condition has fewer than two events
 * @param amplitudeP probability of that distance or a larger one under one distribution
 * @param intervalD the same of the intervals; NaN where a condition has fewer than two intervals
 * @param intervalP the same of the intervals
 */
public record ConditionComparison(
        String first,
        String second,
        int firstEvents,
        int secondEvents,
        double amplitudeD,
        double amplitudeP,
        double intervalD,
        double intervalP) {

    private static final double ROUNDING = 1e-10;

    /**
     * Compares two conditions.
     *
     * @param a events of one
     * @param b events of the other
     * @return the comparison
     */
    public static ConditionComparison between(final EventPopulation a, final EventPopulation b) {
        return new ConditionComparison(
                a.name(),
                b.name(),
                a.magnitudes().length,
                b.magnitudes().length,
                distance(a.magnitudes(), b.magnitudes()),
                probability(a.magnitudes(), b.magnitudes()),
                distance(a.intervalsMs(), b.intervalsMs()),
                probability(a.intervalsMs(), b.intervalsMs()));
    }

    private static double distance(final double[] a, final double[] b) {
        return Math.min(a.length, b.length) < 2
                ? Double.NaN
                : new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(a, b);
    }

    private static double probability(final double[] a, final double[] b) {
        if (Math.min(a.length, b.length) < 2) return Double.NaN;
        final double p = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(a, b, false);
        if (p > ROUNDING) return p;
        // the library subtracts a sum from 1, which gives 0 here: the first term of the series itself; the second is
        // negligible
        final double d = distance(a, b);
        return 2 * Math.exp(-2 * d * d * ((double) a.length * b.length / (a.length + b.length)));
    }
}
