package org.eibalance.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.decomposition.ConductanceDecomposition;
import org.eibalance.analysis.conductance.decomposition.ConductanceResponse;
import org.eibalance.analysis.conductance.decomposition.ConductanceTrace;
import org.eibalance.analysis.conductance.decomposition.Conductances;
import org.eibalance.analysis.conductance.decomposition.DecompositionSettings;
import org.eibalance.analysis.conductance.decomposition.NoiseLowPass;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.eibalance.rig.Amplifier;
import org.eibalance.rig.CellExperiment;
import org.eibalance.rig.ClampProtocol;
import org.eibalance.rig.Pipette;
import org.eibalance.rig.PointNeuron;
import org.eibalance.rig.SynapticInput;
import org.eibalance.waveform.ConductancePair;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Peaks of conductances, their intervals and the bands around them, on many recordings of one truth. */
class PeaksOfConductancesTest {

    private static final double STEP_MS = 0.1;
    private static final int SAMPLES = 1600;
    private static final double EXCITATORY_NS = 4;
    private static final double INHIBITORY_NS = 8.69;
    private static final TimeWindow BEFORE = new TimeWindow(5, 55);
    private static final TimeWindow DURING = new TimeWindow(55, 160);

    /** Bands are judged that many ms to either side of a peak. */
    private static final double AROUND_MS = 5;

    /** Three kinds of recordings, and harder ones of each. */
    private enum Kind {
        VOLTAGE_CLAMP(0, 50, 10, 1, -90, -70, -50, -30, -10),
        CURRENT_CLAMP(0, 0.1, 10, 1, -200, -100, 0),
        BEHIND_SERIES_RESISTANCE(15, 5, 10, 1, -90, -70, -50, -30, -10),
        SLOW_IN_CURRENT_CLAMP(0, 0.1, 10, 3, -200, -100, 0),
        TWO_LEVELS_OF_FIVE_SWEEPS(0, 20, 5, 1, -75, 0);

        private final double seriesMohm;
        private final double noise;
        private final int sweeps;
        private final double slower;
        private final double[] levels;

        Kind(
                final double seriesMohm,
                final double noise,
                final int sweeps,
                final double slower,
                final double... levels) {
            this.seriesMohm = seriesMohm;
            this.noise = noise;
            this.sweeps = sweeps;
            this.slower = slower;
            this.levels = levels;
        }

        ClampMode mode() {
            return name().contains("CURRENT_CLAMP") ? ClampMode.CURRENT_CLAMP : ClampMode.VOLTAGE_CLAMP;
        }

        SynapticInput.Transient excitation() {
            return new SynapticInput.Transient(EXCITATORY_NS, 0.5 * slower, 3 * slower, 60);
        }

        SynapticInput.Transient inhibition() {
            return new SynapticInput.Transient(INHIBITORY_NS, 0.7 * slower, 8 * slower, 62);
        }

        SynapticInput input() {
            return SynapticInput.transients(excitation(), inhibition(), SAMPLES, STEP_MS);
        }

        Amplifier amplifier() {
            return new Amplifier(5000, noise, noise);
        }

        /** The rig without noise: one sweep a level. */
        double[][] clean() {
            final Double[] boxed = Arrays.stream(levels).boxed().toArray(Double[]::new);
            final Recording recording = new CellExperiment(
                            new PointNeuron(150, 8, -70, 0, -75),
                            new Pipette(seriesMohm, 0, 0, 0, 0),
                            new Amplifier(5000, 0, 0),
                            input(),
                            ClampProtocol.steady(mode(), 1, SAMPLES * STEP_MS, boxed),
                            STEP_MS,
                            1)
                    .run("clean")
                    .recording();
            final double[][] clean = new double[levels.length][];
            for (int j = 0; j < clean.length; j++) clean[j] = recording.read(0, j);
            return clean;
        }

        /** Sweeps with noise of the amplifier, which its filter smooths. */
        ClampTrials draw(final double[][] clean, final long seed) {
            final SplittableRandom random = new SplittableRandom(seed);
            final double[][][] sweepsOf = new double[levels.length][sweeps][SAMPLES];
            for (int j = 0; j < levels.length; j++) {
                for (final double[] sweep : sweepsOf[j]) {
                    for (int i = 0; i < SAMPLES; i++) sweep[i] = noise * random.nextGaussian();
                    amplifier().filter(sweep, STEP_MS);
                    for (int i = 0; i < SAMPLES; i++) sweep[i] += clean[j][i];
                }
            }
            return ClampTrials.held(mode(), STEP_MS, levels, sweepsOf, seriesMohm);
        }

        DecompositionSettings settings() {
            final DecompositionSettings plain =
                    DecompositionSettings.plain(BEFORE, DURING).with(new ReversalPotentials(0, -75));
            // One resample: bands are wanted, and intervals of delays are not.
            final DecompositionSettings banded = plain.withBootstrap(1, 1);
            if (seriesMohm > 0) return banded.with(SeriesCorrection.DYNAMIC, 150, 0);
            return mode() == ClampMode.CURRENT_CLAMP ? banded.with(SeriesCorrection.STATIC, 150, 0) : banded;
        }
    }

    /** What many recordings say of one peak. */
    private static final class Tally {
        private final double truthNs;
        private double sum;
        private double squares;
        private double largest;
        private int inside;
        private long samples;
        private long inBand;
        private long withinErrors;
        private int count;

        private Tally(final double truthNs) {
            this.truthNs = truthNs;
        }

        private void add(
                final ConductanceResponse response,
                final org.eibalance.signal.Interval interval,
                final ConductanceTrace trace,
                final double[] course,
                final int from,
                final int to,
                final int first) {
            count++;
            sum += response.peakNs();
            squares += response.peakNs() * response.peakNs();
            largest += Arrays.stream(trace.ns()).max().orElseThrow();
            if (interval.low() <= truthNs && truthNs <= interval.high()) inside++;
            for (int i = from; i < to; i++) {
                final double truth = course[first + i];
                samples++;
                if (trace.lowNs()[i] <= truth && truth <= trace.highNs()[i]) inBand++;
                if (Math.abs(trace.ns()[i] - truth) <= 1.96 * trace.seNs()[i]) withinErrors++;
            }
        }

        private double sd() {
            return Math.sqrt(squares / count - sum / count * sum / count);
        }

        private double biasInErrors() {
            return (sum / count - truthNs) / sd();
        }

        private double largestInErrors() {
            return (largest / count - truthNs) / sd();
        }

        private double held() {
            return (double) inside / count;
        }

        @Override
        public String toString() {
            return String.format(
                    java.util.Locale.ROOT,
                    "truth %.3f mean %.3f sd %.4f, bias %.2f sd (the largest sample %.2f), interval %.3f, band %.3f, "
                            + "1.96 se %.3f",
                    truthNs,
                    sum / count,
                    sd(),
                    biasInErrors(),
                    largestInErrors(),
                    held(),
                    (double) inBand / samples,
                    (double) withinErrors / samples);
        }
    }

    private static Tally[] simulate(final Kind kind, final int recordings) {
        final Tally[] tallies = {new Tally(EXCITATORY_NS), new Tally(INHIBITORY_NS)};
        final double[][] clean = kind.clean();
        final ConductancePair truth = kind.input().make(0, SAMPLES, STEP_MS, 1);
        final int first = DURING.first(STEP_MS);
        for (int r = 0; r < recordings; r++) {
            final ClampTrials trials = kind.draw(clean, 1000 + r);
            final DecompositionSettings s = kind.settings();
            final Conductances found = ConductanceDecomposition.compute(
                    trials, s.with(s.correction(), s.capacitancePf(), NoiseLowPass.hz(trials, s)));
            final int e = (int) Math.round(kind.excitation().peakMs() / STEP_MS) - first;
            final int i = (int) Math.round(kind.inhibition().peakMs() / STEP_MS) - first;
            final int around = (int) Math.round(AROUND_MS / STEP_MS);
            tallies[0].add(
                    found.excitatoryResponse(),
                    found.excitatoryPeakInterval(),
                    found.excitation(),
                    truth.excitatoryNs(),
                    e - around,
                    e + around,
                    first);
            tallies[1].add(
                    found.inhibitoryResponse(),
                    found.inhibitoryPeakInterval(),
                    found.inhibition(),
                    truth.inhibitoryNs(),
                    i - around,
                    i + around,
                    first);
        }
        return tallies;
    }

    private static void check(final Kind kind, final int recordings, final double lowest, final double highest) {
        for (final Tally tally : simulate(kind, recordings)) {
            final String told = kind + ": " + tally;
            // The largest sample, which was the peak once, does not pass.
            assertTrue(tally.largestInErrors() > 1, told);
            assertEquals(0, tally.biasInErrors(), 0.5, told);
            assertTrue(tally.held() >= lowest && tally.held() <= highest, told);
            assertEquals(0.95, (double) tally.inBand / tally.samples, 0.02, told);
            assertEquals(0.95, (double) tally.withinErrors / tally.samples, 0.02, told);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPeakIsWithoutBiasAndItsIntervalHoldsTheTruth(final Kind kind) {
        check(kind, 200, 0.90, 0.99);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void onTwoThousandRecordingsTheIntervalHoldsTheTruthAsOftenAsItSays(final Kind kind) {
        check(kind, 2000, 0.93, 0.97);
    }
}
