package org.eibalance.report.conductance;

import static org.eibalance.report.conductance.ConductanceText.format;
import static org.eibalance.result.Column.column;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eibalance.analysis.conductance.singletrace.SpikeTriggeredConductance;
import org.eibalance.analysis.conductance.singletrace.SpikeTriggeredTrace;
import org.eibalance.check.conductance.ConductanceChecks;
import org.eibalance.check.conductance.ConductancePossible;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** Conductances before spikes. */
public final class SpikeTriggeredReport {

    private SpikeTriggeredReport() {}

    /**
     * The report.
     *
     * @param recording where the traces come from
     * @param found the conductances
     * @return sentences; the summary with one row; the table before-spikes.csv; a figure
     */
    public static Report of(final AnalysedRecording recording, final SpikeTriggeredTrace found) {
        return Report.of(
                        sentences(recording, found),
                        summary(recording, found),
                        ConductanceFigure.traces(
                                recording.name() + ": conductances before spikes",
                                found.timesMs(),
                                found.excitatoryNs(),
                                found.inhibitoryNs()))
                .withTables(Map.of("before-spikes.csv", traces(found)))
                .from(List.of(recording.path()))
                .withChecks(ConductanceChecks.of(found));
    }

    private static List<String> sentences(final AnalysedRecording recording, final SpikeTriggeredTrace found) {
        final List<String> sentences = new ArrayList<>();
        sentences.add(ConductanceChecks.of(found)
                .headline(
                        recording.name() + ": no change of conductances is given",
                        format(
                                "%s: before spikes excitation changes by %+.3g nS and inhibition by %+.3g nS.",
                                recording.name(), found.excitatoryChangeNs(), found.inhibitoryChangeNs()),
                        ConductancePossible.NAME));
        sentences.addAll(SpikeTriggeredConductance.ASSUMPTIONS);
        sentences.add(ConductanceText.APPARENT);
        sentences.addAll(recording.remarks());
        return sentences;
    }

    private static Table summary(final AnalysedRecording recording, final SpikeTriggeredTrace found) {
        return Table.of(
                List.of(found),
                column("recording", "", f -> recording.name()),
                column("current_pa", "pA", SpikeTriggeredTrace::currentPa),
                column("change_e_ns", "nS", SpikeTriggeredTrace::excitatoryChangeNs),
                column("change_i_ns", "nS", SpikeTriggeredTrace::inhibitoryChangeNs));
    }

    private static Table traces(final SpikeTriggeredTrace found) {
        return new SampleColumns()
                .with("time_ms", found.timesMs())
                .with("potential_mv", found.potentialMv())
                .with("g_e_ns", found.excitatoryNs())
                .with("g_i_ns", found.inhibitoryNs())
                .table();
    }
}
