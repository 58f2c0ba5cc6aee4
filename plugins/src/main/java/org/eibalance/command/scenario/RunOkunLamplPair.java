package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario okun-lampl-pair in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Okun-Lampl Pair...",
        headless = true,
        description = "Two patched neurons of one network: excitation and inhibition of neighbours go together, "
                + "inhibition a little later (Okun and Lampl 2008).")
public final class RunOkunLamplPair extends ScenarioEntry {

    /** For the menu. */
    public RunOkunLamplPair() {
        super("okun-lampl-pair");
    }
}
