package org.eibalance.command.clamp;

import java.util.List;
import org.eibalance.command.EiCommand;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.report.Counts;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Ends every current that this program injects. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Stop Injection",
        headless = true,
        description = "Stops the current of every injection of this program at once.")
public final class StopInjection extends EiCommand {

    @Override
    protected Report compute() {
        final int stopped = RunningInjections.stopAll();
        return Report.of(
                List.of(
                        stopped == 0
                                ? "No injection was running in this program."
                                : Counts.of(stopped, "injection")
                                        + (stopped == 1 ? " was stopped." : " were stopped.")),
                Table.withColumns("stopped").row(stopped).build(),
                Figure.stacked(
                        "Injections stopped: " + stopped, 20, Figure.row(1, Panel.of("", Axis.of(""), Axis.of("")))));
    }
}
