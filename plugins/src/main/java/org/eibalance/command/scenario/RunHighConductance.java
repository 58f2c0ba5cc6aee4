package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario high-conductance in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>High-Conductance State...",
        headless = true,
        description = "Bombardment shortens the time constant and the window of coincidence (Destexhe, Rudolph and "
                + "Pare 2003).")
public final class RunHighConductance extends ScenarioEntry {

    /** For the menu. */
    public RunHighConductance() {
        super("high-conductance");
    }
}
