package org.eibalance.figure;

/**
 * Points that belong together. A NaN in y is a gap.
 *
 * @param name for the legend; empty for lines and points that are not in it
 * @param x places, in ascending order for lines; not copied
 * @param y values, as many; not copied
 * @param role what they stand for
 * @param style how they are drawn
 */
public record Series(String name, double[] x, double[] y, Role role, Style style) {

    /** How points are drawn. */
    public enum Style {
        /** A line through them. */
        LINE,
        /** A dashed line through them. */
        DASHED,
        /** A dot at each. */
        POINTS,
        /** A bar from zero to each. */
        BARS
    }

    /** Checks the lengths. */
    public Series {
        if (x.length != y.length) throw new IllegalArgumentException(x.length + " places, " + y.length + " values");
    }

    /**
     * A line.
     *
     * @param name for the legend
     * @param x places, ascending
     * @param y values
     * @param role what it stands for
     * @return the series
     */
    public static Series line(final String name, final double[] x, final double[] y, final Role role) {
        return new Series(name, x, y, role, Style.LINE);
    }
}
