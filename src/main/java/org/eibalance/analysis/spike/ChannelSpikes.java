package org.eibalance.analysis.spike;

/**
 * How clearly the spikes of a channel stand out of its noise.
 *
 * @param channel its index and name
 * @param beyondSds how far each spike reaches beyond the threshold, or beyond the median of its sweep where the
 *     threshold lies on the other side of it, in robust standard deviations of the sweep; not to be changed
 */
public record ChannelSpikes(String channel, double[] beyondSds) {}
