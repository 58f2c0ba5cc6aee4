package org.eibalance.command;

import java.math.BigDecimal;
import java.util.OptionalDouble;
import org.eibalance.recording.InputException;

/** An input that is a number or {@code auto}. */
public final class AutoNumber {

    public static final String AUTO = "auto";
    private static final String DECIMAL = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?";

    private AutoNumber() {}

    /**
     * Reads the input.
     *
     * @param key its key, for the sentence
     * @param text what a person wrote
     * @return the number; empty for auto
     */
    public static OptionalDouble parse(final String key, final String text) {
        final String value = text.strip();
        if (value.equals(AUTO)) return OptionalDouble.empty();
        if (!value.matches(DECIMAL) || Double.isInfinite(Double.parseDouble(value)))
            throw new InputException(key + " is '" + value + "': it must be auto or a number.");
        return OptionalDouble.of(Double.parseDouble(value));
    }

    /**
     * A number as a person writes it: the default of such an input.
     *
     * @param number the number
     * @return its digits, such as -75 or 0.2
     */
    public static String text(final double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /**
     * Reads the input and checks its range.
     *
     * @param key its key, for the sentence
     * @param text what a person wrote
     * @param min smallest number allowed
     * @param max largest number allowed
     * @return the number; empty for auto
     */
    public static OptionalDouble parse(final String key, final String text, final double min, final double max) {
        final OptionalDouble number = parse(key, text);
        if (number.isPresent() && !(number.getAsDouble() >= min && number.getAsDouble() <= max))
            throw new InputException(
                    key + " is '" + text.strip() + "': it must be auto or a number from " + min + " to " + max + ".");
        return number;
    }
}
