package org.eibalance.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eibalance.recording.InputException;
import org.eibalance.result.TableReader;

/**
 * The true conductances of a simulated recording: text with the columns {@code sweep,time_ms,cell,g_e_ns,g_i_ns}, as
 * {@code make-sample-data} writes it. Further columns are left alone. The rows of one sweep and cell stand together,
 * their times ascend in equal steps.
 *
 * @param traces those of each sweep and cell, in the order of the file
 */
public record TruthTable(List<Trace> traces) {

    private static final String EXPECTED = "a table of true conductances, sweep,time_ms,cell,g_e_ns,g_i_ns,";

    /** Steps are rounded to this part of a ms, because they follow from times that were rounded. */
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
        final TextColumns columns = new TextColumns(file, 5);
        long[] lines = new long[16];
        try (TableReader rows = TableReader.open(file, EXPECTED)) {
            final int time = rows.require("time_ms");
            final int sweep = rows.require("sweep");
            final int cell = rows.require("cell");
            final int excitatory = rows.require("g_e_ns");
            final int inhibitory = rows.require("g_i_ns");
            while (rows.next()) {
                columns.addRow();
                columns.set(0, rows.number(time));
                columns.set(1, rows.index(sweep));
                columns.set(2, rows.index(cell));
                columns.set(3, rows.number(excitatory));
                columns.set(4, rows.number(inhibitory));
                if (columns.rows() > lines.length) lines = Arrays.copyOf(lines, 2 * lines.length);
                lines[columns.rows() - 1] = rows.line();
            }
        }
        return new TruthTable(traces(file, columns, lines));
    }

    private static List<Trace> traces(final Path file, final TextColumns columns, final long[] lines) {
        final List<Trace> traces = new ArrayList<>();
        final Set<List<Integer>> done = new HashSet<>();
        for (int from = 0; from < columns.rows(); ) {
            final int sweep = (int) columns.get(from, 1);
            final int cell = (int) columns.get(from, 2);
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
        if (traces.isEmpty()) throw new InputException(file + " has no rows: " + EXPECTED + " was expected.");
        return traces;
    }
}
