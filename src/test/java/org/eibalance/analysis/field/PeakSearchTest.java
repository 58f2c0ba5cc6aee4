package org.eibalance.analysis.field;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** Peaks, slopes, fluctuations and envelopes of shapes that have a formula. */
class PeakSearchTest {

    /** 2 to 60 Hz in steps of 0.25 Hz. */
    private static final double[] HZ = new double[233];

    static {
        for (int i = 0; i < HZ.length; i++) HZ[i] = 2 + 0.25 * i;
    }

    private static double[] flat(final double... centreHeightSd) {
        final double[] flat = new double[HZ.length];
        for (int i = 0; i < HZ.length; i++) {
            for (int k = 0; k < centreHeightSd.length; k += 3) {
                final double z = (HZ[i] - centreHeightSd[k]) / centreHeightSd[k + 2];
                flat[i] += centreHeightSd[k + 1] * Math.exp(-z * z / 2);
            }
        }
        return flat;
    }

    private static List<double[]> peaks(
            final double[] flat, final int most, final double leastHeight, final double threshold) {
        return new PeakSearch(new AperiodicSettings(2, 60, false, 0.5, 12, most, leastHeight, threshold), HZ)
                .peaks(flat);
    }

    @Test
    void aGaussianIsFoundExactly() {
        final List<double[]> found = peaks(flat(20, 0.6, 2), 1, 0, 2);
        assertEquals(1, found.size());
        assertArrayEquals(new double[] {20, 0.6, 2}, found.get(0), 1e-4);
    }

    @Test
    void peaksFarApartAreAllFoundExactly() {
        final List<double[]> found = peaks(flat(10, 0.4, 1, 25, 0.6, 2, 45, 0.5, 3), 3, 0, 1);
        assertEquals(3, found.size());
        assertArrayEquals(new double[] {10, 0.4, 1}, found.get(0), 1e-3);
        assertArrayEquals(new double[] {25, 0.6, 2}, found.get(1), 1e-3);
        assertArrayEquals(new double[] {45, 0.5, 3}, found.get(2), 1e-3);
    }

    @Test
    void ofManyTheHighestComeFirst() {
        final List<double[]> one = peaks(flat(10, 0.4, 1, 25, 0.6, 2), 1, 0, 1);
        assertEquals(1, one.size());
        assertEquals(25, one.get(0)[0], 0.1);
    }

    @Test
    void lowOnesAreLeftOut() {
        final double[] flat = flat(10, 0.4, 1, 25, 0.6, 2);
        assertEquals(1, peaks(flat, 5, 0.45, 1).size());
        assertEquals(0, peaks(flat, 5, 0.7, 1).size());
        // The standard deviation of this spectrum is about 0.15: 0.6 is four of them.
        assertEquals(0, peaks(flat, 5, 0, 5).size());
        assertEquals(0, peaks(new double[HZ.length], 5, 0, 2).size());
    }

    @Test
    void aPeakWithinOneDeviationOfAnEndIsNone() {
        assertEquals(0, peaks(flat(3.5, 0.6, 2), 1, 0, 1).size());
        assertEquals(1, peaks(flat(5, 0.6, 2), 1, 0, 1).size());
        assertEquals(0, peaks(flat(58.5, 0.6, 2), 1, 0, 1).size());
        assertEquals(1, peaks(flat(57, 0.6, 2), 1, 0, 1).size());
    }

    @Test
    void aWidthStaysWithinItsBounds() {
        final AperiodicSettings wide = new AperiodicSettings(2, 60, false, 4, 12, 1, 0, 1);
        assertEquals(2, new PeakSearch(wide, HZ).peaks(flat(20, 0.6, 0.5)).get(0)[2], 0.05, "half of 4 Hz");
        final AperiodicSettings narrow = new AperiodicSettings(2, 60, false, 0.5, 4, 1, 0, 1);
        assertEquals(2, new PeakSearch(narrow, HZ).peaks(flat(30, 0.6, 8)).get(0)[2], 0.05, "half of 4 Hz");
    }

    @Test
    void theWidthIsReadOnTheSideThatFallsSooner() {
        // A narrow peak on the shoulder of a broad one: its left side is mixed with it, its right side is not.
        final List<double[]> found = peaks(flat(20, 0.8, 1, 15, 0.3, 4), 2, 0, 1);
        assertTrue(found.stream().anyMatch(g -> Math.abs(g[0] - 20) < 0.2 && Math.abs(g[2] - 1) < 0.2));
    }

    private static PowerSpectrum spectrum(final double low, final int n, final DoubleUnaryOperator density) {
        final double[] f = new double[n], p = new double[n];
        for (int i = 0; i < n; i++) {
            f[i] = low + i;
            p[i] = density.applyAsDouble(f[i]);
        }
        return new PowerSpectrum(f, p, 1);
    }

    @Test
    void theRobustSlopeIsThatOfAPowerLawInSpiteOfLineNoise() {
        // 20 frequencies make an even number of pairs, 21 too; 22 an odd one.
        for (final int n : new int[] {20, 21, 22})
            assertEquals(-2, RobustSlope.of(spectrum(30, n, f -> 7 / (f * f)), 30, 60), 1e-12);
        final PowerSpectrum line = spectrum(30, 21, f -> (f == 50 ? 1000 : 1) * 7 * Math.pow(f, -1.5));
        assertEquals(-1.5, RobustSlope.of(line, 30, 50), 0.01);
        assertEquals(-1, RobustSlope.of(spectrum(1, 5, f -> 1 / f), 1, 5), 1e-12);
        assertThrows(InputException.class, () -> RobustSlope.of(spectrum(1, 4, f -> 1 / f), 1, 5));
        assertThrows(InputException.class, () -> RobustSlope.of(spectrum(0, 9, f -> 1), 0, 8));
        assertThrows(
                InputException.class,
                () -> RobustSlope.of(spectrum(1, 9, f -> f == 4 ? Double.POSITIVE_INFINITY : 1), 1, 9));
    }

    @Test
    void aProfileThatAlternatesHasTheFluctuationOfItsFormula() {
        // +1 -1 ... has the profile 1 0 1 0 ...: about its line the variance is 1/4 - 0.75 / (w² - 1) where w is even,
        // and (1 - 1 / w²) / 4 where it is odd.
        final double[] x = new double[10_000];
        for (int t = 0; t < x.length; t++) x[t] = t % 2 == 0 ? 1 : -1;
        final FluctuationAnalysis found = FluctuationAnalysis.of(x, 8, 1000);
        assertEquals(8, found.windows()[0]);
        assertEquals(1000, found.windows()[found.windows().length - 1]);
        assertEquals(22, found.windows().length, "ten a decade");
        for (int i = 0; i < found.windows().length; i++) {
            final double w = found.windows()[i];
            final double variance = w % 2 == 0 ? 0.25 - 0.75 / (w * w - 1) : (1 - 1 / (w * w)) / 4;
            assertEquals(Math.sqrt(variance), found.fluctuations()[i], 1e-9, "window of " + w);
        }
        assertEquals(0, found.exponent(), 0.005);
    }

    @Test
    void windowsOfFluctuationsHaveTheirLimits() {
        final double[] noise = new SplittableRandom(1).doubles(1000).toArray();
        assertTrue(FluctuationAnalysis.of(noise, 8, 100).windows().length > 4);
        assertThrows(InputException.class, () -> FluctuationAnalysis.of(noise, 7, 100));
        assertThrows(InputException.class, () -> FluctuationAnalysis.of(noise, 8, 101));
        assertThrows(InputException.class, () -> FluctuationAnalysis.of(noise, 50, 50));
    }

    /** A rhythm that has whole cycles in the signal is one frequency, and the envelope its gain. */
    private static double gain(final double hz) {
        final double[] x = new double[20_000];
        for (int t = 0; t < x.length; t++) x[t] = 9 + 3 * Math.cos(2 * Math.PI * hz * t / 1000);
        final double[] envelope = FluctuationAnalysis.envelope(x, 1000, 10, 20);
        for (int t = 1; t < x.length; t++) assertEquals(envelope[0], envelope[t], 1e-9);
        return envelope[0] / 3;
    }

    @Test
    void theBandFallsOffOverATenthOfItsBounds() {
        assertEquals(1, gain(15), 1e-9);
        assertEquals(1, gain(10), 1e-9);
        assertEquals(1, gain(20), 1e-9);
        assertEquals(0.5, gain(9.5), 1e-9);
        assertEquals(0.5, gain(21.05), 0.002, "20 / 0.95 Hz is no whole number of cycles");
        assertEquals(0.5 - Math.sqrt(0.5) / 2, gain(9.25), 1e-9);
        assertEquals(0.5 + Math.sqrt(0.5) / 2, gain(9.75), 1e-9);
        assertEquals(0, gain(9), 1e-9);
        assertEquals(0, gain(22.25), 1e-9);
    }

    @Test
    void aBandLiesBetweenZeroAndHalfTheRate() {
        final double[] x = new double[100];
        assertThrows(InputException.class, () -> FluctuationAnalysis.envelope(x, 1000, 0, 20));
        assertThrows(InputException.class, () -> FluctuationAnalysis.envelope(x, 1000, 20, 20));
        assertThrows(InputException.class, () -> FluctuationAnalysis.envelope(x, 1000, 10, 500));
        assertEquals(0, FluctuationAnalysis.envelope(x, 1000, 10, 499)[50], 1e-12);
    }
}
