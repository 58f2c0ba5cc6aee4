package org.eibalance.analysis.conductance.decomposition;

/**
 * Peaks and delay under another assumption.
 *
 * @param assumption what was changed, for instance "E_I +5 mV"
 * @param excitatoryPeakNs peak of g_E
 * @param inhibitoryPeakNs peak of g_I
 * @param peakDelayMs peak of g_I after that of g_E
 */
public record Refit(String assumption, double excitatoryPeakNs, double inhibitoryPeakNs, double peakDelayMs) {}
