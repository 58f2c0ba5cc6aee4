/**
 * The checks of the commands on conductances; {@link org.eibalance.check.conductance.ConductanceChecks} lists them, and
 * {@link org.eibalance.check.conductance.PulseChecks} those of the test pulse.
 *
 * <pre>{@code
 * Checks checks = ConductanceChecks.of(condition).and(PulseChecks.of(access));
 * checks.headline("No conductances are given", "g_E peaks at 4 nS.", ConductanceChecks.ofPeaks());
 * }</pre>
 */
package org.eibalance.check.conductance;
