package org.eibalance.analysis.conductance.decomposition;

import java.util.concurrent.CancellationException;
import org.eibalance.analysis.conductance.trials.ClampSweep;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.recording.InputException;
import org.eibalance.signal.ParallelLoop;

/**
 * The current-voltage line of the whole membrane at every sample: means over the sweeps of each level, and a line
 * through them by least squares. No correction, no leak, no weights: a first look, and fast.
 * {@link ConductanceDecomposition} does the rest.
 *
 * @param slopeNs total conductance G
 * @param slopeSeNs its standard error, from the means about the line; NaN with two levels
 * @param interceptPa current at 0 mV
 * @param reversalMv where the line crosses zero current
 */
public record CurrentVoltageLines(double[] slopeNs, double[] slopeSeNs, double[] interceptPa, double[] reversalMv) {

    /** The means of a block of all levels stay in the nearest cache. */
    private static final int BLOCK = 512;

    private static final int BLOCKS_OF_A_PASS = 8;

    /**
     * Fits the lines.
     *
     * @param trials sweeps in voltage clamp at two levels or more; only the level of a sweep counts, not other changes
     *     of its command
     * @param threads how many threads at most, 1 or more
     * @return one line a sample
     * @throws InputException if there is one level only
     * @throws CancellationException if the calling thread is interrupted
     */
    public static CurrentVoltageLines compute(final ClampTrials trials, final int threads) {
        final int levels = trials.levels().size();
        if (levels < 2) throw new InputException("A current-voltage line needs sweeps at two levels or more.");
        final double[][][] sweeps = new double[levels][][];
        final double[] x = new double[levels];
        double mean = 0;
        for (int j = 0; j < levels; j++) {
            sweeps[j] = trials.levels().get(j).sweeps().stream()
                    .map(ClampSweep::recorded)
                    .toArray(double[][]::new);
            x[j] = trials.levels().get(j).level();
            mean += x[j] / levels;
        }
        double squares = 0;
        for (int j = 0; j < levels; j++) {
            x[j] -= mean;
            squares += x[j] * x[j];
        }
        final int samples = trials.samples();
        final CurrentVoltageLines lines = new CurrentVoltageLines(
                new double[samples], new double[samples], new double[samples], new double[samples]);
        final double middle = mean;
        final double sxx = squares;
        final int blocks = (samples + BLOCK - 1) / BLOCK;
        ParallelLoop.run((blocks + BLOCKS_OF_A_PASS - 1) / BLOCKS_OF_A_PASS, threads, pass -> {
            final double[][] means = new double[levels][BLOCK];
            for (int b = pass * BLOCKS_OF_A_PASS; b < Math.min(blocks, (pass + 1) * BLOCKS_OF_A_PASS); b++) {
                final int from = b * BLOCK;
                final int length = Math.min(BLOCK, samples - from);
                for (int j = 0; j < levels; j++) LevelSamples.mean(sweeps[j], from, length, means[j]);
                lines.fit(means, x, middle, sxx, from, length);
            }
        });
        return lines;
    }

    /** @param x levels about their mean */
    private void fit(
            final double[][] means,
            final double[] x,
            final double middle,
            final double sxx,
            final int from,
            final int length) {
        final int levels = x.length;
        final double[] slope = new double[length];
        final double[] mean = new double[length];
        final double[] residual = new double[length];
        for (int j = 0; j < levels; j++) addScaled(means[j], x[j] / sxx, 1.0 / levels, slope, mean);
        for (int j = 0; j < levels; j++) addResiduals(means[j], x[j], slope, mean, residual);
        final double norm = 1 / (levels - 2.0) / sxx;
        for (int i = 0; i < length; i++) {
            slopeNs[from + i] = slope[i];
            interceptPa[from + i] = mean[i] - slope[i] * middle;
            reversalMv[from + i] = middle - mean[i] / slope[i];
            slopeSeNs[from + i] = levels > 2 ? Math.sqrt(residual[i] * norm) : Double.NaN;
        }
    }

    private static void addScaled(
            final double[] current,
            final double ofSlope,
            final double ofMean,
            final double[] slope,
            final double[] mean) {
        for (int i = 0; i < slope.length; i++) {
            slope[i] += ofSlope * current[i];
            mean[i] += ofMean * current[i];
        }
    }

    private static void addResiduals(
            final double[] current, final double x, final double[] slope, final double[] mean, final double[] into) {
        for (int i = 0; i < into.length; i++) {
            final double r = current[i] - mean[i] - slope[i] * x;
            into[i] += r * r;
        }
    }
}
