/**
 * Conductances from the fluctuations of one trace, or of two: moments of the potential at two currents (VmD),
 * relaxation times in windows, averages before spikes, sinusoids at two frequencies, and oversampling.
 *
 * <pre>{@code
 * Vmd found = Vmd.compute(low, high, settings);
 * double meanExcitatoryNs = found.excitatoryNs();
 * }</pre>
 */
package org.eibalance.analysis.conductance.singletrace;
