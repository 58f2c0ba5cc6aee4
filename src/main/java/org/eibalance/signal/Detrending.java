package org.eibalance.signal;

import java.util.Arrays;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/** Removes slow drift from a signal, and its mean with it. */
public final class Detrending {

    /** A sliding median is taken of this many pieces of its window. */
    private static final int PIECES = 20;

    private Detrending() {}

    /**
     * Subtracts the straight line of least squares.
     *
     * @param signal two samples or more; not changed
     * @return as many samples
     */
    public static double[] minusLine(final double[] signal) {
        final SimpleRegression line = new SimpleRegression();
        for (int t = 0; t < signal.length; t++) line.addData(t, signal[t]);
        final double[] left = new double[signal.length];
        for (int t = 0; t < left.length; t++) left[t] = signal[t] - line.predict(t);
        return left;
    }

    /**
     * Subtracts the sliding median: events shorter than half the window stay. The window is cut into twenty pieces, of
     * whose means the median is taken; between pieces it is interpolated. At the ends the window is as much of it as
     * there is.
     *
     * @param signal one sample or more; not changed
     * @param window in samples, 20 or more
     * @return as many samples
     */
    public static double[] minusMedian(final double[] signal, final int window) {
        final int piece = Math.max(1, window / PIECES);
        final int pieces = Math.max(1, signal.length / piece);
        final double[] means = new double[pieces];
        for (int p = 0; p < pieces; p++)
            means[p] = Moments.of(signal, p * piece, p == pieces - 1 ? signal.length : (p + 1) * piece)
                    .mean();
        final double[] medians = new double[pieces];
        for (int p = 0; p < pieces; p++) {
            final double[] near =
                    Arrays.copyOfRange(means, Math.max(0, p - PIECES / 2), Math.min(pieces, p + PIECES / 2 + 1));
            medians[p] = Statistics.median(near);
        }
        final double[] left = new double[signal.length];
        for (int t = 0; t < left.length; t++) {
            final double place = Math.min(pieces - 1, Math.max(0, (t + 0.5) / piece - 0.5));
            final int below = (int) place;
            final double next = medians[Math.min(below + 1, pieces - 1)];
            left[t] = signal[t] - medians[below] - (place - below) * (next - medians[below]);
        }
        return left;
    }
}
