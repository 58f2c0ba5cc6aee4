package org.eibalance.command.recording;

/** How the sweeps of a channel are arranged. */
public enum SweepLayout {
    /** All in one pair of axes. */
    OVERLAID("overlaid"),
    /** Each in its own lane, the first on top. */
    STACKED("stacked"),
    /** Only the current one. */
    SINGLE("one by one");

    private final String label;

    SweepLayout(final String label) {
        this.label = label;
    }

    /** Its text in dialogs and on the command line. */
    public String label() {
        return label;
    }

    /** The next layout; after the last comes the first. */
    public SweepLayout next() {
        return values()[(ordinal() + 1) % values().length];
    }
}
