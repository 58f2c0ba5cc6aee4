package org.eibalance.analysis.conductance.decomposition;

/**
 * A level that went into a decomposition.
 *
 * @param commanded as commanded: mV, or pA in current clamp
 * @param leakPotentialMv mean V_m in the leak window, after all corrections
 * @param leakCurrentPa mean I_m in the leak window
 * @param sweeps how many sweeps
 */
public record UsedLevel(double commanded, double leakPotentialMv, double leakCurrentPa, int sweeps) {}
