package org.eibalance.command.conductance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eibalance.analysis.conductance.trials.ConditionTrials;
import org.eibalance.analysis.quality.ChannelQuality;
import org.eibalance.analysis.quality.PulseMeasures;
import org.eibalance.analysis.quality.QualityCheck;
import org.eibalance.analysis.quality.QualitySettings;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;

/**
 * Series resistance and capacitance from the test pulse of each sweep.
 *
 * @param seriesMohmBySweep R_s of each sweep that has a pulse
 * @param capacitancePf median C over sweeps; NaN where no pulse was found
 */
record MembraneValues(Map<Integer, Double> seriesMohmBySweep, double capacitancePf) {

    /** Without test pulse, or if the values are not wanted. */
    static final MembraneValues NONE = new MembraneValues(Map.of(), Double.NaN);

    /**
     * Makes the membrane test of a channel in voltage clamp.
     *
     * @param recording the recording
     * @param channel the channel of the current
     * @param commandChannel auto, or the channel on which the command was recorded
     * @param wanted whether the values are wanted at all
     * @return the values; {@link #NONE} without a test pulse
     */
    static MembraneValues of(
            final Recording recording, final Channel channel, final String commandChannel, final boolean wanted) {
        if (!wanted || ConditionTrials.modeOf(recording, channel.index()) != ClampMode.VOLTAGE_CLAMP) return NONE;
        final String command = commandChannel.strip();
        final QualitySettings settings = new QualitySettings(
                true,
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                command.equals("auto") ? Optional.empty() : Optional.of(command));
        final ChannelQuality quality;
        try {
            quality = QualityCheck.compute(recording, List.of(channel), settings, p -> {})
                    .get(0);
        } catch (final InputException e) {
            return NONE; // no test pulse: it is said where the values would be used
        }
        final Map<Integer, Double> series = new HashMap<>();
        final List<PulseMeasures> pulses =
                quality.membraneTest().map(t -> t.sweeps()).orElse(List.of());
        for (final PulseMeasures pulse : pulses)
            if (!Double.isNaN(pulse.raMohm())) series.put(pulse.sweep(), pulse.raMohm());
        final double[] capacitances = pulses.stream()
                .mapToDouble(PulseMeasures::cmPf)
                .filter(c -> !Double.isNaN(c))
                .sorted()
                .toArray();
        return new MembraneValues(
                series, capacitances.length == 0 ? Double.NaN : capacitances[capacitances.length / 2]);
    }

    /** Whether there was no test pulse. */
    boolean isEmpty() {
        return seriesMohmBySweep.isEmpty();
    }

    /** R_s of a sweep; the mean of the others if it has no pulse, 0 if no sweep has one. */
    double seriesMohm(final int sweep) {
        final Double own = seriesMohmBySweep.get(sweep);
        return own != null
                ? own
                : seriesMohmBySweep.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0);
    }
}
