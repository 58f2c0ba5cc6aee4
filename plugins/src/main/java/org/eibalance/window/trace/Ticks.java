package org.eibalance.window.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The ticks of an axis: multiples of 1, 2 or 5 times a power of ten.
 *
 * @param values the places, ascending
 * @param decimals decimals that distinguish them
 */
record Ticks(List<Double> values, int decimals) {

    private static final int MOST_DECIMALS = 9;

    /**
     * Ticks of an axis.
     *
     * @param low its lower end
     * @param high its upper end
     * @param max maximum number of ticks, at least 1
     */
    static Ticks of(final double low, final double high, final int max) {
        final double raw = (high - low) / Math.max(1, max);
        final double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = 10 * power;
        for (final double digit : new double[] {1, 2, 5}) {
            if (digit * power >= raw) {
                step = digit * power;
                break;
            }
        }
        final List<Double> values = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) values.add(i * step);
        return new Ticks(List.copyOf(values), Math.max(0, Math.min(MOST_DECIMALS, (int)
                -Math.floor(Math.log10(step) + 1e-9))));
    }

    String text(final double value) {
        final String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        // no "-0"
        return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
    }
}
