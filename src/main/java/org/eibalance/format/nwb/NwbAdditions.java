package org.eibalance.format.nwb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eibalance.format.TruthTable;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.result.StoredResults;
import org.eibalance.result.TableReader;

/** What goes into the {@code processing} of an NWB file, from the files that hold it. */
public final class NwbAdditions {

    private static final String TRUTH = "truth";
    private static final double SIEMENS_PER_NS = 1e-9;

    /** Where files lay is nobody's business who gets the recording. */
    private static final Set<String> PLACES = Set.of("output", "settings", "recording");

    private NwbAdditions() {}

    /**
     * The true conductances of a simulated recording, two series for each sweep and cell in the module "truth":
     * {@code g_e_cell_0_0003} is g_E of cell 0 in sweep 3, in siemens, at the times of the recording.
     *
     * @param file the table, as {@link TruthTable} reads it
     * @param recording the recording whose truth it is
     * @return the series
     * @throws InputException if the table cannot be read, or has a sweep that the recording has not
     */
    public static List<NwbContents.Series> truth(final Path file, final Recording recording) {
        final List<NwbContents.Series> series = new ArrayList<>();
        for (final TruthTable.Trace trace : TruthTable.read(file).traces()) {
            if (trace.sweep() >= recording.sweeps().size())
                throw new InputException(file + " has a sweep " + trace.sweep() + ", " + recording.name()
                        + " has none of this number: the truth of this recording was expected.");
            series.add(truth(file, recording, trace, "g_e", "excitatory", trace.excitatoryNs()));
            series.add(truth(file, recording, trace, "g_i", "inhibitory", trace.inhibitoryNs()));
        }
        return series;
    }

    private static NwbContents.Series truth(
            final Path file,
            final Recording recording,
            final TruthTable.Trace trace,
            final String name,
            final String kind,
            final double[] valuesNs) {
        return new NwbContents.Series(
                TRUTH,
                String.format(Locale.ROOT, "%s_cell_%d_%04d", name, trace.cell(), trace.sweep()),
                String.format(
                        Locale.ROOT,
                        "True %s conductance of cell %d in sweep %d, as simulated; from %s.",
                        kind,
                        trace.cell(),
                        trace.sweep(),
                        file.getFileName()),
                "siemens",
                SIEMENS_PER_NS,
                recording.sweeps().get(trace.sweep()).startS() + trace.startMs() / 1000,
                1000 / trace.stepMs(),
                valuesNs);
    }

    /**
     * The tables of results, in a module for each command; a second run of one is in a module of its own with a number.
     *
     * @param results folders of results
     * @return the tables, with a description that names command, program and settings
     * @throws InputException if a table cannot be read
     */
    public static List<NwbContents.ResultTable> tables(final List<StoredResults> results) {
        final Map<String, Integer> runs = new HashMap<>();
        final List<NwbContents.ResultTable> tables = new ArrayList<>();
        for (final StoredResults stored : results) {
            final int run = runs.merge(stored.command(), 1, Integer::sum);
            final String module = run == 1 ? stored.command() : stored.command() + "_" + run;
            final String settings = stored.parameters().entrySet().stream()
                    .filter(p -> !PLACES.contains(p.getKey()))
                    .map(p -> p.getKey() + "=" + p.getValue())
                    .collect(Collectors.joining(", "));
            for (final Path table : stored.tables()) {
                final String file = table.getFileName().toString();
                tables.add(new NwbContents.ResultTable(
                        module,
                        file.substring(0, file.length() - ".csv".length()),
                        file + " of the command "
                                + stored.command() + ", " + stored.program()
                                + (settings.isEmpty() ? "" : ", with " + settings)
                                + ". Units stand in the names of the columns.",
                        TableReader.read(table)));
            }
        }
        return tables;
    }
}
