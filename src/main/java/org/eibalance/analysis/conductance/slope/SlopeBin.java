package org.eibalance.analysis.conductance.slope;

import org.eibalance.analysis.conductance.Curvature;

/**
 * The current-voltage line of one bin.
 *
 * @param timeMs its middle, from the start of the sweep
 * @param conductanceNs slope conductance G of the whole membrane
 * @param conductanceSeNs its standard error
 * @param reversalMv where the line crosses zero current; NaN where G is under three standard errors
 * @param reversalSeMv its standard error, to first order
 * @param rSquared share of the variance over sweeps that the line explains
 * @param curvature the bend
 * @param synapticNs G less that of the baseline
 * @param synapticSeNs its standard error
 * @param synapticReversalMv reversal potential of what was added to the baseline, (G E − G_0 E_0) / (G − G_0); NaN
 *     where that is under three standard errors
 * @param excitatoryNs g_E
 * @param inhibitoryNs g_I
 */
public record SlopeBin(
        double timeMs,
        double conductanceNs,
        double conductanceSeNs,
        double reversalMv,
        double reversalSeMv,
        double rSquared,
        Curvature curvature,
        double synapticNs,
        double synapticSeNs,
        double synapticReversalMv,
        double excitatoryNs,
        double inhibitoryNs) {}
