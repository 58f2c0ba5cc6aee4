package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario up-down-states in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Up and Down States...",
        headless = true,
        description = "When the network goes up, excitatory and inhibitory conductance rise together and stay in "
                + "proportion (Shu, Hasenstaub and McCormick 2003; model of Jercog et al. 2017).")
public final class RunUpDownStates extends ScenarioEntry {

    /** For the menu. */
    public RunUpDownStates() {
        super("up-down-states");
    }
}
