package org.eibalance.window.trace;

/**
 * A stretch of time, from the start of the sweep.
 *
 * @param fromMs its start
 * @param toMs its end, later
 */
record ShownTime(double fromMs, double toMs) {

    /** Minimum width: a few samples of the fastest recordings. */
    static final double MIN_MS = 0.02;

    ShownTime {
        if (!(fromMs < toMs)) throw new IllegalArgumentException(fromMs + " to " + toMs + " ms");
    }

    double widthMs() {
        return toMs - fromMs;
    }

    /**
     * The same place, zoomed.
     *
     * @param factor of the width; below 1 zooms in
     * @param aboutMs the time that stays in its place
     */
    ShownTime zoomed(final double factor, final double aboutMs) {
        final double width = Math.max(MIN_MS, widthMs() * factor);
        final double before = (aboutMs - fromMs) / widthMs();
        return new ShownTime(aboutMs - before * width, aboutMs + (1 - before) * width);
    }

    /** The same width, shifted to later times. */
    ShownTime shifted(final double ms) {
        return new ShownTime(fromMs + ms, toMs + ms);
    }

    /**
     * The nearest window that lies in the recording.
     *
     * @param lengthMs length of the recording
     */
    ShownTime within(final double lengthMs) {
        final double length = Math.max(lengthMs, MIN_MS);
        final double width = Math.max(MIN_MS, Math.min(widthMs(), length));
        final double from = Math.max(0, Math.min(fromMs, length - width));
        return new ShownTime(from, from + width);
    }
}
