package org.eibalance.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Coherence and hum of sinusoids, whose spectra behind a Hann window are known. */
class CoherenceTest {

    private static final int RATE_HZ = 1000;

    private static double[] signal(final int samples, final IntToDoubleFunction at) {
        final double[] signal = new double[samples];
        for (int t = 0; t < samples; t++) signal[t] = at.applyAsDouble(t);
        return signal;
    }

    private static double sine(final double hz, final int t) {
        return Math.sin(2 * Math.PI * hz * t / RATE_HZ + 0.4 * hz);
    }

    private static Coherence of(final double[] x, final double[] y) {
        return Coherence.of(List.of(x), List.of(y), RATE_HZ);
    }

    @Test
    void humStandsAboveFrequenciesThreeToSixHzBesideIt() {
        // A line of power 1 at a frequency has a quarter of it 1 Hz beside, and nothing further off.
        final double[] beside = {1.25, 1.5, 1.5, 1.25}; // of a line 3, 4, 5, 6 Hz off: it and its halves in the band
        for (int d = 3; d <= 6; d++) {
            for (final int side : new int[] {-1, 1}) {
                final int hz = 50 + side * d;
                final double[] x = signal(1000, t -> 3 * sine(50, t) + sine(hz, t));
                final double[] y = signal(1000, t -> 5 * sine(50, t) + 2 * sine(hz, t));
                assertEquals(9 * 8 / beside[d - 3], of(x, y).prominenceX(50), 1e-6, hz + " Hz");
                assertEquals(25 / 4.0 * 8 / beside[d - 3], of(x, y).prominenceY(50), 1e-6, hz + " Hz");
            }
        }
        // Of a line 2 or 7 Hz off only the quarter lies among the neighbours.
        for (final int hz : new int[] {43, 48, 52, 57}) {
            final double[] x = signal(1000, t -> 3 * sine(50, t) + sine(hz, t));
            assertEquals(9 * 8 / 0.25, of(x, x).prominenceX(50), 1e-5, hz + " Hz");
        }
    }

    @Test
    void aPhaseThatIsTheSameInAllWindowsIsFullyCoherentAndOneThatTurnsIsNot() {
        // 50.5 Hz against 50 Hz: from one half second to the next the phase turns by a quarter of a cycle.
        final double[] x = signal(2500, t -> sine(50, t));
        final double[] same = signal(2500, t -> 2 * Math.cos(2 * Math.PI * 50 * t / RATE_HZ));
        assertEquals(4, of(x, same).windows());
        assertEquals(1, of(x, same).at(50), 1e-12);
        for (final double phase : new double[] {0.7, 2, -1}) {
            final double[] other = signal(2500, t -> 2 * Math.cos(2 * Math.PI * 50 * t / RATE_HZ + phase));
            assertEquals(1, of(x, other).at(50), 1e-12, "whatever the phase");
        }
        final double[] turning = signal(2500, t -> sine(50.5, t));
        assertEquals(0, of(x, turning).at(50), 1e-9, "four quarters of a turn cancel");
    }

    @Test
    void windowsOfOneSecondOverlapByHalf() {
        final double[] x = signal(2499, t -> sine(50, t));
        assertEquals(3, of(x, x).windows());
        assertEquals(0, of(new double[999], new double[999]).windows());
        assertEquals(2, Coherence.of(List.of(x, x), List.of(x, x), 2000).windows());
    }

    @Test
    void theHoldingLevelOfAWindowIsNoPower() {
        final double[] x = signal(1000, t -> -70 + sine(50, t) + sine(45, t));
        assertEquals(8 / 1.5, of(x, x).prominenceX(50), 1e-6);
    }
}
