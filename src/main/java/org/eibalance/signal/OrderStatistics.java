package org.eibalance.signal;

import org.apache.commons.math3.util.CentralPivotingStrategy;
import org.apache.commons.math3.util.KthSelector;

/**
 * Order statistics by selection, without sorting the whole sample, in the array that is given. {@link Statistics} has
 * the same quantiles and leaves the array as it is.
 */
public final class OrderStatistics {

    private OrderStatistics() {}

    /**
     * The value that would stand at a place if the values were sorted.
     *
     * @param values one or more, none NaN; they change places: those before the place are no larger afterwards, those
     *     behind it no smaller
     * @param place from 0 to their number less 1
     * @return that value
     */
    public static double select(final double[] values, final int place) {
        return new KthSelector(new CentralPivotingStrategy()).select(values, null, place);
    }

    /**
     * A quantile, by straight lines between the sorted values (Hyndman and Fan 1996, definition 7).
     *
     * @param values one or more, none NaN; they change places
     * @param share from 0 to 1
     * @return the value below which that share of them lies
     */
    public static double quantile(final double[] values, final double share) {
        final double place = share * (values.length - 1);
        final int below = (int) place;
        final double value = select(values, below);
        double next = value;
        if (below + 1 < values.length) {
            next = values[below + 1];
            for (int i = below + 2; i < values.length; i++) next = Math.min(next, values[i]);
        }
        return value + (place - below) * (next - value);
    }
}
