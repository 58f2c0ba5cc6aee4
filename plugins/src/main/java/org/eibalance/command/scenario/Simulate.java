package org.eibalance.command.scenario;

import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.catalogue.Scenarios;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Runs a scenario by its name. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Simulate...",
        headless = true,
        description = "Runs a published model by the name of its scenario and compares its numbers with the "
                + "published ones. The parameters of the scenario are further keys.")
public final class Simulate extends ScenarioCommand {

    @Parameter(label = "Scenario", persist = false, description = "Name of the scenario, from list-scenarios.")
    private String scenario = "operating-point";

    @Override
    protected Scenario<?> scenario() {
        return Scenarios.find(scenario);
    }
}
