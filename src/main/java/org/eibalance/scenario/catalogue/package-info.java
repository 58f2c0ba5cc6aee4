/**
 * The list of all scenarios: a new one is its class and one line here.
 *
 * <pre>{@code
 * for (Scenario<?> scenario : Scenarios.all()) System.out.println(scenario.name());
 * }</pre>
 */
package org.eibalance.scenario.catalogue;
