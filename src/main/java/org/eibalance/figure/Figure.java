package org.eibalance.figure;

import java.util.List;

/**
 * A picture as a value: panels below each other, or side by side in a row.
 *
 * @param title above the panels; may be empty
 * @param widthMm its width on paper: journals want 85 for one column, 170 for two
 * @param heightMm its height on paper
 * @param rows the panels, from top to bottom
 * @param notes below the panels, each with a mark; the picture grows by them
 */
public record Figure(String title, double widthMm, double heightMm, List<Row> rows, List<Note> notes) {

    /** Width of two columns of a journal. */
    public static final double TWO_COLUMNS_MM = 170;

    /**
     * Panels side by side.
     *
     * @param weight its share of the height, beside the other rows' weights
     * @param panels from left to right, of equal width
     */
    public record Row(double weight, List<Panel> panels) {

        /** Takes a copy. */
        public Row {
            panels = List.copyOf(panels);
        }
    }

    /**
     * A sentence below the panels.
     *
     * @param sign what stands before it
     * @param text the sentence; broken into lines where it is wider than the figure
     */
    public record Note(Sign sign, String text) {

        /** What stands before a note. */
        public enum Sign {
            /** A cross: something is wrong. */
            CROSS,
            /** A triangle: something should be looked at. */
            TRIANGLE
        }
    }

    /** Takes copies. */
    public Figure {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /**
     * A figure without notes.
     *
     * @param title above the panels; may be empty
     * @param widthMm its width on paper
     * @param heightMm its height on paper
     * @param rows the panels, from top to bottom
     */
    public Figure(final String title, final double widthMm, final double heightMm, final List<Row> rows) {
        this(title, widthMm, heightMm, rows, List.of());
    }

    /** The same with these notes. */
    public Figure withNotes(final List<Note> others) {
        return new Figure(title, widthMm, heightMm, rows, others);
    }

    /**
     * A figure of panels of one width, below each other.
     *
     * @param title above the panels
     * @param heightMm height on paper, at a width of two columns
     * @param rows the panels
     * @return the figure
     */
    public static Figure stacked(final String title, final double heightMm, final Row... rows) {
        return new Figure(title, TWO_COLUMNS_MM, heightMm, List.of(rows));
    }

    /**
     * A row of one panel.
     *
     * @param weight its share of the height
     * @param panel the panel
     * @return the row
     */
    public static Row row(final double weight, final Panel panel) {
        return new Row(weight, List.of(panel));
    }
}
