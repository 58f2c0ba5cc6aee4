package org.eibalance.analysis.conductance.decomposition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eibalance.analysis.conductance.JunctionPotential;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.trials.ClampLevel;
import org.eibalance.analysis.conductance.trials.ClampSweep;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The line of current on potential, its corrections, its errors and what it refuses. */
class ConductanceDecompositionTest {

    private static final double[] LEVELS = {-90, -70, -50, -30, -10};
    private static final TimeWindow BEFORE = new TimeWindow(0, 20);
    private static final TimeWindow DURING = new TimeWindow(20, 40);

    /**
     * A cell of 8 nS, −70 mV with 5 and 8 nS of synapses from 20 ms on, behind a series resistance, in the steady
     * state.
     */
    private static double[][][] steadyCurrents(final double seriesMohm, final double junctionMv) {
        final double[][][] currents = new double[LEVELS.length][1][400];
        for (int j = 0; j < LEVELS.length; j++) {
            for (int i = 0; i < 400; i++) {
                final double e = i < 200 ? 0 : 5;
                final double in = i < 200 ? 0 : 8;
                final double total = 8 + e + in;
                final double pull = 8 * -70 + e * 0 + in * -80;
                final double cellPa = total * (LEVELS[j] - junctionMv) - pull;
                currents[j][0][i] = cellPa / (1 + seriesMohm * 1e-3 * total);
            }
        }
        return currents;
    }

    private static Conductances decompose(
            final double[][][] currents, final double seriesMohm, final DecompositionSettings settings) {
        return ConductanceDecomposition.compute(
                ClampTrials.held(ClampMode.VOLTAGE_CLAMP, 0.1, LEVELS, currents, seriesMohm), settings);
    }

    private static DecompositionSettings settings(final TimeWindow leak, final TimeWindow analysis) {
        return DecompositionSettings.plain(leak, analysis).with(new ReversalPotentials(0, -80));
    }

    private static DecompositionSettings plain() {
        return settings(BEFORE, DURING);
    }

    @Test
    void aPerfectClampGivesTheConductancesExactly() {
        final Conductances found = decompose(steadyCurrents(0, 0), 0, plain());
        assertEquals(5, found.excitation().ns()[100], 1e-12);
        assertEquals(8, found.inhibition().ns()[100], 1e-12);
        assertEquals(8, found.leak().conductanceNs(), 1e-12);
        assertEquals(-70, found.leak().reversalMv(), 1e-11);
        assertEquals(-640.0 / 13, found.reversalMv()[100], 1e-11);
        assertEquals(1, found.rSquared()[100], 1e-14);
        assertFalse(found.leak().curvature().isWarning(), "a straight line does not bend");
    }

    @ParameterizedTest
    @CsvSource({"10, 4.0328, 5.9152, -47.569", "20, 3.3633, 4.5289, -45.908", "30, 2.8745, 3.5573, -44.246"})
    void anUncorrectedSeriesResistanceMakesConductancesSmallAndTheirReversalPositive(
            final double seriesMohm, final double excitatoryNs, final double inhibitoryNs, final double reversalMv) {
        final Conductances found = decompose(steadyCurrents(seriesMohm, 0), 0, plain());
        assertEquals(excitatoryNs, found.excitation().ns()[7], 5e-5);
        assertEquals(inhibitoryNs, found.inhibition().ns()[7], 5e-5);
        assertEquals(reversalMv, found.reversalMv()[7], 5e-4);
    }

    @ParameterizedTest
    @CsvSource({"10, 0", "20, 0", "30, 0", "30, 0.6"})
    void aCorrectedSeriesResistanceGivesThemExactlyAgain(final double seriesMohm, final double compensation) {
        final double[][][] currents = steadyCurrents(seriesMohm * (1 - compensation), 0);
        final DecompositionSettings p = plain();
        final DecompositionSettings settings = new DecompositionSettings(
                p.reversals(),
                p.junction(),
                SeriesCorrection.STATIC,
                compensation,
                0,
                0,
                p.leakWindow(),
                p.analysisWindow(),
                30,
                0.2,
                0,
                0.95,
                1);
        final Conductances found = decompose(currents, seriesMohm, settings);
        assertEquals(5, found.excitation().ns()[7], 1e-11);
        assertEquals(8, found.inhibition().ns()[7], 1e-11);
        assertEquals(-640.0 / 13, found.reversalMv()[7], 1e-10);
    }

    @Test
    void anUncorrectedJunctionPotentialReversesWhichOfTheTwoDominates() {
        final double[][][] currents = steadyCurrents(0, 10);
        final Conductances wrong = decompose(currents, 0, plain());
        assertEquals(6.625, wrong.excitation().ns()[0], 1e-11);
        assertEquals(6.375, wrong.inhibition().ns()[0], 1e-11);
        assertEquals(-39.2308, wrong.reversalMv()[0], 5e-5);
        final Conductances right = decompose(currents, 0, plain().with(JunctionPotential.toCorrect(10)));
        assertEquals(5, right.excitation().ns()[0], 1e-11);
        assertEquals(8, right.inhibition().ns()[0], 1e-11);
    }

    @Test
    void aJunctionPotentialIsNeverAppliedTwice() {
        final Conductances once = decompose(steadyCurrents(0, 10), 0, plain().with(JunctionPotential.toCorrect(10)));
        assertTrue(once.settings().junction().applied());
        assertEquals(10, once.settings().junction().potentialMv());
        final Conductances online = decompose(steadyCurrents(0, 0), 0, plain().with(new JunctionPotential(10, true)));
        assertEquals(5, online.excitation().ns()[0], 1e-11);
    }

    /**
     * Conductances of two exponentials: g_E rises with 0.5 and falls with 3 ms, g_I with 0.7 and 8 ms and 2 ms later;
     * peaks 5 and 8 nS, 2.794 ms apart. Behind 20 MOhm and 150 pF.
     */
    private static double[][][] dynamicCurrents(final double stepMs, final int samples) {
        final int fine = 5;
        final double h = stepMs / fine;
        final double[][][] currents = new double[LEVELS.length][1][samples];
        for (int j = 0; j < LEVELS.length; j++) {
            double v = (LEVELS[j] / 20e-3 + 8 * -70) / (8 + 1 / 20e-3);
            for (int i = 0; i < samples; i++) {
                currents[j][0][i] = (LEVELS[j] - v) / 20e-3;
                for (int f = 0; f < fine; f++) {
                    final double middle = i * stepMs + (f + 0.5) * h;
                    final double e = 5 * twoExponentials(middle - 20, 0.5, 3);
                    final double in = 8 * twoExponentials(middle - 22, 0.7, 8);
                    final double total = 8 + e + in + 1 / 20e-3;
                    final double steady = (8 * -70 + in * -80 + LEVELS[j] / 20e-3) / total;
                    v = steady + (v - steady) * Math.exp(-h * total / 150);
                }
            }
        }
        return currents;
    }

    private static double twoExponentials(final double t, final double rise, final double decay) {
        if (t <= 0) return 0;
        final double peak = rise * decay / (decay - rise) * Math.log(decay / rise);
        return (Math.exp(-t / decay) - Math.exp(-t / rise)) / (Math.exp(-peak / decay) - Math.exp(-peak / rise));
    }

    @Test
    void fastConductancesBehindAPipetteNeedTheCapacitiveCurrent() {
        final double[][][] currents = dynamicCurrents(0.02, 4000);
        final DecompositionSettings settings = settings(new TimeWindow(0, 19), new TimeWindow(19, 60));
        final ClampTrials trials = ClampTrials.held(ClampMode.VOLTAGE_CLAMP, 0.02, LEVELS, currents, 20);
        final Conductances still =
                ConductanceDecomposition.compute(trials, settings.with(SeriesCorrection.STATIC, 0, 0));
        assertEquals(2.81, still.excitatoryResponse().peakNs(), 0.01);
        assertEquals(5.98, still.inhibitoryResponse().peakNs(), 0.01);
        assertEquals(3.57, still.peakDelay().ms(), 0.02);
        final Conductances full =
                ConductanceDecomposition.compute(trials, settings.with(SeriesCorrection.DYNAMIC, 150, 0));
        assertEquals(5, full.excitatoryResponse().peakNs(), 0.005);
        assertEquals(8, full.inhibitoryResponse().peakNs(), 0.005);
        assertEquals(2.794, full.peakDelay().ms(), 0.005);
        assertEquals(20, full.excitatoryResponse().onsetMs(), 0.06);
        assertEquals(22, full.inhibitoryResponse().onsetMs(), 0.09);
    }

    @Test
    void theLowPassOfTheDynamicCorrectionKeepsPeaksWithinOnePercent() {
        final ClampTrials trials =
                ClampTrials.held(ClampMode.VOLTAGE_CLAMP, 0.05, LEVELS, dynamicCurrents(0.05, 1600), 20);
        final Conductances found = ConductanceDecomposition.compute(
                trials,
                settings(new TimeWindow(0, 19), new TimeWindow(19, 60)).with(SeriesCorrection.DYNAMIC, 150, 3000));
        assertEquals(5, found.excitatoryResponse().peakNs(), 0.05);
        assertEquals(8, found.inhibitoryResponse().peakNs(), 0.08);
        assertEquals(2.794, found.peakDelay().ms(), 0.05);
    }

    /** Five levels of twenty sweeps with 10 pA of noise; Gaussian conductances of 5 and 8 nS. */
    private static ClampTrials noisy(final int sweeps, final long seed) {
        final int n = 4000;
        final SplittableRandom random = new SplittableRandom(seed);
        final double[][][] currents = new double[LEVELS.length][sweeps][n];
        for (int j = 0; j < LEVELS.length; j++) {
            for (int k = 0; k < sweeps; k++) {
                for (int i = 0; i < n; i++) {
                    currents[j][k][i] = 8 * (LEVELS[j] + 70)
                            + gauss(i, 200, 10) * 5 * LEVELS[j]
                            + gauss(i, 205, 15) * 8 * (LEVELS[j] + 80)
                            + 10 * random.nextGaussian();
                }
            }
        }
        return ClampTrials.held(ClampMode.VOLTAGE_CLAMP, 0.1, LEVELS, currents, 0);
    }

    private static double gauss(final int i, final double middleMs, final double widthMs) {
        final double z = (i * 0.1 - middleMs) / widthMs;
        return Math.exp(-z * z);
    }

    private static final DecompositionSettings NOISY = settings(new TimeWindow(0, 140), new TimeWindow(140, 300));

    @Test
    void standardErrorsAreTheScatterThatIsThere() {
        final Conductances found = ConductanceDecomposition.compute(noisy(20, 1), NOISY);
        double squaresE = 0;
        double squaresI = 0;
        for (int i = 0; i < found.samples(); i++) {
            squaresE += Math.pow(found.excitation().ns()[i] - 5 * gauss(1400 + i, 200, 10), 2);
            squaresI += Math.pow(found.inhibition().ns()[i] - 8 * gauss(1400 + i, 205, 15), 2);
        }
        final double rmsE = Math.sqrt(squaresE / found.samples());
        final double rmsI = Math.sqrt(squaresI / found.samples());
        assertEquals(0.018, rmsE, 0.002);
        assertEquals(0.025, rmsI, 0.002);
        assertEquals(rmsE, found.excitation().seNs()[500], 0.05 * rmsE);
        assertEquals(rmsI, found.inhibition().seNs()[500], 0.05 * rmsI);
        // Slope of 5 level means with 10/sqrt(20) pA each, sum of squares 4000 mV^2.
        assertEquals(10 / Math.sqrt(20) / Math.sqrt(4000), found.synaptic().seNs()[0], 0.001);
        assertEquals(8, found.leak().conductanceNs(), 5 * found.leak().conductanceSeNs());
        assertEquals(-70, found.leak().reversalMv(), 5 * found.leak().reversalSeMv());
        assertEquals(5, found.excitatoryResponse().peakNs(), 0.08);
        assertEquals(8, found.inhibitoryResponse().peakNs(), 0.1);
    }

    @Test
    void linesOfTheWholeMembraneAreThoseOfAPlainRegression() {
        final ClampTrials trials = noisy(3, 9);
        final CurrentVoltageLines lines = CurrentVoltageLines.compute(trials, 2);
        for (int i = 0; i < trials.samples(); i += 37) {
            final org.apache.commons.math3.stat.regression.SimpleRegression plain =
                    new org.apache.commons.math3.stat.regression.SimpleRegression();
            for (final ClampLevel level : trials.levels()) {
                double mean = 0;
                for (final ClampSweep sweep : level.sweeps()) mean += sweep.recorded()[i] / 3;
                plain.addData(level.level(), mean);
            }
            assertEquals(plain.getSlope(), lines.slopeNs()[i], 1e-10);
            assertEquals(plain.getSlopeStdErr(), lines.slopeSeNs()[i], 1e-9);
            assertEquals(plain.getIntercept(), lines.interceptPa()[i], 1e-8);
            assertEquals(-plain.getIntercept() / plain.getSlope(), lines.reversalMv()[i], 1e-8);
        }
    }

    @Test
    void theReversalPotentialIsToldOnlyWhereThereIsAConductance() {
        final Conductances found = ConductanceDecomposition.compute(noisy(20, 2), NOISY);
        for (int i = 0; i < found.samples(); i++) {
            final boolean told = !Double.isNaN(found.reversalMv()[i]);
            assertEquals(found.synaptic().ns()[i] >= 3 * found.synaptic().seNs()[i], told);
        }
        final int peak = 600;
        final double truth = (8 * gauss(2000, 205, 15) * -80) / (5 + 8 * gauss(2000, 205, 15));
        assertEquals(truth, found.reversalMv()[peak], 5 * found.reversalSeMv()[peak]);
    }

    @Test
    void aboutHalfOfAnEmptyTraceIsNegativeAndAFortiethClearlySo() {
        final Conductances found = ConductanceDecomposition.compute(
                noisy(20, 3), settings(new TimeWindow(0, 100), new TimeWindow(0, 150)));
        assertEquals(0.5, found.excitation().negativeShare(), 0.05);
        assertEquals(0.0228, found.excitation().clearlyNegativeShare(), 0.015);
        assertTrue(Double.isNaN(found.excitatoryResponse().peakMs()), "noise has no peak time");
    }

    @Test
    void noisierLevelsWeighLess() {
        final SplittableRandom random = new SplittableRandom(4);
        final double[][][] currents = new double[LEVELS.length][10][4000];
        for (int j = 0; j < LEVELS.length; j++) {
            final double sd = j == 4 ? 100 : 5;
            for (final double[] sweep : currents[j]) {
                for (int i = 0; i < sweep.length; i++) sweep[i] = 8 * (LEVELS[j] + 70) + sd * random.nextGaussian();
            }
        }
        final Conductances found = decompose(currents, 0, settings(new TimeWindow(0, 200), new TimeWindow(200, 400)));
        double squares = 0;
        for (final double g : found.synaptic().ns()) squares += g * g;
        final double rms = Math.sqrt(squares / found.samples());
        assertTrue(rms < 0.045, "an unweighted fit scatters by 0.16 nS, this one by " + rms);
        assertEquals(rms, found.synaptic().seNs()[0], 0.1 * rms);
    }

    @Test
    void bootstrapIntervalsHoldTheTruthAndRepeatThemselves() {
        final ClampTrials trials = noisy(12, 5);
        final DecompositionSettings settings = NOISY.withBootstrap(200, 7);
        final Conductances found = ConductanceDecomposition.compute(trials, settings);
        int inside = 0;
        for (int i = 0; i < found.samples(); i++) {
            final double truth = 5 * gauss(1400 + i, 200, 10);
            if (found.excitation().lowNs()[i] <= truth
                    && truth <= found.excitation().highNs()[i]) inside++;
        }
        assertEquals(0.93, (double) inside / found.samples(), 0.05);
        final Conductances again = ConductanceDecomposition.compute(trials, settings);
        assertArrayEquals(found.excitation().lowNs(), again.excitation().lowNs());
        assertEquals(found.peakDelay(), again.peakDelay());
        assertTrue(found.peakDelay().interval().low()
                < found.peakDelay().interval().high());
        assertTrue(found.excitatoryPeakInterval().low() > 4.9
                && found.excitatoryPeakInterval().high() < 5.3);
    }

    @Test
    void bootstrapIntervalsAreTheSameOnAnyNumberOfThreads() {
        final ClampTrials trials = noisy(12, 5);
        final DecompositionSettings settings = NOISY.withBootstrap(100, 7);
        final Conductances one = ConductanceDecomposition.compute(trials, settings, 1, share -> {});
        for (final int threads : new int[] {2, 5}) {
            final Conductances other = ConductanceDecomposition.compute(trials, settings, threads, share -> {});
            assertArrayEquals(one.excitation().ns(), other.excitation().ns());
            assertArrayEquals(one.excitation().lowNs(), other.excitation().lowNs());
            assertArrayEquals(one.inhibition().highNs(), other.inhibition().highNs());
            assertEquals(one.excitatoryPeakInterval(), other.excitatoryPeakInterval());
            assertEquals(one.onsetDelay(), other.onsetDelay());
        }
    }

    @Test
    void theCallerDecidesHowManyThreadsWork() {
        final ClampTrials trials = noisy(12, 5);
        final Set<Thread> working = ConcurrentHashMap.newKeySet();
        for (final int threads : new int[] {1, 2}) {
            working.clear();
            ConductanceDecomposition.compute(
                    trials, NOISY.withBootstrap(100, 7), threads, share -> working.add(Thread.currentThread()));
            final int most = threads == 1 ? 1 : 3; // the bootstrap has two loops: the caller and a helper each
            assertTrue(working.size() <= most, working + " on " + threads);
            if (threads == 1) assertEquals(Set.of(Thread.currentThread()), working);
        }
    }

    @Test
    @Timeout(60)
    void anInterruptionEndsABootstrapUnderWay() throws InterruptedException {
        final ClampTrials trials = noisy(12, 5);
        final CountDownLatch underWay = new CountDownLatch(1);
        final AtomicBoolean cancelled = new AtomicBoolean();
        final Thread caller = new Thread(() -> {
            try {
                ConductanceDecomposition.compute(trials, NOISY.withBootstrap(50_000, 7), 2, share -> {
                    if (share > 0.4) underWay.countDown();
                });
            } catch (final CancellationException e) {
                cancelled.set(true);
            }
        });
        caller.start();
        underWay.await();
        caller.interrupt();
        // Ten times the promise: other work may have the processor.
        caller.join(1000);
        assertTrue(cancelled.get());
    }

    @Test
    void errorsOfSingleSweepsHaveFewDegreesOfFreedom() {
        assertEquals(
                LEVELS.length - 2,
                decompose(steadyCurrents(0, 0), 0, plain()).errorFreedom().orElseThrow());
        assertTrue(ConductanceDecomposition.compute(noisy(5, 1), NOISY)
                .errorFreedom()
                .isEmpty());
    }

    @Test
    void systematicErrorsAreRefitsUnderOtherAssumptions() {
        final double[][][] currents = steadyCurrents(20, 0);
        final Conductances found = decompose(currents, 20, plain().with(SeriesCorrection.STATIC, 0, 0));
        assertEquals(6, found.systematic().refits().size());
        final Refit lessSeries = found.systematic().refits().get(0);
        final Conductances apart = decompose(currents, 16, plain().with(SeriesCorrection.STATIC, 0, 0));
        assertEquals("R_s −20 %", lessSeries.assumption());
        assertEquals(apart.excitatoryResponse().peakNs(), lessSeries.excitatoryPeakNs(), 1e-12);
        final Refit higherJunction = found.systematic().refits().get(5);
        final Conductances shifted = decompose(
                currents, 20, plain().with(SeriesCorrection.STATIC, 0, 0).with(JunctionPotential.toCorrect(3)));
        assertEquals("LJP +3 mV", higherJunction.assumption());
        assertEquals(shifted.inhibitoryResponse().peakNs(), higherJunction.inhibitoryPeakNs(), 1e-9);
        final Refit lowerInhibition = found.systematic().refits().get(2);
        final Conductances lower = decompose(
                currents, 20, plain().with(SeriesCorrection.STATIC, 0, 0).with(new ReversalPotentials(0, -85)));
        assertEquals(lower.excitatoryResponse().peakNs(), lowerInhibition.excitatoryPeakNs(), 1e-12);
        assertTrue(found.systematic().excitatoryLowNs()[3] < 5
                && found.systematic().excitatoryHighNs()[3] > 5);
    }

    @Test
    void sweepsWithAHighOrDriftingSeriesResistanceAreLeftOut() {
        final double[][][] currents = steadyCurrents(0, 0);
        final java.util.List<ClampLevel> levels = new java.util.ArrayList<>();
        final double[] mohm = {10, 11.9, 12.5, 31, 9};
        for (int j = 0; j < LEVELS.length; j++) {
            final double[] command = new double[400];
            Arrays.fill(command, LEVELS[j]);
            levels.add(
                    new ClampLevel(LEVELS[j], java.util.List.of(new ClampSweep(j, command, currents[j][0], mohm[j]))));
        }
        final Conductances found =
                ConductanceDecomposition.compute(new ClampTrials(ClampMode.VOLTAGE_CLAMP, 0.1, levels), plain());
        assertEquals(
                java.util.List.of(2, 3),
                found.leftOut().stream().map(LeftOut::sweep).toList());
        assertEquals(3, found.levels().size());
        assertEquals(
                "Its series resistance of 31.0 MOhm is above 30.0 MOhm.",
                found.leftOut().get(1).reason());
    }

    @Test
    void rectificationIsToldOf() {
        final double[][][] currents = new double[LEVELS.length][1][400];
        for (int j = 0; j < LEVELS.length; j++) {
            for (int i = 0; i < 400; i++) {
                final double d = LEVELS[j] + 70;
                currents[j][0][i] = 8 * d - 0.03 * d * d + 0.5 * Math.sin(i + 31 * j);
            }
        }
        final Conductances found = decompose(currents, 0, plain());
        assertTrue(found.leak().curvature().isWarning());
        assertEquals(-0.03, found.leak().curvature().quadratic(), 1e-3);
        assertTrue(
                found.remarks().get(0).startsWith("The currents of the leak window bend"),
                found.remarks().get(0));
    }

    @Test
    void twoLevelsWithOneSweepEachHaveNoStandardErrorAndItIsSaid() {
        final double[][][] all = steadyCurrents(0, 0);
        final ClampTrials trials = ClampTrials.held(
                ClampMode.VOLTAGE_CLAMP, 0.1, new double[] {-90, -10}, new double[][][] {all[0], all[4]}, 0);
        final Conductances found = ConductanceDecomposition.compute(trials, plain());
        assertEquals(5, found.excitation().ns()[3], 1e-12);
        assertTrue(Double.isNaN(found.excitation().seNs()[3]));
        assertTrue(Double.isNaN(found.rSquared()[3]));
        assertTrue(found.remarks().contains("With one sweep at each of two levels no standard error can be known."));
    }

    @Test
    void bendingOfTheCommandDuringASweepIsFollowed() {
        // A ramp of the command beneath steady conductances changes nothing.
        final java.util.List<ClampLevel> levels = new java.util.ArrayList<>();
        for (int j = 0; j < 3; j++) {
            final double[] command = new double[400];
            final double[] current = new double[400];
            for (int i = 0; i < 400; i++) {
                command[i] = -80 + 30 * j + 0.02 * i * (j - 1);
                current[i] = i < 200
                        ? 8 * (command[i] + 70)
                        : 8 * (command[i] + 70) + 5 * command[i] + 8 * (command[i] + 80);
            }
            levels.add(new ClampLevel(-80 + 30 * j, java.util.List.of(new ClampSweep(j, command, current, 0))));
        }
        final Conductances found =
                ConductanceDecomposition.compute(new ClampTrials(ClampMode.VOLTAGE_CLAMP, 0.1, levels), plain());
        assertEquals(5, found.excitation().ns()[150], 1e-11);
        assertEquals(8, found.inhibition().ns()[10], 1e-11);
    }

    @Test
    void twoLevelsOfCurrentClampGiveTheConductancesOfAnderson() {
        // C 200 pF, smooth conductances, integrated finely; 5 MOhm of unbalanced bridge.
        final double[] injected = {-200, 150};
        final double[][][] potentials = new double[2][1][4000];
        final double h = 0.1 / 20;
        for (int j = 0; j < 2; j++) {
            double v = -70 + injected[j] / 10;
            for (int i = 0; i < 4000; i++) {
                potentials[j][0][i] = v + injected[j] * 5e-3;
                for (int f = 0; f < 20; f++) {
                    final double at = i + (f + 0.5) / 20;
                    final double e = 5 * Math.exp(-Math.pow((at * 0.1 - 200) / 10, 2));
                    final double in = 8 * Math.exp(-Math.pow((at * 0.1 - 205) / 15, 2));
                    final double total = 10 + e + in;
                    final double steady = (-700 + in * -80 + injected[j]) / total;
                    v = steady + (v - steady) * Math.exp(-h * total / 200);
                }
            }
        }
        final ClampTrials trials = ClampTrials.held(ClampMode.CURRENT_CLAMP, 0.1, injected, potentials, 5);
        final DecompositionSettings settings =
                settings(new TimeWindow(0, 140), new TimeWindow(140, 300)).with(SeriesCorrection.STATIC, 200, 0);
        final Conductances found = ConductanceDecomposition.compute(trials, settings);
        assertEquals(10, found.leak().conductanceNs(), 1e-6);
        assertEquals(-70, found.leak().reversalMv(), 1e-6);
        assertEquals(5, found.excitatoryResponse().peakNs(), 0.002);
        assertEquals(8, found.inhibitoryResponse().peakNs(), 0.002);
        assertEquals(5, found.peakDelay().ms(), 0.01);
    }

    @Test
    void oneLevelIsRefused() {
        final InputException refused = assertThrows(
                InputException.class,
                () -> ConductanceDecomposition.compute(
                        ClampTrials.held(ClampMode.VOLTAGE_CLAMP, 0.1, new double[] {-70}, new double[1][3][400], 0),
                        plain()));
        assertEquals(
                "Conductances need sweeps at two levels or more, and there is one only (-70.0 mV) between 0.0 and "
                        + "20.0 ms.",
                refused.getMessage());
    }

    @Test
    void levelsThatLieTooCloseAreRefused() {
        final double[][][] currents = new double[2][1][400];
        final ClampTrials trials = ClampTrials.held(ClampMode.VOLTAGE_CLAMP, 0.1, new double[] {-70, -68}, currents, 0);
        assertEquals(
                "In the leak window the levels lie within 2.0 mV of each other: they must span at least 5.0 mV.",
                assertThrows(InputException.class, () -> ConductanceDecomposition.compute(trials, plain()))
                        .getMessage());
    }

    @Test
    void levelsThatDrownInNoiseAreRefused() {
        final SplittableRandom random = new SplittableRandom(6);
        final double[][][] currents = new double[2][5][400];
        for (int j = 0; j < 2; j++) {
            for (final double[] sweep : currents[j]) {
                final double offset = 500 * random.nextGaussian();
                for (int i = 0; i < 400; i++) sweep[i] = 60 * j + offset + random.nextGaussian();
            }
        }
        final ClampTrials trials = ClampTrials.held(ClampMode.VOLTAGE_CLAMP, 0.1, new double[] {-76, -70}, currents, 0);
        final String sentence = assertThrows(
                        InputException.class, () -> ConductanceDecomposition.compute(trials, plain()))
                .getMessage();
        assertTrue(sentence.startsWith("The levels lie too close together for the noise"), sentence);
    }

    @Test
    void aSeriesResistanceAboveTheInputResistanceIsRefused() {
        final DecompositionSettings settings =
                plain().with(SeriesCorrection.STATIC, 0, 0).withSeriesLimits(1000, 0.2);
        final String sentence = assertThrows(InputException.class, () -> decompose(steadyCurrents(0, 0), 130, settings))
                .getMessage();
        assertEquals(
                "The series resistance of 130.0 MOhm is not below the input resistance of 125.0 MOhm that the levels "
                        + "show: one of the two is wrong.",
                sentence);
    }

    @Test
    void aWindowBeyondTheSweepIsRefused() {
        assertThrows(
                InputException.class,
                () -> decompose(steadyCurrents(0, 0), 0, settings(BEFORE, new TimeWindow(20, 50))));
    }

    @Test
    void anInterruptionCancels() {
        final ClampTrials trials = noisy(5, 8);
        Thread.currentThread().interrupt();
        try {
            assertThrows(CancellationException.class, () -> ConductanceDecomposition.compute(trials, NOISY));
        } finally {
            Thread.interrupted();
        }
    }
}
