package org.eibalance.analysis.pair.correlogram;

import org.eibalance.signal.PeakParabola;

/**
 * The extremum of a correlogram: the largest coefficient by size, with its sign.
 *
 * @param r its height, by a parabola through the largest coefficient and its two neighbours
 * @param lagMs its place, likewise; positive where cell B follows cell A
 * @param widthMs full width of its lobe at half of {@code r}, by straight lines between samples; NaN where the lobe
 *     leaves the window above that
 * @param asymmetry (right - left) / (right + left) of the two parts of that width, on either side of the extremum: 0
 *     for a lobe that falls alike on both, 1 for one that falls only after it; NaN where the width is
 * @param atEdge whether the largest coefficient is the first or the last of the window: then it is taken as it is, and
 *     the true extremum may lie outside
 */
public record CorrelogramPeak(double r, double lagMs, double widthMs, double asymmetry, boolean atEdge) {

    /**
     * Finds the extremum.
     *
     * @param coefficients those of lags -L … L, at least one
     * @param intervalMs from one lag to the next
     * @return the extremum; the first where two are as large
     */
    public static CorrelogramPeak of(final double[] coefficients, final double intervalMs) {
        int largest = 0;
        for (int i = 1; i < coefficients.length; i++) {
            if (Math.abs(coefficients[i]) > Math.abs(coefficients[largest])) largest = i;
        }
        final boolean atEdge = largest == 0 || largest == coefficients.length - 1;
        double r = coefficients[largest];
        double shift = 0;
        if (!atEdge) {
            final PeakParabola parabola = PeakParabola.of(coefficients[largest - 1], r, coefficients[largest + 1]);
            shift = parabola.shift();
            r = parabola.value();
        }
        final double middle = (coefficients.length - 1) / 2;
        final double right = halfway(coefficients, largest, 1, r / 2) - largest - shift;
        final double left = largest + shift - halfway(coefficients, largest, -1, r / 2);
        return new CorrelogramPeak(
                r,
                (largest - middle + shift) * intervalMs,
                (left + right) * intervalMs,
                (right - left) / (right + left),
                atEdge);
    }

    /** Where the lobe falls to half its height, as a place between two coefficients. */
    private static double halfway(final double[] coefficients, final int from, final int direction, final double half) {
        final double sign = Math.signum(half);
        for (int i = from; i + direction >= 0 && i + direction < coefficients.length; i += direction) {
            final double here = sign * coefficients[i];
            final double next = sign * coefficients[i + direction];
            if (next <= sign * half) return i + direction * (here - sign * half) / (here - next);
        }
        return Double.NaN;
    }
}
