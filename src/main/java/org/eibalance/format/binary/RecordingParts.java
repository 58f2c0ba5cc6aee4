package org.eibalance.format.binary;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.Tag;
import org.eibalance.recording.Unit;

/**
 * What a header has of a recording besides its sweeps.
 *
 * @param format the name of the format, with the version where there are several
 * @param channels the channels, in order
 * @param commands the commands that they follow
 * @param tags remarks made while recording
 * @param start local date and time; empty where the file does not say
 */
public record RecordingParts(
        String format,
        List<Channel> channels,
        List<CommandWaveform> commands,
        List<Tag> tags,
        Optional<LocalDateTime> start) {

    /** Channels alone: no command, tag or date is known. */
    public static RecordingParts of(
            final String format, final List<Channel> channels, final Optional<LocalDateTime> start) {
        return new RecordingParts(format, channels, List.of(), List.of(), start);
    }

    /**
     * A channel of which a file has no more than name and unit: the unit of a current stands for voltage clamp, that of
     * a potential for current clamp.
     */
    public static Channel channel(final int index, final String name, final Unit unit, final double sampleRateHz) {
        return new Channel(
                index,
                name.isEmpty() ? "ch" + index : name,
                unit,
                ClampMode.of(unit),
                sampleRateHz,
                Channel.NO_COMMAND);
    }
}
