package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario softky-koch in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Softky-Koch: Counting Is Regular...",
        headless = true,
        description = "Integrating random EPSPs fires regularly, detecting their coincidences does not (Softky and "
                + "Koch 1993).")
public final class RunSoftkyKoch extends ScenarioEntry {

    /** For the menu. */
    public RunSoftkyKoch() {
        super("softky-koch");
    }
}
