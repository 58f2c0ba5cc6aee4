package org.eibalance.report.conductance;

import static org.eibalance.report.conductance.ConductanceText.format;
import static org.eibalance.result.Column.column;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.eibalance.analysis.conductance.slope.ConditionSlopes;
import org.eibalance.analysis.conductance.slope.SlopeBin;
import org.eibalance.analysis.conductance.slope.SlopesThroughTime;
import org.eibalance.check.Checks;
import org.eibalance.check.conductance.ConductanceBelowAccess;
import org.eibalance.check.conductance.ConductanceChecks;
import org.eibalance.check.conductance.ConductancePossible;
import org.eibalance.check.conductance.LevelsAgree;
import org.eibalance.check.conductance.LineBeyondError;
import org.eibalance.check.conductance.PulseChecks;
import org.eibalance.check.conductance.ResponseBeyondNoise;
import org.eibalance.check.conductance.SeriesResistanceUsable;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Band;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.eibalance.signal.Interval;

/** Current-voltage lines through time. */
public final class SlopeReport {

    private static final double HEIGHT_MM = 160;
    private static final double CONFIDENCE = 0.95;

    private SlopeReport() {}

    /**
     * The report.
     *
     * @param recording where the trials come from
     * @param conditions one or more
     * @return sentences; the summary with one row a condition; a table slopes.csv, or slopes-0.csv and so on with
     *     several conditions; a figure of the first condition
     */
    public static Report of(final AnalysedRecording recording, final List<ConditionSlopes> conditions) {
        final Map<String, Table> tables = new LinkedHashMap<>();
        for (final ConditionSlopes c : conditions)
            tables.put(conditions.size() == 1 ? "slopes.csv" : "slopes-" + tables.size() + ".csv", bins(c));
        final Checks access = PulseChecks.of(recording.access());
        return Report.of(
                        sentences(recording, conditions, access),
                        summary(recording, conditions),
                        figure(recording, conditions.get(0).found()))
                .withTables(tables)
                .from(List.of(recording.path()))
                .withChecks(recording.checks().and(checks(conditions)).and(access));
    }

    private static Checks checks(final List<ConditionSlopes> conditions) {
        if (conditions.size() == 1) return ConductanceChecks.of(conditions.get(0));
        Checks all = Checks.NONE;
        for (final ConditionSlopes c : conditions)
            all = all.and(ConductanceChecks.of(c).in(c.condition()));
        return all;
    }

    private static List<String> sentences(
            final AnalysedRecording recording, final List<ConditionSlopes> conditions, final Checks access) {
        final List<String> sentences = new ArrayList<>();
        for (final ConditionSlopes c : conditions) {
            final SlopesThroughTime found = c.found();
            final Checks checks =
                    recording.checks().and(ConductanceChecks.of(c)).and(access);
            final String[] ofBaseline = {
                SeriesResistanceUsable.NAME,
                LevelsAgree.NAME,
                LineBeyondError.NAME,
                ConductancePossible.NAME,
                ConductanceBelowAccess.NAME
            };
            final String name = recording.name() + " (" + c.condition() + ")";
            final Interval interval = found.synapticInterval(found.peak(), CONFIDENCE);
            sentences.add(checks.headline(
                    name + ": no conductance is given",
                    format(
                            "%s: the baseline is %.3g nS at %.1f mV.",
                            name,
                            found.baseline().conductanceNs(),
                            found.baseline().reversalMv()),
                    ofBaseline));
            if (checks.firstFailed(ofBaseline).isEmpty())
                sentences.add(checks.headline(
                        "No conductance of synapses is given",
                        format(
                                "Synapses add up to %.3g nS%s at %.0f ms.",
                                found.peak().synapticNs(),
                                interval.isKnown() ? format(" (%.3g to %.3g)", interval.low(), interval.high()) : "",
                                found.peak().timeMs()),
                        ResponseBeyondNoise.NAME));
            sentences.addAll(found.remarks());
        }
        sentences.add(ConductanceText.APPARENT);
        sentences.addAll(recording.remarks());
        return sentences;
    }

    private static Table summary(final AnalysedRecording recording, final List<ConditionSlopes> conditions) {
        return Table.of(
                conditions,
                column("recording", "", c -> recording.name()),
                column("condition", "", ConditionSlopes::condition),
                column("baseline_ns", "nS", c -> c.found().baseline().conductanceNs()),
                column("baseline_reversal_mv", "mV", c -> c.found().baseline().reversalMv()),
                column("synaptic_peak_ns", "nS", c -> c.found().peak().synapticNs()),
                column("synaptic_peak_ms", "ms", c -> c.found().peak().timeMs()),
                column(
                        "synaptic_reversal_at_peak_mv",
                        "mV",
                        c -> c.found().peak().synapticReversalMv()),
                column(
                        "slope_i_on_e",
                        "",
                        c -> c.found().inhibitionOnExcitation().slope()),
                column(
                        "slope_i_on_e_se",
                        "",
                        c -> c.found().inhibitionOnExcitation().slopeSe()),
                column(
                        "proportion_i_to_e",
                        "",
                        c -> c.found().inhibitionOnExcitation().ratio()),
                column(
                        "correlation_e_i",
                        "",
                        c -> c.found().inhibitionOnExcitation().correlation()),
                column("levels", "", c -> c.found().levels()),
                column("bins", "", c -> c.found().bins().size()));
    }

    private static Table bins(final ConditionSlopes c) {
        return Table.of(
                c.found().bins(),
                column("condition", "", b -> c.condition()),
                column("time_ms", "ms", SlopeBin::timeMs),
                column("conductance_ns", "nS", SlopeBin::conductanceNs),
                column("conductance_se_ns", "nS", SlopeBin::conductanceSeNs),
                column("reversal_mv", "mV", SlopeBin::reversalMv),
                column("reversal_se_mv", "mV", SlopeBin::reversalSeMv),
                column("r_squared", "", SlopeBin::rSquared),
                column("curvature_p", "", b -> b.curvature().pValue()),
                column("synaptic_ns", "nS", SlopeBin::synapticNs),
                column("synaptic_se_ns", "nS", SlopeBin::synapticSeNs),
                column("synaptic_reversal_mv", "mV", SlopeBin::synapticReversalMv),
                column("g_e_ns", "nS", SlopeBin::excitatoryNs),
                column("g_i_ns", "nS", SlopeBin::inhibitoryNs));
    }

    private static double[] of(final SlopesThroughTime found, final ToDoubleFunction<SlopeBin> value) {
        return found.bins().stream().mapToDouble(value).toArray();
    }

    private static Figure figure(final AnalysedRecording recording, final SlopesThroughTime found) {
        final double[] timesMs = of(found, SlopeBin::timeMs);
        final Panel slope = Panel.of(
                        "",
                        Axis.of("time (ms)"),
                        Axis.of("synaptic conductance (nS)"),
                        Series.line("G - G of the baseline", timesMs, of(found, SlopeBin::synapticNs), Role.RESULT))
                .withBands(new Band(
                        "95 %",
                        timesMs,
                        of(found, b -> found.synapticInterval(b, CONFIDENCE).low()),
                        of(found, b -> found.synapticInterval(b, CONFIDENCE).high()),
                        Role.CHANCE));
        final Panel reversal = Panel.of(
                "",
                Axis.of("time (ms)"),
                Axis.of("reversal potential (mV)"),
                new Series(
                        "of what was added",
                        timesMs,
                        of(found, SlopeBin::synapticReversalMv),
                        Role.RESULT,
                        Series.Style.POINTS));
        final Panel scatter = Panel.of(
                "",
                Axis.of("g_E (nS)"),
                Axis.of("g_I (nS)"),
                new Series(
                        "bins",
                        of(found, SlopeBin::excitatoryNs),
                        of(found, SlopeBin::inhibitoryNs),
                        Role.RESULT,
                        Series.Style.POINTS));
        return Figure.stacked(
                recording.name() + ": current-voltage lines through time",
                HEIGHT_MM,
                Figure.row(1, slope),
                new Figure.Row(1, List.of(reversal, scatter)));
    }
}
