package org.eibalance.command.scenario;

import org.eibalance.command.CommandCatalog;
import org.eibalance.scenario.Scenario;

/** One scenario as a command of its own, with all its parameters: {@code run-brunel} and the like. */
public final class RunScenario extends ScenarioCommand {

    private final Scenario<?> scenario;

    /** @param scenario the scenario that it runs */
    public RunScenario(final Scenario<?> scenario) {
        this.scenario = scenario;
    }

    /** Its entry in the catalogue. */
    static CommandCatalog.Entry entry(final Scenario<?> scenario) {
        return new CommandCatalog.Entry(
                name(scenario),
                scenario.label() + "...",
                scenario.description(),
                RunScenario.class.getName(),
                () -> new RunScenario(scenario));
    }

    private static String name(final Scenario<?> scenario) {
        return "run-" + scenario.name();
    }

    @Override
    public String name() {
        return name(scenario);
    }

    @Override
    protected Scenario<?> scenario() {
        return scenario;
    }
}
