package org.eibalance.command.spike;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eibalance.analysis.spike.RecordedSpikes;
import org.eibalance.analysis.spike.SpikeSettings;
import org.eibalance.command.AutoNumber;
import org.eibalance.command.Choice;
import org.eibalance.command.EiCommand;
import org.eibalance.command.RecordingPaths;
import org.eibalance.format.Formats;
import org.eibalance.recording.Channel;
import org.eibalance.recording.Recording;
import org.scijava.plugin.Parameter;

/** A command on spikes, from a recording by a threshold, or from a table of a simulation. */
public abstract class SpikeCommand extends EiCommand {

    /** In which direction a spike passes the level. */
    private enum Direction {
        UP,
        DOWN
    }

    private static final Choice<Direction> DIRECTION = Choice.of("direction", Direction.class);

    @Override
    protected List<Path> recordings() {
        return RecordingPaths.of(recording);
    }

    @Parameter(
            label = "Recording or table",
            persist = false,
            description = "A recording. Or a table as scenarios write it: columns time_ms and neuron (spikes), "
                    + "or time_ms and activity (counts in bins).")
    private File recording;

    @Parameter(
            label = "Channels",
            persist = false,
            description = "Names or 0-based indices of the channels, joined by semicolons, or all. Each channel "
                    + "is a unit.")
    private String channel = "all";

    @Parameter(
            label = "Spikes at",
            persist = false,
            description = "Threshold in the unit of the channel. auto: -20 mV in current clamp, otherwise five "
                    + "robust standard deviations from the median.")
    private String level = AutoNumber.AUTO;

    @Parameter(
            label = "Spikes end at",
            persist = false,
            description = "After a spike the signal must fall back below this level before the next one counts. In the "
                    + "unit of the channel. auto: half way from the threshold to the median of the sweep, in "
                    + "potentials at most 5 mV from the threshold.")
    private String ends_at = AutoNumber.AUTO;

    @Parameter(
            label = "Direction of spikes",
            choices = {"up", "down"},
            persist = false,
            description = "Whether spikes pass the level upward or downward.")
    private String direction = "up";

    @Parameter(
            label = "Refractory time (ms)",
            min = "0",
            max = "1000",
            persist = false,
            description = "A crossing within this time after a spike does not count.")
    private double refractory_ms = SpikeSettings.DEFAULT.refractoryMs();

    @Parameter(
            label = "Sweeps",
            persist = false,
            description = "The sweeps of a recording to use, counted from 0, such as 0-4,7; or all.")
    private String sweeps = "all";

    @Parameter(
            label = "Length of a table (ms)",
            min = "0",
            max = "1e12",
            persist = false,
            description = "Duration of each sweep of a table of spikes; 0: up to its last spike.")
    private double duration_ms = 0;

    /** Reads what the person chose. */
    final SpikeSource source() {
        final Path path = RecordingPaths.one(recording);
        final Optional<SpikeSource> table = SpikeSource.ofTable(path, duration_ms);
        return table.isPresent() ? table.get() : ofRecording(path);
    }

    private SpikeSource ofRecording(final Path path) {
        final SpikeSettings settings = new SpikeSettings(
                AutoNumber.parse("level", level),
                AutoNumber.parse("ends_at", ends_at),
                DIRECTION.parse(direction) == Direction.DOWN,
                refractory_ms);
        try (Recording opened = Formats.open(path)) {
            final List<Channel> channels = channel.equals("all")
                    ? opened.channels()
                    : Arrays.stream(channel.split(";"))
                            .map(String::strip)
                            .map(opened::channel)
                            .toList();
            final List<Integer> chosen = sweeps(opened, path, sweeps);
            final int[] used = chosen.isEmpty()
                    ? IntStream.range(0, opened.sweeps().size()).toArray()
                    : chosen.stream().mapToInt(Integer::intValue).toArray();
            final RecordedSpikes found =
                    RecordedSpikes.find(opened, channels, used, settings, done -> progress(done / 2));
            final List<String> remarks = new ArrayList<>(opened.remarks());
            remarks.add(found.rule(settings.downward()));
            return new SpikeSource(path, Optional.of(found.trains()), Optional.empty(), remarks, found.channels());
        }
    }
}
