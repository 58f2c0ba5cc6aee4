package org.eibalance.signal;

import java.util.Arrays;

/**
 * A confidence interval.
 *
 * @param low lower end, in the unit of the estimate; NaN where it is not known
 * @param high upper end
 */
public record Interval(double low, double high) {

    /** Where no interval is known. */
    public static final Interval NONE = new Interval(Double.NaN, Double.NaN);

    /** Percentiles of fewer replicates say nothing. */
    private static final int MIN_REPLICATES = 10;

    /**
     * The interval of an estimate with an estimated standard error, by Student's t: estimate ± t se.
     *
     * @param estimate the estimate
     * @param standardError its standard error
     * @param freedom degrees of freedom of the standard error, values less fitted parameters
     * @param confidence such as 0.95
     * @return the interval; {@link #NONE} where there is no degree of freedom
     */
    public static Interval ofStudent(
            final double estimate, final double standardError, final int freedom, final double confidence) {
        if (freedom < 1) return NONE;
        final double half = Statistics.studentT(freedom, confidence) * standardError;
        return new Interval(estimate - half, estimate + half);
    }

    /**
     * The interval that leaves equal shares of bootstrap replicates outside on both sides (percentile interval).
     *
     * @param replicates values; NaN is left out; sorted in place
     * @param confidence share inside, such as 0.95
     * @return the interval; {@link #NONE} where fewer than ten replicates have a value
     */
    public static Interval ofReplicates(final double[] replicates, final double confidence) {
        Arrays.sort(replicates); // NaN last
        int known = replicates.length;
        while (known > 0 && Double.isNaN(replicates[known - 1])) known--;
        if (known < MIN_REPLICATES) return NONE;
        return new Interval(
                Statistics.quantileOfSorted(replicates, known, (1 - confidence) / 2),
                Statistics.quantileOfSorted(replicates, known, (1 + confidence) / 2));
    }

    /** Whether both ends are known. */
    public boolean isKnown() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }
}
