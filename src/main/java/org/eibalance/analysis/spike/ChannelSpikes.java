package org.eibalance.analysis.spike;

import org.eibalance.recording.Unit;

/**
 * How clearly the spikes of a channel are spikes.
 *
 * @param channel its index and name
 * @param unit its unit
 * @param beyondSds how far each spike reaches beyond the threshold, or beyond the median of its sweep where the
 *     threshold lies on the other side of it, in robust standard deviations of the sweep; not to be changed
 * @param besideJumps how many of them come with a jump of the command of a voltage clamp
 */
public record ChannelSpikes(String channel, Unit unit, double[] beyondSds, int besideJumps) {}
