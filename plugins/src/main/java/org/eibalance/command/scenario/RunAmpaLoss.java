package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario ampa-loss in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>AMPA-Receptor Loss...",
        headless = true,
        description = "Losing AMPA receptors on excitatory cells quietens a model circuit, losing them on "
                + "interneurons excites it (after Fuchs et al. 2007).")
public final class RunAmpaLoss extends ScenarioEntry {

    /** For the menu. */
    public RunAmpaLoss() {
        super("ampa-loss");
    }
}
