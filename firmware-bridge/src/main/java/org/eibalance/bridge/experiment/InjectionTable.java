package org.eibalance.bridge.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eibalance.recording.InputException;
import org.eibalance.result.TableReader;
import org.eibalance.waveform.ConductancePair;

/**
 * Conductances from a table with the columns {@code time_ms}, {@code g_e_ns} and {@code g_i_ns}: what an analysis
 * estimated, or the truth of a simulated recording. Where it also has {@code sweep} or {@code cell}, one of each is
 * read. Estimates below zero, which noise makes, are no conductances: they are taken for 0.
 */
public final class InjectionTable {

    private static final String EXPECTED =
            "a table of conductances with the columns time_ms, g_e_ns and g_i_ns, such as conductance.csv,";

    private InjectionTable() {}

    /**
     * Reads a table.
     *
     * @param file the table, as {@link TableReader} reads it
     * @param sweep which, where there are several
     * @param cell which, where there are several
     * @return the pair
     * @throws InputException if there is no such table, a column or a number is missing, or the times are not evenly
     *     spaced
     */
    public static ConductancePair read(final Path file, final int sweep, final int cell) {
        final List<double[]> rows = new ArrayList<>();
        try (TableReader table = TableReader.open(file, EXPECTED)) {
            final int time = table.require("time_ms");
            final int excitatory = table.require("g_e_ns");
            final int inhibitory = table.require("g_i_ns");
            final int sweeps = table.column("sweep");
            final int cells = table.column("cell");
            while (table.next()) {
                if (sweeps >= 0 && table.finite(sweeps) != sweep) continue;
                if (cells >= 0 && table.finite(cells) != cell) continue;
                rows.add(new double[] {
                    table.finite(time), table.finite(excitatory), table.finite(inhibitory), table.line()
                });
            }
        }
        return pair(file, rows, sweep, cell);
    }

    private static ConductancePair pair(final Path file, final List<double[]> rows, final int sweep, final int cell) {
        if (rows.size() < 2)
            throw new InputException(file + " has " + rows.size() + " rows of sweep " + sweep + " and cell " + cell
                    + ": at least two were expected.");
        final int n = rows.size();
        final double stepMs = (rows.get(n - 1)[0] - rows.get(0)[0]) / (n - 1);
        if (!(stepMs > 0)) throw new InputException(file + ": the times do not rise.");
        final double[] e = new double[n];
        final double[] i = new double[n];
        for (int k = 0; k < n; k++) {
            final double[] row = rows.get(k);
            if (Math.abs(row[0] - rows.get(0)[0] - k * stepMs) > 0.01 * stepMs + 1e-6)
                throw new InputException(file + ", line "
                        + (long) row[3] + ": the time " + row[0] + " ms is out of step, one sample every " + stepMs
                        + " ms was expected.");
            e[k] = Math.max(0, row[1]);
            i[k] = Math.max(0, row[2]);
        }
        return new ConductancePair(
                Math.rint(stepMs * 1e9) / 1e9, e, i, file.getFileName().toString(), 0);
    }
}
