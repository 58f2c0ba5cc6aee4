package org.eibalance.bridge.report;

import java.util.List;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.report.Counts;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** How many injections a person stopped. */
public final class StopReport {

    private StopReport() {}

    /**
     * The report.
     *
     * @param stopped number of sessions whose current was stopped
     * @return a sentence and the number
     */
    public static Report of(final int stopped) {
        return Report.of(
                List.of(
                        stopped == 0
                                ? "No injection was running."
                                : Counts.of(stopped, "injection")
                                        + (stopped == 1 ? " was stopped." : " were stopped.")),
                Table.withColumns("stopped").row(stopped).build(),
                Figure.stacked(
                        "Injections stopped: " + stopped, 20, Figure.row(1, Panel.of("", Axis.of(""), Axis.of("")))));
    }
}
