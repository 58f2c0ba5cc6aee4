package org.eibalance.analysis.conductance.decomposition;

import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import org.eibalance.analysis.conductance.Proportion;
import org.eibalance.signal.Interval;
import org.eibalance.signal.ParallelLoop;

/**
 * Bootstrap over sweeps: each replicate draws as many sweeps as there are at each level, with replacement, and is
 * decomposed like the data. All draws are made before any replicate is computed, so the result does not depend on the
 * threads.
 */
final class ConductanceBootstrap {

    /** No bootstrap. */
    static final ConductanceBootstrap NONE = new ConductanceBootstrap(
            new double[4][0], Replicates.NONE, Interval.NONE, Interval.NONE, Interval.NONE, Interval.NONE);

    private static final int BLOCK = 256;

    private final double[][] band;
    private final Replicates replicates;
    private final Interval excitatoryPeak;
    private final Interval inhibitoryPeak;
    private final Interval peakDelay;
    private final Interval onsetDelay;

    private ConductanceBootstrap(
            final double[][] band,
            final Replicates replicates,
            final Interval excitatoryPeak,
            final Interval inhibitoryPeak,
            final Interval peakDelay,
            final Interval onsetDelay) {
        this.band = band;
        this.replicates = replicates;
        this.excitatoryPeak = excitatoryPeak;
        this.inhibitoryPeak = inhibitoryPeak;
        this.peakDelay = peakDelay;
        this.onsetDelay = onsetDelay;
    }

    static ConductanceBootstrap of(
            final LevelSamples[] levels,
            final double[] weights,
            final int first,
            final int length,
            final double stepMs,
            final DecompositionSettings settings,
            final int threads,
            final DoubleConsumer progress) {
        final int replicates = settings.bootstraps();
        final int blocks = (length + BLOCK - 1) / BLOCK;
        final int[][][] draws = new int[replicates][][];
        final double[][] measures = new double[4][replicates];
        final Replicates all = Replicates.ofSize(replicates);
        final SplittableRandom random = new SplittableRandom(settings.seed());
        for (int r = 0; r < replicates; r++) draws[r] = draw(levels, random);
        ParallelLoop.run(replicates, threads, share -> progress.accept(0.5 * share), r -> {
            final SynapticLines lines = SynapticLines.fit(levels, weights, draws[r], first, length);
            final double[] excitatoryNs = lines.excitatoryNs(settings.reversals());
            final double[] inhibitoryNs = lines.inhibitoryNs(settings.reversals());
            final ConductanceResponse excitatory = ConductanceResponse.of(excitatoryNs, first, stepMs);
            final ConductanceResponse inhibitory = ConductanceResponse.of(inhibitoryNs, first, stepMs);
            final Proportion proportion = Proportion.of(excitatoryNs, inhibitoryNs);
            all.excitatoryPeakNs()[r] = excitatory.peakNs();
            all.inhibitoryPeakNs()[r] = inhibitory.peakNs();
            all.excitatoryArea()[r] = ConductanceTrace.area(excitatoryNs, stepMs);
            all.inhibitoryArea()[r] = ConductanceTrace.area(inhibitoryNs, stepMs);
            all.correlation()[r] = proportion.correlation();
            all.precision()[r] = proportion.precision();
            measures[0][r] = excitatory.peakNs();
            measures[1][r] = inhibitory.peakNs();
            measures[2][r] = inhibitory.peakMs() - excitatory.peakMs();
            measures[3][r] = inhibitory.onsetMs() - excitatory.onsetMs();
        });
        // The traces of all replicates would need too much memory: they are computed again, block by block.
        final double[][] band = new double[4][length];
        ParallelLoop.run(blocks, threads, share -> progress.accept(0.5 + 0.5 * share), b -> {
            final int from = b * BLOCK;
            final int count = Math.min(BLOCK, length - from);
            final double[][] excitatory = new double[count][replicates];
            final double[][] inhibitory = new double[count][replicates];
            for (int r = 0; r < replicates; r++) {
                ParallelLoop.checkCancelled();
                final SynapticLines lines = SynapticLines.fit(levels, weights, draws[r], first + from, count);
                final double[] excitatoryNs = lines.excitatoryNs(settings.reversals());
                final double[] inhibitoryNs = lines.inhibitoryNs(settings.reversals());
                for (int i = 0; i < count; i++) {
                    excitatory[i][r] = excitatoryNs[i];
                    inhibitory[i][r] = inhibitoryNs[i];
                }
            }
            for (int i = 0; i < count; i++) {
                final Interval ofExcitation = Interval.ofReplicates(excitatory[i], settings.confidence());
                final Interval ofInhibition = Interval.ofReplicates(inhibitory[i], settings.confidence());
                band[0][from + i] = ofExcitation.low();
                band[1][from + i] = ofExcitation.high();
                band[2][from + i] = ofInhibition.low();
                band[3][from + i] = ofInhibition.high();
            }
        });
        final double confidence = settings.confidence();
        return new ConductanceBootstrap(
                band,
                all,
                Interval.ofReplicates(measures[0], confidence),
                Interval.ofReplicates(measures[1], confidence),
                Interval.ofReplicates(measures[2], confidence),
                Interval.ofReplicates(measures[3], confidence));
    }

    private static int[][] draw(final LevelSamples[] levels, final SplittableRandom random) {
        final int[][] counts = new int[levels.length][];
        for (int j = 0; j < levels.length; j++) {
            counts[j] = new int[levels[j].size()];
            for (int k = 0; k < levels[j].size(); k++) counts[j][random.nextInt(levels[j].size())]++;
        }
        return counts;
    }

    double[] excitatoryLowNs() {
        return band[0];
    }

    double[] excitatoryHighNs() {
        return band[1];
    }

    double[] inhibitoryLowNs() {
        return band[2];
    }

    double[] inhibitoryHighNs() {
        return band[3];
    }

    Replicates replicates() {
        return replicates;
    }

    Interval excitatoryPeak() {
        return excitatoryPeak;
    }

    Interval inhibitoryPeak() {
        return inhibitoryPeak;
    }

    Interval peakDelay() {
        return peakDelay;
    }

    Interval onsetDelay() {
        return onsetDelay;
    }
}
