package org.eibalance.command.clamp;

import org.eibalance.bridge.report.StopReport;
import org.eibalance.command.EiCommand;
import org.eibalance.report.Report;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Ends every current that the programs of this user inject. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Stop Injection",
        headless = true,
        description =
                "Stops the current of every injection at once: those of this program and of all other programs of the "
                        + "same user.")
public final class StopInjection extends EiCommand {

    @Override
    protected Report compute() {
        return StopReport.of(RunningInjections.stopAll() + StopSocket.stopOthers(StopSocket.folderOfUser()));
    }
}
