package org.eibalance.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.eibalance.recording.InputException;
import org.eibalance.result.DecimalNumber;

/**
 * Columns of numbers read from a text file, the first of them times: as many arrays as columns, which grow with the
 * rows.
 */
final class TextColumns {

    /** Times are on a grid to this part of the sampling interval, and */
    private static final double INTERVAL_TOLERANCE = 0.25;
    /** to the last of the six digits to which programs write them. */
    private static final double DIGITS_TOLERANCE = 1e-5;

    private final Path file;
    private final double[][] columns;
    private int rows;

    TextColumns(final Path file, final int columns) {
        this.file = file;
        this.columns = new double[columns][16];
    }

    int rows() {
        return rows;
    }

    /** Starts a row; its values are set next. */
    void addRow() {
        if (rows == columns[0].length) {
            for (int c = 0; c < columns.length; c++) columns[c] = Arrays.copyOf(columns[c], 2 * rows);
        }
        rows++;
    }

    /** Sets a value of the last row. */
    void set(final int column, final double value) {
        columns[column][rows - 1] = value;
    }

    double get(final int row, final int column) {
        return columns[column][row];
    }

    /** Values of some rows of a column. */
    double[] values(final int column, final int from, final int to) {
        return Arrays.copyOfRange(columns[column], from, to);
    }

    /**
     * The interval between times that must ascend in equal steps.
     *
     * @param from first row
     * @param to row after the last; at least two rows
     * @param lineOfRow gives the line of a row, for a sentence
     * @return the mean interval: single differences are rounded
     */
    double interval(final int from, final int to, final java.util.function.IntUnaryOperator lineOfRow) {
        final double[] times = columns[0];
        final double interval = (times[to - 1] - times[from]) / (to - 1 - from);
        for (int row = from; row < to; row++) {
            final double expected = times[from] + (row - from) * interval;
            final double allowed = INTERVAL_TOLERANCE * interval + DIGITS_TOLERANCE * Math.abs(times[row]);
            // false for NaN, and for times that do not ascend
            if (!(interval > 0 && Math.abs(times[row] - expected) <= allowed))
                throw new InputException(file + ", line " + lineOfRow.applyAsInt(row)
                        + ": the time " + times[row] + " is not one equal step after the other, about " + expected
                        + " was expected.");
        }
        return interval;
    }

    /**
     * Reads a number.
     *
     * @param text the number; empty or "nan" for a missing one
     * @param decimalComma whether a comma stands for the decimal point
     * @param line its line, from 1
     * @param column its column in a sentence: its title
     * @return the value; NaN if it is missing
     */
    double number(final String text, final boolean decimalComma, final long line, final String column) {
        try {
            return DecimalNumber.parse(text, decimalComma);
        } catch (final NumberFormatException exc) {
            throw new InputException(
                    file + ", line " + line + ", column " + column + ": '" + InputException.shortened(text.strip())
                            + "' is no number.",
                    exc);
        }
    }

    /** A reader that takes any bytes: what is no character of the charset becomes a mark. */
    static BufferedReader reader(final Path file, final Charset charset) throws IOException {
        return new BufferedReader(new InputStreamReader(Files.newInputStream(file), charset));
    }
}
