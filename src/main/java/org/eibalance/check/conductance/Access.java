package org.eibalance.check.conductance;

/**
 * A conductance seen through a pipette.
 *
 * @param totalNs leak and synapses at their largest, nS
 * @param seriesMohm what the compensation leaves of R_s, MOhm; NaN where it is not known or the cell was not in voltage
 *     clamp
 */
public record Access(double totalNs, double seriesMohm) {}
