package org.eibalance.check.conductance;

/**
 * Shares of samples in which a synaptic conductance is more than two standard errors below 0.
 *
 * @param excitatory of g_E; NaN where its error is not known
 * @param inhibitory of g_I
 * @param fromBaseline whether conductances are measured from a baseline of its own; deviations from a mean are negative
 *     half of the time
 */
public record NegativeShares(double excitatory, double inhibitory, boolean fromBaseline) {}
