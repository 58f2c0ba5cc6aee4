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
     * A range around values, with a margin.
     *
     * @param min smallest value; NaN if there is none
     * @param max largest value
     */
    static ValueRange around(final double min, final double max) {
        if (!(min <= max) || Double.isInfinite(min) || Double.isInfinite(max)) return new ValueRange(-1, 1);
        final double width = max - min;
        final double room = width > 0 ? MARGIN * width : Math.max(1e-9, Math.abs(min) * MARGIN);
        return new ValueRange(min - room, max + room);
    }

    /** Zoomed in (factor below 1) or out, about a value that stays in its place. */
    ValueRange zoomed(final double factor, final double about) {
        return new ValueRange(about + (low - about) * factor, about + (high - about) * factor);
    }

    ValueRange shifted(final double by) {
        return new ValueRange(low + by, high + by);
    }
}
