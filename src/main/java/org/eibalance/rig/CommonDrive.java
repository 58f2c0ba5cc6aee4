package org.eibalance.rig;

/**
 * What makes two neighbouring cells fluctuate together: a slow process common to all their presynaptic neurons, and a
 * faster one of each cell and synapse. A presynaptic rate, in units of its mean, is max(0, 1 + common + private).
 *
 * @param commonTauMs time constant of the common process
 * @param commonSd its standard deviation
 * @param privateTauMs time constant of the private ones
 * @param privateSd their standard deviation
 */
public record CommonDrive(double commonTauMs, double commonSd, double privateTauMs, double privateSd) {}
