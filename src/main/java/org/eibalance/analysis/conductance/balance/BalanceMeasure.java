package org.eibalance.analysis.conductance.balance;

import org.eibalance.signal.Interval;

/**
 * One number on the balance of excitation and inhibition, with the name of its definition: "the" E/I ratio does not
 * exist.
 *
 * @param definition which, in words
 * @param value the number; NaN where it is not defined for these data
 * @param unit its unit, empty for a ratio
 * @param low lower end of an interval; NaN without one
 * @param high upper end
 */
public record BalanceMeasure(String definition, double value, String unit, double low, double high) {

    static BalanceMeasure of(final String definition, final double value, final String unit) {
        return new BalanceMeasure(definition, value, unit, Double.NaN, Double.NaN);
    }

    static BalanceMeasure of(final String definition, final double value, final String unit, final Interval interval) {
        return new BalanceMeasure(definition, value, unit, interval.low(), interval.high());
    }
}
