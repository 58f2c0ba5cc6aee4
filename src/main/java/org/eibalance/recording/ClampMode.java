package org.eibalance.recording;

/** What the amplifier held while a channel was recorded. */
public enum ClampMode {
	/** The potential was held, the channel is the current. */
	VOLTAGE_CLAMP("voltage clamp"),
	/** The current was held, the channel is the potential. */
	CURRENT_CLAMP("current clamp"),
	/** No current was passed, the channel is the potential. */
	ZERO_CURRENT("I = 0"),
	/** The file does not say and the units do not tell. */
	UNKNOWN("unknown");

	private final String label;

	ClampMode(final String label) {
		this.label = label;
	}

	/** The name people use. */
	public String label() {
		return label;
	}
}
