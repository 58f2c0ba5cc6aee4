package org.eibalance.analysis.quality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Baseline, noise and hum of signals that are sums of sinusoids on a slope. */
class QuietStretchTest {

    private static final double RATE_HZ = 10_000;

    private static double[] signal(final int samples, final IntToDoubleFunction at) {
        final double[] signal = new double[samples];
        for (int t = 0; t < samples; t++) signal[t] = at.applyAsDouble(t);
        return signal;
    }

    private static double cosine(final double hz, final int t) {
        return Math.cos(2 * Math.PI * hz * t / RATE_HZ + 0.2 * hz);
    }

    @Test
    void humIsTheAmplitudeAtFiftyAndSixtyHzApart() {
        final QuietStretch found =
                QuietStretch.of(signal(10_000, t -> -40 + 3 * cosine(50, t) + 2 * cosine(60, t)), RATE_HZ);
        assertEquals(3, found.hum50(), 0.01);
        assertEquals(2, found.hum60(), 0.01);
        assertEquals(0, found.humFloor(), 0.01);
        assertEquals(-40, found.mean(), 1e-9);
        assertEquals(Math.sqrt((9 + 4) / 2.0), found.noiseSd(), 0.01);
    }

    @Test
    void theFloorOfTheHumIsTheRootMeanSquareOfItsFourNeighbours() {
        for (final double hz : new double[] {30, 40, 70, 80}) {
            final QuietStretch found = QuietStretch.of(signal(10_000, t -> 4 * cosine(hz, t)), RATE_HZ);
            assertEquals(2, found.humFloor(), 0.01, hz + " Hz: sqrt(4² / 4)");
            assertEquals(0, found.hum50(), 0.01);
            assertEquals(0, found.hum60(), 0.01);
        }
        for (final double hz : new double[] {20, 50, 60, 90})
            assertEquals(
                    0,
                    QuietStretch.of(signal(10_000, t -> 4 * cosine(hz, t)), RATE_HZ)
                            .humFloor(),
                    0.02);
    }

    @Test
    void aSlopeIsNeitherNoiseNorHum() {
        final QuietStretch found = QuietStretch.of(signal(5000, t -> 10 + 0.01 * t), RATE_HZ);
        assertEquals(10 + 0.01 * 4999 / 2, found.mean(), 1e-9);
        assertEquals(0, found.noiseSd(), 1e-9);
        assertEquals(0, found.hum50(), 1e-9);
        assertEquals(0, found.humFloor(), 1e-9);
    }

    @Test
    void humIsTakenOverWholeCyclesOfBoth() {
        // 149 ms hold one stretch of five cycles of 50 and six of 60 Hz; the rest must not count.
        final QuietStretch found = QuietStretch.of(signal(1490, t -> t < 1000 ? 3 * cosine(50, t) : 0), RATE_HZ);
        assertEquals(3, found.hum50(), 0.1);
        assertTrue(Double.isNaN(QuietStretch.of(signal(999, t -> cosine(50, t)), RATE_HZ)
                .hum50()));
        assertTrue(Double.isNaN(QuietStretch.of(signal(1000, t -> cosine(50, t)), 239)
                .hum60()));
        assertEquals(0, QuietStretch.of(new double[1000], 240).hum60(), "240 Hz are enough for 60 Hz");
    }

    @Test
    void aMissingSampleLeavesTheMeanOfTheOthers() {
        final double[] broken = signal(2000, t -> t % 2 == 0 ? 4 : 6);
        broken[0] = Double.NaN;
        broken[1] = Double.NaN;
        final QuietStretch found = QuietStretch.of(broken, RATE_HZ);
        assertEquals(5, found.mean(), 1e-12);
        assertTrue(Double.isNaN(found.noiseSd()) && Double.isNaN(found.humFloor()));
        assertTrue(Double.isNaN(QuietStretch.of(new double[0], RATE_HZ).mean()));
        final QuietStretch two = QuietStretch.of(new double[] {1, 3}, RATE_HZ);
        assertEquals(2, two.mean());
        assertTrue(Double.isNaN(two.noiseSd()), "two samples lie on their line");
    }

    @Test
    void residualsAreThoseOfTheLineThroughTheFirstSamples() {
        assertArrayEquals(new double[] {0, 0, 0}, QuietStretch.residuals(new double[] {1, 2, 3, 99}, 3), 1e-15);
        // 0, 3, 0 about their mean 1, slope 0.
        assertArrayEquals(new double[] {-1, 2, -1}, QuietStretch.residuals(new double[] {0, 3, 0}, 3), 1e-15);
    }
}
