package org.eibalance.window.trace;

/** How the sweeps of a channel stand to each other. */
enum Layout {
    /** All in one pair of axes. */
    OVERLAID("overlaid"),
    /** Each in a lane of its own, the first on top. */
    STACKED("stacked"),
    /** Only the current one. */
    SINGLE("one by one");

    private final String label;

    Layout(final String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    Layout next() {
        return values()[(ordinal() + 1) % values().length];
    }
}
