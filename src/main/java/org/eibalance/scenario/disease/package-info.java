/**
 * Scenarios of what changes in disease models: loss of interneurons, receptors, drugs. Each class is one published
 * result with the values of its paper as defaults and the numbers it must show.
 *
 * <pre>{@code
 * Report result = Scenarios.find("epilepsy").run(Map.of(), new ScenarioRun(1, 2, done -> {}));
 * }</pre>
 */
package org.eibalance.scenario.disease;
