/**
 * The checks of scenarios; {@link org.eibalance.check.scenario.ScenarioChecks} lists them. Those of the measures are
 * put to every scenario by {@code Scenario.run}; a scenario puts those of its cells, of its steady states and of its
 * claims.
 *
 * <pre>{@code
 * Checks checks = ScenarioChecks.of(Firing.lasting("The network", rateHz, lastSpikeMs, durationMs));
 * checks.headline("It is not said to go on", "The network goes on by itself.", StaysActive.NAME);
 * }</pre>
 */
package org.eibalance.check.scenario;
