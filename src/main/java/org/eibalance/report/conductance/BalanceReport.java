package org.eibalance.report.conductance;

import static org.eibalance.report.conductance.ConductanceText.format;
import static org.eibalance.result.Column.column;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.balance.BalanceMeasure;
import org.eibalance.analysis.conductance.balance.BalanceMeasures;
import org.eibalance.analysis.conductance.balance.BalanceOfConditions;
import org.eibalance.analysis.conductance.balance.BalanceOfConditions.ConditionMeasure;
import org.eibalance.analysis.conductance.balance.BalancePoint;
import org.eibalance.analysis.conductance.balance.SpontaneousEvents;
import org.eibalance.analysis.conductance.decomposition.ConditionConductances;
import org.eibalance.analysis.conductance.decomposition.Conductances;
import org.eibalance.check.Checks;
import org.eibalance.check.conductance.ConductanceChecks;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** Every definition of the E/I ratio, by its name. */
public final class BalanceReport {

    private static final double HEIGHT_MM = 130;

    private BalanceReport() {}

    /**
     * The report.
     *
     * @param recording where the trials come from
     * @param found the numbers of all conditions
     * @return sentences; the summary with one row for each condition and definition; the table share.csv and a figure
     *     of the first condition
     */
    public static Report of(final AnalysedRecording recording, final BalanceOfConditions found) {
        final Conductances first = found.conditions().get(0).found();
        final double[] timesMs = ConductanceTable.timesMs(first);
        final double[] share = BalanceMeasures.excitatoryShare(first);
        final Checks access = DecompositionReport.access(recording, found.conditions());
        return Report.of(
                        sentences(recording, found, access), summary(recording, found), figure(recording, first, share))
                .withTables(Map.of(
                        "share.csv",
                        new SampleColumns()
                                .with("time_ms", timesMs)
                                .with("excitatory_share", share)
                                .table()))
                .from(List.of(recording.path()))
                .withChecks(recording
                        .checks()
                        .and(DecompositionReport.ofAll(found.conditions(), ConductanceChecks::ofBalance))
                        .and(access))
                .withSeed(first.settings().seed());
    }

    private static Table summary(final AnalysedRecording recording, final BalanceOfConditions found) {
        return Table.of(
                found.measures(),
                column("recording", "", m -> recording.name()),
                column("condition", "", ConditionMeasure::condition),
                column("definition", "", m -> m.measure().definition()),
                column("value", "", m -> m.measure().value()),
                column("unit", "", m -> m.measure().unit()),
                column("ci_low", "", m -> m.measure().low()),
                column("ci_high", "", m -> m.measure().high()));
    }

    private static List<String> sentences(
            final AnalysedRecording recording, final BalanceOfConditions found, final Checks access) {
        final List<String> sentences = new ArrayList<>();
        found.events().ifPresent(e -> sentences.add(events(e.excitatory(), e.inhibitory())));
        for (final ConditionConductances condition : found.conditions()) {
            final Conductances c = condition.found();
            final String name = recording.name() + " (" + condition.condition() + ")";
            final Checks checks = recording
                    .checks()
                    .and(ConductanceChecks.ofBalance(condition))
                    .and(access);
            sentences.add(checks.headline(
                    name + ": no ratio is given", ratio(name, found, condition), ConductanceChecks.ofRatios()));
            if (checks.firstFailed(ConductanceChecks.ofRatios()).isEmpty()
                    && !c.systematic().uncorrected().isEmpty())
                sentences.add(
                        "Not corrected: " + String.join("; ", c.systematic().uncorrected()) + ".");
        }
        final Checks all = recording
                .checks()
                .and(DecompositionReport.ofAll(found.conditions(), ConductanceChecks::ofBalance))
                .and(access);
        found.overConditions()
                .ifPresent(p -> sentences.add(all.headline(
                        "No slope over conditions is given",
                        format(
                                "Over %d conditions the slope of inhibition on excitation is %.3g.",
                                p.points(), p.slope()),
                        ConductanceChecks.ofPeaks())));
        sentences.add("Excitation and inhibition come from different trials at alternating levels: these numbers say "
                + "nothing about their relation from trial to trial.");
        sentences.add(ConductanceText.APPARENT);
        for (final ConditionConductances condition : found.conditions())
            sentences.addAll(condition.found().remarks());
        sentences.addAll(recording.remarks());
        return sentences;
    }

    private static String ratio(
            final String name, final BalanceOfConditions found, final ConditionConductances condition) {
        final ReversalPotentials reversals = condition.found().settings().reversals();
        final BalanceMeasure peaks = found.measures().stream()
                .filter(m -> m.condition().equals(condition.condition()))
                .map(ConditionMeasure::measure)
                .filter(m -> m.definition().equals(BalanceMeasures.OF_PEAKS))
                .findFirst()
                .orElseThrow();
        return format(
                "%s: peak conductances have a ratio E/I of %.3g%s; synaptic currents balance at %.1f mV where "
                        + "g_I / g_E is %.3g.",
                name,
                peaks.value(),
                Double.isNaN(peaks.low()) ? "" : format(" (%.3g to %.3g)", peaks.low(), peaks.high()),
                found.restMv(),
                BalancePoint.balancedRatio(found.restMv(), reversals));
    }

    private static String events(final SpontaneousEvents sepscs, final SpontaneousEvents sipscs) {
        return format(
                "Spontaneous events: %.3g sEPSCs a second of %.3g pA on average, %.3g sIPSCs a second of %.3g "
                        + "pA, rate times amplitude %.3g.",
                sepscs.rateHz(),
                sepscs.amplitudePa(),
                sipscs.rateHz(),
                sipscs.amplitudePa(),
                BalanceMeasures.ofEvents(sepscs, sipscs).value());
    }

    private static Figure figure(final AnalysedRecording recording, final Conductances first, final double[] share) {
        final double[] timesMs = ConductanceTable.timesMs(first);
        final Panel traces = ConductanceFigure.panel(
                Axis.of("time (ms)"),
                timesMs,
                first.excitation().ns(),
                first.inhibition().ns());
        final Panel shares = Panel.of(
                "",
                Axis.of("time (ms)"),
                Axis.of("g_E / (g_E + g_I)", 0, 1),
                Series.line("share", timesMs, share, Role.RESULT));
        return Figure.stacked(
                recording.name() + ": balance of excitation and inhibition",
                HEIGHT_MM,
                Figure.row(1, traces),
                Figure.row(1, shares));
    }
}
