package org.eibalance.format;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.eibalance.recording.InputException;

/**
 * The true conductances of a simulated recording: text with the columns {@code sweep,time_ms,cell,g_e_ns,g_i_ns}, as
 * {@code make-sample-data} writes it. Fields between commas, UTF-8, a decimal point; further columns are left alone.
 * The rows of one sweep and cell stand together, their times ascend in equal steps.
 *
 * @param traces those of each sweep and cell, in the order of the file
 */
public record TruthTable(List<Trace> traces) {

    private static final List<String> COLUMNS = List.of("time_ms", "sweep", "cell", "g_e_ns", "g_i_ns");
    private static final String HEADER = "sweep,time_ms,cell,g_e_ns,g_i_ns";

    /** Steps are rounded to this part of a ms: they are reckoned from times that were rounded. */
    private static final double ROUND_PER_MS = 1e9;

    /**
     * What one cell received in one sweep.
     *
     * @param sweep 0-based
     * @param cell 0-based
     * @param startMs time of the first value, from the start of the sweep
     * @param stepMs between two values
     * @param excitatoryNs g_E; NaN where a field is empty; not copied
     * @param inhibitoryNs g_I; NaN where a field is empty; not copied
     */
    public record Trace(
            int sweep, int cell, double startMs, double stepMs, double[] excitatoryNs, double[] inhibitoryNs) {}

    /** Takes a copy of the list. */
    public TruthTable {
        traces = List.copyOf(traces);
    }

    /**
     * Reads a table.
     *
     * @param file the file
     * @return what is in it
     * @throws InputException if it is not there or no such table
     */
    public static TruthTable read(final Path file) {
        if (!Files.isRegularFile(file))
            throw new InputException(
                    file + " is not there: a table of true conductances, " + HEADER + ", was expected.");
        try (CsvReader<CsvRecord> rows = CsvReader.builder()
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

    private static TruthTable read(final Path file, final Iterator<CsvRecord> rows) {
        final List<String> header = rows.hasNext()
                ? rows.next().getFields().stream()
                        .map(t -> t.replace("\ufeff", "").strip())
                        .toList()
                : List.of();
        if (!header.containsAll(COLUMNS))
            throw new InputException(file + ", line 1: the header " + HEADER + " was expected.");
        final int[] places = COLUMNS.stream().mapToInt(header::indexOf).toArray();
        final TextColumns columns = new TextColumns(file, COLUMNS.size());
        long[] lines = new long[16];
        while (rows.hasNext()) {
            final CsvRecord row = rows.next();
            final long line = row.getStartingLineNumber();
            if (row.getFieldCount() != header.size())
                throw new InputException(file + ", line " + line + ": " + row.getFieldCount()
                        + " fields, expected were " + header.size() + " as in the header.");
            columns.addRow();
            for (int c = 0; c < places.length; c++)
                columns.set(c, columns.number(row.getField(places[c]), false, line, places[c] + 1));
            if (columns.rows() > lines.length) lines = Arrays.copyOf(lines, 2 * lines.length);
            lines[columns.rows() - 1] = line;
        }
        return new TruthTable(traces(file, columns, lines));
    }

    private static List<Trace> traces(final Path file, final TextColumns columns, final long[] lines) {
        final List<Trace> traces = new ArrayList<>();
        final Set<List<Integer>> done = new HashSet<>();
        for (int from = 0; from < columns.rows(); ) {
            final int sweep = number(file, columns, from, 1, lines);
            final int cell = number(file, columns, from, 2, lines);
            int to = from + 1;
            while (to < columns.rows() && columns.get(to, 1) == sweep && columns.get(to, 2) == cell) to++;
            if (!done.add(List.of(sweep, cell)))
                throw new InputException(file + ", line " + lines[from] + ": sweep " + sweep + " of cell " + cell
                        + " is there a second time, its rows were expected to stand together.");
            if (to - from < 2)
                throw new InputException(file + ", line " + lines[from] + ": sweep " + sweep + " of cell " + cell
                        + " has one row, at least two were expected.");
            final double stepMs = columns.interval(from, to, row -> (int) lines[row]);
            traces.add(new Trace(
                    sweep,
                    cell,
                    columns.get(from, 0),
                    Math.rint(stepMs * ROUND_PER_MS) / ROUND_PER_MS,
                    columns.values(3, from, to),
                    columns.values(4, from, to)));
            from = to;
        }
        if (traces.isEmpty())
            throw new InputException(file + " has no rows: true conductances, " + HEADER + ", were expected.");
        return traces;
    }

    private static int number(
            final Path file, final TextColumns columns, final int row, final int column, final long[] lines) {
        final double value = columns.get(row, column);
        if (value >= 0 && value <= Integer.MAX_VALUE && value == Math.rint(value)) return (int) value;
        throw new InputException(file + ", line " + lines[row] + ": " + COLUMNS.get(column) + " is " + value
                + ", a whole number from 0 on was expected.");
    }
}
