package org.eibalance.command.conductance;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eibalance.analysis.conductance.trials.ConditionTrials;
import org.eibalance.analysis.conductance.trials.TestPulses;
import org.eibalance.analysis.quality.ChannelQuality;
import org.eibalance.analysis.quality.QualityCheck;
import org.eibalance.analysis.quality.QualitySettings;
import org.eibalance.analysis.quality.access.AccessEstimate;
import org.eibalance.analysis.quality.access.AccessFit;
import org.eibalance.command.AutoNumber;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;

/** The test pulses of a recording, of all sweeps at once: synapses that are active hide R_s in a single one. */
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
        final Optional<AccessEstimate> access = quality.membraneTest()
                .flatMap(test -> AccessFit.compute(quality.pulses(), test, channel.sampleRateHz()));
        return access.map(TestPulses::of).orElse(TestPulses.NONE);
    }
}
