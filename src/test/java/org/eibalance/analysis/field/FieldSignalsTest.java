package org.eibalance.analysis.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** Spectra and fluctuations of noise whose law is known. */
class FieldSignalsTest {

    private static double[] white(final int n, final long seed) {
        return new Random(seed).doubles(n).map(u -> Math.sqrt(12) * (u - 0.5)).toArray();
    }

    /** 1/f noise as a sum of first-order processes (Kasdin 1995). */
    private static double[] pink(final int n, final long seed) {
        final Random random = new Random(seed);
        final double[] x = new double[n];
        for (double tau = 0.7; tau < 2e5; tau *= 2) {
            final double decay = Math.exp(-1 / tau);
            double v = random.nextGaussian();
            for (int t = 0; t < n; t++) {
                x[t] += v;
                v = decay * v + Math.sqrt(1 - decay * decay) * random.nextGaussian();
            }
        }
        return x;
    }

    @Test
    void whiteNoiseHasAFlatSpectrumWhoseSumIsItsVariance() {
        final PowerSpectrum s = PowerSpectrum.of(List.of(white(100_000, 1)), 1000, 500);
        double sum = 0;
        for (final double p : s.density()) sum += p * s.stepHz();
        assertEquals(1, sum, 0.02);
        assertEquals(2 / 1000.0, s.density()[100], 3 * 2 / 1000.0 / Math.sqrt(s.windows()));
        assertEquals(2, s.stepHz(), 1e-12);
    }

    @Test
    void theConfidenceBandHoldsNineteenOfTwentyValues() {
        int inside = 0;
        int all = 0;
        for (int seed = 0; seed < 40; seed++) {
            final PowerSpectrum s = PowerSpectrum.of(List.of(white(5000, seed)), 1000, 500);
            final double[] factors = s.confidenceFactors(0.95);
            for (int f = 2; f < s.density().length - 2; f++) {
                all++;
                if (s.density()[f] * factors[0] <= 0.002 && 0.002 <= s.density()[f] * factors[1]) inside++;
            }
        }
        assertEquals(0.95, (double) inside / all, 0.015);
    }

    @Test
    void fluctuationsOfWhitePinkAndBrownNoiseGrowAsTheyMust() {
        final int n = 200_000;
        final double[] white = white(n, 3);
        assertEquals(0.5, FluctuationAnalysis.of(white, 31, 10_000).exponent(), 0.03);
        assertEquals(1.0, FluctuationAnalysis.of(pink(n, 4), 31, 10_000).exponent(), 0.04);
        final double[] brown = new double[n];
        for (int t = 1; t < n; t++) brown[t] = brown[t - 1] + white[t];
        assertEquals(1.49, FluctuationAnalysis.of(brown, 31, 10_000).exponent(), 0.07);
    }

    @Test
    void theEnvelopeIsTheAmplitudeOfTheRhythm() {
        final double[] x = new double[20_000];
        for (int t = 0; t < x.length; t++)
            x[t] = (2 + Math.sin(2 * Math.PI * 0.5 * t / 1000)) * Math.sin(2 * Math.PI * 10 * t / 1000)
                    + 5 * Math.sin(2 * Math.PI * 50 * t / 1000);
        final double[] e = FluctuationAnalysis.envelope(x, 1000, 8, 13);
        for (int t = 2000; t < 18_000; t += 100) assertEquals(2 + Math.sin(2 * Math.PI * 0.5 * t / 1000), e[t], 0.02);
    }

    @Test
    void tooShortASignalIsRefused() {
        assertEquals(
                "The longest stretch has 100 samples and the window of the spectrum 200 (0.200 s): choose a "
                        + "shorter window.",
                assertThrows(InputException.class, () -> PowerSpectrum.of(List.of(new double[100]), 1000, 200))
                        .getMessage());
        assertTrue(assertThrows(InputException.class, () -> FluctuationAnalysis.of(white(1000, 1), 31, 500))
                .getMessage()
                .contains("at most a tenth of the signal"));
        final double[] still = new double[1000];
        java.util.Arrays.fill(still, 0.1);
        assertEquals(
                "The signal is 0.1 throughout: fluctuation analysis needs one that changes.",
                assertThrows(InputException.class, () -> FluctuationAnalysis.of(still, 10, 100))
                        .getMessage());
        still[3] = Double.NaN;
        assertEquals(
                "Samples are missing: fluctuation analysis needs a signal without gaps.",
                assertThrows(InputException.class, () -> FluctuationAnalysis.of(still, 10, 100))
                        .getMessage());
        assertThrows(InputException.class, () -> FluctuationAnalysis.envelope(white(1000, 1), 1000, 8, 600));
    }
}
