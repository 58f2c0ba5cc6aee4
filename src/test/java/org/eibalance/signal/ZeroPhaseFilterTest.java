package org.eibalance.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines, sinusoids and pulses through a filter that runs forward and backward. */
class ZeroPhaseFilterTest {

    private static final double RATE_HZ = 10_000;

    private static double[] signal(final int samples, final IntToDoubleFunction at) {
        final double[] signal = new double[samples];
        for (int t = 0; t < samples; t++) signal[t] = at.applyAsDouble(t);
        return signal;
    }

    @Test
    void aStraightLinePassesALowPassUnchangedUpToItsEnds() {
        // Continued by its point reflection a line goes on as a line; cut off or mirrored it would bend at its ends.
        final double[] line = signal(4000, t -> -70 + 0.01 * t);
        // One and a half periods of continuation leave 3e-4 of the 8 mV that the line changes in them.
        assertArrayEquals(line, ZeroPhaseFilter.lowPass(20, RATE_HZ).filter(line), 4e-3);
        assertArrayEquals(
                new double[4000], ZeroPhaseFilter.highPass(20, RATE_HZ).filter(line), 4e-3);
    }

    @Test
    void aSignalShorterThanItsContinuationIsFilteredToo() {
        final double[] level = signal(50, t -> 3);
        assertArrayEquals(level, ZeroPhaseFilter.lowPass(20, RATE_HZ).filter(level), 1e-9);
        assertArrayEquals(new double[50], ZeroPhaseFilter.highPass(20, RATE_HZ).filter(level), 1e-9);
        assertArrayEquals(
                new double[] {-70}, ZeroPhaseFilter.lowPass(20, RATE_HZ).filter(new double[] {-70}), 1e-12);
    }

    /** |H|² of a Butterworth filter of second order is 1 / (1 + (f / f_0)⁴), here run twice, warped at high rates. */
    @ParameterizedTest
    @CsvSource({"50, 25", "50, 100", "50, 200", "200, 100", "2000, 1500"})
    void aSinusoidIsDampedAsByAButterworthFilterRunTwice(final double cornerHz, final double hz) {
        final double[] sine = signal(8000, t -> Math.sin(2 * Math.PI * hz * t / RATE_HZ));
        final double ratio = Math.tan(Math.PI * hz / RATE_HZ) / Math.tan(Math.PI * cornerHz / RATE_HZ);
        final double excess = Math.sqrt(2) - 1; // 1 + excess = sqrt(2): half the power twice
        final double low = 1 / (1 + excess * Math.pow(ratio, 4));
        final double high = 1 / (1 + excess * Math.pow(ratio, -4));
        final double[] lowPassed = ZeroPhaseFilter.lowPass(cornerHz, RATE_HZ).filter(sine);
        final double[] highPassed = ZeroPhaseFilter.highPass(cornerHz, RATE_HZ).filter(sine);
        for (int t = 3000; t < 5000; t++) {
            assertEquals(low * sine[t], lowPassed[t], 1e-6);
            assertEquals(high * sine[t], highPassed[t], 1e-6);
        }
    }

    @Test
    void aPulseComesOutSymmetricWithItsArea() {
        final double[] pulse = signal(2001, t -> t == 1000 ? 1 : 0);
        final double[] filtered = ZeroPhaseFilter.lowPass(100, RATE_HZ).filter(pulse);
        double sum = 0;
        for (int t = 0; t < 2001; t++) {
            sum += filtered[t];
            assertEquals(filtered[t], filtered[2000 - t], 1e-12);
        }
        assertEquals(1, sum, 1e-9);
    }

    @Test
    void cornersOutsideOfTheBandAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> ZeroPhaseFilter.lowPass(0, RATE_HZ));
        assertThrows(IllegalArgumentException.class, () -> ZeroPhaseFilter.highPass(5000, RATE_HZ));
        assertThrows(IllegalArgumentException.class, () -> ZeroPhaseFilter.highPass(Double.NaN, RATE_HZ));
    }
}
