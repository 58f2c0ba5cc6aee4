package org.eibalance.format;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eibalance.recording.InputException;
import org.eibalance.result.Table;

/**
 * Text tables of numbers that are no recordings: spikes ({@code time_ms,neuron}, with {@code sweep} where there are
 * several) and activity in bins ({@code time_ms,activity}), such as scenarios write. Fields between commas, semicolons
 * or tabs, UTF-8, a decimal point; further columns are left alone.
 */
public final class NumberTable {

    /** What a table holds. */
    public enum Kind {
        /** A time and the number of a neuron in each row. */
        SPIKES("neuron"),
        /** A time and a count in each row, at equal steps. */
        ACTIVITY("activity");

        private final String column;

        Kind(final String column) {
            this.column = column;
        }
    }

    private static final String TIME = "time_ms";

    private NumberTable() {}

    /**
     * What a file holds, by its first line.
     *
     * @param file the file
     * @return empty where it is neither spikes nor activity
     */
    public static Optional<Kind> kind(final Path file) {
        if (!Files.isRegularFile(file)) return Optional.empty();
        try (BufferedReader reader = TextColumns.reader(file, StandardCharsets.UTF_8)) {
            final char[] start = new char[256];
            final int length = reader.read(start);
            if (length <= 0) return Optional.empty();
            final String first = new String(start, 0, length).split("[\r\n]", 2)[0];
            final List<String> titles = titles(first);
            return Arrays.stream(Kind.values())
                    .filter(k -> titles.contains(TIME) && titles.contains(k.column))
                    .findFirst();
        } catch (final IOException e) {
            throw TextColumns.unreadable(file, e);
        }
    }

    private static List<String> titles(final String line) {
        return Arrays.stream(line.split("[,;\t]")).map(NumberTable::title).toList();
    }

    private static String title(final String text) {
        return text.replace("\ufeff", "").replace("\"", "").strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a table.
     *
     * @param file the file
     * @return its time, sweep, neuron and activity columns, those that it has
     * @throws InputException if it is no such table, or a field is no number
     */
    public static Table read(final Path file) {
        final char separator;
        try (BufferedReader reader = TextColumns.reader(file, StandardCharsets.UTF_8)) {
            final String first = Optional.ofNullable(reader.readLine()).orElse("");
            separator = first.indexOf(',') >= 0 ? ',' : first.indexOf(';') >= 0 ? ';' : '\t';
        } catch (final IOException e) {
            throw TextColumns.unreadable(file, e);
        }
        try (CsvReader<CsvRecord> rows = CsvReader.builder()
                .fieldSeparator(separator)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(TextColumns.reader(file, StandardCharsets.UTF_8))) {
            return read(file, rows.iterator());
        } catch (final CsvParseException e) {
            throw new InputException(
                    file + " cannot be taken apart into fields, each quote was expected to be closed.", e);
        } catch (final UncheckedIOException e) {
            throw TextColumns.unreadable(file, e.getCause());
        } catch (final IOException e) {
            throw TextColumns.unreadable(file, e);
        }
    }

    private static Table read(final Path file, final Iterator<CsvRecord> rows) {
        final List<String> all = rows.hasNext()
                ? rows.next().getFields().stream().map(NumberTable::title).toList()
                : List.of();
        final List<String> wanted = all.stream()
                .filter(List.of(TIME, "sweep", "neuron", "activity")::contains)
                .distinct()
                .toList();
        if (!wanted.contains(TIME) || wanted.stream().noneMatch(List.of("neuron", "activity")::contains))
            throw new InputException(file + ", line 1: the header time_ms,neuron or time_ms,activity was expected.");
        final TextColumns columns = new TextColumns(file, wanted.size());
        final int[] places = wanted.stream().mapToInt(all::indexOf).toArray();
        while (rows.hasNext()) {
            final CsvRecord row = rows.next();
            if (row.getFieldCount() != all.size())
                throw new InputException(file + ", line " + row.getStartingLineNumber() + ": " + row.getFieldCount()
                        + " fields, expected were " + all.size() + " as in the header.");
            columns.addRow();
            for (int c = 0; c < places.length; c++)
                columns.set(
                        c, columns.number(row.getField(places[c]), false, row.getStartingLineNumber(), places[c] + 1));
        }
        final double[][] values = new double[wanted.size()][];
        for (int c = 0; c < values.length; c++) values[c] = columns.values(c, 0, columns.rows());
        return Table.ofNumbers(wanted, values);
    }
}
