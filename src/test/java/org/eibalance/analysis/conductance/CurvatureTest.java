package org.eibalance.analysis.conductance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Parabolas whose bend is known, and lines that must not bend more often than chance says. */
class CurvatureTest {

    private static final double[] X = {-90, -70, -50, -30, -10};
    private static final double[] EQUAL = {1, 1, 1, 1, 1};

    private static double[] parabola(final double quadratic) {
        final double[] y = new double[X.length];
        for (int j = 0; j < X.length; j++) y[j] = 3 + 10 * (X[j] + 50) + quadratic * (X[j] + 50) * (X[j] + 50);
        return y;
    }

    @Test
    void aParabolaHasItsBendWhateverTheWeights() {
        // In the middle the slope is 10 nS, at the ends 10 +- 2 0.05 40.
        for (final double[] weights : new double[][] {EQUAL, {1, 5, 2, 9, 4}}) {
            final Curvature found = Curvature.fromResiduals(X, parabola(0.05), weights);
            assertEquals(0.05, found.quadratic(), 1e-12);
            assertEquals(2 * 0.05 * 40 / 10, found.share(), 1e-12);
            assertTrue(found.isWarning());
            assertEquals(
                    0.05,
                    Curvature.fromVariances(X, parabola(0.05), weights, EQUAL, 8)
                            .quadratic(),
                    1e-12);
        }
        assertEquals(-0.05, Curvature.fromResiduals(X, parabola(-0.05), EQUAL).quadratic(), 1e-12);
        assertEquals(0.4, Curvature.fromResiduals(X, parabola(-0.05), EQUAL).share(), 1e-12);
    }

    @Test
    void aStraightLineDoesNotBend() {
        final Curvature found = Curvature.fromResiduals(X, parabola(0), EQUAL);
        assertEquals(0, found.quadratic(), 1e-12);
        assertFalse(found.isWarning());
    }

    @Test
    void theChanceIsThatOfStudentsT() {
        // The quadratic term is sum c y with c = (2, -1, -2, -1, 2) / 14 / 20²; a variance of 1 each makes that of it
        // sum c² = 14 / 14² / 20⁴. A bend of 2.306 standard errors has p = 0.05 with 8 degrees of freedom.
        final double error = 1 / Math.sqrt(14) / 400;
        assertEquals(
                0.05,
                Curvature.fromVariances(X, parabola(2.306 * error), EQUAL, EQUAL, 8)
                        .pValue(),
                1e-4);
        assertEquals(
                0.05,
                Curvature.fromVariances(X, parabola(-2.306 * error), EQUAL, EQUAL, 8)
                        .pValue(),
                1e-4);
        final double[] doubled = {4, 4, 4, 4, 4};
        assertEquals(
                0.05,
                Curvature.fromVariances(X, parabola(2 * 2.306 * error), EQUAL, doubled, 8)
                        .pValue(),
                1e-4);
    }

    @Test
    void byResidualsTheScatterIsWhatTheParabolaLeavesOver() {
        // (1, -4, 6, -4, 1) is orthogonal to every parabola; its sum of squares is 70, over two degrees of freedom 35.
        final double error = Math.sqrt(35) / Math.sqrt(14) / 400;
        final double[] y = parabola(4.303 * error);
        final double[] left = {1, -4, 6, -4, 1};
        for (int j = 0; j < 5; j++) y[j] += left[j];
        assertEquals(0.05, Curvature.fromResiduals(X, y, EQUAL).pValue(), 1e-4);
        assertEquals(4.303 * error, Curvature.fromResiduals(X, y, EQUAL).quadratic(), 1e-12);
    }

    @Test
    void noiseOfUnequalSizeBendsALineAsOftenAsTheLevelSays() {
        final SplittableRandom random = new SplittableRandom(3);
        final double[] variances = {1, 4, 9, 1, 0.25};
        final double[] weights = new double[5];
        for (int j = 0; j < 5; j++) weights[j] = 1 / variances[j];
        int significant = 0;
        for (int k = 0; k < 4000; k++) {
            final double[] y = parabola(0);
            for (int j = 0; j < 5; j++) y[j] += Math.sqrt(variances[j]) * random.nextGaussian();
            if (Curvature.fromVariances(X, y, weights, variances, 100_000).pValue() < 0.05) significant++;
        }
        assertEquals(0.05, significant / 4000.0, 0.01);
    }

    @Test
    void aBendIsToldOfWhereItIsBothUnlikelyAndLarge() {
        assertTrue(new Curvature(1, 0.009, 0.051).isWarning());
        assertFalse(new Curvature(1, 0.01, 0.051).isWarning());
        assertFalse(new Curvature(1, 0.009, 0.05).isWarning());
        assertFalse(Curvature.UNKNOWN.isWarning());
    }

    @Test
    void ofTooFewLevelsNothingIsKnown() {
        final double[] three = {-90, -50, -10};
        final double[] currents = {-1, 0, 2};
        final double[] ones = {1, 1, 1};
        assertEquals(Curvature.UNKNOWN, Curvature.fromResiduals(three, currents, ones));
        assertEquals(
                1 / 3200.0,
                Curvature.fromVariances(three, currents, ones, ones, 6).quadratic(),
                1e-15);
        final double[] two = {-90, -10};
        assertEquals(Curvature.UNKNOWN, Curvature.fromVariances(two, two, two, two, 6));
        final double[] four = {-90, -60, -40, -10};
        assertTrue(Curvature.fromResiduals(four, new double[] {1, 2, 3, 5}, new double[] {1, 1, 1, 1})
                        .pValue()
                > 0);
    }
}
