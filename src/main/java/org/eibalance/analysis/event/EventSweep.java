package org.eibalance.analysis.event;

/**
 * A stretch of one sweep.
 *
 * @param index 0-based sweep
 * @param firstSample place of the first sample within the sweep
 * @param samples in pA or mV; not copied, and not to be changed
 */
public record EventSweep(int index, long firstSample, double[] samples) {}
