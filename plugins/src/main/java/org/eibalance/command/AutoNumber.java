package org.eibalance.command;

import java.util.OptionalDouble;

import org.eibalance.recording.InputException;

/** An input that is a number or {@code auto}. */
final class AutoNumber {

	private static final String DECIMAL = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?";

	private AutoNumber() {}

	/**
	 * Reads the input.
	 *
	 * @param key its key, for the sentence
	 * @param text what a person wrote
	 * @return the number; empty for auto
	 */
	static OptionalDouble parse(final String key, final String text) {
		final String value = text.strip();
		if (value.equals("auto")) return OptionalDouble.empty();
		if (!value.matches(DECIMAL)) throw new InputException(key + " is '" + text + "': it must be a number or auto.");
		return OptionalDouble.of(Double.parseDouble(value));
	}
}
