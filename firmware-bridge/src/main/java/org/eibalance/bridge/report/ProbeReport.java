package org.eibalance.bridge.report;

import java.util.List;
import org.eibalance.bridge.session.RunOutcome;
import org.eibalance.recording.Recording;
import org.eibalance.report.Counts;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** How the runs with the two sinusoids of the impedance method went. */
public final class ProbeReport {

    private ProbeReport() {}

    /**
     * The report.
     *
     * @param outcomes of the runs in order, at least one
     * @param amplitudePa of each sinusoid; every second run has them turned over
     * @param firstHz frequency of the slower sinusoid
     * @param secondHz frequency of the faster one
     * @param recording of the runs, open
     * @return a row a run, and the first second of some of them
     */
    public static Report of(
            final List<RunOutcome> outcomes,
            final double amplitudePa,
            final double firstHz,
            final double secondHz,
            final Recording recording) {
        final Table.Builder table =
                Table.withColumns("sweep", "complete", "amplitude_pa", "first_hz", "second_hz", "missing");
        for (int k = 0; k < outcomes.size(); k++) {
            final RunOutcome run = outcomes.get(k);
            table.row(k, run.complete(), k % 2 == 0 ? amplitudePa : -amplitudePa, firstHz, secondHz, run.missing());
        }
        final RunOutcome last = outcomes.get(outcomes.size() - 1);
        return InjectionReport.ofRuns(
                outcomes,
                Report.of(
                        List.of(
                                last.complete()
                                        ? Counts.of(outcomes.size(), "run")
                                                + " complete: open recording.eiclamp with impedance-conductance, "
                                                + "current_channel=command."
                                        : last.sentence()),
                        table.build(),
                        RunFigure.of("Impedance probe", recording)));
    }
}
