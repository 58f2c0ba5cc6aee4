/**
 * Excitatory and inhibitory conductance over time from several holding levels: at each time a line of current against
 * membrane potential, whose slope and intercept give g_E and g_I (Borg-Graham, Monier and Fregnac 1998; Monier,
 * Fournier and Fregnac 2008), with corrections for the pipette and errors that follow the noise.
 *
 * <pre>{@code
 * Conductances found = ConductanceDecomposition.compute(trials, settings);
 * double[] excitatoryNs = found.excitation().ns();
 * }</pre>
 */
package org.eibalance.analysis.conductance.decomposition;
