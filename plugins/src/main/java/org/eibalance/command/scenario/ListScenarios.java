package org.eibalance.command.scenario;

import java.util.List;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.catalogue.Scenarios;

/** The names of all scenarios, for standard output. */
public final class ListScenarios {

    private ListScenarios() {}

    /** One line for each scenario: name, tab, one sentence. */
    public static List<String> lines() {
        return Scenarios.all().stream().map(ListScenarios::line).toList();
    }

    private static String line(final Scenario<?> scenario) {
        return scenario.name() + "\t" + scenario.description();
    }
}
