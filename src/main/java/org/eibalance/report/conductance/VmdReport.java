package org.eibalance.report.conductance;

import static org.eibalance.report.conductance.ConductanceText.format;
import static org.eibalance.result.Column.column;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eibalance.analysis.conductance.singletrace.Vmd;
import org.eibalance.analysis.conductance.singletrace.VmdLevel;
import org.eibalance.analysis.conductance.singletrace.VmdOverLevels;
import org.eibalance.check.Checks;
import org.eibalance.check.conductance.ConductanceChecks;
import org.eibalance.check.conductance.ConductancePossible;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.eibalance.signal.Interval;

/** Means and standard deviations of conductances, from the moments of the potential at two currents. */
public final class VmdReport {

    private VmdReport() {}

    private record ConditionPair(String condition, VmdOverLevels.Pair pair) {

        VmdLevel low() {
            return pair.low();
        }

        VmdLevel high() {
            return pair.high();
        }

        Vmd found() {
            return pair.found();
        }

        Interval excitatory() {
            return found().errors()
                    .interval(found().excitatoryNs(), found().errors().excitatoryNs());
        }

        Interval inhibitory() {
            return found().errors()
                    .interval(found().inhibitoryNs(), found().errors().inhibitoryNs());
        }
    }

    /**
     * The report.
     *
     * @param recording where the trials come from
     * @param conditions estimates by name of the condition
     * @return sentences; the summary with one row for each pair of levels; a figure of all levels
     */
    public static Report of(final AnalysedRecording recording, final Map<String, VmdOverLevels> conditions) {
        final List<ConditionPair> pairs = new ArrayList<>();
        conditions.forEach((name, found) -> found.pairs().forEach(p -> pairs.add(new ConditionPair(name, p))));
        return Report.of(sentences(recording, pairs), summary(recording, pairs), figure(recording, conditions))
                .from(List.of(recording.path()))
                .withChecks(checks(pairs));
    }

    private static Checks checks(final List<ConditionPair> pairs) {
        if (pairs.size() == 1) return ConductanceChecks.of(pairs.get(0).found());
        Checks all = Checks.NONE;
        for (final ConditionPair p : pairs)
            all = all.and(ConductanceChecks.of(p.found())
                    .in(format("%.4g and %.4g pA", p.low().currentPa(), p.high().currentPa())));
        return all;
    }

    private static List<String> sentences(final AnalysedRecording recording, final List<ConditionPair> pairs) {
        final List<String> sentences = new ArrayList<>();
        for (final ConditionPair p : pairs)
            sentences.add(ConductanceChecks.of(p.found())
                    .headline(
                            format(
                                    "%s, %.4g and %.4g pA: no conductances are given",
                                    recording.name(),
                                    p.low().currentPa(),
                                    p.high().currentPa()),
                            format(
                                    "%s, %.4g and %.4g pA: g_E is %.3g ± %.3g nS and g_I %.3g ± %.3g nS%s; each "
                                            + "nS more of leak changes them by %+.2g and %+.2g nS.",
                                    recording.name(),
                                    p.low().currentPa(),
                                    p.high().currentPa(),
                                    p.found().excitatoryNs(),
                                    p.found().excitatorySdNs(),
                                    p.found().inhibitoryNs(),
                                    p.found().inhibitorySdNs(),
                                    intervals(p),
                                    p.found().leakSensitivity().excitatory(),
                                    p.found().leakSensitivity().inhibitory()),
                            ConductancePossible.NAME));
        sentences.addAll(Vmd.ASSUMPTIONS);
        for (final ConditionPair p : pairs) sentences.addAll(p.found().remarks());
        sentences.add(ConductanceText.APPARENT);
        sentences.addAll(recording.remarks());
        return sentences;
    }

    private static String intervals(final ConditionPair p) {
        if (!p.excitatory().isKnown()) return "";
        return format(
                " (means and standard deviations over time; 95 %% intervals of the means %.3g to %.3g and %.3g to "
                        + "%.3g nS)",
                p.excitatory().low(),
                p.excitatory().high(),
                p.inhibitory().low(),
                p.inhibitory().high());
    }

    private static Table summary(final AnalysedRecording recording, final List<ConditionPair> pairs) {
        return Table.of(
                pairs,
                column("recording", "", p -> recording.name()),
                column("condition", "", ConditionPair::condition),
                column("current_a_pa", "pA", p -> p.low().currentPa()),
                column("current_b_pa", "pA", p -> p.high().currentPa()),
                column("mean_a_mv", "mV", p -> p.low().meanMv()),
                column("mean_b_mv", "mV", p -> p.high().meanMv()),
                column("sd_a_mv", "mV", p -> Math.sqrt(p.low().varianceMv2())),
                column("sd_b_mv", "mV", p -> Math.sqrt(p.high().varianceMv2())),
                column("g_e_ns", "nS", p -> p.found().excitatoryNs()),
                column("g_i_ns", "nS", p -> p.found().inhibitoryNs()),
                column("sd_e_ns", "nS", p -> p.found().excitatorySdNs()),
                column("sd_i_ns", "nS", p -> p.found().inhibitorySdNs()),
                column("variance_e_ns2", "nS2", p -> p.found().excitatoryVarianceNs2()),
                column("variance_i_ns2", "nS2", p -> p.found().inhibitoryVarianceNs2()),
                column("total_ns", "nS", p -> p.found().totalNs()),
                column("time_constant_ms", "ms", p -> p.found().timeConstantMs()),
                column("g_e_per_leak", "", p -> p.found().leakSensitivity().excitatory()),
                column("g_i_per_leak", "", p -> p.found().leakSensitivity().inhibitory()),
                column("g_e_se_ns", "nS", p -> p.found().errors().excitatoryNs()),
                column("g_i_se_ns", "nS", p -> p.found().errors().inhibitoryNs()),
                column("sd_e_se_ns", "nS", p -> p.found().excitatorySdSeNs()),
                column("sd_i_se_ns", "nS", p -> p.found().inhibitorySdSeNs()),
                column("g_e_low_ns", "nS", p -> p.excitatory().low()),
                column("g_e_high_ns", "nS", p -> p.excitatory().high()),
                column("g_i_low_ns", "nS", p -> p.inhibitory().low()),
                column("g_i_high_ns", "nS", p -> p.inhibitory().high()),
                column("blocks", "", p -> p.found().errors().blocks()));
    }

    private static Figure figure(final AnalysedRecording recording, final Map<String, VmdOverLevels> conditions) {
        final List<VmdLevel> levels =
                conditions.values().stream().flatMap(c -> c.levels().stream()).toList();
        return ConductanceFigure.points(
                recording.name() + ": fluctuations by level",
                "levels",
                Axis.of("mean potential (mV)"),
                Axis.of("standard deviation (mV)"),
                levels.stream().mapToDouble(VmdLevel::meanMv).toArray(),
                levels.stream().mapToDouble(l -> Math.sqrt(l.varianceMv2())).toArray());
    }
}
