package org.eibalance.figure;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** How very large and very small numbers are written beside an axis. */
final class PowerOfTen {

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private PowerOfTen() {}

    /**
     * Writes a number with a power of ten and up to three decimals.
     *
     * @param value the number
     * @return such as 2.5×10⁻⁹, or 10⁻⁹
     */
    static String text(final double value) {
        final String[] parts = new DecimalFormat("0.###E0", DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(value)
                .split("E");
        final StringBuilder text =
                new StringBuilder(parts[0].equals("1") ? "" : parts[0].equals("-1") ? "-" : parts[0] + "×");
        text.append("10");
        for (final char c : parts[1].toCharArray()) text.append(c == '-' ? '⁻' : SUPERSCRIPTS.charAt(c - '0'));
        return text.toString();
    }
}
