package org.eibalance.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eibalance.recording.InputException;
import org.eibalance.result.Table;
import org.eibalance.result.TableReader;

/**
 * Text tables of numbers that are no recordings: spikes ({@code time_ms,neuron}, with {@code sweep} where there are
 * several) and activity in bins ({@code time_ms,activity}), such as scenarios write. Further columns are left alone.
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
    private static final String EXPECTED = "the header time_ms,neuron or time_ms,activity";

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
            final List<String> titles = Arrays.stream(first.split("[,;\t]"))
                    .map(t -> t.replaceAll("[\ufeff\"]", "").strip().toLowerCase(Locale.ROOT))
                    .toList();
            return Arrays.stream(Kind.values())
                    .filter(k -> titles.contains(TIME) && titles.contains(k.column))
                    .findFirst();
        } catch (final IOException e) {
            throw InputException.unreadable(file, e);
        }
    }

    /**
     * Reads a table.
     *
     * @param file the file
     * @return its time, sweep, neuron and activity columns, those that it has
     * @throws InputException if it is no such table, or a field is no number
     */
    public static Table read(final Path file) {
        try (TableReader rows = TableReader.open(file, EXPECTED)) {
            final List<String> wanted = List.of(TIME, "sweep", "neuron", "activity").stream()
                    .filter(t -> rows.column(t) >= 0)
                    .sorted(Comparator.comparingInt(rows::column))
                    .toList();
            if (!wanted.contains(TIME) || wanted.stream().noneMatch(List.of("neuron", "activity")::contains))
                throw new InputException(file + ", line 1: " + EXPECTED + " was expected.");
            final TextColumns columns = new TextColumns(file, wanted.size());
            final int[] places = wanted.stream().mapToInt(rows::column).toArray();
            while (rows.nextFilled()) {
                columns.addRow();
                for (int c = 0; c < places.length; c++) columns.set(c, rows.number(places[c]));
            }
            final double[][] values = new double[wanted.size()][];
            for (int c = 0; c < values.length; c++) values[c] = columns.values(c, 0, columns.rows());
            return Table.ofNumbers(wanted, values);
        }
    }
}
