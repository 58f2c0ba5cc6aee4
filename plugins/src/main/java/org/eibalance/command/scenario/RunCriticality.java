package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario criticality in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Criticality: Avalanches and Branching...",
        headless = true,
        description = "Avalanche exponents 3/2 and 2, the branching ratio from 5 % of the units, and inhibition as "
                + "what sets it (Beggs and Plenz 2003; Wilting and Priesemann 2018).")
public final class RunCriticality extends ScenarioEntry {

    /** For the menu. */
    public RunCriticality() {
        super("criticality");
    }
}
