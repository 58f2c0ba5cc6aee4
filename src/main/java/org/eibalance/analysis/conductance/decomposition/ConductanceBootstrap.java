package org.eibalance.analysis.conductance.decomposition;

import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.eibalance.analysis.conductance.Proportion;
import org.eibalance.signal.Interval;
import org.eibalance.signal.ParallelLoop;
import org.eibalance.signal.Statistics;

/**
 * Bootstrap over sweeps: each replicate draws as many sweeps as there are at each level, with replacement, and is
 * decomposed like the data. All draws are made before any replicate is computed, so the result does not depend on the
 * threads.
 */
final class ConductanceBootstrap {

    /** No bootstrap. */
    static final ConductanceBootstrap NONE = new ConductanceBootstrap(Replicates.NONE, Interval.NONE, Interval.NONE);

    private final Replicates replicates;
    private final Interval peakDelay;
    private final Interval onsetDelay;

    private ConductanceBootstrap(final Replicates replicates, final Interval peakDelay, final Interval onsetDelay) {
        this.replicates = replicates;
        this.peakDelay = peakDelay;
        this.onsetDelay = onsetDelay;
    }

    static ConductanceBootstrap of(
            final LevelSamples[] levels,
            final double[] weights,
            final PeakFit excitatoryPeak,
            final PeakFit inhibitoryPeak,
            final int first,
            final int length,
            final double stepMs,
            final DecompositionSettings settings,
            final int threads,
            final DoubleConsumer progress) {
        final int replicates = settings.bootstraps();
        final int[][][] draws = new int[replicates][][];
        final double[][] measures = new double[2][replicates];
        final Replicates all = Replicates.ofSize(replicates);
        final SplittableRandom random = new SplittableRandom(settings.seed());
        for (int r = 0; r < replicates; r++) draws[r] = draw(levels, random);
        ParallelLoop.run(replicates, threads, progress, r -> {
            final SynapticLines lines = SynapticLines.fit(levels, weights, draws[r], first, length);
            final double[] excitatoryNs = lines.excitatoryNs(settings.reversals());
            final double[] inhibitoryNs = lines.inhibitoryNs(settings.reversals());
            final ConductanceResponse excitatory = replicate(excitatoryPeak, excitatoryNs, first, stepMs);
            final ConductanceResponse inhibitory = replicate(inhibitoryPeak, inhibitoryNs, first, stepMs);
            final Proportion proportion = Proportion.of(excitatoryNs, inhibitoryNs);
            all.excitatoryPeakNs()[r] = excitatory.peakNs();
            all.inhibitoryPeakNs()[r] = inhibitory.peakNs();
            all.excitatoryArea()[r] = ConductanceTrace.area(excitatoryNs, stepMs);
            all.inhibitoryArea()[r] = ConductanceTrace.area(inhibitoryNs, stepMs);
            all.correlation()[r] = proportion.correlation();
            all.precision()[r] = proportion.precision();
            measures[0][r] = inhibitory.peakMs() - excitatory.peakMs();
            measures[1][r] = inhibitory.onsetMs() - excitatory.onsetMs();
        });
        final double confidence = settings.confidence();
        final double factor = widening(levels, confidence);
        return new ConductanceBootstrap(
                all,
                widened(Interval.ofReplicates(measures[0], confidence), factor),
                widened(Interval.ofReplicates(measures[1], confidence), factor));
    }

    /**
     * Resamples of n sweeps scatter by √((n − 1) / n) less than new recordings would, and their variance has few
     * degrees of freedom.
     */
    private static double widening(final LevelSamples[] levels, final double confidence) {
        int fewest = Integer.MAX_VALUE;
        int freedom = 0;
        for (final LevelSamples level : levels) {
            fewest = Math.min(fewest, level.size());
            freedom += level.size() - 1;
        }
        final double normal = new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + confidence) / 2);
        return Math.sqrt(fewest / (fewest - 1.0)) * Statistics.studentT(freedom, confidence) / normal;
    }

    private static Interval widened(final Interval interval, final double factor) {
        final double middle = (interval.low() + interval.high()) / 2;
        final double half = factor * (interval.high() - interval.low()) / 2;
        return new Interval(middle - half, middle + half);
    }

    /** The peak at the time and in the window of that of the data, whose bias it has; the time is its own. */
    private static ConductanceResponse replicate(
            final PeakFit peak, final double[] conductanceNs, final int first, final double stepMs) {
        if (peak == null) return new ConductanceResponse(Double.NaN, Double.NaN, Double.NaN);
        return ConductanceResponse.of(
                conductanceNs, peak.peakNs(conductanceNs), peak.peakAt(conductanceNs), first, stepMs);
    }

    private static int[][] draw(final LevelSamples[] levels, final SplittableRandom random) {
        final int[][] counts = new int[levels.length][];
        for (int j = 0; j < levels.length; j++) {
            counts[j] = new int[levels[j].size()];
            for (int k = 0; k < levels[j].size(); k++) counts[j][random.nextInt(levels[j].size())]++;
        }
        return counts;
    }

    Replicates replicates() {
        return replicates;
    }

    Interval peakDelay() {
        return peakDelay;
    }

    Interval onsetDelay() {
        return onsetDelay;
    }
}
