package org.eibalance.report.conductance;

import static org.eibalance.result.Column.column;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.eibalance.analysis.conductance.decomposition.ConditionConductances;
import org.eibalance.analysis.conductance.decomposition.Conductances;
import org.eibalance.result.Column;
import org.eibalance.result.Table;

/** Decomposed conductances over time: one row a sample. */
final class ConductanceTable {

    private record Trace(String name, String unit, Function<Conductances, double[]> values) {}

    private static final List<Trace> TRACES = List.of(
            new Trace("time_ms", "ms", ConductanceTable::timesMs),
            new Trace("g_e_ns", "nS", c -> c.excitation().ns()),
            new Trace("g_e_se_ns", "nS", c -> c.excitation().seNs()),
            new Trace("g_i_ns", "nS", c -> c.inhibition().ns()),
            new Trace("g_i_se_ns", "nS", c -> c.inhibition().seNs()),
            new Trace("e_rev_mv", "mV", Conductances::reversalMv),
            new Trace("r_squared", "", Conductances::rSquared),
            new Trace("e_rev_se_mv", "mV", Conductances::reversalSeMv),
            new Trace("g_e_systematic_low_ns", "nS", c -> c.systematic().excitatoryLowNs()),
            new Trace("g_e_systematic_high_ns", "nS", c -> c.systematic().excitatoryHighNs()),
            new Trace("g_i_systematic_low_ns", "nS", c -> c.systematic().inhibitoryLowNs()),
            new Trace("g_i_systematic_high_ns", "nS", c -> c.systematic().inhibitoryHighNs()));

    /** Where there was a bootstrap. */
    private static final List<Trace> BANDS = List.of(
            new Trace("g_e_low_ns", "nS", c -> c.excitation().lowNs()),
            new Trace("g_e_high_ns", "nS", c -> c.excitation().highNs()),
            new Trace("g_i_low_ns", "nS", c -> c.inhibition().lowNs()),
            new Trace("g_i_high_ns", "nS", c -> c.inhibition().highNs()));

    private ConductanceTable() {}

    /** The times of the samples, from the start of the sweep. */
    static double[] timesMs(final Conductances c) {
        final double[] timesMs = new double[c.samples()];
        for (int i = 0; i < timesMs.length; i++) timesMs[i] = c.timeMs(i);
        return timesMs;
    }

    /** Of several conditions one below the other, with their names in a last column. */
    static Table of(final List<ConditionConductances> conditions) {
        final List<Trace> traces = new ArrayList<>(TRACES);
        if (conditions.stream().allMatch(c -> c.found().excitation().lowNs().length > 0)) traces.addAll(BANDS);
        return conditions.size() == 1 ? ofOne(conditions.get(0), traces) : ofSeveral(conditions, traces);
    }

    private static Table ofOne(final ConditionConductances condition, final List<Trace> traces) {
        final SampleColumns columns = new SampleColumns();
        for (final Trace trace : traces)
            columns.with(trace.name(), trace.values().apply(condition.found()));
        return columns.table();
    }

    /** A sample of a condition; {@code values} holds one array for each trace. */
    private record Sample(String condition, double[][] values, int index) {}

    private static Table ofSeveral(final List<ConditionConductances> conditions, final List<Trace> traces) {
        final List<Sample> samples = new ArrayList<>();
        for (final ConditionConductances condition : conditions) {
            final double[][] values = traces.stream()
                    .map(t -> t.values().apply(condition.found()))
                    .toArray(double[][]::new);
            for (int i = 0; i < condition.found().samples(); i++)
                samples.add(new Sample(condition.condition(), values, i));
        }
        final List<Column<Sample>> columns = new ArrayList<>();
        for (int t = 0; t < traces.size(); t++) {
            final int trace = t;
            columns.add(column(traces.get(t).name(), traces.get(t).unit(), s -> s.values()[trace][s.index()]));
        }
        columns.add(column("condition", "", Sample::condition));
        return Table.of(samples, columns);
    }
}
