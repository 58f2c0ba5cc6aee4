package org.eibalance.analysis.conductance.decomposition;

/**
 * A sweep that was not used.
 *
 * @param sweep its 0-based place in the recording
 * @param reason why, in a sentence
 */
public record LeftOut(int sweep, String reason) {}
