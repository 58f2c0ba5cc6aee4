package org.eibalance.analysis.conductance.decomposition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.eibalance.analysis.conductance.GaussianLowPass;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.trials.ClampLevel;
import org.eibalance.analysis.conductance.trials.ClampSweep;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.recording.ClampMode;
import org.junit.jupiter.api.Test;

/** How much of a derivative the noise of a recording allows, and what the derivative is. */
class NoiseLowPassTest {

    private static final double STEP_MS = 0.05;
    private static final int SAMPLES = 4000;
    private static final DecompositionSettings SETTINGS =
            DecompositionSettings.plain(new TimeWindow(0, 40), new TimeWindow(40, 200));

    /** 10 nS at -70 mV, g_E of 8 nS and g_I of 12 nS at 100 ms that fall to a tenth within about two widths. */
    private static ClampTrials trials(final int sweeps, final double noiseMv, final double widthMs) {
        final SplittableRandom random = new SplittableRandom(1);
        final List<ClampLevel> levels = new ArrayList<>();
        for (int j = 0; j < 3; j++) {
            final List<ClampSweep> list = new ArrayList<>();
            for (int k = 0; k < sweeps; k++) {
                final double[] mv = new double[SAMPLES];
                final double[] pa = new double[SAMPLES];
                for (int i = 0; i < SAMPLES; i++) {
                    final double t = (i * STEP_MS - 100) / widthMs;
                    final double g = 8 * Math.exp(-0.5 * t * t);
                    pa[i] = -100 + 50 * j;
                    mv[i] = (10 * -70 + 1.5 * g * -75 + pa[i]) / (10 + 2.5 * g) + noiseMv * random.nextGaussian();
                }
                list.add(new ClampSweep(10 * j + k, pa, mv, 0));
            }
            levels.add(new ClampLevel(-100 + 50 * j, list));
        }
        return new ClampTrials(ClampMode.CURRENT_CLAMP, STEP_MS, levels);
    }

    private static double hz(final int sweeps, final double noiseMv, final double widthMs) {
        return NoiseLowPass.hz(trials(sweeps, noiseMv, widthMs), SETTINGS);
    }

    @Test
    void withoutADerivativeThereIsNoLowPass() {
        final ClampTrials current = trials(2, 0.1, 5);
        final ClampTrials voltage = new ClampTrials(ClampMode.VOLTAGE_CLAMP, STEP_MS, current.levels());
        assertEquals(0, NoiseLowPass.hz(voltage, SETTINGS));
        assertEquals(0, NoiseLowPass.hz(voltage, SETTINGS.with(SeriesCorrection.STATIC, 100, 0)));
        assertTrue(NoiseLowPass.hz(voltage, SETTINGS.with(SeriesCorrection.DYNAMIC, 100, 0)) >= 250);
    }

    @Test
    void whereTheNoiseIsNotKnownTwoKilohertzAreTaken() {
        assertEquals(2000, hz(1, 0.1, 5));
        final ClampTrials one = new ClampTrials(
                ClampMode.CURRENT_CLAMP, STEP_MS, trials(2, 0.1, 5).levels().subList(0, 1));
        assertEquals(2000, NoiseLowPass.hz(one, SETTINGS));
        final ClampTrials slow = new ClampTrials(ClampMode.CURRENT_CLAMP, 0.5, one.levels());
        assertEquals(500, NoiseLowPass.hz(slow, SETTINGS), "half of the Nyquist frequency is less");
    }

    @Test
    void moreNoiseAsksForALowerCutoffAndFasterEventsForAHigherOne() {
        final double usual = hz(4, 0.1, 25);
        assertTrue(usual > 250 && usual < 5000, usual + " Hz");
        assertEquals(0, usual % 10);
        // What is lost at the peak goes with s², the noise that is left with 1 / sqrt(s): the cutoff goes with the
        // noise
        // to the power of -2 / 5, and with the width to that of -4 / 5. It is found in steps of a quarter of an octave.
        assertEquals(Math.pow(5, 0.4), hz(4, 0.02, 25) / usual, 0.4, "a fifth of the noise");
        assertEquals(Math.pow(2.5, 0.8), hz(4, 0.1, 10) / usual, 0.4, "two and a half times as fast");
        assertEquals(5000, hz(4, 1e-9, 1), "without noise half of the Nyquist frequency");
    }

    private static MembraneSweep corrected(
            final ClampMode mode, final SeriesCorrection correction, final double[] command, final double[] recorded) {
        final DecompositionSettings settings = SETTINGS.with(correction, 20, 0);
        return MembraneSweep.of(
                new ClampSweep(0, command, recorded, 10), mode, 0.5, settings, new GaussianLowPass(0, 0.5), 1, 5);
    }

    @Test
    void theCapacitiveCurrentIsTakenFromCentralDifferences() {
        // V of 0, 1, 4, 9, 16, 25: slopes of samples 1 to 4 are 3 (one-sided), 4, 6, 7 a half millisecond.
        final double[] mv = {0, 1, 4, 9, 16, 25};
        final double[] pa = {100, 100, 100, 100, 100, 100};
        final MembraneSweep current = corrected(ClampMode.CURRENT_CLAMP, SeriesCorrection.NONE, pa, mv);
        assertArrayEquals(new double[] {1, 4, 9, 16}, current.potentialMv(), 1e-12);
        assertArrayEquals(
                new double[] {100 - 20 * 6, 100 - 20 * 8, 100 - 20 * 12, 100 - 20 * 14}, current.currentPa(), 1e-9);
        final MembraneSweep plain = corrected(ClampMode.VOLTAGE_CLAMP, SeriesCorrection.NONE, mv, pa);
        assertArrayEquals(new double[] {100, 100, 100, 100}, plain.currentPa(), 0);
        assertArrayEquals(new double[] {1, 4, 9, 16}, plain.potentialMv(), 0);
        // 10 MOhm and 100 pA are 1 mV.
        final MembraneSweep fixed = corrected(ClampMode.VOLTAGE_CLAMP, SeriesCorrection.STATIC, mv, pa);
        assertArrayEquals(new double[] {0, 3, 8, 15}, fixed.potentialMv(), 1e-12);
        assertArrayEquals(new double[] {100, 100, 100, 100}, fixed.currentPa(), 0);
        final MembraneSweep dynamic = corrected(ClampMode.VOLTAGE_CLAMP, SeriesCorrection.DYNAMIC, mv, pa);
        assertArrayEquals(
                new double[] {100 - 20 * 6, 100 - 20 * 8, 100 - 20 * 12, 100 - 20 * 14}, dynamic.currentPa(), 1e-9);
    }

    @Test
    void aSweepIsPlainWhereNothingIsCorrected() {
        final double[] some = new double[6];
        final ClampSweep sweep = new ClampSweep(0, some, some, 10);
        assertTrue(MembraneSweep.isPlain(sweep, ClampMode.VOLTAGE_CLAMP, SETTINGS));
        assertFalse(MembraneSweep.isPlain(sweep, ClampMode.CURRENT_CLAMP, SETTINGS));
        assertFalse(
                MembraneSweep.isPlain(sweep, ClampMode.VOLTAGE_CLAMP, SETTINGS.with(SeriesCorrection.STATIC, 0, 0)));
        assertFalse(
                MembraneSweep.isPlain(sweep, ClampMode.VOLTAGE_CLAMP, SETTINGS.with(SeriesCorrection.NONE, 0, 500)));
        final ClampSweep open = new ClampSweep(0, some, some, 0);
        assertTrue(
                MembraneSweep.isPlain(open, ClampMode.VOLTAGE_CLAMP, SETTINGS.with(SeriesCorrection.STATIC, 0, 0)),
                "R_s of 0 takes nothing");
    }
}
