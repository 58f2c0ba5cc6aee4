package org.eibalance.result;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.eibalance.recording.InputException;

/**
 * Tables as {@link CsvWriter} writes them. A column of which every cell is a number or missing is one of numbers, one
 * of true and false is one of truth values, any other is one of texts. Whole numbers come back as doubles.
 */
public final class TableReader {

    private TableReader() {}

    /**
     * Reads a table.
     *
     * @param file the file
     * @return the table
     * @throws InputException if it cannot be read, has no header, names a column twice or has a row that is too short
     *     or too long
     * @throws CancellationException if the thread is interrupted
     */
    public static Table read(final Path file) {
        try (CsvReader<CsvRecord> rows = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(new BufferedReader(
                        new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)))) {
            return read(file, rows.iterator());
        } catch (final CsvParseException e) {
            throw new InputException(file + " cannot be taken apart into fields, a table with commas was expected.", e);
        } catch (final UncheckedIOException e) {
            throw unreadable(file, e.getCause());
        } catch (final IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * A fault of reading as the exception that the caller throws: Java closes a file under a thread that is
     * interrupted.
     */
    static RuntimeException unreadable(final Path file, final IOException e) {
        if (e instanceof ClosedByInterruptException)
            return (CancellationException) new CancellationException().initCause(e);
        return new InputException(file + " cannot be read to its end: a readable file was expected.", e);
    }

    private static Table read(final Path file, final Iterator<CsvRecord> records) {
        final List<String> header = records.hasNext() ? records.next().getFields() : List.of();
        if (header.isEmpty() || new HashSet<>(header).size() < header.size())
            throw new InputException(file + ", line 1: a header with each column once was expected.");
        final List<List<String>> rows = new ArrayList<>();
        while (records.hasNext()) {
            if (Thread.currentThread().isInterrupted()) throw new CancellationException();
            final CsvRecord record = records.next();
            if (record.getFieldCount() != header.size())
                throw new InputException(file + ", line " + record.getStartingLineNumber() + ": "
                        + record.getFieldCount() + " fields, expected were " + header.size() + " as in the header.");
            rows.add(record.getFields());
        }
        final Kind[] kinds = new Kind[header.size()];
        for (int c = 0; c < kinds.length; c++) kinds[c] = Kind.of(rows, c);
        final Table.Builder table = Table.withColumns(header.toArray(String[]::new));
        for (final List<String> row : rows) {
            final Object[] cells = new Object[kinds.length];
            for (int c = 0; c < cells.length; c++) cells[c] = row.get(c).isEmpty() ? null : kinds[c].value(row.get(c));
            table.row(cells);
        }
        return table.build();
    }

    private enum Kind {
        NUMBER,
        TRUTH,
        TEXT;

        static Kind of(final List<List<String>> rows, final int column) {
            boolean number = true;
            boolean truth = true;
            for (final List<String> row : rows) {
                final String cell = row.get(column);
                if (cell.isEmpty()) continue;
                number = number && isNumber(cell);
                truth = truth && (cell.equals("true") || cell.equals("false"));
            }
            return number ? NUMBER : truth ? TRUTH : TEXT;
        }

        private static boolean isNumber(final String text) {
            try {
                Double.parseDouble(text);
                // Java also takes 1d and 0x1p3, which no table means as numbers
                return text.matches("[-+0-9.eE]+|NaN|[-+]?Infinity");
            } catch (final NumberFormatException e) {
                return false;
            }
        }

        Object value(final String text) {
            return switch (this) {
                case NUMBER -> (Object) Double.parseDouble(text);
                case TRUTH -> Boolean.parseBoolean(text);
                case TEXT -> text;
            };
        }
    }
}
