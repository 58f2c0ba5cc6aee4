package org.eibalance.figure;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.Locale;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.TickUnit;
import org.jfree.chart.axis.TickUnitSource;

/**
 * Steps of an axis: 1, 2 and 5 times powers of ten from 1e-18 to 5e18, written the same way in every locale.
 * JFreeChart's own are written as the machine's locale has it. A step is made when it is asked for: a list of all takes
 * longer than an axis to draw.
 */
final class RoundSteps implements TickUnitSource {

    private static final int[] DIGITS = {1, 2, 5};
    private static final int MAX_DECIMALS = 18;
    /** With smaller steps numbers have powers of ten: zeros would leave no room for the label of the axis. */
    private static final double MIN_WRITTEN_OUT = 1e-4;
    /** And with steps from here on. */
    private static final double TOO_LARGE = 1e6;
    /** Numbers that are not small beside such steps are written out. */
    private static final double SMALL = 1e-3;

    private static final double[] SIZES = sizes();

    /** A step of 1, of which nobody else knows. */
    static NumberTickUnit one() {
        return step(ceiling(1));
    }

    @Override
    public TickUnit getLargerTickUnit(final TickUnit unit) {
        final int ceiling = ceiling(unit.getSize());
        return step(SIZES[ceiling] > unit.getSize() ? ceiling : Math.min(ceiling + 1, SIZES.length - 1));
    }

    @Override
    public TickUnit getCeilingTickUnit(final TickUnit unit) {
        return getCeilingTickUnit(unit.getSize());
    }

    @Override
    public TickUnit getCeilingTickUnit(final double size) {
        return step(ceiling(size));
    }

    /** Number of the least step that is not below a size; of the last, where all are. */
    private static int ceiling(final double size) {
        final int found = Arrays.binarySearch(SIZES, size);
        return Math.min(found < 0 ? -found - 1 : found, SIZES.length - 1);
    }

    private static int exponent(final int index) {
        return index / DIGITS.length - MAX_DECIMALS;
    }

    private static double[] sizes() {
        final double[] sizes = new double[(2 * MAX_DECIMALS + 1) * DIGITS.length];
        // As the decimal number is read, for products of powers of ten are not exact.
        Arrays.setAll(sizes, i -> Double.parseDouble(DIGITS[i % DIGITS.length] + "e" + exponent(i)));
        return sizes;
    }

    private static NumberTickUnit step(final int index) {
        final int decimals = Math.max(0, -exponent(index));
        final DecimalFormat written = new DecimalFormat(
                decimals == 0 ? "0" : "0." + "#".repeat(decimals), DecimalFormatSymbols.getInstance(Locale.ROOT));
        final double size = SIZES[index];
        return new NumberTickUnit(size, written, DIGITS[index % DIGITS.length] == 2 ? 4 : 5) {

            private static final long serialVersionUID = 1L;

            @Override
            public String valueToString(final double value) {
                // A multiple that should be 0 can be off by rounding.
                final boolean power = size >= TOO_LARGE || size < MIN_WRITTEN_OUT && Math.abs(value) < SMALL;
                return power && Math.abs(value) > size / 2 ? PowerOfTen.text(value) : super.valueToString(value);
            }
        };
    }
}
