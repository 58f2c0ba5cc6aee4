package org.eibalance.command.scenario;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The scenario aperiodic-slope in the menu. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>LFP and the Aperiodic Slope...",
        headless = true,
        description = "The spectrum of a field falls more steeply with more inhibition: a model behind the 1/f slope "
                + "as a sign of the E/I ratio (Gao, Peterson and Voytek 2017).")
public final class RunAperiodicSlope extends ScenarioEntry {

    /** For the menu. */
    public RunAperiodicSlope() {
        super("aperiodic-slope");
    }
}
