package org.eibalance.analysis.event;

/** The direction of the events that are detected. */
public enum Polarity {
    /** Downward: inward currents, inhibitory potentials above their reversal. */
    NEGATIVE("negative"),
    /** Upward: outward currents, excitatory potentials. */
    POSITIVE("positive"),
    /** Either. */
    BOTH("both");

    private final String label;

    Polarity(final String label) {
        this.label = label;
    }

    /** Its name in lower case. */
    public String label() {
        return label;
    }
}
