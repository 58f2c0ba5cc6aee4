package org.eibalance.window.result;

import ij.measure.ResultsTable;
import org.eibalance.result.Table;

/** A table in a window of ImageJ. Numbers are shown to six digits; the file of the table has all of them. */
public final class ResultWindow {

    /** Longer tables are in their files only; ImageJ's window would hold all of it as text. */
    private static final int MAX_ROWS = 100_000;

    private ResultWindow() {}

    /**
     * Opens a window; nothing happens if the table is too long for one.
     *
     * @param table the rows
     * @param title of the window
     */
    public static void show(final Table table, final String title) {
        if (table.rows() > MAX_ROWS) return;
        final ResultsTable results = new ResultsTable();
        fill(results, table);
        results.show(title);
    }

    /**
     * Adds rows to the table in a window, or opens a window if there is none.
     *
     * @param table the rows
     * @param title of the window
     */
    public static void append(final Table table, final String title) {
        final ResultsTable shown = ResultsTable.getResultsTable(title);
        final ResultsTable results = shown == null ? new ResultsTable() : shown;
        fill(results, table);
        results.show(title);
    }

    private static void fill(final ResultsTable results, final Table table) {
        for (int row = 0; row < table.rows(); row++) {
            results.incrementCounter();
            for (final String column : table.columns()) {
                final Object cell = table.get(row, column);
                if (cell instanceof Number) results.addValue(column, ((Number) cell).doubleValue());
                else results.addValue(column, cell == null ? "" : cell.toString());
            }
        }
        for (final String column : table.columns()) {
            if (!isWhole(table, column))
                results.setDecimalPlaces(results.getColumnIndex(column), ResultsTable.AUTO_FORMAT);
        }
        results.showRowNumbers(false);
    }

    private static boolean isWhole(final Table table, final String column) {
        for (int row = 0; row < table.rows(); row++) {
            final Object cell = table.get(row, column);
            if (!(cell instanceof Number) || ((Number) cell).doubleValue() % 1 != 0) return false;
        }
        return true;
    }
}
