package org.eibalance.figure;

/**
 * An axis of a panel.
 *
 * @param label what it shows, with the unit in parentheses
 * @param low where it begins; NaN to fit the data
 * @param high where it ends; NaN to fit the data
 * @param logarithmic whether it counts powers of ten; then all data must be above 0
 */
public record Axis(String label, double low, double high, boolean logarithmic) {

    /**
     * A linear axis that fits the data.
     *
     * @param label what it shows, with the unit in parentheses
     * @return the axis
     */
    public static Axis of(final String label) {
        return new Axis(label, Double.NaN, Double.NaN, false);
    }

    /**
     * A linear axis of a fixed range.
     *
     * @param label what it shows, with the unit in parentheses
     * @param low where it begins
     * @param high where it ends
     * @return the axis
     */
    public static Axis of(final String label, final double low, final double high) {
        return new Axis(label, low, high, false);
    }

    boolean isFixed() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }
}
