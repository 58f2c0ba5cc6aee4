package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario ping-gamma in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>PING: Gamma Rhythm...",
        headless = true,
        description = "Pyramidal cells and interneurons take turns: a gamma rhythm whose pace drive and the decay of "
                + "inhibition set (Boergers and Kopell 2003).")
public final class RunPingGamma extends ScenarioEntry {

    /** For the menu. */
    public RunPingGamma() {
        super("ping-gamma");
    }
}
