package org.eibalance.window;

import ij.gui.Plot;
import ij.measure.ResultsTable;
import org.eibalance.command.EiCommand;
import org.eibalance.command.Outcome;
import org.eibalance.command.recording.ViewRecording;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.result.Table;
import org.eibalance.window.trace.AnalysisStarter;
import org.eibalance.window.trace.TraceViewer;

/** What a command found, as windows of ImageJ: one plot a panel, one table a table. */
public final class OutcomeWindows {

    /** Longer tables are in their files only; ImageJ's window would hold all of it as text. */
    private static final int MOST_ROWS = 100_000;

    private OutcomeWindows() {}

    /**
     * Opens the windows of a command that has run.
     *
     * @param command the command
     * @param outcome what it found
     * @param starter starts analyses from the viewer of recordings
     */
    public static void show(final EiCommand command, final Outcome outcome, final AnalysisStarter starter) {
        if (command instanceof ViewRecording view) {
            TraceViewer.open(view, starter);
            return;
        }
        final String place = outcome.place();
        for (final Figure.Row row : outcome.report().figure().rows()) {
            for (final Panel panel : row.panels()) {
                final String title = panel.title().isEmpty() ? panel.y().label() : panel.title();
                plot(panel, place + ": " + title).show();
            }
        }
        outcome.report().tables().forEach((name, table) -> show(table, place + ": " + name));
        show(outcome.report().summary(), place + ": summary.csv");
    }

    private static void show(final Table table, final String title) {
        if (table.rows() <= MOST_ROWS) results(table).show(title);
    }

    /**
     * A panel as a plot of ImageJ.
     *
     * @param panel the panel
     * @param title of its window
     * @return the plot, not shown yet
     */
    public static Plot plot(final Panel panel, final String title) {
        return new PanelPlot(panel).plot(title);
    }

    /**
     * Adds rows to the table in a window, which is opened where there is none.
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

    /**
     * A table in the form of ImageJ. Numbers are shown to six digits; the file has all of them.
     *
     * @param table the table
     * @return the same, missing cells empty
     */
    static ResultsTable results(final Table table) {
        final ResultsTable results = new ResultsTable();
        fill(results, table);
        return results;
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
