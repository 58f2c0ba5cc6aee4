package org.eibalance.analysis.conductance.decomposition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.trials.ClampLevel;
import org.eibalance.analysis.conductance.trials.ClampSweep;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.recording.ClampMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the stated errors, R², peaks and limits of a decomposition mean: each against what chance or algebra says. */
class LineErrorsTest {

    private static final double[] LEVELS = {-90, -50, -10};
    private static final double STEP_MS = 0.1;

    private static Conductances decompose(final ClampTrials trials, final DecompositionSettings settings) {
        return ConductanceDecomposition.compute(trials, settings);
    }

    private static DecompositionSettings windows(final double leakEndMs, final double endMs) {
        return DecompositionSettings.plain(new TimeWindow(0, leakEndMs), new TimeWindow(leakEndMs, endMs))
                .with(new ReversalPotentials(0, -80));
    }

    /** A leak of 8 nS, −70 mV and nothing else, with 10 pA of white noise; seen through a pipette of some MOhm. */
    private static ClampTrials leakAlone(
            final int sweeps, final int samples, final double seriesMohm, final SplittableRandom random) {
        final double[][][] currents = new double[LEVELS.length][sweeps][samples];
        for (int j = 0; j < LEVELS.length; j++) {
            for (final double[] sweep : currents[j]) {
                for (int i = 0; i < samples; i++)
                    sweep[i] = 8 * (LEVELS[j] + 70) / (1 + 8e-3 * seriesMohm) + 10 * random.nextGaussian();
            }
        }
        return ClampTrials.held(ClampMode.VOLTAGE_CLAMP, STEP_MS, LEVELS, currents, seriesMohm);
    }

    /** Without correction the levels stay at one potential; corrected for R_s they move with the noise. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 15})
    void theErrorOfAConductanceHoldsThatOfTheLeakItStandsAbove(final double seriesMohm) {
        // Two samples of leak against each sample of response: without the leak's share errors were 18 % too small.
        final SplittableRandom random = new SplittableRandom(21);
        final DecompositionSettings settings = windows(0.2, 1.2).with(SeriesCorrection.STATIC, 0, 0);
        double squaresE = 0, squaresI = 0, squaresG = 0, statedE = 0, statedI = 0, statedG = 0;
        final int recordings = 1500;
        for (int r = 0; r < recordings; r++) {
            final Conductances found = decompose(leakAlone(20, 12, seriesMohm, random), settings);
            squaresE += square(found.excitation().ns()[5]) / recordings;
            squaresI += square(found.inhibition().ns()[5]) / recordings;
            squaresG += square(found.synaptic().ns()[5]) / recordings;
            statedE += square(found.excitation().seNs()[5]) / recordings;
            statedI += square(found.inhibition().seNs()[5]) / recordings;
            statedG += square(found.synaptic().seNs()[5]) / recordings;
        }
        assertEquals(1, Math.sqrt(statedE / squaresE), 0.06, "g_E");
        assertEquals(1, Math.sqrt(statedI / squaresI), 0.06, "g_I");
        assertEquals(1, Math.sqrt(statedG / squaresG), 0.06, "G_s");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 15})
    void theErrorOfTheReversalPotentialIsItsScatter(final double seriesMohm) {
        final SplittableRandom random = new SplittableRandom(22);
        final DecompositionSettings settings = windows(0.4, 1.2).with(SeriesCorrection.STATIC, 0, 0);
        // 6 nS that reverse at −40 mV.
        final double synapticNs = 6, reversalMv = -40;
        double squares = 0, stated = 0;
        final int recordings = 1000;
        for (int r = 0; r < recordings; r++) {
            final double[][][] currents = new double[LEVELS.length][20][12];
            for (int j = 0; j < LEVELS.length; j++) {
                for (final double[] sweep : currents[j]) {
                    for (int i = 0; i < 12; i++) {
                        final double totalNs = i < 4 ? 8 : 8 + synapticNs;
                        final double pull = 8 * -70 + (i < 4 ? 0 : synapticNs * reversalMv);
                        sweep[i] = (totalNs * LEVELS[j] - pull) / (1 + totalNs * 1e-3 * seriesMohm)
                                + 5 * random.nextGaussian();
                    }
                }
            }
            final Conductances found = decompose(
                    ClampTrials.held(ClampMode.VOLTAGE_CLAMP, STEP_MS, LEVELS, currents, seriesMohm), settings);
            squares += square(found.reversalMv()[4] - reversalMv) / recordings;
            stated += square(found.reversalSeMv()[4]) / recordings;
        }
        assertEquals(1, Math.sqrt(stated / squares), 0.06);
    }

    /**
     * Three levels 20 mV apart with weights 1 : 4 : 1, because the sweeps of the middle one scatter half as much before
     * the response, and the mean current of the middle level off the line by {@code offPa} during it.
     */
    private static ClampTrials bent(final double offPa, final double rampMv) {
        final double[] levels = {-60, -40, -20};
        final List<ClampLevel> grouped = new ArrayList<>();
        for (int j = 0; j < 3; j++) {
            final double scatterPa = j == 1 ? 5 : 10;
            final List<ClampSweep> sweeps = new ArrayList<>();
            for (int k = 0; k < 2; k++) {
                final double[] command = new double[40];
                final double[] current = new double[40];
                for (int i = 0; i < 40; i++) {
                    command[i] = levels[j] + (i < 20 ? 0 : rampMv * (i - 20));
                    // The scatter changes sign from sample to sample, so that the means of the leak are exact.
                    final double scatter = (k == 0 ? 1 : -1) * (i % 2 == 0 ? 1 : -1) * scatterPa;
                    current[i] =
                            i < 20 ? 4 * (levels[j] + 40) + scatter : 10 * (command[i] + 40) + (j == 1 ? offPa : 0);
                }
                sweeps.add(new ClampSweep(2 * j + k, command, current, 0));
            }
            grouped.add(new ClampLevel(levels[j], sweeps));
        }
        return new ClampTrials(ClampMode.VOLTAGE_CLAMP, STEP_MS, grouped);
    }

    /** Also where the command is a ramp during the response, so that no level stays at one potential. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void rSquaredWeighsALevelByTheInverseOfItsVariance(final double rampMv) {
        // y = 10 x + (0, 200, 0) with x = -20, 0, 20 and w = 1, 4, 1: the residuals are -2/3, 1/3, -2/3 of 200,
        // sum w r² = 4/3 200², and sum w (y - mean)² = 2 200² + 4/3 200². Without weights it were 3/4.
        final DecompositionSettings settings = windows(2, 4);
        final Conductances found = decompose(bent(200, rampMv), settings);
        assertEquals(2 / (2 + 4.0 / 3), found.rSquared()[3], 1e-12);
        assertEquals(1, decompose(bent(0, rampMv), settings).rSquared()[3], 1e-12);
    }

    @Test
    void noiseAloneHasAPeakTimeInOneRecordingOfAHundred() {
        final SplittableRandom random = new SplittableRandom(23);
        final DecompositionSettings settings = windows(40, 50);
        int excitatory = 0, inhibitory = 0;
        final int recordings = 1000;
        for (int r = 0; r < recordings; r++) {
            final Conductances found = decompose(leakAlone(8, 500, 0, random), settings);
            if (!Double.isNaN(found.excitatoryResponse().peakMs())) excitatory++;
            if (!Double.isNaN(found.inhibitoryResponse().peakMs())) inhibitory++;
        }
        assertTrue(excitatory >= 3 && excitatory <= 20, excitatory + " of " + recordings);
        assertTrue(inhibitory >= 3 && inhibitory <= 20, inhibitory + " of " + recordings);
    }

    @Test
    void aPeakFarAboveTheNoiseHasATime() {
        final SplittableRandom random = new SplittableRandom(24);
        final ClampTrials noise = leakAlone(8, 500, 0, random);
        for (final ClampLevel level : noise.levels())
            for (final ClampSweep sweep : level.sweeps()) sweep.recorded()[450] += level.level();
        final Conductances found = decompose(noise, windows(40, 50));
        assertFalse(Double.isNaN(found.excitatoryResponse().peakMs()));
        assertEquals(45, found.excitatoryResponse().peakMs(), 0.1);
    }

    @Test
    void aSeriesResistanceThatTheAmplifierCompensatesIsNotHeldAgainstTheCell() {
        // 300 MOhm would be more than the 185 MOhm between the electrode and the bath, but 80 % is compensated.
        final double[][][] currents = new double[LEVELS.length][1][400];
        for (int j = 0; j < LEVELS.length; j++) {
            for (int i = 0; i < 400; i++) {
                final double totalNs = i < 200 ? 8 : 8 + 5 + 8;
                final double pull = 8 * -70 + (i < 200 ? 0 : 8 * -80);
                currents[j][0][i] = (totalNs * LEVELS[j] - pull) / (1 + 60e-3 * totalNs);
            }
        }
        final DecompositionSettings plain = windows(20, 40);
        final DecompositionSettings settings = new DecompositionSettings(
                plain.reversals(),
                plain.junction(),
                SeriesCorrection.STATIC,
                0.8,
                0,
                0,
                plain.leakWindow(),
                plain.analysisWindow(),
                1000,
                0.2,
                0,
                0.95,
                1);
        final Conductances found =
                decompose(ClampTrials.held(ClampMode.VOLTAGE_CLAMP, STEP_MS, LEVELS, currents, 300), settings);
        assertEquals(5, found.excitation().ns()[100], 1e-10);
        assertEquals(8, found.inhibition().ns()[100], 1e-10);
    }

    @Test
    void aSeriesResistanceThatFallsIsLeftOutAsOneThatRises() {
        final double[] mohm = {20, 25, 15};
        final List<ClampLevel> levels = new ArrayList<>();
        for (int j = 0; j < LEVELS.length; j++) {
            final List<ClampSweep> sweeps = new ArrayList<>();
            for (int k = 0; k < 3; k++) {
                final double[] command = new double[400];
                final double[] current = new double[400];
                java.util.Arrays.fill(command, LEVELS[j]);
                java.util.Arrays.fill(current, 8 * (LEVELS[j] + 70));
                sweeps.add(new ClampSweep(3 * k + j, command, current, mohm[k]));
            }
            levels.add(new ClampLevel(LEVELS[j], sweeps));
        }
        final Conductances found =
                decompose(new ClampTrials(ClampMode.VOLTAGE_CLAMP, STEP_MS, levels), windows(20, 40));
        assertEquals(
                List.of(3, 4, 5, 6, 7, 8),
                found.leftOut().stream().map(LeftOut::sweep).sorted().toList());
    }

    private static double square(final double value) {
        return value * value;
    }
}
