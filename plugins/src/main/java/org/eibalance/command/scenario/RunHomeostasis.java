package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario homeostasis in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Homeostasis of Inhibition...",
        headless = true,
        description = "Scaling and plasticity of inhibition bring the rate home, also after a quarter of the "
                + "inhibition is lost (Vogels et al. 2011; Turrigiano et al. 1998).")
public final class RunHomeostasis extends ScenarioEntry {

    /** For the menu. */
    public RunHomeostasis() {
        super("homeostasis");
    }
}
