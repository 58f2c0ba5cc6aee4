package org.eibalance.report.conductance;

import static org.eibalance.report.conductance.ConductanceText.format;
import static org.eibalance.result.Column.column;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eibalance.analysis.conductance.singletrace.OversamplingConductance;
import org.eibalance.analysis.conductance.singletrace.OversamplingTrace;
import org.eibalance.check.conductance.ConductanceChecks;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** Conductances of one sweep by oversampling. */
public final class OversamplingReport {

    private OversamplingReport() {}

    /**
     * The report.
     *
     * @param recording where the trace comes from
     * @param found the conductances
     * @return sentences; the summary with medians; the table conductance.csv; a figure
     */
    public static Report of(final AnalysedRecording recording, final OversamplingTrace found) {
        return Report.of(
                        sentences(recording, found),
                        summary(recording, found),
                        ConductanceFigure.traces(
                                recording.name() + ": oversampling (experimental)",
                                found.timesMs(),
                                found.found().excitatoryNs(),
                                found.found().inhibitoryNs()))
                .withTables(Map.of("conductance.csv", conductance(found)))
                .from(List.of(recording.path()))
                .withChecks(ConductanceChecks.of(found));
    }

    private static List<String> sentences(final AnalysedRecording recording, final OversamplingTrace found) {
        final List<String> sentences = new ArrayList<>();
        sentences.add(format(
                "%s: %.0f %% of the pairs of samples could be solved.",
                recording.name(), 100 * found.found().solvedShare()));
        sentences.addAll(OversamplingConductance.ASSUMPTIONS);
        sentences.add(ConductanceText.APPARENT);
        sentences.addAll(recording.remarks());
        return sentences;
    }

    private static Table summary(final AnalysedRecording recording, final OversamplingTrace found) {
        return Table.of(
                List.of(found),
                column("recording", "", f -> recording.name()),
                column("sweep", "", OversamplingTrace::sweep),
                column("g_e_median_ns", "nS", OversamplingTrace::excitatoryMedianNs),
                column("g_i_median_ns", "nS", OversamplingTrace::inhibitoryMedianNs),
                column("solved_share", "", f -> f.found().solvedShare()));
    }

    private static Table conductance(final OversamplingTrace found) {
        return new SampleColumns()
                .with("time_ms", found.timesMs())
                .with("g_e_ns", found.found().excitatoryNs())
                .with("g_i_ns", found.found().inhibitoryNs())
                .table();
    }
}
