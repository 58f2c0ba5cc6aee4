package org.eibalance.analysis.pair.significance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.signal.CrossCorrelation;
import org.eibalance.signal.ParallelLoop;

/**
 * Autocorrelation time. The mean autocorrelogram of the sweeps falls to 1/e, 0.2 and 0.1 at some lags; each of them
 * gives the time constant of an exponential, and the longest is taken: slow drift beneath fast fluctuations shows in
 * the last.
 */
final class CorrelationTime {

    private static final double[] LEVELS = {Math.exp(-1), 0.2, 0.1};

    /** Longer lags are not computed: correlations that last longer than half of this are drift. */
    private static final double MAX_MS = 5000;

    private CorrelationTime() {}

    /**
     * The time constant of the slower cell.
     *
     * @return in ms; infinite where the autocorrelation does not fall to 0.1 within half of the shortest sweep
     */
    static double ms(final List<PairSweep> sweeps, final double sampleRateHz, final int threads) {
        return Math.max(
                ms(sweeps, PairSweep::cellA, sampleRateHz, threads),
                ms(sweeps, PairSweep::cellB, sampleRateHz, threads));
    }

    /** The time constant of one cell. */
    static double ms(
            final List<PairSweep> sweeps,
            final Function<PairSweep, double[]> cell,
            final double sampleRateHz,
            final int threads) {
        final double[] mean = autocorrelation(sweeps, cell, sampleRateHz, threads);
        double longest = 0;
        for (final double level : LEVELS) {
            int lag = 0;
            while (lag < mean.length && mean[lag] > level) lag++;
            if (lag == mean.length) return Double.POSITIVE_INFINITY;
            final double crossing = lag - 1 + (mean[lag - 1] - level) / (mean[lag - 1] - mean[lag]);
            longest = Math.max(longest, crossing / -Math.log(level));
        }
        return longest * 1000 / sampleRateHz;
    }

    /** Mean over the sweeps, from lag 0 to half of the shortest sweep or 5 s. */
    static double[] autocorrelation(
            final List<PairSweep> sweeps,
            final Function<PairSweep, double[]> cell,
            final double sampleRateHz,
            final int threads) {
        final int shortest =
                sweeps.stream().mapToInt(s -> s.cellA().length).min().orElseThrow();
        final int maxLag = Math.max(1, (int) Math.min(shortest / 2, MAX_MS * sampleRateHz / 1000));
        final CrossCorrelation correlation = new CrossCorrelation(maxLag, shortest);
        final List<double[]> curves = new ArrayList<>(Collections.nCopies(sweeps.size(), null));
        final boolean many = sweeps.size() >= threads;
        ParallelLoop.run(sweeps.size(), many ? threads : 1, k -> {
            final double[] samples = cell.apply(sweeps.get(k));
            curves.set(k, correlation.coefficients(samples, samples, many ? 1 : threads));
        });
        final double[] mean = new double[maxLag + 1];
        for (final double[] curve : curves) {
            for (int l = 0; l <= maxLag; l++) mean[l] += curve[maxLag + l] / curves.size();
        }
        return mean;
    }
}
