package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario coba in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>COBA Benchmark...",
        headless = true,
        description = "Conductance-based integrate-and-fire network that sustains irregular activity (Vogels and "
                + "Abbott 2005; Brette et al. 2007).")
public final class RunCoba extends ScenarioEntry {

    /** For the menu. */
    public RunCoba() {
        super("coba");
    }
}
