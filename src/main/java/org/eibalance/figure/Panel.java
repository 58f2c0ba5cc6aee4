package org.eibalance.figure;

import java.util.List;

/**
 * One pair of axes and what is drawn between them: bands below, then series, then marks.
 *
 * @param title above it; may be empty
 * @param x horizontal axis
 * @param y vertical axis
 * @param series points and lines
 * @param bands bands
 * @param marks lines at single values
 * @param legend whether names are shown
 */
public record Panel(
        String title, Axis x, Axis y, List<Series> series, List<Band> bands, List<Mark> marks, boolean legend) {

    /** Takes copies. */
    public Panel {
        series = List.copyOf(series);
        bands = List.copyOf(bands);
        marks = List.copyOf(marks);
    }

    /**
     * A panel of series alone.
     *
     * @param title above it
     * @param x horizontal axis
     * @param y vertical axis
     * @param series points and lines; with several, a legend shows their names
     * @return the panel
     */
    public static Panel of(final String title, final Axis x, final Axis y, final Series... series) {
        return new Panel(title, x, y, List.of(series), List.of(), List.of(), series.length > 1);
    }

    /**
     * The same with marks.
     *
     * @param newMarks instead of the ones it has
     * @return the panel
     */
    public Panel withMarks(final Mark... newMarks) {
        return new Panel(title, x, y, series, bands, List.of(newMarks), legend);
    }

    /**
     * The same with bands.
     *
     * @param newBands instead of the ones it has
     * @return the panel
     */
    public Panel withBands(final Band... newBands) {
        return new Panel(title, x, y, series, List.of(newBands), marks, legend);
    }
}
