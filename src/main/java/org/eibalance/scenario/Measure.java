package org.eibalance.scenario;

/**
 * A number that a scenario shows, and the one it must show.
 *
 * @param name in lower snake case
 * @param value what came out
 * @param unit its unit; empty where it has none
 * @param expected the published or independently computed value with all parameters at their defaults; NaN where there
 *     is none
 * @param tolerance how far from it the value may be
 */
public record Measure(String name, double value, String unit, double expected, double tolerance) {

    /**
     * A number that nothing is known to expect of.
     *
     * @param name in lower snake case
     * @param value what came out
     * @param unit its unit
     * @return the measure
     */
    public static Measure of(final String name, final double value, final String unit) {
        return new Measure(name, value, unit, Double.NaN, Double.NaN);
    }

    /** Whether a value is expected. */
    public boolean isExpected() {
        return !Double.isNaN(expected);
    }

    /** Whether the value is as near the expected one as it must be. */
    public boolean ok() {
        return Math.abs(value - expected) <= tolerance;
    }

    /** The same without expectation, for a run whose parameters were changed. */
    Measure unexpected() {
        return of(name, value, unit);
    }
}
