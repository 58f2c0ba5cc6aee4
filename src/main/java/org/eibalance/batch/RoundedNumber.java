package org.eibalance.batch;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers for people: four digits. */
final class RoundedNumber {

    private static final MathContext FOUR_DIGITS = new MathContext(4);
    private static final int MAX_ZEROS = 6;

    private RoundedNumber() {}

    /** The text of a number; whole ones keep all their digits. */
    static String of(final double value) {
        if (!Double.isFinite(value)) return Double.toString(value);
        if (value == Math.rint(value) && Math.abs(value) < 1e9) return Long.toString((long) value);
        final BigDecimal rounded = new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros();
        return Math.abs(rounded.scale()) > MAX_ZEROS + FOUR_DIGITS.getPrecision()
                ? rounded.toString()
                : rounded.toPlainString();
    }
}
