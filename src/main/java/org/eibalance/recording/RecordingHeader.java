package org.eibalance.recording;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Everything about a recording but its samples.
 *
 * @param name the file name with extension, or a name given by the simulation
 * @param file where it lies; empty for one in memory
 * @param format the name of its format, with the version where there are several
 * @param channels its channels, in order
 * @param sweeps its sweeps, in order of their index
 * @param commands the commands that its file holds
 * @param tags remarks made while recording, in the order of the file
 * @param start local date and time from which the starts of sweeps and tags count; empty where the file does not say.
 *     No time zone: acquisition programs write none.
 * @param remarks sentences for the person who opens the file: what was missing, mended or doubtful
 */
public record RecordingHeader(
        String name,
        Optional<Path> file,
        String format,
        List<Channel> channels,
        List<Sweep> sweeps,
        List<CommandWaveform> commands,
        List<Tag> tags,
        Optional<LocalDateTime> start,
        List<String> remarks) {

    /** Takes copies of the lists. */
    public RecordingHeader {
        channels = List.copyOf(channels);
        sweeps = List.copyOf(sweeps);
        commands = List.copyOf(commands);
        tags = List.copyOf(tags);
        remarks = List.copyOf(remarks);
        for (int i = 0; i < channels.size(); i++) {
            if (channels.get(i).index() != i)
                throw new IllegalArgumentException(
                        "channel " + i + " has index " + channels.get(i).index());
        }
        for (int k = 0; k < sweeps.size(); k++) {
            if (sweeps.get(k).index() != k)
                throw new IllegalArgumentException(
                        "sweep " + k + " has index " + sweeps.get(k).index());
            if (sweeps.get(k).samples().size() != channels.size())
                throw new IllegalArgumentException("sweep " + k + " has lengths for "
                        + sweeps.get(k).samples().size() + " channels of " + channels.size());
        }
    }
}
