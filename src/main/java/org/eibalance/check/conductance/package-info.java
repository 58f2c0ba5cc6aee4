/**
 * The checks of the commands on conductances; {@link org.eibalance.check.conductance.ConductanceChecks} lists them.
 *
 * <pre>{@code
 * Checks checks = ConductanceChecks.of(condition);
 * checks.headline("No conductances are given", "g_E peaks at 4 nS.", ConductanceChecks.ofPeaks());
 * }</pre>
 */
package org.eibalance.check.conductance;
