package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario gain-normalisation in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Gain and Divisive Normalisation...",
        headless = true,
        description = "Balanced recurrence amplifies, up to the onset of oscillation; feedback inhibition divides by "
                + "the pool (Murphy and Miller 2009; Carandini and Heeger 2012; Rosenberg et al. 2015).")
public final class RunGainNormalisation extends ScenarioEntry {

    /** For the menu. */
    public RunGainNormalisation() {
        super("gain-normalisation");
    }
}
