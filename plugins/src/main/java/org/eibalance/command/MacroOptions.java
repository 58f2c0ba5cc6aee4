package org.eibalance.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eibalance.recording.InputException;

/**
 * The option string of an ImageJ macro: {@code key=value key=[value with blanks] …}. ImageJ itself only searches the
 * string for keys, so that nobody notices a misspelt one. Here every word must be a key.
 */
public final class MacroOptions {

    private MacroOptions() {}

    /**
     * Splits an option string.
     *
     * @param options the text that a plugin gets from ImageJ
     * @return values by key, in the order of the string; a key alone stands for true, as ImageJ records check boxes
     * @throws InputException if a bracket is not closed or a key is given twice
     */
    public static Map<String, String> parse(final String options) {
        final Map<String, String> values = new LinkedHashMap<>();
        int at = 0;
        while (true) {
            while (at < options.length() && Character.isWhitespace(options.charAt(at))) at++;
            if (at == options.length()) return values;
            final int start = at;
            while (at < options.length() && options.charAt(at) != '=' && !Character.isWhitespace(options.charAt(at)))
                at++;
            final String key = options.substring(start, at);
            String value = "true";
            if (at < options.length() && options.charAt(at) == '=') {
                at++;
                final boolean bracket = at < options.length() && options.charAt(at) == '[';
                final int end = bracket ? closing(options, at) : endOfWord(options, at);
                if (end < 0) throw new InputException("The bracket after '" + key + "=' in the macro is not closed.");
                value = options.substring(bracket ? at + 1 : at, end);
                at = bracket ? end + 1 : end;
            }
            if (values.put(key, value) != null)
                throw new InputException("The key '" + key + "' is given twice in the macro.");
        }
    }

    /** The bracket that closes the one at a position; file names may contain pairs of brackets. */
    private static int closing(final String options, final int from) {
        int depth = 0;
        for (int at = from; at < options.length(); at++) {
            if (options.charAt(at) == '[') depth++;
            if (options.charAt(at) == ']' && --depth == 0) return at;
        }
        return -1;
    }

    /**
     * A value in the form that the recorder of ImageJ needs; it adds brackets only around values with blanks.
     *
     * @param value any text whose brackets are in pairs
     * @return the text, in brackets if it begins with one
     */
    public static String recordable(final String value) {
        return value.startsWith("[") && value.indexOf(' ') < 0 ? "[" + value + "]" : value;
    }

    private static int endOfWord(final String options, final int from) {
        int end = from;
        while (end < options.length() && !Character.isWhitespace(options.charAt(end))) end++;
        return end;
    }
}
