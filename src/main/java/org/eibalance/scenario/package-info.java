/**
 * Published results as scenarios: each is one class with its settings, its run, its figure and the expected numbers. A
 * new one is one class and one line in {@link org.eibalance.scenario.catalogue.Scenarios}; its command, its menu
 * entries and its keys come from there.
 *
 * <pre>{@code
 * Scenario<?> brunel = Scenarios.find("brunel");
 * Report result = brunel.run(Map.of("relative_inhibition", 6.0), new ScenarioRun(1, 2, done -> {}));
 * double rateHz = result.value("rate_hz");
 * }</pre>
 */
package org.eibalance.scenario;
