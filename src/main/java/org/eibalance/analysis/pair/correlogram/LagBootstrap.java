package org.eibalance.analysis.pair.correlogram;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import org.apache.commons.math3.stat.StatUtils;
import org.eibalance.signal.Interval;
import org.eibalance.signal.ParallelLoop;

/**
 * Intervals of 95 % for what is read from a mean correlogram: sweeps are drawn with replacement, as many as there are,
 * and the extremum of their mean is found anew.
 *
 * <p>An interval is the value found ± t standard errors, the standard error being the standard deviation of the draws,
 * times the root of K / (K - 1), by which sweeps vary more than their resamples do (Efron and Tibshirani 1993, An
 * Introduction to the Bootstrap, chapter 12). Percentiles of the draws themselves cover less often: 93 % of recordings
 * of 8 sweeps.
 */
public final class LagBootstrap {

    /** Fewer do not show how much sweeps differ. */
    public static final int MIN_SWEEPS = 3;

    private static final double CONFIDENCE = 0.95;

    private LagBootstrap() {}

    /**
     * Draws sweeps and measures the extremum of each mean.
     *
     * @param sweeps three or more
     * @param normalisation of the mean
     * @param intervalMs from one lag to the next
     * @param draws how many
     * @param seed of the draws
     * @param threads how many threads at most; the result does not depend on it
     * @param progress given the share that is done
     * @return the intervals
     */
    public static PeakIntervals of(
            final List<SweepCorrelogram> sweeps,
            final Normalisation normalisation,
            final double intervalMs,
            final int draws,
            final long seed,
            final int threads,
            final DoubleConsumer progress) {
        final int count = sweeps.size();
        final int[][] counts = counts(draws, count, new SplittableRandom(seed));
        final double[] lagMs = new double[draws], r = new double[draws], zeroLagR = new double[draws];
        final double[] widthMs = new double[draws], asymmetry = new double[draws];
        final int lags = sweeps.get(0).coefficients().length;
        final int batch = 16;
        final int batches = (draws + batch - 1) / batch;
        ParallelLoop.run(batches, threads, () -> new double[lags], progress, (b, mean) -> {
            for (int i = b * batch; i < Math.min(draws, (b + 1) * batch); i++) {
                ParallelLoop.checkCancelled();
                normalisation.mean(sweeps, counts[i], mean);
                final CorrelogramPeak peak = CorrelogramPeak.of(mean, intervalMs);
                lagMs[i] = peak.lagMs();
                r[i] = peak.r();
                zeroLagR[i] = mean[(lags - 1) / 2];
                widthMs[i] = peak.widthMs();
                asymmetry[i] = peak.asymmetry();
            }
        });
        final double[] mean = normalisation.mean(sweeps);
        final CorrelogramPeak found = CorrelogramPeak.of(mean, intervalMs);
        return new PeakIntervals(
                draws,
                seed,
                interval(found.lagMs(), lagMs, count),
                interval(found.r(), r, count),
                interval(mean[(lags - 1) / 2], zeroLagR, count),
                interval(found.widthMs(), widthMs, count),
                interval(found.asymmetry(), asymmetry, count));
    }

    /** How often each draw has each sweep. */
    private static int[][] counts(final int draws, final int sweeps, final SplittableRandom random) {
        final int[][] counts = new int[draws][sweeps];
        for (final int[] draw : counts) for (int k = 0; k < sweeps; k++) draw[random.nextInt(sweeps)]++;
        return counts;
    }

    private static Interval interval(final double found, final double[] draws, final int sweeps) {
        final double[] known = Arrays.stream(draws).filter(Double::isFinite).toArray();
        // A width that many draws do not have is not known.
        if (known.length < 0.9 * draws.length || known.length < 2) return Interval.NONE;
        final double error = Math.sqrt(StatUtils.variance(known) * sweeps / (sweeps - 1.0));
        return Interval.ofStudent(found, error, sweeps - 1, CONFIDENCE);
    }
}
