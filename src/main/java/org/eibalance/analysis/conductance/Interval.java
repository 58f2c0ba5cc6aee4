package org.eibalance.analysis.conductance;

/**
 * A confidence interval.
 *
 * @param low its lower end; NaN where there is none
 * @param high its upper end
 */
public record Interval(double low, double high) {

    /** No interval. */
    public static final Interval NONE = new Interval(Double.NaN, Double.NaN);

    /**
     * The interval that leaves equal shares of replicates outside on both sides.
     *
     * @param replicates values; NaN is left out; sorted in place
     * @param confidence share inside
     * @return the interval; none where fewer than ten replicates have a value
     */
    public static Interval ofReplicates(final double[] replicates, final double confidence) {
        java.util.Arrays.sort(replicates); // NaN last
        int n = replicates.length;
        while (n > 0 && Double.isNaN(replicates[n - 1])) n--;
        if (n < 10) return NONE;
        return new Interval(
                quantile(replicates, n, (1 - confidence) / 2), quantile(replicates, n, (1 + confidence) / 2));
    }

    private static double quantile(final double[] sorted, final int n, final double share) {
        final double place = share * (n - 1);
        final int below = (int) Math.floor(place);
        if (below >= n - 1) return sorted[n - 1];
        return sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }
}
