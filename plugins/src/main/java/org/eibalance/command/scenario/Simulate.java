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
        description = "Runs a published model by the name of its scenario, whose parameters are further keys, and "
                + "holds its numbers against the published ones.")
public final class Simulate extends ScenarioCommand {

    @Parameter(label = "Scenario", persist = false, description = "Name of the scenario, as list-scenarios has it.")
    private String scenario = "operating-point";

    @Override
    protected Scenario<?> scenario() {
        return Scenarios.find(scenario);
    }
}
