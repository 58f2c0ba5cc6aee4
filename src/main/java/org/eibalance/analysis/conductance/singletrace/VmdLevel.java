package org.eibalance.analysis.conductance.singletrace;

import java.util.ArrayList;
import java.util.List;
import org.eibalance.analysis.conductance.SpikeFree;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.recording.InputException;

/**
 * Mean and variance of the potential at one steady current.
 *
 * @param currentPa injected current, positive depolarises
 * @param meanMv mean potential
 * @param varianceMv2 its variance
 * @param skewness third standardised moment; the method takes the potential for Gaussian. 0 where unknown.
 * @param drift difference of the means of both halves, in standard deviations; 0 where unknown
 * @param blocks mean and variance in equal parts of the recording, for errors; none where unknown
 */
public record VmdLevel(
        double currentPa, double meanMv, double varianceMv2, double skewness, double drift, List<Block> blocks) {

    /** A sweep has so many blocks, if they are not too short then: more leave their spread no better known. */
    private static final int BLOCKS = 32;

    /**
     * Twenty correlation times of inhibition (10 ms). In a block of n correlation times the spread of the means comes
     * out by 1 / 2n too small.
     */
    private static final double MIN_BLOCK_MS = 200;

    /**
     * A part of a sweep.
     *
     * @param meanMv its mean
     * @param varianceMv2 mean square of its distances from the mean of the sweep
     */
    public record Block(double meanMv, double varianceMv2) {}

    /** Takes a copy of the list. */
    public VmdLevel {
        blocks = List.copyOf(blocks);
    }

    /**
     * Given moments.
     *
     * @param currentPa injected current
     * @param meanMv mean potential
     * @param varianceMv2 its variance
     * @return the level
     */
    public static VmdLevel ofMoments(final double currentPa, final double meanMv, final double varianceMv2) {
        return new VmdLevel(currentPa, meanMv, varianceMv2, 0, 0, List.of());
    }

    /**
     * Reads the moments off a trace.
     *
     * @param currentPa injected current
     * @param potentialMv the trace, corrected for bridge and junction potential
     * @param stepMs interval of sampling
     * @param window the stretch to use
     * @param spikeMv a potential that only spikes reach
     * @return the level
     * @throws InputException if there is a spike in the window
     */
    public static VmdLevel of(
            final double currentPa,
            final double[] potentialMv,
            final double stepMs,
            final TimeWindow window,
            final double spikeMv) {
        final int from = window.first(stepMs);
        final int to = window.end(stepMs, potentialMv.length);
        SpikeFree.check(potentialMv, from, to, spikeMv, stepMs);
        final int n = to - from;
        final int half = n / 2;
        double first = 0;
        double second = 0;
        for (int i = 0; i < half; i++) {
            first += potentialMv[from + i] / half;
            second += potentialMv[to - 1 - i] / half;
        }
        double mean = 0;
        for (int i = from; i < to; i++) mean += potentialMv[i];
        mean /= n;
        double squares = 0;
        double cubes = 0;
        final List<Block> blocks = new ArrayList<>();
        final int parts = (int) Math.min(BLOCKS, Math.max(1, Math.floor(n * stepMs / MIN_BLOCK_MS)));
        for (int part = 0; part < parts; part++) {
            final int start = from + (int) ((long) n * part / parts);
            final int end = from + (int) ((long) n * (part + 1) / parts);
            double distances = 0;
            double blockSquares = 0;
            for (int i = start; i < end; i++) {
                final double d = potentialMv[i] - mean;
                distances += d;
                blockSquares += d * d;
                cubes += d * d * d;
            }
            squares += blockSquares;
            blocks.add(new Block(mean + distances / (end - start), blockSquares / (end - start)));
        }
        final double variance = squares / (n - 1);
        return new VmdLevel(
                currentPa,
                mean,
                variance,
                cubes / n / Math.pow(squares / n, 1.5),
                (second - first) / Math.sqrt(variance),
                blocks);
    }

    /**
     * One level from several sweeps at the same current.
     *
     * @param sweeps one or more
     * @return mean of the means, mean of the variances within sweeps, of skewness and drift the worst, and the blocks
     *     of all
     */
    public static VmdLevel pooled(final List<VmdLevel> sweeps) {
        double mean = 0;
        double variance = 0;
        double skewness = 0;
        double drift = 0;
        final List<Block> blocks = new ArrayList<>();
        for (final VmdLevel sweep : sweeps) {
            mean += sweep.meanMv / sweeps.size();
            variance += sweep.varianceMv2 / sweeps.size();
            if (Math.abs(sweep.skewness) > Math.abs(skewness)) skewness = sweep.skewness;
            if (Math.abs(sweep.drift) > Math.abs(drift)) drift = sweep.drift;
            blocks.addAll(sweep.blocks);
        }
        return new VmdLevel(sweeps.get(0).currentPa, mean, variance, skewness, drift, blocks);
    }
}
