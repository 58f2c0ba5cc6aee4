/**
 * Scenarios of networks of excitatory and inhibitory neurons: balance, speed, linearity, published benchmarks. Each
 * class is one published result with the values of its paper as defaults and the numbers it must show.
 *
 * <pre>{@code
 * Report result = Scenarios.find("brunel").run(Map.of(), new ScenarioRun(1, 2, done -> {}));
 * }</pre>
 */
package org.eibalance.scenario.network;
