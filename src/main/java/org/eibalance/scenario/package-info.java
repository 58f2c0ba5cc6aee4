/**
 * Published results as scenarios: each is one class with its settings, its run, its figure and the numbers that it must
 * show. A new one is one new class and one line in {@link org.eibalance.scenario.catalogue.Scenarios}.
 *
 * <pre>{@code
 * Scenario<?> brunel = Scenarios.find("brunel");
 * Report result = brunel.run(Map.of("relative_inhibition", 6.0), new ScenarioRun(1, 2, done -> {}));
 * double rateHz = result.value("rate_hz");
 * }</pre>
 */
package org.eibalance.scenario;
