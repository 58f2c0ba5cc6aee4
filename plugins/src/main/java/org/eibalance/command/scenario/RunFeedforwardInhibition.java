package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario feedforward-inhibition in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Feedforward and Feedback Inhibition...",
        headless = true,
        description = "Feedforward inhibition narrows the window in which volleys add up from 12.5 to 1.5 ms; "
                + "endocannabinoids suppress feedback inhibition alone (Pouille and Scanziani 2001).")
public final class RunFeedforwardInhibition extends ScenarioEntry {

    /** For the menu. */
    public RunFeedforwardInhibition() {
        super("feedforward-inhibition");
    }
}
