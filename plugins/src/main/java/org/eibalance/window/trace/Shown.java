package org.eibalance.window.trace;

/** What can be shown with the traces, or left out. */
enum Shown {
    /** The mean of the sweeps that are not excluded. */
    AVERAGE("mean of the sweeps"),
    /** What the amplifier was commanded to hold. */
    COMMANDS("command waveform"),
    /** Remarks made while recording. */
    TAGS("tags"),
    /** Named stretches. */
    REGIONS("regions"),
    /** Detected events and those with a verdict. */
    EVENTS("events");

    private final String label;

    Shown(final String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
