package org.eibalance.analysis.field;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** Spectra, fits and slopes at their limits, and where the answer follows by hand. */
class SpectrumLimitsTest {

    private static PowerSpectrum spectrum(final double low, final int n, final DoubleUnaryOperator log10) {
        final double[] f = new double[n];
        final double[] p = new double[n];
        for (int i = 0; i < n; i++) {
            f[i] = low + i;
            p[i] = Math.pow(10, log10.applyAsDouble(f[i]));
        }
        return new PowerSpectrum(f, p, 1);
    }

    /** A straight fit without peaks. */
    private static AperiodicSettings straight(final double lowHz, final double highHz) {
        return new AperiodicSettings(lowHz, highHz, false, 0.5, 12, 0, 0, 2);
    }

    /**
     * One cycle in the window: the Hann window moves a quarter of its amplitude to frequency 0, which is A² / 6 over
     * the rate and times the window, from the 3/8 that a Hann window keeps of the power.
     */
    @Test
    void oneCycleInAHannWindowLeaksToFrequencyZero() {
        final double[] x = new double[500];
        for (int t = 0; t < 500; t++) x[t] = 4 * Math.cos(2 * Math.PI * t / 500);
        final PowerSpectrum s = PowerSpectrum.of(List.of(x), 1000, 500);
        assertEquals(16 * 500 / 6.0 / 1000, s.density()[0], 1e-9);
        assertEquals(16 * 500 / 6.0 / 1000 / 2, s.density()[2], 1e-9, "and a quarter to each side, one-sided");
    }

    @Test
    void theStepIsTheDistanceOfFrequenciesWhereverTheyBegin() {
        assertEquals(1, spectrum(1, 60, f -> 0).between(30, 50).stepHz(), 1e-12);
    }

    @Test
    void aBandBesideTheSpectrumIsEmpty() {
        assertEquals(0, spectrum(30, 10, f -> 0).between(10, 20).density().length);
        assertEquals(0, spectrum(30, 10, f -> 0).between(50, 60).density().length);
        assertEquals(1, spectrum(30, 10, f -> 0).between(10, 30).density().length);
    }

    @Test
    void eightFrequenciesAreEnoughForAFitAndSevenAreNot() {
        final PowerSpectrum s = spectrum(1, 40, f -> 1 - 2 * Math.log10(f));
        assertEquals(2, AperiodicFitting.fit(s, straight(10, 17)).exponent(), 1e-9);
        assertThrows(InputException.class, () -> AperiodicFitting.fit(s, straight(10, 16)));
    }

    @Test
    void infinitePowerIsRefused() {
        final PowerSpectrum s = spectrum(1, 40, f -> f == 12 ? Double.POSITIVE_INFINITY : 0);
        assertEquals(
                "The power at 12.0 Hz is Infinity: it must be above 0.",
                assertThrows(InputException.class, () -> AperiodicFitting.fit(s, straight(10, 30)))
                        .getMessage());
        assertEquals(0, AperiodicFitting.fit(s, straight(13, 30)).exponent(), 1e-12);
    }

    /**
     * A power law whose points lie alternately a tenth of a power of ten above and below it: that is the mean error,
     * and the share of the variance that the line explains follows from it.
     */
    @Test
    void errorAndExplainedVarianceAreThoseOfPointsBesideTheLine() {
        final int n = 200;
        final AperiodicFit fit = AperiodicFitting.fit(
                spectrum(1, n, f -> 1 - Math.log10(f) + (f % 2 == 0 ? 0.1 : -0.1)), straight(1, n));
        assertEquals(1, fit.exponent(), 0.02);
        assertEquals(0.1, fit.meanError(), 0.002);
        double sum = 0;
        double squares = 0;
        for (int f = 1; f <= n; f++) {
            sum += Math.log10(f);
            squares += Math.log10(f) * Math.log10(f);
        }
        final double line = squares / n - sum * sum / n / n;
        assertEquals(line / (line + 0.01), fit.rSquared(), 0.005);
        assertTrue(fit.rSquared() < 0.96);
    }

    /** The robust line goes through the lowest points; a notch alone is no line, and all points are taken. */
    @Test
    void besideANotchOfOneFrequencyAPeakIsStillFound() {
        final PowerSpectrum s = spectrum(10, 12, f -> f == 15 ? -2 : f == 12 ? 0.5 : 0);
        final AperiodicFit fit = AperiodicFitting.fit(s, new AperiodicSettings(10, 21, false, 0.5, 12, 1, 0, 0));
        assertEquals(1, fit.peaks().size());
        assertEquals(12, fit.peaks().get(0).frequencyHz(), 0.5);
        assertTrue(Double.isFinite(fit.exponent()));
    }

    /** At e^0 to e^4 Hz the power is exp(−(ln f)²): a pair has the slope −(ln f + ln f'), by whole numbers. */
    @Test
    void theRobustSlopeOfABentSpectrumIsTheMedianOfItsPairs() {
        final double[] f = new double[5];
        final double[] p = new double[5];
        for (int i = 0; i < 5; i++) {
            f[i] = Math.exp(i);
            p[i] = Math.exp(-i * i);
        }
        // 1 2 3 3 4 4 5 5 6 7.
        assertEquals(-4, RobustSlope.of(new PowerSpectrum(f, p, 1), 0.5, 60), 1e-12);
    }

    @Test
    void anInterruptedThreadStopsSpectraAndFluctuations() {
        final double[] noise = new SplittableRandom(2).doubles(1000).toArray();
        Thread.currentThread().interrupt();
        try {
            assertThrows(CancellationException.class, () -> PowerSpectrum.of(List.of(noise), 1000, 100));
            assertThrows(CancellationException.class, () -> FluctuationAnalysis.of(noise, 8, 100));
        } finally {
            Thread.interrupted();
        }
    }

    /**
     * A profile that is 0 but for one sample of 1: only the last of 24 windows of eight, from 92 on, holds it, at its
     * seventh place. About a line it leaves 1 − 1/8 − 2.5² / 42.
     */
    @Test
    void windowsOfFluctuationsOverlapByHalfAndTheLastEndsWithTheSignal() {
        final double[] x = new double[100];
        x[98] = 1;
        x[99] = -1;
        final FluctuationAnalysis found = FluctuationAnalysis.of(x, 8, 10);
        assertArrayEquals(new double[] {8, 9, 10}, found.windows());
        assertEquals(Math.sqrt((1 - 1 / 8.0 - 2.5 * 2.5 / 42) / 8) / 24, found.fluctuations()[0], 1e-15);
    }

    /** The alternating profile 1e9 above 0: its fluctuation is that of the formula, 1/4 − 0.75 / (w² − 1). */
    @Test
    void fluctuationsFarFromZeroAreAsExactAsNearIt() {
        final double[] x = new double[103];
        x[0] = 1e9;
        for (int t = 1; t < 102; t++) x[t] = t % 2 == 0 ? -1 : 1;
        x[102] = -1e9 - 1;
        final FluctuationAnalysis found = FluctuationAnalysis.of(x, 8, 10);
        assertEquals(Math.sqrt(0.25 - 0.75 / 63), found.fluctuations()[0], 1e-6);
    }

    @Test
    void aConstantHasNoRhythmWhateverItsLength() {
        final double[] x = new double[997];
        java.util.Arrays.fill(x, 5);
        assertArrayEquals(new double[997], FluctuationAnalysis.envelope(x, 1000, 8, 13), 1e-12);
    }

    /** Just below half the rate a rhythm has its mirror image just above it, which is not of the band. */
    @Test
    void theEnvelopeOfARhythmNearHalfTheRateIsItsAmplitude() {
        final double[] x = new double[1000];
        for (int t = 0; t < x.length; t++) x[t] = 3 * Math.cos(2 * Math.PI * 480 * t / 1000 + 0.4);
        for (final double e : FluctuationAnalysis.envelope(x, 1000, 400, 499)) assertEquals(3, e, 1e-9);
    }

    /** +3 −3 +3 …: a rhythm of half the rate, which 499.9 Hz lets pass whole. */
    @Test
    void theEnvelopeOfARhythmOfHalfTheRateIsItsAmplitudeToo() {
        final double[] x = new double[1000];
        for (int t = 0; t < x.length; t++) x[t] = t % 2 == 0 ? 3 : -3;
        for (final double e : FluctuationAnalysis.envelope(x, 1000, 400, 499.9)) assertEquals(3, e, 1e-3);
    }

    @Test
    void aBandAboveHalfTheRateIsRefusedWithThatRate() {
        assertEquals(
                "The band goes from 8.0 to 600.0 Hz: it must lie between 0 and half the rate of samples, 500.0 Hz.",
                assertThrows(InputException.class, () -> FluctuationAnalysis.envelope(new double[100], 1000, 8, 600))
                        .getMessage());
    }

    private static double[] noise(final int samples) {
        return new SplittableRandom(6).doubles(samples).map(u -> u - 0.5).toArray();
    }

    @Test
    void aStudySaysHowFarItIs() {
        final List<Double> shares = new ArrayList<>();
        SpectrumStudy.compute(
                List.of(noise(3000)),
                100,
                new SpectrumStudySettings(1000, AperiodicSettings.between(2, 40), 5, 40, 8, 13),
                shares::add);
        assertEquals(List.of(0.4, 0.6), shares);
    }

    @Test
    void fourSamplesAreAWindowThoughTooFewForAFit() {
        final SpectrumStudySettings four =
                new SpectrumStudySettings(40, AperiodicSettings.between(2, 40), 5, 40, 8, 13);
        assertTrue(assertThrows(
                        InputException.class, () -> SpectrumStudy.compute(List.of(noise(3000)), 100, four, p -> {}))
                .getMessage()
                .startsWith("There are 1 frequencies from 2.0 to 40.0 Hz"));
    }

    /** A window of fluctuations has eight samples at least, and the shortest lasts a second. */
    @Test
    void fluctuationsNeedEightSamplesASecond() {
        final SpectrumStudySettings slow =
                new SpectrumStudySettings(8000, AperiodicSettings.between(0.5, 3), 0.5, 3, 1, 2);
        final double[] windows = SpectrumStudy.compute(List.of(noise(4000)), 8, slow, p -> {})
                .fluctuations()
                .orElseThrow()
                .windows();
        assertEquals(8, windows[0]);
        assertTrue(SpectrumStudy.compute(List.of(noise(4000)), 7, slow, p -> {})
                .fluctuations()
                .isEmpty());
    }
}
