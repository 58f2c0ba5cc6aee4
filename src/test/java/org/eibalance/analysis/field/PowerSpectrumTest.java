package org.eibalance.analysis.field;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** The spectrum of a sinusoid, which shows the window that was used. */
class PowerSpectrumTest {

    private static final int RATE_HZ = 1000;
    private static final int WINDOW = 500;

    private static double[] sine(final int samples, final double hz, final double amplitude, final double offset) {
        final double[] x = new double[samples];
        for (int t = 0; t < samples; t++) x[t] = offset + amplitude * Math.sin(2 * Math.PI * hz * t / RATE_HZ + 0.3);
        return x;
    }

    @Test
    void aSinusoidSpreadsOverThreeFrequenciesAsBehindAHannWindow() {
        final PowerSpectrum s = PowerSpectrum.of(List.of(sine(3000, 100, 4, -60)), RATE_HZ, WINDOW);
        // A Hann window has a noise bandwidth of 1.5 steps and an amplitude of one half one step off.
        final double peak = 4 * 4 / 2.0 / (1.5 * s.stepHz());
        assertEquals(peak, s.density()[50], 1e-9 * peak);
        assertEquals(peak / 4, s.density()[49], 1e-9 * peak);
        assertEquals(peak / 4, s.density()[51], 1e-9 * peak);
        for (int f = 0; f < s.density().length; f++)
            if (Math.abs(f - 50) > 1) assertEquals(0, s.density()[f], 1e-9 * peak, "at " + s.frequenciesHz()[f]);
        assertEquals(100, s.frequenciesHz()[50], 1e-12);
    }

    @Test
    void windowsOverlapByHalf() {
        assertEquals(
                11,
                PowerSpectrum.of(List.of(sine(3000, 100, 1, 0)), RATE_HZ, WINDOW)
                        .windows());
        assertEquals(
                1,
                PowerSpectrum.of(List.of(sine(749, 100, 1, 0)), RATE_HZ, WINDOW).windows());
        assertEquals(
                2 + 1,
                PowerSpectrum.of(List.of(sine(750, 100, 1, 0), new double[499], sine(500, 100, 1, 0)), RATE_HZ, WINDOW)
                        .windows());
    }

    @Test
    void theMeanOfEachWindowIsTakenOffBeforeItIsTapered() {
        final double[] stepped = new double[1000];
        for (int t = 0; t < 1000; t++) stepped[t] = t < 500 ? -70 : 30;
        final PowerSpectrum s = PowerSpectrum.of(
                List.of(java.util.Arrays.copyOf(stepped, 500), java.util.Arrays.copyOfRange(stepped, 500, 1000)),
                RATE_HZ,
                WINDOW);
        assertArrayEquals(new double[WINDOW / 2 + 1], s.density(), 1e-20);
    }

    /** Half the rate alternates in sign, and is one frequency of its own: nothing is folded onto it. */
    @Test
    void halfTheRateIsCountedOnce() {
        final double[] x = new double[WINDOW];
        for (int t = 0; t < WINDOW; t++) x[t] = t % 2 == 0 ? 1 : -1;
        final PowerSpectrum s = PowerSpectrum.of(List.of(x), RATE_HZ, WINDOW);
        double sum = 0;
        for (final double p : s.density()) sum += p * s.stepHz();
        // Its neighbour below holds a quarter of the power twice: from below and folded from above.
        assertEquals(1 / (1.5 * s.stepHz()), s.density()[WINDOW / 2], 1e-9);
        assertEquals(1, sum, 1e-9);
    }

    @Test
    void oneWindowHasTwoDegreesOfFreedomAndManyHaveMore() {
        final PowerSpectrum one = PowerSpectrum.of(List.of(sine(500, 100, 1, 0)), RATE_HZ, WINDOW);
        // Chi-squared of two degrees of freedom is exponential: its quantiles are 2 ln(1 / (1 - p)).
        assertEquals(1 / Math.log(1 / 0.025), one.confidenceFactors(0.95)[0], 1e-6);
        assertEquals(1 / Math.log(1 / 0.975), one.confidenceFactors(0.95)[1], 1e-6);
        final PowerSpectrum many = PowerSpectrum.of(List.of(sine(500 + 250 * 399, 100, 1, 0)), RATE_HZ, WINDOW);
        // 400 windows that overlap by half count as 36 / 19 degrees of freedom each.
        final double sd = Math.sqrt(2 / (400 * 36 / 19.0));
        assertEquals(1 - 1.96 * sd, many.confidenceFactors(0.95)[0], 0.01);
        assertEquals(1 + 1.96 * sd, many.confidenceFactors(0.95)[1], 0.01);
    }

    @Test
    void aBandHoldsBothOfItsEnds() {
        final PowerSpectrum band = PowerSpectrum.of(List.of(sine(3000, 100, 1, 0)), RATE_HZ, WINDOW)
                .between(30, 50);
        assertEquals(11, band.frequenciesHz().length);
        assertEquals(11, band.density().length);
        assertEquals(30, band.frequenciesHz()[0], 1e-12);
        assertEquals(50, band.frequenciesHz()[10], 1e-12);
        assertEquals(11, band.windows());
        assertEquals(2, band.between(30.5, 34.5).density().length);
        assertEquals(0, band.between(60, 70).density().length);
    }

    @Test
    void windowsThatAreOddOrTooShortAndGapsAreRefused() {
        final List<double[]> sweeps = List.of(sine(3000, 100, 1, 0));
        assertThrows(InputException.class, () -> PowerSpectrum.of(sweeps, RATE_HZ, 501));
        assertThrows(InputException.class, () -> PowerSpectrum.of(sweeps, RATE_HZ, 2));
        assertEquals(3, PowerSpectrum.of(sweeps, RATE_HZ, 4).density().length);
        sweeps.get(0)[700] = Double.NaN;
        assertEquals(
                "Samples are missing: a spectrum needs a stretch without gaps.",
                assertThrows(InputException.class, () -> PowerSpectrum.of(sweeps, RATE_HZ, WINDOW))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new PowerSpectrum(new double[2], new double[3], 1));
    }
}
