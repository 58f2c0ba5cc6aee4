package org.eibalance.analysis.conductance;

/**
 * A weighted straight line y = intercept + slope x through a few points, with the error that given variances of the
 * points cause. For a current on a potential the slope is a conductance and −intercept / slope the reversal potential.
 *
 * <p>The line may be fitted with an instrument z (Wald 1940, Ann. Math. Stat. 11:284; Reiersøl 1945): slope = Σ w (z −
 * z_mean) y / Σ w (z − z_mean) x. A membrane potential that is corrected for R_s I contains the noise of the current,
 * which biases least squares; the commanded level does not contain it. Without noise both agree.
 */
public final class Line {

    private final double[] z;
    private final double[] x;
    private final double[] y;
    private final double[] weights;
    private final double weightSum;
    private final double meanX;
    private final double meanY;
    private final double meanZ;
    private final double szx;
    private final double slope;

    /**
     * By least squares.
     *
     * @param x abscissas, two or more, not all the same
     * @param y ordinates
     * @param weights above 0
     */
    public Line(final double[] x, final double[] y, final double[] weights) {
        this(x, x, y, weights);
    }

    /**
     * With an instrument.
     *
     * @param z the instrument, such as commanded levels; not all the same
     * @param x abscissas
     * @param y ordinates
     * @param weights above 0
     */
    public Line(final double[] z, final double[] x, final double[] y, final double[] weights) {
        this.z = z;
        this.x = x;
        this.y = y;
        this.weights = weights;
        double sw = 0;
        double sz = 0;
        double sx = 0;
        double sy = 0;
        for (int j = 0; j < x.length; j++) {
            sw += weights[j];
            sz += weights[j] * z[j];
            sx += weights[j] * x[j];
            sy += weights[j] * y[j];
        }
        weightSum = sw;
        meanZ = sz / sw;
        meanX = sx / sw;
        meanY = sy / sw;
        double zx = 0;
        double zy = 0;
        for (int j = 0; j < x.length; j++) {
            zx += weights[j] * (z[j] - meanZ) * (x[j] - meanX);
            zy += weights[j] * (z[j] - meanZ) * (y[j] - meanY);
        }
        szx = zx;
        slope = zy / zx;
    }

    public double slope() {
        return slope;
    }

    /** Where the line crosses 0. */
    public double root() {
        return meanX - meanY / slope;
    }

    /** The line at a place. */
    public double at(final double place) {
        return meanY + slope * (place - meanX);
    }

    /** Variance of the slope, given that of y − slope x at each point. */
    public double slopeVariance(final double[] variances) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            final double share = weights[j] * (z[j] - meanZ) / szx;
            sum += share * share * variances[j];
        }
        return sum;
    }

    /** Variance of the line at a place, given that of y − slope x at each point. */
    public double varianceAt(final double place, final double[] variances) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            final double share = weights[j] * (1 / weightSum + (place - meanX) * (z[j] - meanZ) / szx);
            sum += share * share * variances[j];
        }
        return sum;
    }

    /** How much each y counts in the line at a place: the line is their sum, weighted so. */
    public double[] sharesAt(final double place) {
        final double[] shares = new double[x.length];
        for (int j = 0; j < shares.length; j++)
            shares[j] = weights[j] * (1 / weightSum + (place - meanX) * (z[j] - meanZ) / szx);
        return shares;
    }

    /** Standard error of the root, to first order. */
    public double rootError(final double[] variances) {
        return Math.sqrt(varianceAt(root(), variances)) / Math.abs(slope);
    }

    /** Share of the variance of y that the line explains; NaN with two points, where it is 1 by construction. */
    public double rSquared() {
        if (x.length < 3) return Double.NaN;
        double residual = 0;
        double total = 0;
        for (int j = 0; j < x.length; j++) {
            final double r = y[j] - at(x[j]);
            residual += weights[j] * r * r;
            total += weights[j] * (y[j] - meanY) * (y[j] - meanY);
        }
        return total > 0 ? 1 - residual / total : Double.NaN;
    }

    /** Variance of a point of weight 1 about the line; NaN with two points. */
    public double residualVariance() {
        if (x.length < 3) return Double.NaN;
        double residual = 0;
        for (int j = 0; j < x.length; j++) {
            final double r = y[j] - at(x[j]);
            residual += weights[j] * r * r;
        }
        return residual / (x.length - 2);
    }
}
