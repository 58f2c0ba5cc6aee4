package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario operating-point in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Operating Point and Co-Scaling...",
        headless = true,
        description = "The ratio of conductances that holds a potential, and what growing both together does to it.")
public final class RunOperatingPoint extends ScenarioEntry {

    /** For the menu. */
    public RunOperatingPoint() {
        super("operating-point");
    }
}
