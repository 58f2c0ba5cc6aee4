package org.eibalance.bridge.calibration;

import java.util.Arrays;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.eibalance.recording.InputException;

/**
 * A line through pairs of values: what was set or shown, and what a meter said.
 *
 * @param slope of the line
 * @param intercept at 0
 * @param rms of the residuals
 * @param worst the largest residual
 * @param span from the smallest to the largest y
 * @param points how many
 */
public record LineFit(double slope, double intercept, double rms, double worst, double span, int points) {

    /** The line that changes nothing. */
    public static final LineFit NONE = new LineFit(1, 0, 0, 0, 0, 0);

    /**
     * Fits by least squares.
     *
     * @param x what was set or shown
     * @param y what was measured
     * @return the line
     * @throws InputException if there are fewer than three points, one is no number, or all x are the same
     */
    public static LineFit of(final double[] x, final double[] y) {
        if (x.length < 3 || x.length != y.length)
            throw new InputException(
                    "A line needs at least three pairs of values: " + x.length + " and " + y.length + " are there.");
        final SimpleRegression line = new SimpleRegression();
        for (int i = 0; i < x.length; i++) line.addData(x[i], y[i]);
        if (!Double.isFinite(line.getSlope()) || !Double.isFinite(line.getIntercept()))
            throw new InputException("No line goes through these pairs of values: different numbers were expected.");
        double squares = 0;
        double worst = 0;
        for (int i = 0; i < x.length; i++) {
            final double residual = y[i] - line.predict(x[i]);
            squares += residual * residual;
            worst = Math.max(worst, Math.abs(residual));
        }
        return new LineFit(
                line.getSlope(),
                line.getIntercept(),
                Math.sqrt(squares / x.length),
                worst,
                Arrays.stream(y).max().getAsDouble() - Arrays.stream(y).min().getAsDouble(),
                x.length);
    }

    /** Whether it is the line that changes nothing, which no points gave. */
    public boolean isNone() {
        return points == 0;
    }
}
