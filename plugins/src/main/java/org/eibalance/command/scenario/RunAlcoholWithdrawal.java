package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario alcohol-withdrawal in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Alcohol, Withdrawal, Kindling...",
        headless = true,
        description = "A circuit compensates for strengthened inhibition and is left hyperexcitable without it, more "
                + "so each time: a model after Ballenger and Post 1978.")
public final class RunAlcoholWithdrawal extends ScenarioEntry {

    /** For the menu. */
    public RunAlcoholWithdrawal() {
        super("alcohol-withdrawal");
    }
}
