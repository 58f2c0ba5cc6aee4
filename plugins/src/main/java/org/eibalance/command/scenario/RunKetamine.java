package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario ketamine in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Ketamine: NMDA Block and Disinhibition...",
        headless = true,
        description = "Blocking NMDA receptors, of interneurons above all, makes the excitatory cells of a model "
                + "circuit fire more (after Homayoun and Moghaddam 2007).")
public final class RunKetamine extends ScenarioEntry {

    /** For the menu. */
    public RunKetamine() {
        super("ketamine");
    }
}
