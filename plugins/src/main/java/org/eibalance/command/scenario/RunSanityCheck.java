package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario sanity-check in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Sanity Check: EPSPs to Threshold...",
        headless = true,
        description = "How many EPSPs reach threshold and how many arrive in a membrane time constant.")
public final class RunSanityCheck extends ScenarioEntry {

    /** For the menu. */
    public RunSanityCheck() {
        super("sanity-check");
    }
}
