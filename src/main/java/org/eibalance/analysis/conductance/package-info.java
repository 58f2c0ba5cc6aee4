/**
 * Excitatory and inhibitory conductances from recorded currents and potentials.
 *
 * <pre>{@code
 * ClampTrials trials = ClampTrials.held(ClampMode.VOLTAGE_CLAMP, 0.05, levelsMv, currentsPa, 12);
 * DecompositionSettings settings = DecompositionSettings.plain(new TimeWindow(0, 100), new TimeWindow(100, 300))
 *     .with(SeriesCorrection.DYNAMIC, 150, 2000);
 * Conductances found = ConductanceDecomposition.compute(trials, settings);
 * double peakNs = found.excitatoryResponse().peakNs();
 * }</pre>
 *
 * Several levels give g_E(t) and g_I(t) as means over trials. Fluctuations, an impedance or a window of one trace need
 * fewer data and more assumptions, which each of these methods states and checks.
 */
package org.eibalance.analysis.conductance;
