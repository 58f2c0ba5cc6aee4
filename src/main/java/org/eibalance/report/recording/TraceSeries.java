package org.eibalance.report.recording;

import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.signal.MinMaxPyramid;

/** Part of a trace of any length as a line of a figure. */
public final class TraceSeries {

    /** Longer parts are reduced to this many columns; each column keeps its minimum and maximum. */
    private static final int COLUMNS = 2000;
    /** Tolerance of a time, as a fraction of the interval between samples. */
    private static final double SLACK = 1e-6;

    private TraceSeries() {}

    /**
     * The number of the first sample at or after a time.
     *
     * @param fromMs the time
     * @param stepMs interval between samples
     * @return the sample, 0 or later
     */
    public static long first(final double fromMs, final double stepMs) {
        return Math.max(0, (long) Math.ceil(fromMs / stepMs - SLACK));
    }

    /**
     * The number of the sample after the last one at or before a time.
     *
     * @param toMs the time
     * @param stepMs interval between samples
     * @param length number of samples there are
     * @return the end, at most {@code length}
     */
    public static long end(final double toMs, final double stepMs, final long length) {
        return Math.max(0, Math.min(length, (long) Math.floor(toMs / stepMs + SLACK) + 1));
    }

    /**
     * The line.
     *
     * @param name for the legend
     * @param trace the trace
     * @param fromMs where the part begins
     * @param toMs where it ends
     * @param stepMs interval between samples
     * @param role what it stands for
     * @return times in ms and values: each sample, or minimum and maximum of 2000 columns
     */
    public static Series of(
            final String name,
            final MinMaxPyramid trace,
            final double fromMs,
            final double toMs,
            final double stepMs,
            final Role role) {
        final long first = first(fromMs, stepMs);
        final long samples = Math.max(0, end(toMs, stepMs, trace.length()) - first);
        if (samples <= 2 * COLUMNS) {
            final double[] x = new double[(int) samples];
            final double[] y = new double[x.length];
            trace.columns(first, 1, y, new double[x.length]);
            for (int i = 0; i < x.length; i++) x[i] = (first + i) * stepMs;
            return Series.line(name, x, y, role);
        }
        final double[] least = new double[COLUMNS];
        final double[] greatest = new double[COLUMNS];
        final double step = (double) samples / COLUMNS;
        trace.columns(first, step, least, greatest);
        final double[] x = new double[2 * COLUMNS];
        final double[] y = new double[x.length];
        for (int i = 0; i < COLUMNS; i++) {
            x[2 * i] = x[2 * i + 1] = (first + i * step) * stepMs;
            y[2 * i + i % 2] = least[i];
            y[2 * i + 1 - i % 2] = greatest[i];
        }
        return Series.line(name, x, y, role);
    }
}
