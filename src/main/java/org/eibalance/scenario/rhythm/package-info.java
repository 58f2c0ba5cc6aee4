/**
 * Scenarios of rhythms: gamma, beta, up and down states. Each class is one published result with the values of its
 * paper as defaults and the numbers it must show.
 *
 * <pre>{@code
 * Report result = Scenarios.find("ping-gamma").run(Map.of(), new ScenarioRun(1, 2, done -> {}));
 * }</pre>
 */
package org.eibalance.scenario.rhythm;
