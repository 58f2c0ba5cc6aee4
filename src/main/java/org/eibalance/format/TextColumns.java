package org.eibalance.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.eibalance.recording.InputException;

/**
 * Columns of numbers read from a text file, the first of them times: as many arrays as columns, which grow with the
 * rows.
 */
final class TextColumns {

    /** Times are on a grid to this part of the sampling interval, and */
    private static final double INTERVAL_TOLERANCE = 0.25;
    /** to the last of the six digits to which programs write them. */
    private static final double DIGITS_TOLERANCE = 1e-5;

    private static final int EXACT_DIGITS = 15;
    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

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
     * @param lineOfRow tells the line of a row for a sentence
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
     * @param column its column, from 1
     * @return the value; NaN if it is missing
     */
    double number(final String text, final boolean decimalComma, final long line, final int column) {
        final String stripped = text.strip();
        if (stripped.isEmpty() || stripped.equalsIgnoreCase("nan")) return Double.NaN;
        try {
            final String number = decimalComma ? stripped.replace(',', '.') : stripped;
            final double plain = plain(number);
            return Double.isNaN(plain) ? Double.parseDouble(number) : plain;
        } catch (final NumberFormatException exc) {
            throw new InputException(
                    file + ", line " + line + ", column " + column + ": '" + shortened(stripped) + "' is no number.",
                    exc);
        }
    }

    /**
     * A number of up to 15 digits without an exponent. It and the power of ten below it are exact, so that one division
     * rounds as {@link Double#parseDouble} does, in a third of the time (W. D. Clinger, How to read floating point
     * numbers accurately, 1990).
     *
     * @return the value; NaN for any other text
     */
    static double plain(final String text) {
        final boolean negative = text.charAt(0) == '-';
        long digits = 0;
        int count = 0;
        int point = -1;
        for (int i = negative ? 1 : 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c == '.' && point < 0) point = count;
            else if (c >= '0' && c <= '9' && count < EXACT_DIGITS) {
                digits = 10 * digits + c - '0';
                count++;
            } else return Double.NaN;
        }
        if (count == 0) return Double.NaN;
        final double value = point < 0 ? digits : digits / POWERS_OF_TEN[count - point];
        return negative ? -value : value;
    }

    /** Text from a file as it can stand in one sentence. */
    static String shortened(final String text) {
        final int longest = 40;
        final String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= longest ? line : line.substring(0, longest) + "…";
    }

    /** A reader that takes any bytes: what is no character of the charset becomes a mark. */
    static BufferedReader reader(final Path file, final Charset charset) throws IOException {
        return new BufferedReader(new InputStreamReader(Files.newInputStream(file), charset));
    }

    /** A fault of reading as the exception that the caller throws. */
    static RuntimeException unreadable(final Path file, final IOException exc) {
        if (exc instanceof ClosedByInterruptException)
            return (CancellationException) new CancellationException().initCause(exc);
        return new InputException(file + " cannot be read to its end: a readable file was expected.", exc);
    }
}
