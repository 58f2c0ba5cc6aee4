package org.eibalance.analysis.pair;

import java.util.ArrayList;
import java.util.List;
import org.eibalance.analysis.pair.input.PairSweep;

/**
 * Correlation of two cells in a window that slides through a sweep by half its length.
 *
 * @param recording the file name
 * @param sweep 0-based sweep
 * @param timeMs middle of the window, from the start of the sweep
 * @param zeroLagR coefficient at lag 0 in the window
 * @param peakLagR coefficient at the lag of the extremum of the pairing
 */
public record SlidingCorrelation(String recording, int sweep, double timeMs, double zeroLagR, double peakLagR) {

    /**
     * Slides through sweeps.
     *
     * @param sweeps of one pairing
     * @param lagMs of the extremum
     * @param windowMs length of the window; a shorter sweep is one window
     * @param sampleRateHz samples per second
     * @return all windows in order
     */
    static List<SlidingCorrelation> of(
            final List<PairSweep> sweeps, final double lagMs, final double windowMs, final double sampleRateHz) {
        final List<SlidingCorrelation> windows = new ArrayList<>();
        final int lag = (int) Math.round(lagMs * sampleRateHz / 1000);
        for (final PairSweep sweep : sweeps) {
            final int n = sweep.cellA().length;
            final int window = Math.max(2, (int) Math.min(n, Math.round(windowMs * sampleRateHz / 1000)));
            for (int from = 0; from + window <= n; from += Math.max(1, window / 2)) {
                windows.add(new SlidingCorrelation(
                        sweep.recording(),
                        sweep.sweep(),
                        sweep.startMs() + (from + window / 2.0) * 1000 / sampleRateHz,
                        pearson(sweep, from, window, 0),
                        pearson(sweep, from, window, lag)));
            }
        }
        return windows;
    }

    /** Of cell A with cell B later by {@code lag}, over the samples that both have. */
    private static double pearson(final PairSweep sweep, final int from, final int window, final int lag) {
        final int start = Math.max(from, Math.max(0, -lag));
        final int end = Math.min(from + window, sweep.cellA().length - Math.max(0, lag));
        final int n = end - start;
        if (n < 2) return Double.NaN;
        double a = 0, b = 0;
        for (int t = start; t < end; t++) {
            a += sweep.cellA()[t];
            b += sweep.cellB()[t + lag];
        }
        a /= n;
        b /= n;
        double ab = 0, aa = 0, bb = 0;
        for (int t = start; t < end; t++) {
            final double da = sweep.cellA()[t] - a, db = sweep.cellB()[t + lag] - b;
            ab += da * db;
            aa += da * da;
            bb += db * db;
        }
        return ab / Math.sqrt(aa * bb);
    }
}
