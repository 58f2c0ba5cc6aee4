package org.eibalance.report.conductance;

import static org.eibalance.report.conductance.ConductanceText.format;
import static org.eibalance.result.Column.column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eibalance.analysis.conductance.Proportion;
import org.eibalance.analysis.conductance.singletrace.TwoFrequencyConductance;
import org.eibalance.check.Checks;
import org.eibalance.check.conductance.ConductanceChecks;
import org.eibalance.check.conductance.ConductanceNotNegative;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Role;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** Conductances from the impedance at two frequencies. */
public final class ImpedanceReport {

    private ImpedanceReport() {}

    /**
     * The report.
     *
     * @param recording where the trace comes from
     * @param sweep its 0-based sweep
     * @param found the conductances
     * @return sentences; the summary with one row; the table conductance.csv; a figure
     */
    public static Report of(final AnalysedRecording recording, final int sweep, final TwoFrequencyConductance found) {
        final double[] timesMs = new double[found.totalNs().length];
        for (int i = 0; i < timesMs.length; i++) timesMs[i] = i * found.stepMs();
        final Proportion proportion = Proportion.of(found.excitatoryNs(), found.inhibitoryNs());
        return Report.of(
                        sentences(recording, found, proportion),
                        summary(recording, sweep, found, proportion),
                        figure(recording, timesMs, found))
                .withTables(Map.of("conductance.csv", conductance(timesMs, found)))
                .from(List.of(recording.path()))
                .withChecks(ConductanceChecks.of(found));
    }

    private static List<String> sentences(
            final AnalysedRecording recording, final TwoFrequencyConductance found, final Proportion proportion) {
        final List<String> sentences = new ArrayList<>();
        final Checks checks = ConductanceChecks.of(found);
        sentences.add(checks.headline(
                recording.name() + ": no conductance is given",
                format(
                        "%s: sinusoids of %.4g and %.4g Hz; at rest %.3g nS, %.4g pF and %.3g MOhm in series.",
                        recording.name(),
                        found.settings().firstHz(),
                        found.settings().secondHz(),
                        found.restNs(),
                        found.settings().capacitancePf(),
                        found.seriesResistanceMohm()),
                ConductanceChecks.ofImpedance()));
        if (!Double.isNaN(proportion.correlation())
                && checks.firstFailed(ConductanceChecks.ofImpedance()).isEmpty())
            sentences.add(checks.headline(
                    "No correlation is given",
                    format("Excitation and inhibition correlate in time by r = %+.3f.", proportion.correlation()),
                    ConductanceNotNegative.NAME));
        sentences.add(ConductanceText.APPARENT);
        sentences.addAll(recording.remarks());
        sentences.addAll(found.remarks());
        sentences.addAll(TwoFrequencyConductance.ASSUMPTIONS);
        return sentences;
    }

    private static Table summary(
            final AnalysedRecording recording,
            final int sweep,
            final TwoFrequencyConductance found,
            final Proportion proportion) {
        return Table.of(
                List.of(found),
                column("recording", "", f -> recording.name()),
                column("sweep", "", f -> sweep),
                column("first_hz", "Hz", f -> f.settings().firstHz()),
                column("second_hz", "Hz", f -> f.settings().secondHz()),
                column("rest_ns", "nS", TwoFrequencyConductance::restNs),
                column("rest_mv", "mV", TwoFrequencyConductance::restMv),
                column("capacitance_pf", "pF", f -> f.settings().capacitancePf()),
                column("ra_mohm", "MOhm", TwoFrequencyConductance::seriesResistanceMohm),
                column("correlation_e_i", "", f -> proportion.correlation()),
                column("slope_i_on_e", "", f -> proportion.slope()),
                column("rest_source", "", f -> f.rest().source().name().toLowerCase(Locale.ROOT)),
                column("rest_se_ns", "nS", f -> f.rest().conductanceSeNs()),
                column("rest_ms", "ms", f -> f.rest().durationMs()),
                column("leak_reversal_mv", "mV", f -> f.rest().reversalMv()));
    }

    private static Table conductance(final double[] timesMs, final TwoFrequencyConductance found) {
        return new SampleColumns()
                .with("time_ms", timesMs)
                .with("g_total_ns", found.totalNs())
                .with("g_e_ns", found.excitatoryNs())
                .with("g_i_ns", found.inhibitoryNs())
                .with("potential_mv", found.potentialMv())
                .with("g_e_se_ns", found.excitatorySeNs())
                .with("g_i_se_ns", found.inhibitorySeNs())
                .table();
    }

    /** Without both ends, where the filter is cut off. */
    private static Figure figure(
            final AnalysedRecording recording, final double[] timesMs, final TwoFrequencyConductance found) {
        final String title = recording.name() + ": conductances by impedance";
        int from = 0;
        while (from < timesMs.length && Double.isNaN(found.excitatorySeNs()[from])) from++;
        final int to = timesMs.length - from;
        if (to <= from) return ConductanceFigure.traces(title, timesMs, found.excitatoryNs(), found.inhibitoryNs());
        final double[] ms = Arrays.copyOfRange(timesMs, from, to);
        final double[] e = Arrays.copyOfRange(found.excitatoryNs(), from, to);
        final double[] i = Arrays.copyOfRange(found.inhibitoryNs(), from, to);
        final double[] eSe = Arrays.copyOfRange(found.excitatorySeNs(), from, to);
        final double[] iSe = Arrays.copyOfRange(found.inhibitorySeNs(), from, to);
        final double half = TwoFrequencyConductance.halfBand();
        return ConductanceFigure.traces(
                title,
                ms,
                e,
                i,
                ConductanceFigure.errors("excitation, 95 %", ms, e, eSe, half, Role.EXCITATION),
                ConductanceFigure.errors("inhibition, 95 %", ms, i, iSe, half, Role.INHIBITION));
    }
}
