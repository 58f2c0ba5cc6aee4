package org.eibalance.command.conductance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eibalance.analysis.conductance.decomposition.ConductanceTrace;
import org.eibalance.analysis.conductance.decomposition.Conductances;
import org.eibalance.analysis.conductance.decomposition.LeftOut;
import org.eibalance.analysis.conductance.decomposition.Refit;
import org.eibalance.analysis.conductance.decomposition.UsedLevel;
import org.eibalance.analysis.conductance.trials.ConditionTrials;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Band;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.eibalance.signal.Interval;
import org.eibalance.signal.Statistics;

/** Decomposed conductances in words, tables and a figure. */
final class ConductanceFindings {

    /** What every conductance that is read through a pipette at the soma is. */
    static final String APPARENT =
            "These are apparent somatic conductances: synapses on dendrites look smaller and later "
                    + "from the soma than they are.";

    private static final double HEIGHT_MM = 150;
    private static final double NORMAL_95 = 1.96;

    private final TrialCommand.Input input;
    private final Map<String, Conductances> found;
    private final long seed;

    ConductanceFindings(final TrialCommand.Input input, final Map<String, Conductances> found, final long seed) {
        this.input = input;
        this.found = found;
        this.seed = seed;
    }

    Report report() {
        final Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("conductance.csv", conductance());
        tables.put("systematic.csv", systematic());
        tables.put("levels.csv", levels());
        return Report.of(sentences(), summary(), figure())
                .withTables(tables)
                .from(List.of(input.path()))
                .withSeed(seed);
    }

    private String name() {
        return input.path().getFileName().toString();
    }

    private List<String> sentences() {
        final List<String> sentences = new ArrayList<>();
        found.forEach((condition, c) -> {
            final String of = found.size() > 1 ? " (" + condition + ")" : "";
            sentences.add(String.format(
                    Locale.ROOT,
                    "%s%s: apparent somatic conductances peak at %.3g nS (excitation) and %.3g nS (inhibition), "
                            + "on a leak of %.3g "
                            + "nS that reverses at %.1f mV.",
                    name(),
                    of,
                    c.excitatoryResponse().peakNs(),
                    c.inhibitoryResponse().peakNs(),
                    c.leak().conductanceNs(),
                    c.leak().reversalMv()));
            if (!Double.isNaN(c.peakDelay().ms()))
                sentences.add(String.format(
                        Locale.ROOT,
                        "Inhibition peaks %.2f ms after excitation%s; its onset comes %.2f ms after.",
                        c.peakDelay().ms(),
                        interval(c.peakDelay().interval()),
                        c.onsetDelay().ms()));
            final double worst = c.systematic().refits().stream()
                    .mapToDouble(r -> Math.abs(
                            r.excitatoryPeakNs() / c.excitatoryResponse().peakNs() - 1))
                    .max()
                    .orElse(0);
            sentences.add(String.format(
                    Locale.ROOT,
                    "Errors of R_s, E_I and the junction potential as they are usual move the peak of "
                            + "excitation by up to %.0f %%.",
                    100 * worst));
            sentences.addAll(c.remarks());
        });
        sentences.addAll(input.remarks());
        return sentences;
    }

    private static String interval(final Interval interval) {
        return Double.isNaN(interval.low())
                ? ""
                : String.format(Locale.ROOT, " (%.2f to %.2f ms)", interval.low(), interval.high());
    }

    private Table summary() {
        final Table.Builder table = Table.withColumns(
                "recording",
                "condition",
                "g_e_peak_ns",
                "g_i_peak_ns",
                "onset_e_ms",
                "onset_i_ms",
                "delay_ms",
                "ci_low_ms",
                "ci_high_ms",
                "leak_ns",
                "leak_reversal_mv",
                "ra_mohm",
                "channel",
                "peak_e_ms",
                "peak_i_ms",
                "onset_delay_ms",
                "onset_ci_low_ms",
                "onset_ci_high_ms",
                "g_e_peak_low_ns",
                "g_e_peak_high_ns",
                "g_i_peak_low_ns",
                "g_i_peak_high_ns",
                "leak_se_ns",
                "leak_reversal_se_mv",
                "leak_r_squared",
                "curvature_ns_per_mv",
                "curvature_p",
                "currents_bend",
                "negative_share_e",
                "negative_share_i",
                "clearly_negative_share_e",
                "clearly_negative_share_i",
                "levels",
                "sweeps",
                "sweeps_left_out",
                "cm_pf",
                "junction_potential_mv");
        for (final ConditionTrials condition : input.conditions()) {
            final Conductances c = found.get(condition.condition());
            table.row(
                    name(),
                    condition.condition(),
                    c.excitatoryResponse().peakNs(),
                    c.inhibitoryResponse().peakNs(),
                    c.excitatoryResponse().onsetMs(),
                    c.inhibitoryResponse().onsetMs(),
                    c.peakDelay().ms(),
                    c.peakDelay().interval().low(),
                    c.peakDelay().interval().high(),
                    c.leak().conductanceNs(),
                    c.leak().reversalMv(),
                    seriesMohm(condition),
                    input.channel(),
                    c.excitatoryResponse().peakMs(),
                    c.inhibitoryResponse().peakMs(),
                    c.onsetDelay().ms(),
                    c.onsetDelay().interval().low(),
                    c.onsetDelay().interval().high(),
                    c.excitatoryPeakInterval().low(),
                    c.excitatoryPeakInterval().high(),
                    c.inhibitoryPeakInterval().low(),
                    c.inhibitoryPeakInterval().high(),
                    c.leak().conductanceSeNs(),
                    c.leak().reversalSeMv(),
                    c.leak().rSquared(),
                    c.leak().curvature().quadratic(),
                    c.leak().curvature().pValue(),
                    c.leak().curvature().isWarning() || c.responseCurvature().isWarning(),
                    c.excitation().negativeShare(),
                    c.inhibition().negativeShare(),
                    c.excitation().clearlyNegativeShare(),
                    c.inhibition().clearlyNegativeShare(),
                    c.levels().size(),
                    c.levels().stream().mapToInt(UsedLevel::sweeps).sum(),
                    c.leftOut().size(),
                    c.settings().capacitancePf(),
                    c.settings().junction().potentialMv());
        }
        return table.build();
    }

    /** Mean R_s of the sweeps that were used; missing where it is not corrected for. */
    private double seriesMohm(final ConditionTrials condition) {
        final List<Integer> leftOut = found.get(condition.condition()).leftOut().stream()
                .map(LeftOut::sweep)
                .toList();
        final double mean = condition.trials().levels().stream()
                .flatMap(l -> l.sweeps().stream())
                .filter(s -> !leftOut.contains(s.index()))
                .mapToDouble(s -> s.seriesResistanceMohm())
                .average()
                .orElse(0);
        return mean > 0 ? mean : Double.NaN;
    }

    private Table conductance() {
        final List<String> columns = new ArrayList<>(List.of(
                "time_ms",
                "g_e_ns",
                "g_e_se_ns",
                "g_i_ns",
                "g_i_se_ns",
                "e_rev_mv",
                "r_squared",
                "e_rev_se_mv",
                "g_e_systematic_low_ns",
                "g_e_systematic_high_ns",
                "g_i_systematic_low_ns",
                "g_i_systematic_high_ns"));
        final boolean bands =
                found.values().stream().allMatch(c -> c.excitation().lowNs().length > 0);
        if (bands) columns.addAll(List.of("g_e_low_ns", "g_e_high_ns", "g_i_low_ns", "g_i_high_ns"));
        final List<double[][]> parts =
                found.values().stream().map(c -> columns(c, bands)).toList();
        if (parts.size() == 1) return Table.ofNumbers(columns, parts.get(0));
        columns.add("condition");
        final Table.Builder table = Table.withColumns(columns.toArray(String[]::new));
        final List<String> names = List.copyOf(found.keySet());
        for (int p = 0; p < parts.size(); p++) {
            final double[][] part = parts.get(p);
            for (int i = 0; i < part[0].length; i++) {
                final Object[] row = new Object[columns.size()];
                for (int c = 0; c < part.length; c++) row[c] = part[c][i];
                row[part.length] = names.get(p);
                table.row(row);
            }
        }
        return table.build();
    }

    private static double[][] columns(final Conductances c, final boolean bands) {
        final List<double[]> columns = new ArrayList<>(List.of(
                times(c),
                c.excitation().ns(),
                c.excitation().seNs(),
                c.inhibition().ns(),
                c.inhibition().seNs(),
                c.reversalMv(),
                c.rSquared(),
                c.reversalSeMv(),
                c.systematic().excitatoryLowNs(),
                c.systematic().excitatoryHighNs(),
                c.systematic().inhibitoryLowNs(),
                c.systematic().inhibitoryHighNs()));
        if (bands)
            columns.addAll(List.of(
                    c.excitation().lowNs(),
                    c.excitation().highNs(),
                    c.inhibition().lowNs(),
                    c.inhibition().highNs()));
        return columns.toArray(double[][]::new);
    }

    static double[] times(final Conductances c) {
        final double[] timesMs = new double[c.samples()];
        for (int i = 0; i < timesMs.length; i++) timesMs[i] = c.timeMs(i);
        return timesMs;
    }

    private Table systematic() {
        final Table.Builder table =
                Table.withColumns("condition", "assumption", "g_e_peak_ns", "g_i_peak_ns", "delay_ms");
        found.forEach((condition, c) -> {
            table.row(
                    condition,
                    "as given",
                    c.excitatoryResponse().peakNs(),
                    c.inhibitoryResponse().peakNs(),
                    c.peakDelay().ms());
            for (final Refit refit : c.systematic().refits())
                table.row(
                        condition,
                        refit.assumption(),
                        refit.excitatoryPeakNs(),
                        refit.inhibitoryPeakNs(),
                        refit.peakDelayMs());
        });
        return table.build();
    }

    private Table levels() {
        final Table.Builder table = Table.withColumns("condition", "commanded", "potential_mv", "current_pa", "sweeps");
        found.forEach((condition, c) -> c.levels()
                .forEach(l -> table.row(condition, l.commanded(), l.leakPotentialMv(), l.leakCurrentPa(), l.sweeps())));
        return table.build();
    }

    private Figure figure() {
        final String condition = found.keySet().iterator().next();
        final Conductances c = found.get(condition);
        final double[] timesMs = times(c);
        final Panel traces = Panel.of(
                        "",
                        Axis.of("time (ms)", timesMs[0], timesMs[timesMs.length - 1]),
                        Axis.of("conductance (nS)"),
                        Series.line("excitation", timesMs, c.excitation().ns(), Role.EXCITATION),
                        Series.line("inhibition", timesMs, c.inhibition().ns(), Role.INHIBITION))
                .withBands(
                        band(c, timesMs, c.excitation(), Role.EXCITATION),
                        band(c, timesMs, c.inhibition(), Role.INHIBITION));
        final double[] v =
                c.levels().stream().mapToDouble(UsedLevel::leakPotentialMv).toArray();
        final double[] i =
                c.levels().stream().mapToDouble(UsedLevel::leakCurrentPa).toArray();
        final double[] line = new double[v.length];
        for (int j = 0; j < v.length; j++)
            line[j] = c.leak().conductanceNs() * (v[j] - c.leak().reversalMv());
        final Panel leak = Panel.of(
                "",
                Axis.of("membrane potential (mV)"),
                Axis.of("current (pA)"),
                new Series("baseline", v, i, Role.RESULT, Series.Style.POINTS),
                Series.line(
                        String.format(Locale.ROOT, "leak %.3g nS", c.leak().conductanceNs()), v, line, Role.REFERENCE));
        return Figure.stacked(
                name() + (found.size() > 1 ? ", " + condition : "") + ": apparent somatic conductances",
                HEIGHT_MM,
                Figure.row(2, traces),
                Figure.row(1, leak));
    }

    /** The bootstrap interval, else 95 % by the standard errors; nothing where neither is known. */
    private static Band band(
            final Conductances c, final double[] timesMs, final ConductanceTrace trace, final Role role) {
        final String name = role == Role.EXCITATION ? "95 % of excitation" : "95 % of inhibition";
        if (trace.lowNs().length > 0) return new Band(name, timesMs, trace.lowNs(), trace.highNs(), role);
        final double errors = c.errorFreedom().isPresent()
                ? Statistics.studentT(c.errorFreedom().getAsInt(), 0.95)
                : NORMAL_95;
        final double[] low = new double[timesMs.length];
        final double[] high = new double[timesMs.length];
        for (int i = 0; i < low.length; i++) {
            final double half = Double.isNaN(trace.seNs()[i]) ? 0 : errors * trace.seNs()[i];
            low[i] = trace.ns()[i] - half;
            high[i] = trace.ns()[i] + half;
        }
        return new Band(name, timesMs, low, high, role);
    }
}
