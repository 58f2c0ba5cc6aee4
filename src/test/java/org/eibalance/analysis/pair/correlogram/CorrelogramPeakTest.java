package org.eibalance.analysis.pair.correlogram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class CorrelogramPeakTest {

    @Property(tries = 200)
    void aParabolaBetweenTwoLagsIsFoundExactly(
            @ForAll @DoubleRange(min = -4, max = 4) final double lagMs,
            @ForAll @DoubleRange(min = 0.1, max = 1) final double height,
            @ForAll final boolean inverted) {
        final double sign = inverted ? -1 : 1;
        final CorrelogramPeak peak =
                CorrelogramPeak.of(sampled(l -> sign * (height - 1e-4 * (l - lagMs) * (l - lagMs))), 0.05);
        assertEquals(lagMs, peak.lagMs(), 1e-9);
        assertEquals(sign * height, peak.r(), 1e-12);
        assertFalse(peak.atEdge());
    }

    @Property(tries = 100)
    void theWidthOfAGaussianIsItsFullWidthAtHalfMaximum(
            @ForAll @DoubleRange(min = -1, max = 1) final double lagMs,
            @ForAll @DoubleRange(min = 0.3, max = 1.2) final double sdMs) {
        final CorrelogramPeak peak =
                CorrelogramPeak.of(sampled(l -> -0.6 * Math.exp(-(l - lagMs) * (l - lagMs) / (2 * sdMs * sdMs))), 0.05);
        // The straight lines between samples cost the square of the interval over the width.
        assertEquals(2 * Math.sqrt(2 * Math.log(2)) * sdMs, peak.widthMs(), 2e-3);
    }

    @Test
    void theSmallerOfTwoLobesDoesNotCount() {
        final CorrelogramPeak peak = CorrelogramPeak.of(
                sampled(l -> 0.5 * Math.exp(-(l - 2) * (l - 2)) - 0.7 * Math.exp(-(l + 2) * (l + 2))), 0.05);
        assertEquals(-0.7, peak.r(), 1e-3);
        assertEquals(-2, peak.lagMs(), 1e-3);
        assertEquals(2 * Math.sqrt(Math.log(2)), peak.widthMs(), 2e-3);
    }

    @Test
    void aLobeThatLeavesTheWindowHasNoWidth() {
        assertTrue(Double.isNaN(CorrelogramPeak.of(sampled(l -> 1 - Math.abs(l) / 100), 0.05)
                .widthMs()));
        final CorrelogramPeak edge = CorrelogramPeak.of(sampled(l -> l / 10), 0.05);
        assertTrue(edge.atEdge());
        assertEquals(0.5, Math.abs(edge.r()), 1e-12);
        assertTrue(Double.isNaN(edge.widthMs()));
    }

    /** Lags of ±5 ms, 20 samples a ms. */
    private static double[] sampled(final DoubleUnaryOperator correlogram) {
        final double[] coefficients = new double[201];
        for (int i = 0; i < 201; i++) coefficients[i] = correlogram.applyAsDouble((i - 100) * 0.05);
        return coefficients;
    }
}
