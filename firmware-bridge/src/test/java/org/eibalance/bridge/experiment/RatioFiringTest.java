package org.eibalance.bridge.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Firing at each factor of inhibition, over the runs of all blocks. */
class RatioFiringTest {

    private static RatioSeries.Trial trial(final int block, final double ratio, final double rateHz, final double cv) {
        return new RatioSeries.Trial(block, ratio, 10, rateHz, cv, 200);
    }

    @Test
    void factorsAreEvenlySpacedAndHaveShortTexts() {
        assertArrayEquals(new double[] {0.5, 0.6, 0.7}, RatioSeries.evenly(0.5, 0.7, 3));
        assertArrayEquals(new double[] {0.5}, RatioSeries.evenly(0.5, 2, 1));
    }

    @Test
    void rateAndCvAreMeansOfTheRunsThatHaveThem() {
        final RatioSeries.Outcome outcome = new RatioSeries.Outcome(
                List.of(
                        trial(0, 1, 4, 0.5),
                        trial(0, 0.5, 20, 0.8),
                        trial(1, 0.5, 30, 0.6),
                        trial(1, 1, 2, Double.NaN)),
                190);
        final List<RatioSeries.Firing> firing = outcome.firing(new double[] {0.5, 1, 2});
        assertEquals(new RatioSeries.Firing(0.5, 25, 0.7, 2), firing.get(0));
        assertEquals(new RatioSeries.Firing(1, 3, 0.5, 2), firing.get(1));
        assertEquals(0, firing.get(2).runs());
        assertTrue(Double.isNaN(firing.get(2).rateHz())
                && Double.isNaN(firing.get(2).cv()));
    }
}
