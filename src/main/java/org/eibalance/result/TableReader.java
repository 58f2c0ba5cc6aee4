package org.eibalance.result;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.eibalance.recording.InputException;

/**
 * Reads a table of text row by row: UTF-8, a header with a title for each column, fields between commas, semicolons or
 * tabs, quotes as in RFC 4180. The first of these signs in the header is the one that counts; where it is no comma, a
 * comma in a number is the decimal one. Every fault is an {@link InputException} that names the file, the line and the
 * column by its title.
 *
 * <pre>{@code
 * try (TableReader rows = TableReader.open(file, "a table of levels with the header sweep,level_mv")) {
 *     int level = rows.require("level_mv");
 *     while (rows.next()) levels.add(rows.finite(level));
 * }
 * }</pre>
 *
 * <p>For one thread. {@link #next()} throws a {@link CancellationException} if the thread is interrupted.
 */
public final class TableReader implements AutoCloseable {

    private static final String SEPARATORS = ",;\t";
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final Path file;
    private final String expected;
    private final char separator;
    private final CsvReader<CsvRecord> csv;
    private final Iterator<CsvRecord> records;
    private final List<String> titles;
    private final Deque<CsvRecord> again = new ArrayDeque<>();
    private CsvRecord row;

    private TableReader(final Path file, final String expected, final char separator, final CsvReader<CsvRecord> csv) {
        this.file = file;
        this.expected = expected;
        this.separator = separator;
        this.csv = csv;
        records = csv.iterator();
        final CsvRecord header = nextRecord();
        titles = header == null ? List.of() : titles(header);
    }

    /**
     * Opens a table and reads its header.
     *
     * @param file the file
     * @param expected what it was expected to be, for a sentence: "a table of levels with the header sweep,level_mv"
     * @return its rows, to be closed
     * @throws InputException if it is not there, is empty or cannot be read
     * @throws CancellationException if the thread is interrupted
     */
    public static TableReader open(final Path file, final String expected) {
        if (!Files.isRegularFile(file))
            throw new InputException(file + " is not there: " + expected + " was expected.");
        CsvReader<CsvRecord> csv = null;
        try {
            final char separator;
            try (BufferedReader reader = reader(file)) {
                separator = separator(reader);
            }
            csv = CsvReader.builder()
                    .fieldSeparator(separator)
                    .allowExtraFields(true)
                    .allowMissingFields(true)
                    .allowUnclosedQuote(false)
                    .ofCsvRecord(reader(file));
            final TableReader table = new TableReader(file, expected, separator, csv);
            if (table.titles.isEmpty()) throw new InputException(file + " is empty: " + expected + " was expected.");
            return table;
        } catch (final IOException e) {
            throw InputException.unreadable(file, e);
        } catch (final RuntimeException | Error e) {
            closeQuietly(csv);
            throw e;
        }
    }

    /** Takes any bytes: what is no character becomes a mark. */
    private static BufferedReader reader(final Path file) throws IOException {
        return new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
    }

    private static void closeQuietly(final CsvReader<CsvRecord> csv) {
        try {
            if (csv != null) csv.close();
        } catch (final IOException e) {
            // there is a worse fault
        }
    }

    /** The first sign between fields in the first line that is not blank; a comma where there is none. */
    private static char separator(final BufferedReader reader) throws IOException {
        boolean quoted = false;
        boolean blank = true;
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '"') quoted = !quoted;
            else if (!quoted && SEPARATORS.indexOf(c) >= 0) return (char) c;
            blank &= Character.isWhitespace(c) || c == BYTE_ORDER_MARK.charAt(0);
            if (!quoted && !blank && (c == '\n' || c == '\r')) break;
        }
        return ',';
    }

    private static List<String> titles(final CsvRecord header) {
        return header.getFields().stream()
                .map(title -> title.replace(BYTE_ORDER_MARK, "").strip())
                .toList();
    }

    /** The next record of the file; null behind the last. */
    private CsvRecord nextRecord() {
        if (Thread.currentThread().isInterrupted()) throw new CancellationException();
        try {
            if (!again.isEmpty()) return again.removeFirst();
            return records.hasNext() ? records.next() : null;
        } catch (final CsvParseException e) {
            throw new InputException(
                    file + " cannot be split into fields: each quote was expected to be closed ("
                            + InputException.shortened(String.valueOf(e.getMessage())) + ").",
                    e);
        } catch (final UncheckedIOException e) {
            throw InputException.unreadable(file, e.getCause());
        }
    }

    /** The titles of the columns, without blanks around them. */
    public List<String> titles() {
        return titles;
    }

    /** Whether a comma in a number is the decimal one. */
    public boolean decimalComma() {
        return separator != ',';
    }

    /**
     * The column of a title, whatever the case of its letters.
     *
     * @return its 0-based place, the first where there are several; -1 if there is none
     */
    public int column(final String title) {
        for (int c = 0; c < titles.size(); c++) if (titles.get(c).equalsIgnoreCase(title)) return c;
        return -1;
    }

    /**
     * The column of a title that must be there.
     *
     * @return its 0-based place
     * @throws InputException if there is none
     */
    public int require(final String title) {
        final int column = column(title);
        if (column < 0)
            throw new InputException(
                    file + ", line 1: there is no column " + title + ", " + expected + " was expected.");
        return column;
    }

    /**
     * Goes to the next row.
     *
     * @return false behind the last row
     * @throws InputException if the row has not as many fields as the header, or cannot be read
     * @throws CancellationException if the thread is interrupted
     */
    public boolean next() {
        row = nextRecord();
        if (row != null && row.getFieldCount() != titles.size())
            throw fault(row.getFieldCount() + (row.getFieldCount() == 1 ? " field" : " fields") + ", expected were "
                    + titles.size() + " as in the header");
        return row != null;
    }

    /**
     * Goes to the next row, and leaves rows at the end out in which every field is empty: spreadsheets write such.
     *
     * @return false behind the last row that is not empty
     * @throws InputException as {@link #next()} does
     * @throws CancellationException if the thread is interrupted
     */
    public boolean nextFilled() {
        if (!next()) return false;
        if (!isEmpty()) return true;
        // A row that is empty between others is one whose numbers are missing.
        final CsvRecord empty = row;
        final List<CsvRecord> read = new ArrayList<>();
        while (next()) {
            read.add(row);
            if (isEmpty()) continue;
            again.addAll(read);
            row = empty;
            return true;
        }
        return false;
    }

    private boolean isEmpty() {
        return row.getFields().stream().allMatch(String::isBlank);
    }

    /** The line of the row, from 1. */
    public long line() {
        return row.getStartingLineNumber();
    }

    /** A field of the row as it stands in the file. */
    public String text(final int column) {
        return row.getField(column);
    }

    /**
     * A field of the row as a number.
     *
     * @return the number; NaN where the field is empty or {@code nan}
     * @throws InputException if it is other text
     */
    public double number(final int column) {
        try {
            return DecimalNumber.parse(text(column), decimalComma());
        } catch (final NumberFormatException e) {
            throw fault(column, "is no number");
        }
    }

    /**
     * A field of the row as a number that must be there.
     *
     * @return a finite number
     * @throws InputException if there is none
     */
    public double finite(final int column) {
        final double value = number(column);
        if (!Double.isFinite(value)) throw fault(column, "is no number, a finite one was expected");
        return value;
    }

    /**
     * A field of the row as a count or an index.
     *
     * @return a whole number from 0 on
     * @throws InputException if it is none
     */
    public int index(final int column) {
        final double value = number(column);
        if (!(value >= 0 && value <= Integer.MAX_VALUE && value == Math.rint(value)))
            throw fault(column, "was expected to be a whole number from 0 on");
        return (int) value;
    }

    /**
     * A fault in the row.
     *
     * @param what what is wrong and what was expected, without the full stop
     * @return to be thrown
     */
    public InputException fault(final String what) {
        return new InputException(file + ", line " + line() + ": " + what + ".");
    }

    /**
     * A fault in a field of the row.
     *
     * @param column its column
     * @param what what is wrong with it and what was expected, without the full stop: "is no number"
     * @return to be thrown; the sentence quotes the field
     */
    public InputException fault(final int column, final String what) {
        return new InputException(file + ", line " + line() + ", column " + named(column, titles.get(column)) + ": '"
                + InputException.shortened(text(column).strip()) + "' " + what + ".");
    }

    /**
     * A column in a sentence.
     *
     * @param column its 0-based place
     * @param title its title in the header
     * @return the title; the place from 1 if there is no title
     */
    public static String named(final int column, final String title) {
        final String shown = InputException.shortened(title.strip());
        return shown.isEmpty() ? Integer.toString(column + 1) : shown;
    }

    @Override
    public void close() {
        closeQuietly(csv);
    }

    /**
     * Reads a whole table, such as {@link CsvWriter} writes. A column of which every cell is a number or missing is one
     * of numbers, one of true and false is one of truth values, any other is one of texts. Whole numbers come back as
     * doubles.
     *
     * @param file the file
     * @return the table
     * @throws InputException if it cannot be read, has no header, names a column twice or has a row that is too short
     *     or too long
     * @throws CancellationException if the thread is interrupted
     */
    public static Table read(final Path file) {
        try (TableReader reader = open(file, "a table with a header")) {
            if (new HashSet<>(reader.titles).size() < reader.titles.size())
                throw new InputException(file + ", line 1: a header with each column once was expected.");
            final List<List<String>> rows = new ArrayList<>();
            while (reader.next()) rows.add(reader.row.getFields());
            return table(reader.titles, rows, reader.decimalComma());
        }
    }

    private static Table table(final List<String> titles, final List<List<String>> rows, final boolean decimalComma) {
        final Kind[] kinds = new Kind[titles.size()];
        for (int c = 0; c < kinds.length; c++) kinds[c] = Kind.of(rows, c, decimalComma);
        final Table.Builder table = Table.withColumns(titles.toArray(String[]::new));
        for (final List<String> row : rows) {
            final Object[] cells = new Object[kinds.length];
            for (int c = 0; c < cells.length; c++)
                cells[c] = row.get(c).isEmpty() ? null : kinds[c].value(row.get(c), decimalComma);
            table.row(cells);
        }
        return table.build();
    }

    private enum Kind {
        NUMBER,
        TRUTH,
        TEXT;

        static Kind of(final List<List<String>> rows, final int column, final boolean decimalComma) {
            boolean number = true;
            boolean truth = true;
            for (final List<String> row : rows) {
                final String cell = row.get(column);
                if (cell.isEmpty()) continue;
                number = number && isNumber(cell, decimalComma);
                truth = truth && (cell.equals("true") || cell.equals("false"));
            }
            return number ? NUMBER : truth ? TRUTH : TEXT;
        }

        private static boolean isNumber(final String text, final boolean decimalComma) {
            try {
                DecimalNumber.parse(text, decimalComma);
                // Java also takes 1d and 0x1p3, which no table means as numbers
                return text.matches("[-+0-9.,eE]+|NaN|[-+]?Infinity");
            } catch (final NumberFormatException e) {
                return false;
            }
        }

        Object value(final String text, final boolean decimalComma) {
            return switch (this) {
                case NUMBER -> (Object) DecimalNumber.parse(text, decimalComma);
                case TRUTH -> Boolean.parseBoolean(text);
                case TEXT -> text;
            };
        }
    }
}
