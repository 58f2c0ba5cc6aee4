package org.eibalance.analysis.conductance.decomposition;

import org.eibalance.analysis.conductance.Curvature;

/**
 * The line of current on potential in the leak window.
 *
 * @param conductanceNs its slope
 * @param conductanceSeNs standard error of the slope; NaN where it cannot be known
 * @param reversalMv where it crosses zero current
 * @param reversalSeMv standard error of that, to first order
 * @param rSquared share of the variance of the levels that it explains; NaN with two levels
 * @param curvature the bend of the currents
 */
public record Leak(
        double conductanceNs,
        double conductanceSeNs,
        double reversalMv,
        double reversalSeMv,
        double rSquared,
        Curvature curvature) {}
