package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario epilepsy in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Epilepsy: Lost Interneurons and Dravet...",
        headless = true,
        description = "Fewer interneurons, or interneurons with less sodium conductance and why a sodium-channel "
                + "blocker makes it worse: models after Cobos et al. 2005 and Yu et al. 2006.")
public final class RunEpilepsy extends ScenarioEntry {

    /** For the menu. */
    public RunEpilepsy() {
        super("epilepsy");
    }
}
