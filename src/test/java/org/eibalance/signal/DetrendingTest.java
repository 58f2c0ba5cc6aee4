package org.eibalance.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Slow drift, and what lies on it. */
class DetrendingTest {

    private static double[] signal(final int samples, final IntToDoubleFunction at) {
        final double[] signal = new double[samples];
        for (int t = 0; t < samples; t++) signal[t] = at.applyAsDouble(t);
        return signal;
    }

    @Test
    void theLineOfLeastSquaresIsTakenOff() {
        // 0 1 0 1 rises by 0.2 a sample about its mean of 0.5.
        assertArrayEquals(new double[] {-0.2, 0.6, -0.6, 0.2}, Detrending.minusLine(new double[] {0, 1, 0, 1}), 1e-12);
    }

    @Test
    void theSlidingMedianFollowsAStraightLineAwayFromTheEnds() {
        final double[] left = Detrending.minusMedian(signal(10_000, t -> -70 + 0.01 * t), 1000);
        for (int t = 525; t < 9475; t++) assertEquals(0, left[t], 1e-9);
        // At the very end the window holds half as much on one side only: it lags by a quarter of itself, 2.5 units,
        // less half a piece of 50 samples, beyond the middle of which the median stays.
        assertEquals(-2.5 + 0.25, left[25], 0.26);
        assertEquals(2.5 - 0.25, left[9974], 0.26);
    }

    @Test
    void aJumpIsFollowedWhereItIsMostOfTheWindow() {
        final double[] left = Detrending.minusMedian(signal(10_000, t -> t < 5000 ? 3 : 8), 1000);
        assertEquals(0, left[4900], 1e-9);
        assertEquals(0, left[5100], 1e-9);
        assertEquals(0, left[0], 1e-9);
        assertEquals(0, left[9999], 1e-9);
    }

    @Test
    void eventsShorterThanHalfTheWindowStay() {
        final double[] left = Detrending.minusMedian(signal(10_000, t -> t >= 4000 && t < 4400 ? 5 : 0), 1000);
        for (int t = 0; t < 10_000; t++) assertEquals(t >= 4000 && t < 4400 ? 5 : 0, left[t], 1e-9, "sample " + t);
    }

    @Test
    void ofAnEvenNumberOfPiecesTheMedianIsTheMeanOfTheMiddleTwo() {
        // Four pieces of one sample each, all within one window: 0 1 10 20 have the median 5.5.
        assertArrayEquals(
                new double[] {-5.5, -4.5, 4.5, 14.5}, Detrending.minusMedian(new double[] {0, 1, 10, 20}, 20));
        assertArrayEquals(new double[] {0}, Detrending.minusMedian(new double[] {7}, 1000));
    }
}
