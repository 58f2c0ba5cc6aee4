package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario fast-response in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Fast Response...",
        headless = true,
        description = "The balanced network tracks a step and a sine faster than one neuron could, until inhibition "
                + "is too slow (van Vreeswijk and Sompolinsky 1998).")
public final class RunFastResponse extends ScenarioEntry {

    /** For the menu. */
    public RunFastResponse() {
        super("fast-response");
    }
}
