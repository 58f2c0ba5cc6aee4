package org.eibalance.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The onset of transients behind filters of one pole, for which everything is known. */
class ChargeOnsetTest {

    private static final int SETTLED = 60;

    /** The response to a sudden start of steady + sum of exponentials, behind a pole; the sum has the given heights. */
    private static double[] filtered(
            final double poleSamples, final double steady, final double[] heights, final double[] taus) {
        final double[] rise = new double[400];
        for (int t = 0; t < rise.length; t++) {
            final double pole = Math.exp(-t / poleSamples);
            rise[t] = steady * (1 - pole);
            for (int j = 0; j < taus.length; j++)
                rise[t] += heights[j] * taus[j] / (taus[j] - poleSamples) * (Math.exp(-t / taus[j]) - pole);
        }
        return rise;
    }

    /** What a fit behind the filter finds: the pole is over, and the exponentials are higher than they were. */
    private static double[] atSettled(
            final double poleSamples, final int settled, final double[] heights, final double[] taus) {
        final double[] amplitudes = new double[taus.length];
        for (int j = 0; j < taus.length; j++)
            amplitudes[j] = heights[j] * taus[j] / (taus[j] - poleSamples) * Math.exp(-settled / taus[j]);
        return amplitudes;
    }

    /** Behind a pole of f a charge A tau is kept: d = -tau ln(1 - f / tau), where the exponential is A high. */
    @ParameterizedTest
    @CsvSource({"0.3, 50", "0.2, 10", "4, 50", "6, 200"})
    void theHeightAtTheOnsetIsThatWithoutTheFilter(final double poleSamples, final double tau) {
        final double[] heights = {80};
        final double[] taus = {tau};
        final double[] rise = filtered(poleSamples, 0, heights, taus);
        final double[] amplitudes = atSettled(poleSamples, SETTLED, heights, taus);
        final double onset = ChargeOnset.samples(rise, SETTLED, amplitudes, taus, 0);
        // The trapezium rule is wrong by a twelfth of the slope at its start; behind a pole within a sample it begins
        // at sample 1, where e^(-1 / 0.3) = 4 % are left.
        final double tolerance = poleSamples < 1 ? 0.01 : 0.03;
        assertEquals(-tau * Math.log(1 - poleSamples / tau), onset, tolerance);
        assertEquals(80, ChargeOnset.height(onset, SETTLED, amplitudes, taus), 80 * tolerance / tau);
    }

    @ParameterizedTest
    @CsvSource({"0.3, 0", "0.3, 30", "0.3, -20", "5, 30"})
    void theChargeOfASuddenStartIsThatOfTheFilteredOne(final double poleSamples, final double steady) {
        final double[] heights = {60, 40};
        final double[] taus = {12, 70};
        final double[] rise = filtered(poleSamples, steady, heights, taus);
        final double[] amplitudes = atSettled(poleSamples, SETTLED, heights, taus);
        final double onset = ChargeOnset.samples(rise, SETTLED, amplitudes, taus, steady);
        // Above the steady value the filter keeps the charge of the exponentials and delays the rest by its pole.
        double ofStart = 0;
        for (int j = 0; j < 2; j++) ofStart += amplitudes[j] * Math.exp((SETTLED - onset) / taus[j]) * taus[j];
        final double kept = 60 * 12 + 40 * 70 - steady * poleSamples;
        assertEquals(kept, ofStart - steady * onset, poleSamples < 1 ? 1.5 : 5);
        assertTrue(onset > poleSamples && onset < 1.4 * poleSamples + 0.05, "a little later than the pole: " + onset);
    }

    @Test
    void withoutAFilterTheOnsetIsTheCommand() {
        final double[] rise = new double[100];
        for (int t = 0; t < 100; t++) rise[t] = 5 + 40 * Math.exp(-t / 20.0);
        final double[] amplitude = {40 * Math.exp(-2 / 20.0)};
        assertEquals(0, ChargeOnset.samples(rise, 2, amplitude, new double[] {20}, 5), 1e-9);
        assertEquals(40, ChargeOnset.height(0, 2, amplitude, new double[] {20}), 1e-9);
        assertEquals(amplitude[0], ChargeOnset.height(2, 2, amplitude, new double[] {20}), 1e-12);
    }

    @Test
    void aPureDelayIsFoundAsItIs() {
        final double[] rise = new double[100];
        for (int t = 0; t < 100; t++) rise[t] = t < 3 ? 0 : 5 + 40 * Math.exp(-(t - 3) / 20.0);
        final double[] amplitude = {40 * Math.exp(-3 / 20.0)};
        // Between samples 2 and 3 the trapezium rule takes half of what a jump at 3 is.
        assertEquals(2.5, ChargeOnset.samples(rise, 6, amplitude, new double[] {20}, 5), 0.02);
    }

    @Test
    void aResponseAgainstTheStepHasNoOnset() {
        final double[] rise = new double[100];
        for (int t = 0; t < 100; t++) rise[t] = -5 - 40 * Math.exp(-t / 20.0);
        assertTrue(Double.isNaN(ChargeOnset.samples(rise, 2, new double[] {-36}, new double[] {20}, -5)));
    }
}
