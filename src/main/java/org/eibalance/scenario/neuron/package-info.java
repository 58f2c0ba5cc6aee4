/**
 * Scenarios of single neurons: counting of inputs, irregular firing, conductances and gain. Each class is one published
 * result with the values of its paper as defaults and the numbers it must show.
 *
 * <pre>{@code
 * Report result = Scenarios.find("softky-koch").run(Map.of(), new ScenarioRun(1, 2, done -> {}));
 * }</pre>
 */
package org.eibalance.scenario.neuron;
