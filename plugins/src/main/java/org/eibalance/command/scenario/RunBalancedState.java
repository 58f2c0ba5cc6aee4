package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario balanced-state in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Balanced State...",
        headless = true,
        description =
                "Large inputs cancel and leave irregular spikes and broad rates (van Vreeswijk and Sompolinsky 1996).")
public final class RunBalancedState extends ScenarioEntry {

    /** For the menu. */
    public RunBalancedState() {
        super("balanced-state");
    }
}
