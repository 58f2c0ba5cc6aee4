package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario cuba in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>CUBA Benchmark...",
        headless = true,
        description = "Current-based integrate-and-fire network with irregular activity (Vogels and Abbott 2005; "
                + "Brette et al. 2007).")
public final class RunCuba extends ScenarioEntry {

    /** For the menu. */
    public RunCuba() {
        super("cuba");
    }
}
