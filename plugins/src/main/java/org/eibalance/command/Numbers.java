package org.eibalance.command;

import java.util.ArrayList;
import java.util.List;
import org.eibalance.recording.InputException;

/** An input of one or several numbers, joined by commas. */
public final class Numbers {

    private static final String DECIMAL = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,2})?";

    private Numbers() {}

    /**
     * Reads the numbers.
     *
     * @param key of the input, for the sentence
     * @param text what a person wrote
     * @return one or more
     */
    public static List<Double> parse(final String key, final String text) {
        final List<Double> numbers = new ArrayList<>();
        for (final String part : text.split(",", -1)) {
            if (!part.strip().matches(DECIMAL))
                throw new InputException(key + " is '" + text
                        + "': it must be none, or one or more numbers such as 100.5, joined by commas.");
            numbers.add(Double.parseDouble(part.strip()));
        }
        return numbers;
    }
}
