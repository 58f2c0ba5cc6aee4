package org.eibalance.analysis.criticality;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;
import org.eibalance.recording.InputException;
import org.eibalance.signal.ParallelLoop;

/**
 * The branching ratio of activity, by the regression over many lags (Wilting and Priesemann 2018, Nat Commun 9:2325):
 * r_k is the slope of A(t + k) on A(t), and r_k = b m^k. Seeing only some units lowers b and leaves m.
 *
 * <p>It holds for a stationary process of first order. Drifting input, several time constants or rhythms bend the
 * slopes: look at them beside the fit.
 */
public final class Branching {

    private static final int MIN_BINS = 100;
    /** Blocks that the bootstrap draws from. */
    private static final int BLOCKS = 40;

    private static final int FIRST_MAX_LAG = 50;
    private static final double LAGS_PER_TIME_CONSTANT = 5;
    private static final double MAX_TAU_PER_LAG = 20;
    private static final int GRID = 60;
    private static final double LOG_TAU_TOLERANCE = 1e-9;
    private static final int MAX_EVALUATIONS = 1000;
    private static final int MIN_LAGS = 3;
    /** A time constant of thousands of bins needs longer bins, not more lags. */
    private static final int MAX_CHOSEN_LAGS = 10_000;

    private final List<double[]> activity;
    private final BranchingSettings settings;
    private final int threads;
    private final long bins;
    private final int longest;

    private Branching(final List<double[]> activity, final BranchingSettings settings, final int threads) {
        this.activity = activity;
        this.settings = settings;
        this.threads = threads;
        bins = activity.stream().mapToLong(a -> a.length).sum();
        longest = activity.stream().mapToInt(a -> a.length).max().orElse(0);
    }

    /**
     * Estimates it.
     *
     * @param activity events in each bin, one array a stretch without gaps
     * @param settings how
     * @param threads how many may work at once; the result does not depend on it
     * @return the branching ratio
     * @throws InputException if there are fewer than 100 bins, or fewer than 6 in the longest stretch, the activity
     *     does not change or is missing in a bin, the greatest lag is over half of the longest stretch, or no slope is
     *     above 0
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static BranchingResult compute(
            final List<double[]> activity, final BranchingSettings settings, final int threads) {
        return new Branching(activity, settings, threads).compute();
    }

    private BranchingResult compute() {
        if (bins < MIN_BINS)
            throw new InputException("There are " + bins + " bins of activity: a branching ratio needs " + MIN_BINS
                    + " at least, so choose shorter bins or a longer recording.");
        final double mean = activity.stream().flatMapToDouble(Arrays::stream).sum() / bins;
        if (!Double.isFinite(mean))
            throw new InputException(
                    "The activity of some bins is missing: a branching ratio needs stretches without gaps.");
        final DoubleSummaryStatistics range =
                activity.stream().flatMapToDouble(Arrays::stream).summaryStatistics();
        if (range.getMin() == range.getMax())
            throw new InputException("The activity is " + range.getMin()
                    + " in every bin: a branching ratio needs activity that changes.");
        if (longest / 2 < MIN_LAGS)
            throw new InputException("The longest stretch has " + longest + " bins: a branching ratio needs one of "
                    + 2 * MIN_LAGS + " at least.");
        if (settings.maxLag() > longest / 2)
            throw new InputException("The greatest lag is " + settings.maxLag()
                    + " bins: it must be at most half of the longest stretch, " + longest / 2 + ".");
        Sums sums = sums(settings.maxLag() > 0 ? settings.maxLag() : Math.min(FIRST_MAX_LAG, longest / 2));
        Fit fit = fit(sums.slopes(null));
        for (int turn = 0; settings.maxLag() == 0 && turn < 6; turn++) {
            final double wanted = Math.max(
                    10,
                    Math.min(
                            Math.min(MAX_CHOSEN_LAGS, bins / 10),
                            Math.ceil(LAGS_PER_TIME_CONSTANT * -1 / Math.log(fit.m))));
            final int lag = (int) Math.min(longest / 2, wanted);
            if (Math.abs(lag - sums.lags) <= 0.1 * sums.lags) break;
            sums = sums(lag);
            fit = fit(sums.slopes(null));
        }
        final double[] slopes = sums.slopes(null);
        if (!(fit.amplitude > 0))
            throw new InputException(
                    "Activity does not predict that of later bins: no branching ratio can be fitted to slopes "
                            + "that are not above 0.");
        final double[] interval = interval(sums);
        return new BranchingResult(
                slopes[0],
                fit.m,
                fit.amplitude,
                fit.offset,
                interval[0],
                interval[1],
                -settings.binMs() / Math.log(fit.m),
                mean,
                slopes,
                fit.rSquared);
    }

    /** Percentiles of m over resampled blocks. */
    private double[] interval(final Sums sums) {
        if (settings.resamples() == 0) return new double[] {Double.NaN, Double.NaN};
        final double[] estimates = new double[settings.resamples()];
        ParallelLoop.run(estimates.length, threads, k -> {
            final SplittableRandom random = new SplittableRandom(settings.seed() * 1_000_003 + k);
            final int[] weight = new int[sums.blocks];
            for (int b = 0; b < sums.blocks; b++) weight[random.nextInt(sums.blocks)]++;
            estimates[k] = fit(sums.slopes(weight)).m;
        });
        Arrays.sort(estimates);
        return new double[] {
            estimates[(int) (0.025 * (estimates.length - 1))],
            estimates[(int) Math.ceil(0.975 * (estimates.length - 1))]
        };
    }

    /** Sums of products of each lag, by blocks of time. */
    private record Sums(int lags, int blocks, double[][] sums) {

        private static final int KINDS = 5;

        /** Slopes with each block counted so often; null counts each once. */
        double[] slopes(final int[] weight) {
            final double[] slopes = new double[lags];
            final double[] s = new double[KINDS];
            for (int k = 0; k < lags; k++) {
                Arrays.fill(s, 0);
                for (int b = 0; b < blocks; b++) {
                    final int times = weight == null ? 1 : weight[b];
                    for (int i = 0; times > 0 && i < KINDS; i++) s[i] += times * sums[k][b * KINDS + i];
                }
                final double variance = s[3] - s[1] * s[1] / s[0];
                slopes[k] = variance > 0 ? (s[4] - s[1] * s[2] / s[0]) / variance : 0;
            }
            return slopes;
        }
    }

    private Sums sums(final int lags) {
        final double[][] sums = new double[lags][BLOCKS * Sums.KINDS];
        final List<double[][]> running =
                activity.stream().map(Branching::running).toList();
        ParallelLoop.run(lags, threads, lag -> {
            final int k = lag + 1;
            long before = 0;
            for (int stretch = 0; stretch < activity.size(); stretch++) {
                ParallelLoop.checkCancelled();
                final double[] a = activity.get(stretch);
                final double[][] s = running.get(stretch);
                for (int from = 0; from < a.length - k; ) {
                    final int block = (int) ((before + from) * BLOCKS / bins);
                    // First bin of the next block.
                    final long next = ((block + 1) * bins + BLOCKS - 1) / BLOCKS - before;
                    final int to = (int) Math.min(a.length - k, next);
                    final int place = block * Sums.KINDS;
                    sums[lag][place] += to - from;
                    sums[lag][place + 1] += s[0][to] - s[0][from];
                    sums[lag][place + 2] += s[0][to + k] - s[0][from + k];
                    sums[lag][place + 3] += s[1][to] - s[1][from];
                    sums[lag][place + 4] += product(a, from, to, k);
                    from = to;
                }
                before += a.length;
            }
        });
        return new Sums(lags, BLOCKS, sums);
    }

    /** Sums of the values, and of their squares, up to each bin. */
    private static double[][] running(final double[] a) {
        final double[][] sums = new double[2][a.length + 1];
        for (int t = 0; t < a.length; t++) {
            sums[0][t + 1] = sums[0][t] + a[t];
            sums[1][t + 1] = sums[1][t] + a[t] * a[t];
        }
        return sums;
    }

    /** In four independent sums, which is quick. */
    private static double product(final double[] a, final int from, final int to, final int k) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int t = from;
        for (; t + 3 < to; t += 4) {
            s0 += a[t] * a[t + k];
            s1 += a[t + 1] * a[t + k + 1];
            s2 += a[t + 2] * a[t + k + 2];
            s3 += a[t + 3] * a[t + k + 3];
        }
        for (; t < to; t++) s0 += a[t] * a[t + k];
        return s0 + s1 + (s2 + s3);
    }

    /** What r_k = b m^k + c gives at the best m. */
    private record Fit(double m, double amplitude, double offset, double residual, double rSquared) {}

    /**
     * Least squares over m, with b and c the best for each: a grid of time constants, then Brent's method between the
     * neighbours of the best.
     */
    private Fit fit(final double[] slopes) {
        final double low = Math.log(0.1);
        final double high = Math.log(MAX_TAU_PER_LAG * slopes.length);
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= GRID; i++) {
            final Fit at = at(Math.exp(low + (high - low) * i / GRID), slopes);
            if (at.amplitude > 0 && at.residual < least) {
                least = at.residual;
                best = i;
            }
        }
        final double logTau = new BrentOptimizer(LOG_TAU_TOLERANCE, LOG_TAU_TOLERANCE)
                .optimize(
                        new MaxEval(MAX_EVALUATIONS),
                        GoalType.MINIMIZE,
                        new UnivariateObjectiveFunction(x -> at(Math.exp(x), slopes).residual),
                        new SearchInterval(
                                low + (high - low) * Math.max(0, best - 1) / GRID,
                                low + (high - low) * Math.min(GRID, best + 1) / GRID))
                .getPoint();
        return at(Math.exp(logTau), slopes);
    }

    private Fit at(final double tau, final double[] slopes) {
        final double m = Math.exp(-1 / tau);
        double p = 0;
        double pp = 0;
        double pr = 0;
        double r = 0;
        double rr = 0;
        double power = 1;
        for (final double slope : slopes) {
            power *= m;
            p += power;
            pp += power * power;
            pr += power * slope;
            r += slope;
            rr += slope * slope;
        }
        final double n = slopes.length;
        final double amplitude = settings.offset() ? (pr - p * r / n) / (pp - p * p / n) : pr / pp;
        final double offset = settings.offset() ? (r - amplitude * p) / n : 0;
        final double residual = rr - amplitude * pr - offset * r;
        return new Fit(m, amplitude, offset, residual, 1 - residual / (rr - r * r / n));
    }
}
