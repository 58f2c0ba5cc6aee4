package org.eibalance.check.quality;

import org.eibalance.analysis.quality.ChannelQuality;
import org.eibalance.analysis.quality.QualityLimits;

/**
 * A channel and what is accepted of it.
 *
 * @param quality what was measured
 * @param limits what is accepted
 */
public record CheckedChannel(ChannelQuality quality, QualityLimits limits) {}
