package org.eibalance.figure;

import java.util.Arrays;

/**
 * A long curve or band thinned out for drawing: of each stretch that falls on one column of pixels its least and its
 * greatest value stay, of a curve in the order in which they occur, so that no peak is lost. What lies beyond the ends
 * of an axis is a stretch of its own on either side, and the place next to the axis stays as it is. Gaps narrower than
 * three columns may close.
 */
final class Envelope {

    private Envelope() {}

    /**
     * Thins a curve.
     *
     * @param series places ascending
     * @param columns how many columns of pixels there are
     * @param axis where places are drawn
     * @return at most two points a column and three on either side of the axis, and one NaN where a stretch has nothing
     *     else; the same series where it is short
     */
    static Series of(final Series series, final int columns, final Axis axis) {
        final int n = series.x().length;
        if (n <= 2 * columns) return series;
        final int[] starts = starts(series.x(), columns, axis);
        final double[] x = new double[2 * starts.length];
        final double[] y = new double[2 * starts.length];
        int kept = 0;
        for (int stretch = 0; stretch < starts.length - 1; stretch++) {
            final int from = starts[stretch];
            final int to = starts[stretch + 1];
            if (from == to) continue;
            int least = -1;
            int greatest = -1;
            for (int i = from; i < to; i++) {
                final double value = series.y()[i];
                if (Double.isNaN(value)) continue;
                if (least < 0 || value < series.y()[least]) least = i;
                if (greatest < 0 || value > series.y()[greatest]) greatest = i;
            }
            if (least < 0) least = greatest = from;
            for (final int i : least == greatest
                    ? new int[] {least}
                    : new int[] {Math.min(least, greatest), Math.max(least, greatest)}) {
                x[kept] = series.x()[i];
                y[kept++] = series.y()[i];
            }
        }
        return new Series(series.name(), Arrays.copyOf(x, kept), Arrays.copyOf(y, kept), series.role(), series.style());
    }

    /**
     * Thins a band.
     *
     * @param band places ascending
     * @param columns how many columns of pixels there are
     * @param axis where places are drawn
     * @return one point a column, where the column begins, two on either side of the axis, and the last of all; the
     *     same band where it is short. A stretch of which nothing is known has NaN
     */
    static Band of(final Band band, final int columns, final Axis axis) {
        final int n = band.x().length;
        if (n <= 2 * columns) return band;
        final int[] starts = starts(band.x(), columns, axis);
        final double[] x = new double[starts.length];
        final double[] low = new double[starts.length];
        final double[] high = new double[starts.length];
        Arrays.fill(low, Double.NaN);
        Arrays.fill(high, Double.NaN);
        int kept = 0;
        for (int stretch = 0; stretch < starts.length - 1; stretch++) {
            if (starts[stretch] == starts[stretch + 1]) continue;
            x[kept] = band.x()[starts[stretch]];
            for (int i = starts[stretch]; i < starts[stretch + 1]; i++) {
                if (Double.isNaN(band.low()[i]) || Double.isNaN(band.high()[i])) continue;
                // Not below, for of NaN nothing is: the first that is known counts in any case.
                if (!(low[kept] <= band.low()[i])) low[kept] = band.low()[i];
                if (!(high[kept] >= band.high()[i])) high[kept] = band.high()[i];
            }
            kept++;
        }
        x[kept] = band.x()[n - 1];
        low[kept] = band.low()[n - 1];
        high[kept++] = band.high()[n - 1];
        return new Band(
                band.name(), Arrays.copyOf(x, kept), Arrays.copyOf(low, kept), Arrays.copyOf(high, kept), band.role());
    }

    /**
     * Index of the first place of each stretch, and behind the last: what lies left of the axis, the last place there,
     * the columns, the first place right of it, the rest.
     */
    private static int[] starts(final double[] x, final int columns, final Axis axis) {
        final double low =
                axis.isFixed() ? axis.low() : axis.logarithmic() ? Double.MIN_VALUE : Double.NEGATIVE_INFINITY;
        final double high = axis.isFixed() ? axis.high() : Double.POSITIVE_INFINITY;
        int first = 0;
        while (first < x.length && x[first] < low) first++;
        int end = x.length;
        while (end > first && x[end - 1] > high) end--;
        final int[] starts = new int[columns + 5];
        starts[1] = Math.max(0, first - 1);
        starts[2] = first;
        final double from = drawn(axis.isFixed() || first == end ? low : x[first], axis);
        final double to = drawn(axis.isFixed() || first == end ? high : x[end - 1], axis);
        int column = 0;
        for (int i = first; i < end; i++) {
            final double share = (drawn(x[i], axis) - from) / (to - from);
            while (column < Math.min(columns - 1, (int) (share * columns))) starts[2 + ++column] = i;
        }
        Arrays.fill(starts, 2 + column + 1, 2 + columns + 1, end);
        starts[columns + 3] = Math.min(x.length, end + 1);
        starts[columns + 4] = x.length;
        return starts;
    }

    private static double drawn(final double place, final Axis axis) {
        return axis.logarithmic() ? Math.log(place) : place;
    }
}
