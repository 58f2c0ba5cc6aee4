/**
 * The checks of the commands on conductances. {@link org.eibalance.check.conductance.PulseChecks} lists those of the
 * test pulse.
 *
 * <pre>{@code
 * Checks checks = PulseChecks.of(access);      // empty: R_s was given, or is not corrected
 * checks.headline("No conductances are given", "g_E peaks at 4 nS.", SeriesResistanceUsable.NAME);
 * }</pre>
 */
package org.eibalance.check.conductance;
