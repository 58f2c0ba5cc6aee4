package org.eibalance.report.conductance;

import static org.eibalance.report.conductance.ConductanceText.format;
import static org.eibalance.result.Column.column;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.analysis.conductance.decomposition.ConditionConductances;
import org.eibalance.analysis.conductance.decomposition.Conductances;
import org.eibalance.analysis.conductance.decomposition.Refit;
import org.eibalance.analysis.conductance.decomposition.UsedLevel;
import org.eibalance.check.Checks;
import org.eibalance.check.conductance.ConductanceChecks;
import org.eibalance.check.conductance.PulseChecks;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.eibalance.signal.Interval;

/** Conductances that were decomposed from sweeps at several levels. */
public final class DecompositionReport {

    private final AnalysedRecording recording;
    private final List<ConditionConductances> conditions;
    private final Checks access;

    private DecompositionReport(final AnalysedRecording recording, final List<ConditionConductances> conditions) {
        this.recording = recording;
        this.conditions = conditions;
        access = access(recording, conditions);
    }

    /**
     * The report.
     *
     * @param recording where the trials come from
     * @param conditions one or more
     * @return sentences; the summary with one row a condition; the tables conductance.csv, systematic.csv and
     *     levels.csv; a figure of the first condition
     */
    public static Report of(final AnalysedRecording recording, final List<ConditionConductances> conditions) {
        return new DecompositionReport(recording, conditions).report();
    }

    /** What the correction of R_s rests on. */
    static Checks access(final AnalysedRecording recording, final List<ConditionConductances> conditions) {
        final boolean corrected =
                conditions.stream().anyMatch(c -> c.found().settings().correction() != SeriesCorrection.NONE);
        return PulseChecks.of(recording.access().filter(a -> corrected));
    }

    private Report report() {
        final Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("conductance.csv", ConductanceTable.of(conditions));
        tables.put("systematic.csv", systematicTable());
        tables.put("levels.csv", levels());
        return Report.of(
                        sentences(),
                        DecompositionSummary.of(recording, conditions),
                        DecompositionFigure.of(recording, conditions.get(0), conditions.size() > 1))
                .withTables(tables)
                .from(List.of(recording.path()))
                .withChecks(recording
                        .checks()
                        .and(ofAll(conditions, ConductanceChecks::of))
                        .and(access))
                .withSeed(conditions.get(0).found().settings().seed());
    }

    private List<String> sentences() {
        final List<String> sentences = new ArrayList<>();
        for (final ConditionConductances condition : conditions) addSentences(condition, sentences);
        sentences.addAll(recording.remarks());
        return sentences;
    }

    private void addSentences(final ConditionConductances condition, final List<String> sentences) {
        final Conductances c = condition.found();
        final Checks checks =
                recording.checks().and(ConductanceChecks.of(condition)).and(access);
        final String name = recording.name() + (conditions.size() > 1 ? " (" + condition.condition() + ")" : "");
        sentences.add(checks.headline(
                name + ": no conductances are given",
                format(
                        "%s: apparent somatic conductances peak at %.3g nS (excitation%s) and %.3g nS (inhibition%s), "
                                + "on a leak of %.3g nS that reverses at %.1f mV.",
                        name,
                        c.excitatoryResponse().peakNs(),
                        interval(c, c.excitatoryPeakInterval()),
                        c.inhibitoryResponse().peakNs(),
                        interval(c, c.inhibitoryPeakInterval()),
                        c.leak().conductanceNs(),
                        c.leak().reversalMv()),
                ConductanceChecks.ofPeaks()));
        if (checks.firstFailed(ConductanceChecks.ofPeaks()).isEmpty()) {
            if (!Double.isNaN(c.peakDelay().ms())) sentences.add(delay(c));
            sentences.addAll(systematic(c));
        }
        sentences.addAll(c.remarks());
    }

    /** Of a peak, which stands beside it in brackets. */
    private static String interval(final Conductances c, final Interval interval) {
        if (!interval.isKnown()) return "";
        final double percent = 100 * c.settings().confidence();
        return format(
                Math.abs(percent - Math.rint(percent)) < 1e-9 ? ", %.0f %%: %.3g to %.3g" : ", %.1f %%: %.3g to %.3g",
                percent,
                interval.low(),
                interval.high());
    }

    private static String delay(final Conductances c) {
        return format(
                "Inhibition peaks %.2f ms after excitation%s%s.",
                c.peakDelay().ms(),
                interval(c.peakDelay().interval()),
                Double.isNaN(c.onsetDelay().ms())
                        ? ""
                        : format(
                                "; its onset comes %.2f ms after",
                                c.onsetDelay().ms()));
    }

    /** First what is not corrected, which no refit shows. */
    private static List<String> systematic(final Conductances c) {
        final List<String> sentences = new ArrayList<>();
        final List<String> uncorrected = c.systematic().uncorrected();
        if (!uncorrected.isEmpty()) sentences.add("Not corrected: " + String.join("; ", uncorrected) + ".");
        sentences.add(format(
                "Errors of %sE_I and the junction potential of the usual size (systematic.csv) move the peak of "
                        + "excitation by up to %.0f %% and that of inhibition by up to %.0f %%.",
                c.settings().correction() == SeriesCorrection.NONE ? "" : "R_s, ",
                100
                        * c.systematic()
                                .largestExcitatoryChange(c.excitatoryResponse().peakNs()),
                100
                        * c.systematic()
                                .largestInhibitoryChange(c.inhibitoryResponse().peakNs())));
        return sentences;
    }

    /** The checks of all conditions; of several the worst counts, and is named. */
    static Checks ofAll(
            final List<ConditionConductances> conditions, final Function<ConditionConductances, Checks> checks) {
        if (conditions.size() == 1) return checks.apply(conditions.get(0));
        Checks all = Checks.NONE;
        for (final ConditionConductances c : conditions)
            all = all.and(checks.apply(c).in(c.condition()));
        return all;
    }

    private static String interval(final Interval interval) {
        return Double.isNaN(interval.low()) ? "" : format(" (%.2f to %.2f ms)", interval.low(), interval.high());
    }

    private record ConditionRefit(String condition, Refit refit) {}

    private Table systematicTable() {
        final List<ConditionRefit> rows = new ArrayList<>();
        for (final ConditionConductances condition : conditions) {
            final Conductances c = condition.found();
            rows.add(new ConditionRefit(
                    condition.condition(),
                    new Refit(
                            "as given",
                            c.excitatoryResponse().peakNs(),
                            c.inhibitoryResponse().peakNs(),
                            c.peakDelay().ms())));
            for (final Refit refit : c.systematic().refits())
                rows.add(new ConditionRefit(condition.condition(), refit));
        }
        return Table.of(
                rows,
                column("condition", "", ConditionRefit::condition),
                column("assumption", "", r -> r.refit().assumption()),
                column("g_e_peak_ns", "nS", r -> r.refit().excitatoryPeakNs()),
                column("g_i_peak_ns", "nS", r -> r.refit().inhibitoryPeakNs()),
                column("delay_ms", "ms", r -> r.refit().peakDelayMs()));
    }

    private record ConditionLevel(String condition, UsedLevel level) {}

    private Table levels() {
        final List<ConditionLevel> rows = new ArrayList<>();
        for (final ConditionConductances condition : conditions)
            condition.found().levels().forEach(l -> rows.add(new ConditionLevel(condition.condition(), l)));
        return Table.of(
                rows,
                column("condition", "", ConditionLevel::condition),
                column("commanded", "", r -> r.level().commanded()),
                column("potential_mv", "mV", r -> r.level().leakPotentialMv()),
                column("current_pa", "pA", r -> r.level().leakCurrentPa()),
                column("sweeps", "", r -> r.level().sweeps()));
    }
}
