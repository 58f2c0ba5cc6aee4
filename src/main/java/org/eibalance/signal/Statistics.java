package org.eibalance.signal;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Descriptive statistics of arrays: the one home of means, variances, quantiles and what follows from them. A NaN among
 * the values makes the result NaN, or for medians and quantiles undefined: take {@link #finite} first.
 *
 * <p>Statistics of a whole array sum with compensation for rounding; those of a part of an array, which inner loops
 * use, sum in order. The results of the two may differ in their last digits.
 */
public final class Statistics {

    /** Half of the values of a normal distribution lie within this many standard deviations of its mean. */
    public static final double NORMAL_QUARTILE = 0.6744897501960817;

    private Statistics() {}

    /**
     * The values that are neither NaN nor infinite.
     *
     * @param values any; not changed
     * @return a new array
     */
    public static double[] finite(final double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).toArray();
    }

    /**
     * The arithmetic mean.
     *
     * @param values any number
     * @return the mean; NaN without values
     */
    public static double mean(final double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /**
     * The arithmetic mean of a part of an array.
     *
     * @param values samples
     * @param from first sample
     * @param to end, exclusive
     * @return the mean; NaN where the part is empty
     */
    public static double mean(final double[] values, final int from, final int to) {
        double sum = 0;
        for (int i = from; i < to; i++) sum += values[i];
        return sum / (to - from);
    }

    /**
     * The sum of a part of an array, in four partial sums, which is quick.
     *
     * @param values samples
     * @param from first sample
     * @param to end, exclusive
     * @return the sum; 0 where the part is empty
     */
    public static double sum(final double[] values, final int from, final int to) {
        double sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        int i = from;
        for (; i < to - 3; i += 4) {
            sum0 += values[i];
            sum1 += values[i + 1];
            sum2 += values[i + 2];
            sum3 += values[i + 3];
        }
        for (; i < to; i++) sum0 += values[i];
        return sum0 + sum1 + (sum2 + sum3);
    }

    /**
     * The variance of a sample, with n - 1.
     *
     * @param values two or more
     * @return the variance; NaN with fewer
     */
    public static double variance(final double[] values) {
        return values.length < 2 ? Double.NaN : squares(values) / (values.length - 1);
    }

    /**
     * The standard deviation of a sample, with n - 1.
     *
     * @param values two or more
     * @return the standard deviation; NaN with fewer
     */
    public static double sd(final double[] values) {
        return Math.sqrt(variance(values));
    }

    /**
     * The variance of a whole population, with n.
     *
     * @param values one or more
     * @return the variance; NaN without values
     */
    public static double populationVariance(final double[] values) {
        return squares(values) / values.length;
    }

    /**
     * The standard deviation of a whole population, with n.
     *
     * @param values one or more
     * @return the standard deviation; NaN without values
     */
    public static double populationSd(final double[] values) {
        return Math.sqrt(populationVariance(values));
    }

    /**
     * The standard deviation of a part of an array, with n.
     *
     * @param values samples
     * @param from first sample
     * @param to end, exclusive
     * @return the standard deviation; NaN where the part is empty
     */
    public static double populationSd(final double[] values, final int from, final int to) {
        final double mean = mean(values, from, to);
        return Math.sqrt(Arrays.stream(values, from, to)
                        .map(v -> (v - mean) * (v - mean))
                        .sum()
                / (to - from));
    }

    private static double squares(final double[] values) {
        final double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    }

    /**
     * The root mean square.
     *
     * @param values one or more
     * @return the root of the mean of the squares; NaN without values
     */
    public static double rms(final double[] values) {
        return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum() / values.length);
    }

    /**
     * The coefficient of variation: standard deviation, with n, over mean.
     *
     * @param values such as intervals between spikes
     * @return the coefficient; 1 for a long Poisson process; NaN without values
     */
    public static double cv(final double[] values) {
        return populationSd(values) / mean(values);
    }

    /**
     * The Fano factor: variance, with n - 1, over mean (Fano 1947, Phys Rev 72:26).
     *
     * @param counts such as spikes in windows of one length
     * @return the factor; 1 for a Poisson process; NaN with fewer than two counts, or where none is above 0
     */
    public static double fano(final double[] counts) {
        final double mean = mean(counts);
        return mean > 0 ? variance(counts) / mean : Double.NaN;
    }

    /**
     * The median: the middle value, or the mean of the two in the middle.
     *
     * @param values none NaN; not changed
     * @return the median; NaN without values
     */
    public static double median(final double[] values) {
        return quantile(values, 0.5);
    }

    /**
     * A quantile, by straight lines between the sorted values (Hyndman and Fan 1996, Am Stat 50:361, definition 7).
     *
     * @param values none NaN; not changed
     * @param share from 0 to 1
     * @return the value below which that share of them lies; NaN without values
     */
    public static double quantile(final double[] values, final double share) {
        return values.length == 0 ? Double.NaN : OrderStatistics.quantile(values.clone(), share);
    }

    /**
     * The same quantile of values that are sorted already.
     *
     * @param sorted in ascending order as far as they count
     * @param count how many of them count, one or more
     * @param share from 0 to 1
     * @return the value below which that share of them lies
     */
    public static double quantileOfSorted(final double[] sorted, final int count, final double share) {
        final double place = share * (count - 1);
        final int below = (int) place;
        if (below >= count - 1) return sorted[count - 1];
        return sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }

    /**
     * The median absolute deviation from the median.
     *
     * @param values none NaN; not changed
     * @return the deviation; NaN without values
     */
    public static double mad(final double[] values) {
        final double median = median(values);
        return median(Arrays.stream(values).map(v -> Math.abs(v - median)).toArray());
    }

    /**
     * The standard deviation of normal noise, from the median absolute deviation: events that are few among the values
     * hardly change it (Hampel 1974, J Am Stat Assoc 69:383).
     *
     * @param values none NaN; not changed
     * @return the standard deviation; NaN without values
     */
    public static double robustSd(final double[] values) {
        return mad(values) / NORMAL_QUARTILE;
    }

    /**
     * How many standard errors a confidence interval reaches to each side, by Student's t.
     *
     * @param freedom degrees of freedom of the standard error, 1 or more
     * @param confidence such as 0.95
     * @return 12.7 with one degree of freedom, 2.26 with nine, 1.96 with very many, for 95 %
     */
    public static double studentT(final int freedom, final double confidence) {
        return new TDistribution(null, freedom).inverseCumulativeProbability((1 + confidence) / 2);
    }
}
