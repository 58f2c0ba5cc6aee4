package org.eibalance.analysis.conductance.singletrace;

import java.util.List;
import org.eibalance.signal.Interval;
import org.eibalance.signal.Statistics;

/**
 * The relaxation time that all windows give together, and whether there is one. An Ornstein-Uhlenbeck process relaxes
 * with the same time between a first and a second lag as between the second and a third, as far again. Synapses that
 * are not fast against the membrane smooth the potential: between short lags it then seems to relax more slowly.
 *
 * <p>The autocovariance about the mean of a window is too small by the variance of that mean, 2 σ² τ / W · (1 − τ / W
 * (1 − exp(−W / τ))), which is added again until τ stays. Errors are those of a jackknife over groups of windows.
 *
 * @param tauMs between the first and the second lag; NaN where the potential has none
 * @param tauInterval its 95 % interval
 * @param laterMs between the second and the third lag; NaN where too little is left of the correlation
 * @param firstLagMs the first lag
 * @param lagMs distance of the lags
 * @param logRatioSe standard error of ln(τ / later); NaN where it is not known
 * @param groups groups of windows
 */
public record RelaxationTime(
        double tauMs,
        Interval tauInterval,
        double laterMs,
        double firstLagMs,
        double lagMs,
        double logRatioSe,
        int groups) {

    private static final int MIN_GROUPS = 8;
    private static final int MAX_GROUPS = 40;
    private static final int MAX_STEPS = 500;
    private static final double PRECISION = 1e-9;
    private static final double CONFIDENCE = 0.95;

    /** Autocovariances of a window at three lags, about its mean. */
    record Covariances(double near, double far, double further) {

        static Covariances of(final double[] v, final int from, final int width, final int first, final int steps) {
            double mean = 0;
            for (int k = from; k < from + width; k++) mean += v[k];
            mean /= width;
            final int products = width - first - 2 * steps;
            final double[] sums = new double[3];
            for (int k = from; k < from + products; k++) {
                final double now = v[k] - mean;
                for (int lag = 0; lag < 3; lag++) sums[lag] += now * (v[k + first + lag * steps] - mean);
            }
            return new Covariances(sums[0] / products, sums[1] / products, sums[2] / products);
        }
    }

    /** What two pairs of lags give. */
    private record Pair(double tauMs, double laterMs) {}

    static RelaxationTime of(
            final List<Covariances> windows, final double firstLagMs, final double lagMs, final double windowMs) {
        final int groups = Math.min(MAX_GROUPS, windows.size());
        final double[][] sums = new double[groups][4];
        for (int w = 0; w < windows.size(); w++) {
            final double[] group = sums[(int) ((long) w * groups / windows.size())];
            group[0] += windows.get(w).near;
            group[1] += windows.get(w).far;
            group[2] += windows.get(w).further;
            group[3]++;
        }
        final double[] all = new double[4];
        for (final double[] group : sums) for (int k = 0; k < 4; k++) all[k] += group[k];
        final Pair found = times(all, firstLagMs, lagMs, windowMs);
        final double[] logs = new double[groups];
        final double[] ratios = new double[groups];
        for (int g = 0; g < groups; g++) {
            final double[] others = all.clone();
            for (int k = 0; k < 4; k++) others[k] -= sums[g][k];
            final Pair left = times(others, firstLagMs, lagMs, windowMs);
            logs[g] = Math.log(left.tauMs);
            ratios[g] = Math.log(left.tauMs / left.laterMs);
        }
        final double logSe = jackknife(logs);
        final double t = groups > 1 ? Statistics.studentT(groups - 1, CONFIDENCE) : Double.NaN;
        return new RelaxationTime(
                found.tauMs,
                Double.isNaN(logSe)
                        ? Interval.NONE
                        : new Interval(found.tauMs * Math.exp(-t * logSe), found.tauMs * Math.exp(t * logSe)),
                found.laterMs,
                firstLagMs,
                lagMs,
                jackknife(ratios),
                groups);
    }

    /** From one window alone. */
    static double tauMs(final Covariances window, final double firstLagMs, final double lagMs, final double windowMs) {
        return times(new double[] {window.near, window.far, window.further, 1}, firstLagMs, lagMs, windowMs).tauMs;
    }

    /**
     * The interval of a relaxation time in one window. Autocovariances of an Ornstein-Uhlenbeck process at lags a and b
     * have the covariance σ⁴ / W · ((τ + b − a) exp(−(b − a) / τ) + (τ + a + b) exp(−(a + b) / τ)) (Bartlett 1946, J.
     * R. Stat. Soc. Suppl. 8:27); that of the logarithm of their quotient follows to first order.
     *
     * @param tauMs the estimate
     * @param firstLagMs a
     * @param lagMs b − a
     * @param windowMs W
     * @param quantile of the normal distribution, such as 1.96
     */
    static Interval interval(
            final double tauMs,
            final double firstLagMs,
            final double lagMs,
            final double windowMs,
            final double quantile) {
        if (Double.isNaN(tauMs)) return Interval.NONE;
        final double b = firstLagMs + lagMs;
        final double variance =
                relative(tauMs, firstLagMs, firstLagMs) + relative(tauMs, b, b) - 2 * relative(tauMs, firstLagMs, b);
        final double error = quantile * tauMs / lagMs * Math.sqrt(variance / windowMs);
        return new Interval(tauMs * Math.exp(-error), tauMs * Math.exp(error));
    }

    /** Covariance over the product of both expectations, times W. */
    private static double relative(final double tauMs, final double a, final double b) {
        final double apart = b - a;
        final double both = a + b;
        return (tauMs + apart) * Math.exp((both - apart) / tauMs) + tauMs + both;
    }

    private static Pair times(final double[] sums, final double firstLagMs, final double lagMs, final double windowMs) {
        final double near = sums[0] / sums[3];
        final double far = sums[1] / sums[3];
        double meanVariance = 0;
        for (int step = 0; step < MAX_STEPS; step++) {
            final double tauMs = time(near + meanVariance, far + meanVariance, lagMs);
            if (Double.isNaN(tauMs)) return new Pair(Double.NaN, Double.NaN);
            final double share = tauMs / windowMs;
            final double next = 2
                    * (near + meanVariance)
                    * Math.exp(firstLagMs / tauMs)
                    * share
                    * (1 - share * (1 - Math.exp(-1 / share)));
            if (Math.abs(next - meanVariance) <= PRECISION * Math.abs(near))
                return new Pair(tauMs, time(far + next, sums[2] / sums[3] + next, lagMs));
            meanVariance = next;
        }
        return new Pair(Double.NaN, Double.NaN);
    }

    private static double time(final double near, final double far, final double lagMs) {
        return far > 0 && far < near ? -lagMs / Math.log(far / near) : Double.NaN;
    }

    /** Standard error from estimates that each leave one group out; NaN with fewer than eight, or one unknown. */
    private static double jackknife(final double[] estimates) {
        final int n = estimates.length;
        if (n < MIN_GROUPS) return Double.NaN;
        return Math.sqrt((n - 1) * Statistics.populationVariance(estimates));
    }

    /** ln(τ / later): 0 for a single relaxation time, above 0 for a smooth potential. */
    public double logRatio() {
        return Math.log(tauMs / laterMs);
    }
}
