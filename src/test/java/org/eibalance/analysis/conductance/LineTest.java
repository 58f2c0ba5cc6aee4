package org.eibalance.analysis.conductance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A weighted line through three points, worked out by hand. */
class LineTest {

    private static final double[] X = {-20, 0, 20};
    private static final double[] WEIGHTS = {1, 4, 1};

    /** y = 10 x + (0, 6, 0): the weighted mean is 4, so the residuals are −4, 2, −4. */
    private static final Line LINE = new Line(X, new double[] {-200, 6, 200}, WEIGHTS);

    @Test
    void slopeHeightAndRoot() {
        assertEquals(10, LINE.slope(), 1e-12);
        assertEquals(4, LINE.at(0), 1e-12);
        assertEquals(34, LINE.at(3), 1e-12);
        assertEquals(-0.4, LINE.root(), 1e-12);
    }

    @Test
    void heavyPointsCountMoreForRSquared() {
        // sum w r² = 16 + 16 + 16, sum w (y - mean)² = 204² + 4 2² + 196²
        assertEquals(1 - 48 / (204 * 204 + 16 + 196 * 196.0), LINE.rSquared(), 1e-14);
        assertEquals(48, LINE.residualVariance(), 1e-12);
    }

    @Test
    void twoPointsAreJoinedWithoutResidual() {
        final Line two = new Line(new double[] {0, 1}, new double[] {3, 5}, new double[] {1, 1});
        assertEquals(2, two.slope(), 1e-14);
        assertTrue(Double.isNaN(two.rSquared()));
        assertTrue(Double.isNaN(two.residualVariance()));
    }

    @Test
    void pointsThatAreAllAlikeExplainNothing() {
        final double[] same = {7, 7, 7};
        assertTrue(Double.isNaN(new Line(X, same, WEIGHTS).rSquared()));
        assertEquals(0, new Line(X, same, WEIGHTS).slope());
    }

    @Test
    void errorsFollowFromThoseOfThePoints() {
        // The slope is (y3 - y1) / 40; the height at 0 is (y1 + 4 y2 + y3) / 6.
        final double[] variances = {9, 1, 16};
        assertEquals((9 + 16) / 1600.0, LINE.slopeVariance(variances), 1e-15);
        assertEquals((9 + 16 * 1 + 16) / 36.0, LINE.varianceAt(0, variances), 1e-14);
        // At 20: y1 (1/6 - 1/2) + 4/6 y2 + y3 (1/6 + 1/2).
        assertEquals((9 / 9.0 + 4 / 9.0 + 16 * 4 / 9.0), LINE.varianceAt(20, variances), 1e-13);
        assertEquals(Math.sqrt(LINE.varianceAt(-0.4, variances)) / 10, LINE.rootError(variances), 1e-14);
        final Line falling = new Line(X, new double[] {200, 6, -200}, WEIGHTS);
        assertEquals(
                Math.sqrt(falling.varianceAt(falling.root(), variances)) / 10, falling.rootError(variances), 1e-14);
    }

    @Test
    void noiseOfTheAbscissaDoesNotBiasALineByWayOfAnInstrument() {
        // x = z + e and y = 3 x without e being known: least squares gives less than 3, the instrument exactly 3,
        // where e has nothing to do with z.
        final double[] z = {-1, -1, 1, 1};
        final double[] e = {-0.5, 0.5, -0.5, 0.5};
        final double[] x = new double[4];
        final double[] y = new double[4];
        for (int i = 0; i < 4; i++) {
            x[i] = z[i] + e[i];
            y[i] = 3 * z[i];
        }
        final double[] equal = {1, 1, 1, 1};
        assertEquals(3, new Line(z, x, y, equal).slope(), 1e-14);
        assertEquals(3 / 1.25, new Line(x, y, equal).slope(), 1e-14);
    }
}
