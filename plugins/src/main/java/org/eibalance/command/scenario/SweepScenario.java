package org.eibalance.command.scenario;

import org.eibalance.report.Report;
import org.eibalance.report.scenario.SweepReport;
import org.eibalance.scenario.ParameterSweep;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.catalogue.Scenarios;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Runs a scenario at several values of one parameter, in parallel. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Sweep Scenario...",
        headless = true,
        description = "Runs a scenario at several values of one of its parameters and shows how its numbers change.")
public final class SweepScenario extends ScenarioCommand {

    @Parameter(label = "Scenario", persist = false, description = "Name of the scenario, from list-scenarios.")
    private String scenario = ParameterSweep.DEFAULT_SCENARIO;

    @Parameter(label = "Parameter", persist = false, description = "Key of the parameter that is varied.")
    private String sweep_parameter = ParameterSweep.DEFAULT_PARAMETER;

    @Parameter(label = "First value", persist = false, description = "Value of the parameter in the first run.")
    private double sweep_from = ParameterSweep.DEFAULT_FROM;

    @Parameter(label = "Last value", persist = false, description = "Value of the parameter in the last run.")
    private double sweep_to = ParameterSweep.DEFAULT_TO;

    @Parameter(
            label = "Runs",
            min = "2",
            max = "1000",
            persist = false,
            description = "Number of runs; the values are evenly spaced from the first to the last.")
    private int sweep_runs = ParameterSweep.DEFAULT_RUNS;

    @Override
    protected Scenario<?> scenario() {
        return Scenarios.find(scenario);
    }

    @Override
    protected String place() {
        return scenario().name() + "/" + name();
    }

    @Override
    protected Report compute() {
        final ParameterSweep sweep =
                ParameterSweep.evenly(scenario(), sweep_parameter, sweep_from, sweep_to, sweep_runs, numbers());
        announceDuration(sweep.expectedSeconds(chosenThreads()));
        return SweepReport.of(sweep, run(this::progress));
    }
}
