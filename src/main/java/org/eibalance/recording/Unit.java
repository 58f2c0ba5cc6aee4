package org.eibalance.recording;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The unit of a channel or of a command, as its file states it.
 *
 * @param symbol the text of the file with every micro sign written as µ (U+00B5), and a spelling of volt or ampere as V
 *     or A; empty where the file is silent
 * @param quantity what it measures; {@link Quantity#OTHER} where the symbol is not one of volts or amperes with an SI
 *     prefix
 * @param toFieldUnit the factor that turns a value in this unit into mV or pA; 1 for {@link Quantity#OTHER}
 */
public record Unit(String symbol, Quantity quantity, double toFieldUnit) {

    /** SI prefixes from femto to giga, a thousand apart; the blank is no prefix. */
    private static final String PREFIXES = "fpnum kMG";

    /** As CED's programs, Igor and people write units: Volts, v, mvolt, Amp, amperes, pa; a lone a may be anything. */
    private static final Pattern SPELLED = Pattern.compile("([fpnu\u00b5mkMG]?|femto|pico|nano|micro|milli|kilo)"
            + "(?:([Vv]olts?|v)|([Aa]mp(?:ere|\u00e8re)?s?|(?<=[fpnu\u00b5m])a))");

    private static final Map<String, String> PREFIX_WORDS =
            Map.of("femto", "f", "pico", "p", "nano", "n", "micro", "\u00b5", "milli", "m", "kilo", "k");

    /** mV, the unit of potentials in this program. */
    public static final Unit MILLIVOLT = parse("mV");

    /** pA, the unit of currents in this program. */
    public static final Unit PICOAMPERE = parse("pA");

    /** No unit, or one that is not known. */
    public static final Unit UNKNOWN = parse("");

    /**
     * Reads a unit. The case of a prefix counts (mV is not MV); the micro sign, the Greek mu and u are one. Volt,
     * volts, v and millivolts are V and mV, Amp, amperes and picoamps A and pA, pa is pA. A symbol that is not
     * understood is kept and never guessed at.
     *
     * @param text the symbol, blanks around it do not count
     * @return the unit
     */
    public static Unit parse(final String text) {
        final String stripped = text.strip().replace('\u03bc', '\u00b5');
        final String symbol = spelledOut(stripped).replaceFirst("^u(?=[VA]$)", "\u00b5");
        for (final Quantity quantity : new Quantity[] {Quantity.VOLTAGE, Quantity.CURRENT}) {
            if (!symbol.endsWith(quantity.baseSymbol()) || symbol.length() > 2) continue;
            final char prefix =
                    symbol.length() == 1 ? ' ' : symbol.replace('\u00b5', 'u').charAt(0);
            final int place = PREFIXES.indexOf(prefix);
            if (place < 0) continue;
            final int exponent = 3 * (place - PREFIXES.indexOf(' '));
            return new Unit(symbol, quantity, powerOfTen(exponent - quantity.fieldExponent()));
        }
        return new Unit(symbol, Quantity.OTHER, 1);
    }

    /** The symbol of a unit that is written as a word; other texts as they are. */
    private static String spelledOut(final String text) {
        Matcher word = SPELLED.matcher(text);
        // A word may begin with a capital letter: Millivolts. A prefix of one letter may not.
        if (!word.matches() && text.length() > 4)
            word = SPELLED.matcher(Character.toLowerCase(text.charAt(0)) + text.substring(1));
        if (!word.matches()) return text;
        return PREFIX_WORDS.getOrDefault(word.group(1), word.group(1)) + (word.group(2) != null ? "V" : "A");
    }

    /**
     * The unit in which this program shows such values: mV, pA, or this one where it is neither potential nor current.
     */
    public Unit field() {
        return switch (quantity) {
            case VOLTAGE -> MILLIVOLT;
            case CURRENT -> PICOAMPERE;
            case OTHER -> this;
        };
    }

    /** What an axis says of it: its symbol, or that it is not known. */
    public String label() {
        return symbol.isEmpty() ? "unit unknown" : symbol;
    }

    /** Powers of ten as the nearest double: Math.pow may be off in the last place. */
    private static double powerOfTen(final int exponent) {
        return Double.parseDouble("1e" + exponent);
    }
}
