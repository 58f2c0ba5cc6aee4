package org.eibalance.format.nwb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eibalance.format.hdf5.Hdf5Content;

/** The five tables that say which series belong together, as NWB has them since 2.4. */
final class NwbTables {

    private static final List<String> STRETCH = List.of("idx_start", "count", "timeseries");

    /**
     * A response that was written.
     *
     * @param sweep 0-based sweep
     * @param electrode address of its electrode
     * @param response address of the series
     * @param samples how many it has
     * @param stimulus address of its stimulus; {@link Hdf5Content#NO_OBJECT} for none
     */
    record Row(int sweep, long electrode, long response, long samples, long stimulus) {}

    private NwbTables() {}

    /**
     * Writes the tables.
     *
     * @param place where they go
     * @param rows the responses, those of one sweep one after the other
     */
    static void write(final NwbNode place, final List<Row> rows) throws IOException {
        final long recordings = recordings(place, rows);
        final List<Integer> ends = new ArrayList<>();
        for (int i = 1; i <= rows.size(); i++) {
            if (i == rows.size() || rows.get(i).sweep() != rows.get(i - 1).sweep()) ends.add(i);
        }
        final long simultaneous = grouping(
                place,
                "simultaneous_recordings",
                "SimultaneousRecordingsTable",
                "recordings",
                "Responses recorded at the same time: the sweeps.",
                recordings,
                rows.size(),
                ends.stream().mapToInt(e -> e).toArray(),
                false);
        final int[] all = {ends.size()};
        final long sequential = grouping(
                place,
                "sequential_recordings",
                "SequentialRecordingsTable",
                "simultaneous_recordings",
                "Sweeps recorded one after the other.",
                simultaneous,
                ends.size(),
                all,
                true);
        final long repetitions = grouping(
                place,
                "repetitions",
                "RepetitionsTable",
                "sequential_recordings",
                "Series of sweeps of one protocol.",
                sequential,
                1,
                new int[] {1},
                false);
        grouping(
                place,
                "experimental_conditions",
                "ExperimentalConditionsTable",
                "repetitions",
                "Repetitions of one condition.",
                repetitions,
                1,
                new int[] {1},
                false);
    }

    private static long recordings(final NwbNode place, final List<Row> rows) throws IOException {
        final NwbNode table = place.table(
                "intracellular_recordings",
                NwbNode.CORE,
                "IntracellularRecordingsTable",
                "Each response with its electrode and its stimulus.",
                List.of());
        table.group().attribute("categories", Hdf5Content.texts(List.of("electrodes", "stimuli", "responses")));
        final NwbNode electrodes = table.table(
                "electrodes",
                NwbNode.CORE,
                "IntracellularElectrodesTable",
                "The electrode of each response.",
                List.of("electrode"));
        electrodes.column(
                "electrode",
                NwbNode.COMMON,
                "VectorData",
                "The electrode.",
                Hdf5Content.references(rows.stream().mapToLong(Row::electrode).toArray()));
        electrodes.ids(rows.size());
        electrodes.close();
        stretches(table, "stimuli", "stimulus", "IntracellularStimuliTable", rows, true);
        stretches(table, "responses", "response", "IntracellularResponsesTable", rows, false);
        table.ids(rows.size());
        return table.close();
    }

    private static void stretches(
            final NwbNode table,
            final String name,
            final String column,
            final String type,
            final List<Row> rows,
            final boolean stimuli)
            throws IOException {
        final int[] firsts = new int[rows.size()];
        final int[] counts = new int[rows.size()];
        final long[] series = new long[rows.size()];
        for (int i = 0; i < firsts.length; i++) {
            final Row row = rows.get(i);
            final boolean none = stimuli && row.stimulus() == Hdf5Content.NO_OBJECT;
            firsts[i] = none ? -1 : 0;
            counts[i] = none ? -1 : Math.toIntExact(row.samples());
            // a reference must lead somewhere even where there is none
            series[i] = stimuli && !none ? row.stimulus() : row.response();
        }
        final NwbNode node = table.table(name, NwbNode.CORE, type, "The " + column + " of each row.", List.of(column));
        node.column(
                column,
                NwbNode.CORE,
                "TimeSeriesReferenceVectorData",
                "The " + column + ".",
                Hdf5Content.stretches(STRETCH, firsts, counts, series));
        node.ids(rows.size());
        node.close();
    }

    /** A table whose rows list rows of the one below. */
    private static long grouping(
            final NwbNode place,
            final String name,
            final String type,
            final String column,
            final String description,
            final long below,
            final int belowRows,
            final int[] ends,
            final boolean stimulusType)
            throws IOException {
        final NwbNode table = place.table(
                name,
                NwbNode.CORE,
                type,
                description,
                stimulusType ? List.of(column, "stimulus_type") : List.of(column));
        final int[] rows = new int[belowRows];
        for (int i = 0; i < belowRows; i++) rows[i] = i;
        table.regions(column, "Rows of the table below.", below, rows, ends);
        if (stimulusType)
            table.column(
                    "stimulus_type",
                    NwbNode.COMMON,
                    "VectorData",
                    "The kind of stimulus.",
                    Hdf5Content.texts(List.of("not described")));
        table.ids(ends.length);
        return table.close();
    }
}
