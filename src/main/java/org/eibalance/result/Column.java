package org.eibalance.result;

import java.util.Locale;
import java.util.function.Function;

/**
 * A column of a table: its name, its unit, and how its cell is found in a row.
 *
 * @param <R> what a row is made from
 * @param name in lower snake case; the unit stands in it too, such as peak_lag_ms
 * @param unit as the field writes it, such as ms; empty where there is none
 * @param value the cell: String, Boolean, integer or Double; null and NaN are missing
 */
public record Column<R>(String name, String unit, Function<R, ?> value) {

    /**
     * Checks that a reader of the table finds the unit in the name.
     *
     * @throws IllegalArgumentException if the unit is one word and not a part of the name
     */
    public Column {
        final String part = unit.toLowerCase(Locale.ROOT);
        if (part.matches("[a-z]+[0-9]?") && !("_" + name + "_").contains("_" + part + "_"))
            throw new IllegalArgumentException("the column " + name + " does not name its unit " + unit);
    }

    /**
     * A column of a table.
     *
     * @param name in lower snake case, with the unit
     * @param unit as the field writes it; empty where there is none
     * @param value the cell of a row
     * @param <R> what a row is made from
     * @return the column
     */
    public static <R> Column<R> column(final String name, final String unit, final Function<R, ?> value) {
        return new Column<>(name, unit, value);
    }
}
