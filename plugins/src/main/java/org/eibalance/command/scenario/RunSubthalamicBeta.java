package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario subthalamic-beta in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>STN-GPe: Beta Oscillation...",
        headless = true,
        description = "Subthalamic nucleus and globus pallidus rest when coupled weakly and oscillate in the beta "
                + "band with parkinsonian weights (Holgado, Terry and Bogacz 2010).")
public final class RunSubthalamicBeta extends ScenarioEntry {

    /** For the menu. */
    public RunSubthalamicBeta() {
        super("subthalamic-beta");
    }
}
