package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario brunel in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Brunel: Four Regimes...",
        headless = true,
        description = "The sparse network of identical neurons: four regimes, and the rates of theory beside those of "
                + "simulation (Brunel 2000).")
public final class RunBrunel extends ScenarioEntry {

    /** For the menu. */
    public RunBrunel() {
        super("brunel");
    }
}
