/**
 * Scenarios of avalanches, branching and the slope of spectra. Each class is one published result with the values of
 * its paper as defaults and the numbers it must show.
 *
 * <pre>{@code
 * Report result = Scenarios.find("criticality").run(Map.of(), new ScenarioRun(1, 2, done -> {}));
 * }</pre>
 */
package org.eibalance.scenario.criticality;
