package org.eibalance.command.conductance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.eibalance.analysis.conductance.slope.SlopeBin;
import org.eibalance.analysis.conductance.slope.SlopeSettings;
import org.eibalance.analysis.conductance.trials.ConditionTrials;
import org.eibalance.analysis.conductance.trials.UpStateSettings;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Band;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Current-voltage lines through time (Shu et al. 2003, Haider et al. 2006). */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Slope Conductance...",
        headless = true,
        description = "Computes slope conductance and reversal potential in time bins, from sweeps at three levels or "
                + "more.")
public final class SlopeConductance extends TrialCommand {

    private static final double HEIGHT_MM = 160;

    @Parameter(
            label = "Bin (ms)",
            min = "0.01",
            max = "10000",
            persist = false,
            description = "Width of a bin; much longer than the time constant of the clamp, or of the cell in current "
                    + "clamp.")
    private double bin_ms = 5;

    @Parameter(
            label = "Median",
            persist = false,
            description = "true: median of the samples of a bin, which ignores spikes. false: mean.")
    private boolean median = false;

    @Parameter(
            label = "Align to Up states",
            persist = false,
            description = "Whether the analysis uses stretches around the onsets of Up states in the recorded trace.")
    private boolean up_states = false;

    @Parameter(
            label = "Before the onset (ms)",
            min = "1",
            max = "100000",
            persist = false,
            description = "With Up states: length of the baseline before each onset.")
    private double before_onset_ms = 200;

    @Parameter(
            label = "After the onset (ms)",
            min = "1",
            max = "100000",
            persist = false,
            description = "With Up states: length of the stretch that is analysed after each onset.")
    private double after_onset_ms = 500;

    @Override
    protected Report compute() {
        final Input input = read();
        final String name = input.path().getFileName().toString();
        final Table.Builder summary = Table.withColumns(
                "recording",
                "condition",
                "baseline_ns",
                "baseline_reversal_mv",
                "synaptic_peak_ns",
                "synaptic_peak_ms",
                "synaptic_reversal_at_peak_mv",
                "slope_i_on_e",
                "slope_i_on_e_se",
                "proportion_i_to_e",
                "correlation_e_i",
                "levels",
                "bins");
        final Map<String, Table> tables = new LinkedHashMap<>();
        final List<String> sentences = new ArrayList<>();
        Figure figure = null;
        for (final ConditionTrials condition : input.conditions()) {
            final org.eibalance.analysis.conductance.slope.SlopeConductance found = compute(condition, input);
            final SlopeBin peak = found.bins().stream()
                    .max((a, b) -> Double.compare(a.synapticNs(), b.synapticNs()))
                    .orElseThrow();
            summary.row(
                    name,
                    condition.condition(),
                    found.baseline().conductanceNs(),
                    found.baseline().reversalMv(),
                    peak.synapticNs(),
                    peak.timeMs(),
                    peak.synapticReversalMv(),
                    found.inhibitionOnExcitation().slope(),
                    found.inhibitionOnExcitation().slopeSe(),
                    found.inhibitionOnExcitation().ratio(),
                    found.inhibitionOnExcitation().correlation(),
                    found.levels(),
                    found.bins().size());
            tables.put(
                    input.conditions().size() == 1 ? "slopes.csv" : "slopes-" + tables.size() + ".csv",
                    bins(condition.condition(), found.bins()));
            sentences.add(String.format(
                    Locale.ROOT,
                    "%s (%s): the baseline is %.3g nS at %.1f mV; synapses add up to %.3g nS at %.0f ms.",
                    name,
                    condition.condition(),
                    found.baseline().conductanceNs(),
                    found.baseline().reversalMv(),
                    peak.synapticNs(),
                    peak.timeMs()));
            sentences.addAll(found.remarks());
            if (figure == null) figure = figure(name, found);
        }
        sentences.add(ConductanceFindings.APPARENT);
        sentences.addAll(input.remarks());
        return Report.of(sentences, summary.build(), figure).withTables(tables).from(List.of(input.path()));
    }

    private org.eibalance.analysis.conductance.slope.SlopeConductance compute(
            final ConditionTrials condition, final Input input) {
        final SlopeSettings settings = new SlopeSettings(
                bin_ms, median, input.baseline(), input.window(), reversals(), junction(), compensation());
        if (!up_states)
            return org.eibalance.analysis.conductance.slope.SlopeConductance.compute(condition.trials(), settings);
        return org.eibalance.analysis.conductance.slope.SlopeConductance.onUpStates(
                condition.trials(), settings, UpStateSettings.DEFAULT, before_onset_ms, after_onset_ms);
    }

    private static Table bins(final String condition, final List<SlopeBin> bins) {
        final Table.Builder table = Table.withColumns(
                "condition",
                "time_ms",
                "conductance_ns",
                "conductance_se_ns",
                "reversal_mv",
                "reversal_se_mv",
                "r_squared",
                "curvature_p",
                "synaptic_ns",
                "synaptic_se_ns",
                "synaptic_reversal_mv",
                "g_e_ns",
                "g_i_ns");
        for (final SlopeBin b : bins)
            table.row(
                    condition,
                    b.timeMs(),
                    b.conductanceNs(),
                    b.conductanceSeNs(),
                    b.reversalMv(),
                    b.reversalSeMv(),
                    b.rSquared(),
                    b.curvature().pValue(),
                    b.synapticNs(),
                    b.synapticSeNs(),
                    b.synapticReversalMv(),
                    b.excitatoryNs(),
                    b.inhibitoryNs());
        return table.build();
    }

    private static double[] of(final List<SlopeBin> bins, final ToDoubleFunction<SlopeBin> value) {
        return bins.stream().mapToDouble(value).toArray();
    }

    private static Figure figure(
            final String name, final org.eibalance.analysis.conductance.slope.SlopeConductance found) {
        final List<SlopeBin> bins = found.bins();
        final double[] t = of(bins, SlopeBin::timeMs);
        final Panel slope = Panel.of(
                        "",
                        Axis.of("time (ms)"),
                        Axis.of("synaptic conductance (nS)"),
                        Series.line("G - G of the baseline", t, of(bins, SlopeBin::synapticNs), Role.RESULT))
                .withBands(new Band(
                        "95 %",
                        t,
                        of(bins, b -> found.synapticInterval(b, 0.95).low()),
                        of(bins, b -> found.synapticInterval(b, 0.95).high()),
                        Role.CHANCE));
        final Panel reversal = Panel.of(
                "",
                Axis.of("time (ms)"),
                Axis.of("reversal potential (mV)"),
                new Series(
                        "of what was added",
                        t,
                        of(bins, SlopeBin::synapticReversalMv),
                        Role.RESULT,
                        Series.Style.POINTS));
        final Panel scatter = Panel.of(
                "",
                Axis.of("g_E (nS)"),
                Axis.of("g_I (nS)"),
                new Series(
                        "bins",
                        of(bins, SlopeBin::excitatoryNs),
                        of(bins, SlopeBin::inhibitoryNs),
                        Role.RESULT,
                        Series.Style.POINTS));
        return Figure.stacked(
                name + ": current-voltage lines through time",
                HEIGHT_MM,
                Figure.row(1, slope),
                new Figure.Row(1, List.of(reversal, scatter)));
    }
}
