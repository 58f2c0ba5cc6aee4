package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario shadlen-newsome in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Shadlen-Newsome: Balance Is Irregular...",
        headless = true,
        description = "A balanced random walk fires irregularly, whatever the number of its inputs (Shadlen and "
                + "Newsome 1994, 1998).")
public final class RunShadlenNewsome extends ScenarioEntry {

    /** For the menu. */
    public RunShadlenNewsome() {
        super("shadlen-newsome");
    }
}
