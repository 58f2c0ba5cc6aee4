package org.eibalance.result;

import java.util.List;

/**
 * A number that a run shows, and the one it must show.
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
     * A number of which nothing is expected.
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
    public Measure unexpected() {
        return of(name, value, unit);
    }

    /**
     * Measures as a table, one a row.
     *
     * @param measures the measures
     * @return columns measure, value, unit, expected, tolerance, ok; the last three missing where nothing is expected
     */
    public static Table table(final List<Measure> measures) {
        return Table.of(
                measures,
                Column.column("measure", "", Measure::name),
                Column.column("value", "", Measure::value),
                Column.column("unit", "", Measure::unit),
                Column.column("expected", "", Measure::expected),
                Column.column("tolerance", "", Measure::tolerance),
                Column.column("ok", "", m -> m.isExpected() ? m.ok() : null));
    }
}
