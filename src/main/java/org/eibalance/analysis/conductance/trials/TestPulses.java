package org.eibalance.analysis.conductance.trials;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.eibalance.analysis.quality.ChannelQuality;
import org.eibalance.analysis.quality.PulseMeasures;
import org.eibalance.analysis.quality.QualityCheck;
import org.eibalance.analysis.quality.QualitySettings;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;

/**
 * Pipette and cell as the test pulses of a recording in voltage clamp show them.
 *
 * @param seriesMohmBySweep R_s of each sweep that has a pulse, by 0-based sweep
 * @param capacitancePf median C over sweeps; NaN where no pulse was found
 */
public record TestPulses(Map<Integer, Double> seriesMohmBySweep, double capacitancePf) {

    /** No pulse. */
    public static final TestPulses NONE = new TestPulses(Map.of(), Double.NaN);

    /** Takes a copy of the map, in the order of the sweeps. */
    public TestPulses {
        seriesMohmBySweep = Collections.unmodifiableMap(new TreeMap<>(seriesMohmBySweep));
    }

    /**
     * Measures the test pulses of a channel.
     *
     * @param recording the recording; not needed afterwards
     * @param channel the channel of the current
     * @param command name or index of the channel on which the command was recorded; empty for the protocol of the file
     * @return the values; {@link #NONE} in current clamp and where there is no test pulse
     */
    public static TestPulses of(final Recording recording, final Channel channel, final Optional<String> command) {
        if (ConditionTrials.modeOf(recording, channel.index()) != ClampMode.VOLTAGE_CLAMP) return NONE;
        final QualitySettings settings = new QualitySettings(
                true,
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                command);
        final ChannelQuality quality;
        try {
            quality = QualityCheck.compute(recording, List.of(channel), settings, p -> {})
                    .get(0);
        } catch (final InputException e) {
            return NONE; // no test pulse: a report says so where its values would be used
        }
        final List<PulseMeasures> pulses =
                quality.membraneTest().map(t -> t.sweeps()).orElse(List.of());
        final Map<Integer, Double> series = new HashMap<>();
        for (final PulseMeasures pulse : pulses)
            if (!Double.isNaN(pulse.raMohm())) series.put(pulse.sweep(), pulse.raMohm());
        final double[] capacitances = pulses.stream()
                .mapToDouble(PulseMeasures::cmPf)
                .filter(c -> !Double.isNaN(c))
                .toArray();
        Arrays.sort(capacitances);
        return new TestPulses(series, capacitances.length == 0 ? Double.NaN : capacitances[capacitances.length / 2]);
    }

    /** Whether R_s of no sweep is known. */
    public boolean isEmpty() {
        return seriesMohmBySweep.isEmpty();
    }

    /**
     * R_s of a sweep.
     *
     * @param sweep 0-based sweep
     * @return MOhm; the mean of the other sweeps where it has no pulse of its own, 0 where none has
     */
    public double seriesMohm(final int sweep) {
        final Double own = seriesMohmBySweep.get(sweep);
        return own != null
                ? own
                : seriesMohmBySweep.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0);
    }
}
