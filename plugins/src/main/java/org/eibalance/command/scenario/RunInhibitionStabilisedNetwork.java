package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario inhibition-stabilised-network in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Inhibition-Stabilised Network...",
        headless = true,
        description = "More drive to inhibition lowers its rate where excitation alone would run away (Tsodyks et al. "
                + "1997; Ozeki et al. 2009).")
public final class RunInhibitionStabilisedNetwork extends ScenarioEntry {

    /** For the menu. */
    public RunInhibitionStabilisedNetwork() {
        super("inhibition-stabilised-network");
    }
}
