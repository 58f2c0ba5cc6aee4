package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario effective-symmetry in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Dale's Law and Effective Symmetry...",
        headless = true,
        description = "Excitatory cells that share an interneuron inhibit each other symmetrically, although no "
                + "connection is symmetric (after Dayan and Abbott 2001).")
public final class RunEffectiveSymmetry extends ScenarioEntry {

    /** For the menu. */
    public RunEffectiveSymmetry() {
        super("effective-symmetry");
    }
}
