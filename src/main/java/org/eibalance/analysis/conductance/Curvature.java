package org.eibalance.analysis.conductance;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Whether currents bend away from a straight line of the potential: rectification, an active current, or poor space
 * clamp. A quadratic term is fitted beside the line.
 *
 * @param quadratic the coefficient of V squared, in nS per mV
 * @param pValue chance of one as large without curvature, by Student's t; NaN where there are too few levels
 * @param share the bend: half the change of slope from the lowest to the highest level, over the slope
 */
public record Curvature(double quadratic, double pValue, double share) {

    /** A bend is reported if it is less likely than this by chance ... */
    public static final double SIGNIFICANCE = 0.01;

    /** ... and it is more than this share of the slope. */
    public static final double RELEVANT_SHARE = 0.05;

    /** Where the bend is not known. */
    public static final Curvature UNKNOWN = new Curvature(Double.NaN, Double.NaN, Double.NaN);

    /** Whether the bend is significant and large enough to be reported. */
    public boolean isWarning() {
        return pValue < SIGNIFICANCE && share > RELEVANT_SHARE;
    }

    /**
     * Fits the quadratic term and judges it by the residuals of the parabola.
     *
     * @param x potentials, one a level
     * @param y currents
     * @param weights of the levels, above 0
     * @return the bend; unknown with fewer than four levels
     */
    public static Curvature fromResiduals(final double[] x, final double[] y, final double[] weights) {
        if (x.length < 4) return UNKNOWN;
        final Parabola parabola = new Parabola(x, y, weights);
        final int freedom = x.length - 3;
        final double variance = (parabola.residual + parabola.rounding) / freedom * parabola.inverse.getEntry(2, 2);
        return parabola.judge(variance, freedom);
    }

    /**
     * Fits the quadratic term and judges it by the known scatter of the currents.
     *
     * @param x potentials, one a level
     * @param y currents
     * @param weights of the levels, above 0
     * @param variances of the currents
     * @param freedom degrees of freedom behind the variances
     * @return the bend; unknown with fewer than three levels
     */
    public static Curvature fromVariances(
            final double[] x, final double[] y, final double[] weights, final double[] variances, final int freedom) {
        if (x.length < 3) return UNKNOWN;
        final Parabola parabola = new Parabola(x, y, weights);
        double variance = parabola.rounding * parabola.inverse.getEntry(2, 2);
        for (int j = 0; j < x.length; j++) {
            final double[] basis = parabola.basis(x[j]);
            double share = 0;
            for (int a = 0; a < 3; a++) share += parabola.inverse.getEntry(2, a) * basis[a] * weights[j];
            variance += share * share * variances[j];
        }
        return parabola.judge(variance, freedom);
    }

    /** In units of half the span of the levels about its middle, which keeps the fit well conditioned. */
    private static final class Parabola {

        /** Relative rounding of a current: without this floor noise-free data would "bend". */
        private static final double EPSILON = 1e-12;

        private final double middle;
        private final double half;
        private final RealMatrix inverse;
        private final double[] fit;
        private final double residual;
        private final double rounding;

        Parabola(final double[] x, final double[] y, final double[] weights) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (final double v : x) {
                low = Math.min(low, v);
                high = Math.max(high, v);
            }
            middle = (low + high) / 2;
            half = (high - low) / 2;
            final RealMatrix normal = MatrixUtils.createRealMatrix(3, 3);
            final double[] right = new double[3];
            double scale = 0;
            for (int j = 0; j < x.length; j++) {
                final double[] basis = basis(x[j]);
                scale += weights[j] * y[j] * y[j];
                for (int a = 0; a < 3; a++) {
                    right[a] += weights[j] * basis[a] * y[j];
                    for (int b = 0; b < 3; b++) normal.addToEntry(a, b, weights[j] * basis[a] * basis[b]);
                }
            }
            inverse = MatrixUtils.inverse(normal);
            fit = inverse.operate(right);
            double sum = 0;
            for (int j = 0; j < x.length; j++) {
                final double[] basis = basis(x[j]);
                final double r = y[j] - fit[0] - fit[1] * basis[1] - fit[2] * basis[2];
                sum += weights[j] * r * r;
            }
            residual = sum;
            rounding = scale * EPSILON * EPSILON;
        }

        private double[] basis(final double x) {
            final double u = (x - middle) / half;
            return new double[] {1, u, u * u};
        }

        private Curvature judge(final double variance, final int freedom) {
            final double p = variance > 0
                    ? 2
                            * new TDistribution(null, freedom)
                                    .cumulativeProbability(-Math.abs(fit[2]) / Math.sqrt(variance))
                    : 1;
            return new Curvature(fit[2] / (half * half), p, 2 * Math.abs(fit[2]) / Math.abs(fit[1]));
        }
    }
}
