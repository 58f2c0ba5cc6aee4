package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario synaptic-adaptation in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Adaptation to a Constant Stimulus...",
        headless = true,
        description = "Synaptic depression and an adaptation current under a constant stimulus, and the E/I ratio "
                + "through time (Galarreta and Hestrin 1998; Brette and Gerstner 2005).")
public final class RunSynapticAdaptation extends ScenarioEntry {

    /** For the menu. */
    public RunSynapticAdaptation() {
        super("synaptic-adaptation");
    }
}
