package org.eibalance.window.trace;

/**
 * What a vertical axis shows, in the unit of its channel.
 *
 * @param low its lower end
 * @param high its upper end, greater
 */
record ValueRange(double low, double high) {

    private static final double MARGIN = 0.05;

    ValueRange {
        if (!(low < high)) throw new IllegalArgumentException(low + " to " + high);
    }

    /**
     * A range around values, with some room.
     *
     * @param least the least; NaN where there is none
     * @param greatest the greatest
     */
    static ValueRange around(final double least, final double greatest) {
        if (!(least <= greatest) || Double.isInfinite(least) || Double.isInfinite(greatest))
            return new ValueRange(-1, 1);
        final double width = greatest - least;
        final double room = width > 0 ? MARGIN * width : Math.max(1e-9, Math.abs(least) * MARGIN);
        return new ValueRange(least - room, greatest + room);
    }

    /** Nearer (below 1) or farther, about a value that stays where it is. */
    ValueRange zoomed(final double factor, final double about) {
        return new ValueRange(about + (low - about) * factor, about + (high - about) * factor);
    }

    ValueRange shifted(final double by) {
        return new ValueRange(low + by, high + by);
    }
}
