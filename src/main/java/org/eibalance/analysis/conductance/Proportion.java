package org.eibalance.analysis.conductance;

import org.eibalance.signal.Interval;

/**
 * The relation of two quantities: a straight line by least squares, and a proportion without intercept.
 *
 * @param slope of the line of y on x
 * @param slopeSe its standard error; NaN with two points
 * @param intercept of the line
 * @param correlation Pearson's r
 * @param ratio k of y = k x
 * @param precision share of the sum of squares of y about its mean that y = k x explains (Bhatia et al. 2019, eLife
 *     8:e43415, call this precise balance); may be negative
 * @param points how many
 */
public record Proportion(
        double slope,
        double slopeSe,
        double intercept,
        double correlation,
        double ratio,
        double precision,
        int points) {

    /**
     * The confidence interval of the slope, by Student's t with as many degrees of freedom as there are points less
     * two: with three points it reaches 12.7 standard errors to each side, for 95 %.
     *
     * @param confidence such as 0.95
     * @return the interval; none with two points
     */
    public Interval slopeInterval(final double confidence) {
        return Interval.ofStudent(slope, slopeSe, points - 2, confidence);
    }

    /**
     * Fits both.
     *
     * @param x for instance excitation
     * @param y for instance inhibition; pairs with a NaN are left out
     * @return the fit; all NaN with fewer than two pairs
     */
    public static Proportion of(final double[] x, final double[] y) {
        if (x.length != y.length) throw new IllegalArgumentException(x.length + " and " + y.length + " values");
        int n = 0;
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < x.length; i++) {
            if (Double.isNaN(x[i] + y[i])) continue;
            n++;
            meanX += x[i];
            meanY += y[i];
        }
        if (n < 2) return new Proportion(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, n);
        meanX /= n;
        meanY /= n;
        double xx = 0;
        double xy = 0;
        double yy = 0;
        double rawXx = 0;
        double rawXy = 0;
        for (int i = 0; i < x.length; i++) {
            if (Double.isNaN(x[i] + y[i])) continue;
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
            yy += (y[i] - meanY) * (y[i] - meanY);
            rawXx += x[i] * x[i];
            rawXy += x[i] * y[i];
        }
        final double slope = xy / xx;
        final double ratio = rawXy / rawXx;
        double residual = 0;
        for (int i = 0; i < x.length; i++) {
            if (Double.isNaN(x[i] + y[i])) continue;
            residual += (y[i] - ratio * x[i]) * (y[i] - ratio * x[i]);
        }
        final double error = n > 2 ? Math.sqrt(Math.max(0, yy - slope * xy) / (n - 2) / xx) : Double.NaN;
        return new Proportion(
                slope, error, meanY - slope * meanX, xy / Math.sqrt(xx * yy), ratio, 1 - residual / yy, n);
    }
}
