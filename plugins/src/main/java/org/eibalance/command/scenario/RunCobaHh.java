package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario coba-hh in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>COBAHH Benchmark...",
        headless = true,
        description = "Network of Hodgkin-Huxley neurons with irregular activity (Brette et al. 2007).")
public final class RunCobaHh extends ScenarioEntry {

    /** For the menu. */
    public RunCobaHh() {
        super("coba-hh");
    }
}
