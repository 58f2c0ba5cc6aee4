package org.eibalance.bridge.report;

import java.util.List;
import org.eibalance.bridge.session.RunOutcome;
import org.eibalance.recording.Recording;
import org.eibalance.report.Counts;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** How the runs with the two sinusoids of the impedance method went. */
public final class ProbeReport {

    /**
     * One run.
     *
     * @param amplitudePa amplitude of each sinusoid; negative: both turned over
     * @param outcome how it ended
     */
    public record Run(double amplitudePa, RunOutcome outcome) {}

    private ProbeReport() {}

    /**
     * The report.
     *
     * @param runs in order, at least one
     * @param firstHz frequency of the slower sinusoid
     * @param secondHz frequency of the faster one
     * @param recording of the runs, open
     * @return a row a run, and the first second of some of them
     */
    public static Report of(
            final List<Run> runs, final double firstHz, final double secondHz, final Recording recording) {
        final Table.Builder table =
                Table.withColumns("sweep", "complete", "amplitude_pa", "first_hz", "second_hz", "missing");
        for (int k = 0; k < runs.size(); k++) {
            final Run run = runs.get(k);
            table.row(k, run.outcome.complete(), run.amplitudePa, firstHz, secondHz, run.outcome.missing());
        }
        final RunOutcome last = runs.get(runs.size() - 1).outcome;
        return Report.of(
                List.of(
                        last.complete()
                                ? Counts.of(runs.size(), "run")
                                        + " complete: open recording.eiclamp with impedance-conductance, "
                                        + "current_channel=command."
                                : last.sentence()),
                table.build(),
                RunFigure.of("Impedance probe", recording));
    }
}
