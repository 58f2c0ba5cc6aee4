package org.eibalance.result;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/**
 * Rows under named columns; units stand in the names. A cell is a text, a number, a truth value, or missing.
 *
 * <p>Columns of numbers are kept as arrays, so that a million rows cost eight megabytes a column. Immutable.
 */
public final class Table {

    private final List<String> columns;
    private final List<ColumnData> data;
    private final int rows;

    private sealed interface ColumnData {

        Object get(int row);
    }

    private record Numbers(double[] values) implements ColumnData {

        @Override
        public Object get(final int row) {
            return Double.isNaN(values[row]) ? null : (Object) values[row];
        }
    }

    private record Cells(Object[] values) implements ColumnData {

        @Override
        public Object get(final int row) {
            return values[row];
        }
    }

    private Table(final List<String> columns, final List<ColumnData> data, final int rows) {
        this.columns = List.copyOf(columns);
        this.data = data;
        this.rows = rows;
        if (new HashSet<>(columns).size() != columns.size())
            throw new IllegalArgumentException("columns of one name: " + columns);
    }

    /**
     * A table of numbers alone.
     *
     * @param columns names of the columns
     * @param values one array a column, all of one length; not copied, and not to be changed any more; NaN is missing
     * @return the table
     */
    public static Table ofNumbers(final List<String> columns, final double[]... values) {
        if (values.length != columns.size())
            throw new IllegalArgumentException(values.length + " arrays for " + columns);
        final List<ColumnData> data = new ArrayList<>();
        for (final double[] column : values) {
            if (column.length != values[0].length) throw new IllegalArgumentException("columns of unlike lengths");
            data.add(new Numbers(column));
        }
        return new Table(columns, data, values.length == 0 ? 0 : values[0].length);
    }

    /**
     * Begins a table that is filled row by row.
     *
     * @param columns names of the columns
     * @return the builder
     */
    public static Builder withColumns(final String... columns) {
        return new Builder(Arrays.asList(columns));
    }

    /**
     * A table with one row for each of a list of things.
     *
     * @param rows what the rows are made from, in order
     * @param columns the columns, in order
     * @param <R> what a row is made from
     * @return the table
     */
    @SafeVarargs
    public static <R> Table of(final List<? extends R> rows, final Column<R>... columns) {
        return of(rows, List.of(columns));
    }

    /**
     * A table with one row for each of a list of things.
     *
     * @param rows what the rows are made from, in order
     * @param columns the columns, in order
     * @param <R> what a row is made from
     * @return the table
     */
    public static <R> Table of(final List<? extends R> rows, final List<Column<R>> columns) {
        final Builder table = new Builder(columns.stream().map(Column::name).toList());
        for (final R row : rows)
            table.row(columns.stream().map(c -> c.value().apply(row)).toArray());
        return table.build();
    }

    /**
     * The same with one more column at the end, that has the same text in each row.
     *
     * @param column its name
     * @param text the text; an empty one is missing
     * @return the table
     */
    public Table withText(final String column, final String text) {
        final List<String> names = new ArrayList<>(columns);
        names.add(column);
        final Object[] cells = new Object[rows];
        Arrays.fill(cells, text.isEmpty() ? null : text);
        final List<ColumnData> more = new ArrayList<>(data);
        more.add(new Cells(cells));
        return new Table(names, more, rows);
    }

    /** Names of the columns, in order. */
    public List<String> columns() {
        return columns;
    }

    /** How many rows. */
    public int rows() {
        return rows;
    }

    /**
     * One cell.
     *
     * @param row 0-based row
     * @param column 0-based column
     * @return a String, Long, Double or Boolean, or null where it is missing
     */
    public Object get(final int row, final int column) {
        return data.get(column).get(row);
    }

    /**
     * One cell, by the name of its column.
     *
     * @param row 0-based row
     * @param column name of the column
     * @return a String, Long, Double or Boolean, or null where it is missing
     */
    public Object get(final int row, final String column) {
        return get(row, index(column));
    }

    /**
     * One cell as a number.
     *
     * @param row 0-based row
     * @param column name of the column
     * @return the number, or NaN where the cell is missing
     */
    public double number(final int row, final String column) {
        final Object cell = get(row, column);
        return cell == null ? Double.NaN : ((Number) cell).doubleValue();
    }

    /**
     * A whole column as numbers.
     *
     * @param column name of the column
     * @return a new array; NaN where a cell is missing
     */
    public double[] numbers(final String column) {
        final double[] numbers = new double[rows];
        for (int row = 0; row < rows; row++) numbers[row] = number(row, column);
        return numbers;
    }

    private int index(final String column) {
        final int index = columns.indexOf(column);
        if (index < 0) throw new IllegalArgumentException("no column " + column + " in " + columns);
        return index;
    }

    /** Fills a table row by row. Not safe in threads. */
    public static final class Builder {

        private final List<String> columns;
        private final List<Object[]> rows = new ArrayList<>();

        private Builder(final List<String> columns) {
            this.columns = columns;
        }

        /**
         * Adds a row.
         *
         * @param cells as many as there are columns: String, Boolean, integers, Double; null and NaN are missing
         * @return this builder
         */
        public Builder row(final Object... cells) {
            if (cells.length != columns.size())
                throw new IllegalArgumentException(cells.length + " cells for " + columns);
            final Object[] row = new Object[cells.length];
            for (int i = 0; i < cells.length; i++) row[i] = cell(cells[i]);
            rows.add(row);
            return this;
        }

        private static Object cell(final Object value) {
            if (value == null || value instanceof String || value instanceof Boolean || value instanceof Long)
                return value;
            if (value instanceof Integer) return ((Integer) value).longValue();
            if (value instanceof Double) return ((Double) value).isNaN() ? null : value;
            throw new IllegalArgumentException(
                    "a cell cannot hold a " + value.getClass().getName());
        }

        /** The table so far. */
        public Table build() {
            final List<ColumnData> data = new ArrayList<>();
            for (int c = 0; c < columns.size(); c++) {
                final Object[] cells = new Object[rows.size()];
                for (int r = 0; r < cells.length; r++) cells[r] = rows.get(r)[c];
                data.add(new Cells(cells));
            }
            return new Table(columns, Collections.unmodifiableList(data), rows.size());
        }
    }
}
