package org.eibalance.analysis.quality;

import java.util.List;
import java.util.Optional;

import org.eibalance.recording.Channel;

/**
 * How good one channel of a recording is.
 *
 * @param channel the channel
 * @param sweeps one for each sweep
 * @param membraneTest the membrane test; empty where none was made
 * @param pulses the current around the step of each sweep that has one, in the order
 *          of the membrane test
 * @param stepSource where the step was found, in words; empty without a membrane test
 */
public record ChannelQuality(Channel channel, List<SweepQuality> sweeps, Optional<MembraneTestResult> membraneTest,
	List<PulseSweep> pulses, String stepSource)
{

	/** Takes copies. */
	public ChannelQuality {
		sweeps = List.copyOf(sweeps);
		pulses = List.copyOf(pulses);
	}

	/**
	 * What the test pulse tells of a sweep.
	 *
	 * @param sweep 0-based sweep
	 * @return its measures; empty where the sweep has no step
	 */
	public Optional<PulseMeasures> pulse(final int sweep) {
		return membraneTest.stream().flatMap(test -> test.sweeps().stream()).filter(p -> p.sweep() == sweep).findFirst();
	}
}
