package org.eibalance.recording;

/** What the amplifier held while a channel was recorded. */
public enum ClampMode {
    /** The potential was held, the channel is the current. */
    VOLTAGE_CLAMP("voltage clamp"),
    /** The current was held, the channel is the potential. */
    CURRENT_CLAMP("current clamp"),
    /** No current was passed, the channel is the potential. */
    ZERO_CURRENT("I = 0"),
    /** Neither the file nor the units say it. */
    UNKNOWN("unknown");

    private final String label;

    ClampMode(final String label) {
        this.label = label;
    }

    /**
     * The clamp mode where no more than the unit of a channel is known.
     *
     * @param unit of the channel
     * @return voltage clamp for a current, current clamp for a potential, else unknown
     */
    public static ClampMode of(final Unit unit) {
        return switch (unit.quantity()) {
            case CURRENT -> VOLTAGE_CLAMP;
            case VOLTAGE -> CURRENT_CLAMP;
            case OTHER -> UNKNOWN;
        };
    }

    /** The name people use. */
    public String label() {
        return label;
    }
}
