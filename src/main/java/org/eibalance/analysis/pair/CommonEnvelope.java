package org.eibalance.analysis.pair;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.signal.Statistics;

/**
 * Whether both cells fluctuate strongly at the same times, such as in common Up states or under a common gain: the
 * correlation of the logarithms of their variances in windows of 100 ms.
 *
 * <p>Cells that correlate with r share strong and weak moments by that alone: variances of Gaussian signals correlate
 * with r². What is above is a common envelope.
 *
 * @param r correlation of the logarithms of the variances over all windows; NaN with fewer than 3 windows
 * @param windows how many windows there are
 */
public record CommonEnvelope(double r, int windows) {

    private static final double WINDOW_MS = 100;

    /**
     * Compares the envelopes.
     *
     * @param sweeps the sweeps of one pairing
     * @param sampleRateHz samples per second
     * @return the correlation of the envelopes; a window in which a cell is constant is left out
     */
    static CommonEnvelope of(final List<PairSweep> sweeps, final double sampleRateHz) {
        final int window = Math.max(2, (int) Math.round(WINDOW_MS * sampleRateHz / 1000));
        final List<double[]> pairs = new ArrayList<>();
        for (final PairSweep sweep : sweeps) {
            for (int from = 0; from + window <= sweep.cellA().length; from += window) {
                final double a = Math.log(variance(sweep.cellA(), from, from + window));
                final double b = Math.log(variance(sweep.cellB(), from, from + window));
                if (Double.isFinite(a) && Double.isFinite(b)) pairs.add(new double[] {a, b});
            }
        }
        if (pairs.size() < 3) return new CommonEnvelope(Double.NaN, pairs.size());
        final double r = new PearsonsCorrelation()
                .correlation(
                        pairs.stream().mapToDouble(p -> p[0]).toArray(),
                        pairs.stream().mapToDouble(p -> p[1]).toArray());
        return new CommonEnvelope(r, pairs.size());
    }

    private static double variance(final double[] samples, final int from, final int end) {
        final double sd = Statistics.populationSd(samples, from, end);
        return sd * sd;
    }
}
