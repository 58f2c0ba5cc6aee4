package org.eibalance.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Spikes at 1000 samples a second: two samples before and five after a crossing are replaced. */
class SpikeRemovalTest {

    private static double[] signal(final int samples, final IntToDoubleFunction at) {
        final double[] signal = new double[samples];
        for (int t = 0; t < samples; t++) signal[t] = at.applyAsDouble(t);
        return signal;
    }

    private static SpikeRemoval.Result above(final double[] trace, final double peakMv) {
        return SpikeRemoval.remove(trace, 1000, peakMv, 0);
    }

    @Test
    void theBridgeGoesFromTwoMsBeforeToFiveMsAfterTheCrossing() {
        // All samples differ, so that each that is replaced can be told: squares are no straight line.
        final double[] trace = signal(40, t -> t == 20 ? 5000 : t * t);
        final double[] left = above(trace, 4000).trace();
        for (int t = 0; t < 40; t++) {
            final double straight = 18 * 18 + (25 * 25 - 18 * 18) * (t - 18) / 7.0;
            assertEquals(t < 18 || t > 25 ? t * t : straight, left[t], 1e-9, "sample " + t);
        }
    }

    @Test
    void aPotentialAtTheThresholdIsNoSpike() {
        final double[] trace = signal(40, t -> t == 20 ? 0 : -60);
        assertSame(trace, above(trace, 0).trace());
        assertEquals(1, above(trace, -0.1).spikes());
    }

    @Test
    void aRiseIsMeasuredOverOneSample() {
        // 20 mV in one sample of 0.5 ms are 40 mV/ms.
        final double[] trace = signal(80, t -> t == 40 ? -40 : -60);
        assertEquals(1, SpikeRemoval.remove(trace, 2000, Double.NaN, 39).spikes());
        assertEquals(0, SpikeRemoval.remove(trace, 2000, Double.NaN, 40).spikes());
        assertEquals(
                0,
                SpikeRemoval.remove(signal(80, t -> -60 - t), 2000, Double.NaN, 0.1)
                        .spikes(),
                "a fall");
    }

    @Test
    void crossingsSevenMsApartShareABridgeAndOnesFurtherApartDoNot() {
        for (final int distance : new int[] {7, 8}) {
            final double[] trace = signal(60, t -> t == 20 || t == 20 + distance ? 10 : -60 + (t > 25 ? 1 : 0));
            assertEquals(distance == 7 ? 1 : 2, above(trace, 0).spikes(), distance + " ms");
        }
    }

    @Test
    void aSpikeAtAnEndIsReplacedByWhatLiesBesideIt() {
        final double[] first = signal(40, t -> t == 1 ? 10 : -60 + 0.1 * t);
        final double[] left = above(first, 0).trace();
        for (int t = 0; t <= 6; t++) assertEquals(-60 + 0.6, left[t], 1e-9);
        final double[] last = signal(40, t -> t == 38 ? 10 : -60 + 0.1 * t);
        final double[] ended = above(last, 0).trace();
        for (int t = 36; t < 40; t++) assertEquals(-60 + 3.6, ended[t], 1e-9);
        assertArrayEquals(signal(5, t -> 10), above(signal(5, t -> 10), 0).trace(), "nothing else is known");
        assertEquals(1, above(signal(1, t -> 10), 0).spikes());
    }
}
