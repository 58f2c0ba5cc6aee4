package org.eibalance.command;

import java.util.Map;

import org.eibalance.recording.Channel;
import org.eibalance.recording.Recording;

/**
 * What the test pulse of each sweep tells of pipette and cell.
 *
 * @param seriesMohmBySweep R_s of each sweep that has a pulse
 * @param capacitancePf median C over sweeps; NaN where no pulse was found
 */
record MembraneValues(Map<Integer, Double> seriesMohmBySweep, double capacitancePf) {

	static final MembraneValues NONE = new MembraneValues(Map.of(), Double.NaN);

	static MembraneValues of(final Recording recording, final Channel channel, final String commandChannel,
		final boolean wanted)
	{
		return NONE;
	}

	boolean isEmpty() {
		return seriesMohmBySweep.isEmpty();
	}

	/** R_s of a sweep; the mean of the others where it has no pulse of its own, 0 where none has. */
	double seriesMohm(final int sweep) {
		final Double own = seriesMohmBySweep.get(sweep);
		return own != null ? own : seriesMohmBySweep.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
	}
}
