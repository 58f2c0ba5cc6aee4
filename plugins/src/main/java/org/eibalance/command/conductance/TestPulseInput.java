package org.eibalance.command.conductance;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.eibalance.analysis.conductance.trials.ConditionTrials;
import org.eibalance.analysis.conductance.trials.TestPulses;
import org.eibalance.analysis.quality.ChannelQuality;
import org.eibalance.analysis.quality.PulseMeasures;
import org.eibalance.analysis.quality.QualityCheck;
import org.eibalance.analysis.quality.QualitySettings;
import org.eibalance.command.AutoNumber;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;

/** The test pulses of a recording, as the membrane test of check-quality measures them. */
final class TestPulseInput {

    private TestPulseInput() {}

    /**
     * Makes the membrane test of a channel.
     *
     * @param recording the recording
     * @param channel the channel of the current
     * @param commandChannel auto, or the channel on which the command was recorded
     * @return the values; {@link TestPulses#NONE} in current clamp and without a test pulse
     */
    static TestPulses read(final Recording recording, final Channel channel, final String commandChannel) {
        if (ConditionTrials.modeOf(recording, channel.index()) != ClampMode.VOLTAGE_CLAMP) return TestPulses.NONE;
        final String command = commandChannel.strip();
        final QualitySettings settings = new QualitySettings(
                true,
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                command.equals(AutoNumber.AUTO) ? Optional.empty() : Optional.of(command));
        final ChannelQuality quality;
        try {
            quality = QualityCheck.compute(recording, List.of(channel), settings, p -> {})
                    .get(0);
        } catch (final InputException e) {
            return TestPulses.NONE; // a remark says so where the values would be used
        }
        if (quality.membraneTest().isEmpty()) return TestPulses.NONE;
        final List<PulseMeasures> pulses =
                quality.membraneTest().map(t -> t.sweeps()).orElse(List.of());
        final Map<Integer, Double> series = new TreeMap<>();
        for (final PulseMeasures pulse : pulses) series.put(pulse.sweep(), pulse.raMohm());
        return TestPulses.of(
                series, pulses.stream().mapToDouble(PulseMeasures::cmPf).toArray());
    }
}
