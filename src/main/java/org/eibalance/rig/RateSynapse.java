package org.eibalance.rig;

/**
 * A synaptic conductance that follows a presynaptic rate through one exponential low-pass of unit gain.
 *
 * @param meanNs conductance at a rate of 1
 * @param decayMs time constant of the low-pass
 * @param delayMs how much later than the common drive it arrives
 */
public record RateSynapse(double meanNs, double decayMs, double delayMs) {}
