package org.eibalance.figure;

/**
 * A thin line across a panel at one value, or a strip over a range of values.
 *
 * @param direction whether it stands on the x axis or on the y axis
 * @param from its value; lower end of a strip
 * @param to the same value, or the upper end of a strip
 * @param label text beside it; may be empty
 * @param role what it stands for
 */
public record Mark(Direction direction, double from, double to, String label, Role role) {

    /** Which axis a mark belongs to. */
    public enum Direction {
        /** A vertical line or strip at values of x. */
        AT_X,
        /** A horizontal line or strip at values of y. */
        AT_Y
    }

    /**
     * A vertical line.
     *
     * @param x where
     * @param label text beside it
     * @param role what it stands for
     * @return the mark
     */
    public static Mark atX(final double x, final String label, final Role role) {
        return new Mark(Direction.AT_X, x, x, label, role);
    }

    /**
     * A horizontal line.
     *
     * @param y where
     * @param label text beside it
     * @param role what it stands for
     * @return the mark
     */
    public static Mark atY(final double y, final String label, final Role role) {
        return new Mark(Direction.AT_Y, y, y, label, role);
    }
}
