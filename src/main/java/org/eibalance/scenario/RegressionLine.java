package org.eibalance.scenario;

/**
 * The straight line through points with the least squares in y, and how much of their variance it explains.
 *
 * @param slope in units of y over those of x
 * @param intercept value at x = 0, in units of y
 * @param rSquared squared correlation of x and y, from 0 to 1
 */
public record RegressionLine(double slope, double intercept, double rSquared) {

    /**
     * Fits it.
     *
     * @param x finite values, not all the same
     * @param y as many
     * @return the line; its {@code rSquared} is NaN if all y are the same
     */
    public static RegressionLine through(final double[] x, final double[] y) {
        double mx = 0;
        double my = 0;
        for (int i = 0; i < x.length; i++) {
            mx += x[i] / x.length;
            my += y[i] / x.length;
        }
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - mx) * (x[i] - mx);
            xy += (x[i] - mx) * (y[i] - my);
            yy += (y[i] - my) * (y[i] - my);
        }
        return new RegressionLine(xy / xx, my - xy / xx * mx, xy * xy / (xx * yy));
    }
}
