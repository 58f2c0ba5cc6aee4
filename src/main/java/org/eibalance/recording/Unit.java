package org.eibalance.recording;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The unit of a channel or of a command, as its file states it.
 *
 * @param symbol the text of the file with every micro sign written as µ (U+00B5), and a spelling of volt as V; empty
 *     where the file is silent
 * @param quantity what it measures; {@link Quantity#OTHER} where the symbol is not one of volts or amperes with an SI
 *     prefix
 * @param toFieldUnit the factor that turns a value in this unit into mV or pA; 1 for {@link Quantity#OTHER}
 */
public record Unit(String symbol, Quantity quantity, double toFieldUnit) {

    /** SI prefixes from femto to giga, a thousand apart; the blank is no prefix. */
    private static final String PREFIXES = "fpnum kMG";

    /** CED's programs write Volt, Volts and v; other letters before them are prefixes. */
    private static final Pattern VOLT = Pattern.compile("([fpnu\u00b5mkMG]?)(?:[Vv]olts?|v)");

    /** mV, the unit of potentials in this program. */
    public static final Unit MILLIVOLT = parse("mV");

    /** pA, the unit of currents in this program. */
    public static final Unit PICOAMPERE = parse("pA");

    /** No unit, or one that is not known. */
    public static final Unit UNKNOWN = parse("");

    /**
     * Reads a unit. The case of a prefix counts (mV is not MV); the micro sign, the Greek mu and u are one. Volt, Volts
     * and v are V. A symbol that is not understood is kept and never guessed at.
     *
     * @param text the symbol, blanks around it do not count
     * @return the unit
     */
    public static Unit parse(final String text) {
        final String stripped = text.strip().replace('\u03bc', '\u00b5');
        final Matcher volt = VOLT.matcher(stripped);
        final String symbol = (volt.matches() ? volt.group(1) + "V" : stripped).replaceFirst("^u(?=[VA]$)", "\u00b5");
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
