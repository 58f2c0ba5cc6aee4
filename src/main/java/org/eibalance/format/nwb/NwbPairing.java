package org.eibalance.format.nwb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eibalance.format.hdf5.Hdf5Object;
import org.eibalance.format.hdf5.Hdf5Value;

/**
 * Which stimulus belongs to which response, and which responses were recorded together. Known, in this order, from the
 * tables of NWB 2.4 and later, by the sweep table or the sweep numbers of earlier files, or by the names.
 */
final class NwbPairing {

    /**
     * A response with its stimulus.
     *
     * @param sweep the same for what was recorded together; ascending in time
     * @param stimulus null if there is none
     */
    record Row(long sweep, NwbSeries response, NwbSeries stimulus) {}

    static final String PLACE = "general/intracellular_ephys/";

    private final Hdf5Object root;
    private final List<NwbSeries> responses;
    private final List<NwbSeries> stimuli;
    private final Map<Long, NwbSeries> byId = new HashMap<>();

    NwbPairing(final Hdf5Object root, final List<NwbSeries> responses, final List<NwbSeries> stimuli) {
        this.root = root;
        this.responses = responses;
        this.stimuli = stimuli;
        for (final NwbSeries series : responses) byId.put(series.id(), series);
        for (final NwbSeries series : stimuli) byId.put(series.id(), series);
    }

    /** All responses, in order of their sweeps. */
    List<Row> rows() {
        final List<Row> rows = new ArrayList<>(byTables());
        if (rows.isEmpty()) rows.addAll(byNumbers(sweepTable()));
        final List<Long> seen = rows.stream().map(row -> row.response().id()).toList();
        final List<NwbSeries> left =
                responses.stream().filter(r -> !seen.contains(r.id())).toList();
        final long after = rows.stream().mapToLong(Row::sweep).max().orElse(-1) + 1;
        final Map<Double, Long> sweepAt = new HashMap<>();
        rows.forEach(row -> sweepAt.putIfAbsent(row.response().startS(), row.sweep()));
        // what starts with a sweep belongs to it, unless all sweeps claim to start at once
        final boolean timed =
                sweepAt.size() == rows.stream().mapToLong(Row::sweep).distinct().count();
        final List<NwbSeries> alone = new ArrayList<>();
        for (final NwbSeries response : left) {
            if (timed && sweepAt.containsKey(response.startS()))
                rows.add(new Row(sweepAt.get(response.startS()), response, null));
            else alone.add(response);
        }
        rows.addAll(byNames(alone, after));
        rows.sort(Comparator.comparingLong(Row::sweep));
        return rows;
    }

    private List<Row> byTables() {
        final Optional<Hdf5Value> answered = root.value(PLACE + "intracellular_recordings/responses/response");
        if (answered.isEmpty()) return List.of();
        final List<NwbSeries> found = stretches(answered.get());
        final List<NwbSeries> given = root.value(PLACE + "intracellular_recordings/stimuli/stimulus")
                .map(this::stretches)
                .orElse(List.of());
        final long[] sweep = simultaneous(found.size());
        final List<Row> rows = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            final NwbSeries stimulus = i < given.size() ? given.get(i) : null;
            if (found.get(i) != null && responses.stream().anyMatch(known(found.get(i))))
                rows.add(new Row(sweep[i], found.get(i), stimulus));
        }
        return rows;
    }

    private static java.util.function.Predicate<NwbSeries> known(final NwbSeries series) {
        return r -> r.id() == series.id();
    }

    /** The series, or parts of series, that the elements of a column stand for; null for none. */
    private List<NwbSeries> stretches(final Hdf5Value column) {
        final double[] firsts =
                column.member("idx_start").map(Hdf5Value::numbers).orElse(new double[0]);
        final double[] counts = column.member("count").map(Hdf5Value::numbers).orElse(new double[0]);
        final List<Hdf5Object> targets =
                column.member("timeseries").map(Hdf5Value::references).orElse(List.of());
        final List<NwbSeries> series = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            final NwbSeries whole = targets.get(i) == null || i >= firsts.length || i >= counts.length || firsts[i] < 0
                    ? null
                    : byId.get(targets.get(i).id());
            series.add(whole == null ? null : whole.part((long) firsts[i], (long) counts[i]));
        }
        return series;
    }

    /** The number of the group of simultaneous recordings that each recording is in; its own where there is none. */
    private long[] simultaneous(final int recordings) {
        final long[] group = new long[recordings];
        for (int i = 0; i < recordings; i++) group[i] = i;
        final double[] members = numbers(PLACE + "simultaneous_recordings/recordings");
        final double[] ends = numbers(PLACE + "simultaneous_recordings/recordings_index");
        int at = 0;
        for (int k = 0; k < ends.length; k++) {
            for (; at < ends[k] && at < members.length; at++) {
                final int recording = (int) members[at];
                if (recording >= 0 && recording < recordings) group[recording] = k;
            }
        }
        return group;
    }

    private double[] numbers(final String path) {
        return root.value(path).map(Hdf5Value::numbers).orElse(new double[0]);
    }

    /** The sweep numbers of the sweep table by object; empty where there is none. */
    private Map<Long, Long> sweepTable() {
        final Map<Long, Long> numbers = new HashMap<>();
        final List<Hdf5Object> series = root.value(PLACE + "sweep_table/series")
                .map(Hdf5Value::references)
                .orElse(List.of());
        final double[] ends = numbers(PLACE + "sweep_table/series_index");
        final double[] sweeps = numbers(PLACE + "sweep_table/sweep_number");
        int at = 0;
        for (int row = 0; row < ends.length && row < sweeps.length; row++) {
            for (; at < ends[row] && at < series.size(); at++) {
                if (series.get(at) != null) numbers.put(series.get(at).id(), (long) sweeps[row]);
            }
        }
        return numbers;
    }

    private List<Row> byNumbers(final Map<Long, Long> table) {
        final Map<List<Long>, NwbSeries> given = new HashMap<>();
        for (final NwbSeries stimulus : stimuli) {
            final long number = table.getOrDefault(stimulus.id(), stimulus.sweepNumber());
            if (number >= 0) given.putIfAbsent(List.of(number, stimulus.electrode()), stimulus);
        }
        final List<Row> rows = new ArrayList<>();
        for (final NwbSeries response : responses) {
            final long number = table.getOrDefault(response.id(), response.sweepNumber());
            if (number >= 0) rows.add(new Row(number, response, given.get(List.of(number, response.electrode()))));
        }
        return rows;
    }

    /**
     * By what follows the first underscore of a name, as in ic__Step__1 and ics__Step__1; sweeps by time, else by
     * order.
     */
    private List<Row> byNames(final List<NwbSeries> left, final long firstSweep) {
        final Map<String, NwbSeries> given = new HashMap<>();
        for (final NwbSeries stimulus : stimuli) {
            given.putIfAbsent(stimulus.name(), stimulus);
            given.putIfAbsent(tail(stimulus.name()), stimulus);
        }
        final boolean timed =
                left.stream().mapToDouble(NwbSeries::startS).distinct().count() > 1;
        final List<Double> starts =
                left.stream().map(NwbSeries::startS).distinct().sorted().toList();
        final Map<List<Object>, Long> next = new LinkedHashMap<>();
        final List<Row> rows = new ArrayList<>();
        for (final NwbSeries response : left) {
            final NwbSeries stimulus = given.getOrDefault(response.name(), given.get(tail(response.name())));
            final long sweep = timed
                    ? starts.indexOf(response.startS())
                    : next.merge(
                                    List.of(response.electrode(), response.electrode() < 0 ? response.stem() : ""),
                                    1L,
                                    Long::sum)
                            - 1;
            rows.add(new Row(firstSweep + sweep, response, stimulus));
        }
        return rows;
    }

    private static String tail(final String name) {
        return name.replaceFirst("^[^_]*_+", "_");
    }
}
