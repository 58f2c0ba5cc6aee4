package org.eibalance.command.spike;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.eibalance.analysis.spike.ChannelSpikes;
import org.eibalance.analysis.spike.SpikeTrains;
import org.eibalance.analysis.spike.ThresholdCrossing;
import org.eibalance.command.AutoNumber;
import org.eibalance.command.Choice;
import org.eibalance.command.EiCommand;
import org.eibalance.command.RecordingPaths;
import org.eibalance.format.Formats;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Recording;
import org.eibalance.signal.Crossings;
import org.eibalance.signal.ParallelLoop;
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
    private double refractory_ms = ThresholdCrossing.DEFAULT_REFRACTORY_MS;

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
        final OptionalDouble given = AutoNumber.parse("level", level);
        final OptionalDouble end = AutoNumber.parse("ends_at", ends_at);
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
            final List<double[][]> trains = new ArrayList<>();
            final double[] durations = new double[used.length];
            final List<String> remarks = new ArrayList<>(opened.remarks());
            final double[] levels = new double[channels.size()];
            Arrays.fill(levels, Double.NaN);
            final List<DoubleStream.Builder> beyond =
                    channels.stream().map(c -> DoubleStream.builder()).toList();
            for (int s = 0; s < used.length; s++) {
                final double[][] spikes = new double[channels.size()][];
                for (int c = 0; c < spikes.length; c++) {
                    ParallelLoop.checkCancelled();
                    final Channel from = channels.get(c);
                    final double[] signal = opened.read(from.index(), used[s]);
                    if (Double.isNaN(levels[c])) levels[c] = given.orElseGet(() -> level(from, signal));
                    final double[] centre = ThresholdCrossing.centre(signal);
                    final ThresholdCrossing.Found found = new ThresholdCrossing(
                                    levels[c], rearm(end, from, levels[c], centre[0]), downward(), refractory_ms)
                            .find(signal, from.sampleRateHz());
                    // below a median that lies beyond the level there is no noise to stand out of
                    final double hidden = Math.max(0, (downward() ? -1 : 1) * (centre[0] - levels[c]));
                    for (final double b : found.beyond()) beyond.get(c).add((b - hidden) / centre[1]);
                    spikes[c] = found.timesMs();
                    durations[s] = Math.max(durations[s], signal.length * 1000 / from.sampleRateHz());
                }
                trains.add(spikes);
                progress((s + 1.0) / used.length / 2);
            }
            final SpikeTrains found = new SpikeTrains(
                    channels.stream()
                            .map(c -> c.index() + " (" + c.name() + ")")
                            .toList(),
                    trains,
                    durations);
            final List<String> thresholds = new ArrayList<>();
            for (int c = 0; c < levels.length; c++)
                thresholds.add(String.format(
                        Locale.ROOT,
                        "%.4g %s (%s)",
                        levels[c],
                        channels.get(c).unit().symbol(),
                        channels.get(c).name()));
            remarks.add("A spike is counted where the signal passes " + String.join(", ", thresholds)
                    + (downward() ? " downward." : " upward."));
            if (found.count() == 0)
                throw new InputException(opened.name() + " has no spikes at "
                        + String.format(
                                Locale.ROOT,
                                "%.4g %s",
                                levels[0],
                                channels.get(0).unit().symbol()) + ": give another level or direction.");
            return new SpikeSource(path, Optional.of(found), List.of(), Double.NaN, remarks, standOut(found, beyond));
        }
    }

    private static List<ChannelSpikes> standOut(final SpikeTrains found, final List<DoubleStream.Builder> beyond) {
        return IntStream.range(0, beyond.size())
                .mapToObj(c -> new ChannelSpikes(
                        found.names().get(c), beyond.get(c).build().toArray()))
                .toList();
    }

    private double rearm(final OptionalDouble given, final Channel from, final double at, final double median) {
        if (given.isEmpty())
            return ThresholdCrossing.rearm(
                    median,
                    at,
                    from.unit().quantity() == Quantity.VOLTAGE
                            ? Crossings.SPIKE_HYSTERESIS_MV / from.unit().toFieldUnit()
                            : Double.POSITIVE_INFINITY,
                    downward());
        final double end = given.getAsDouble();
        if (downward() ? end < at : end > at)
            throw new InputException(String.format(
                    Locale.ROOT,
                    "ends_at is %s, beyond the level of %.4g %s: a spike ends on the side from which it comes.",
                    end,
                    at,
                    from.unit().symbol()));
        return end;
    }

    private double level(final Channel from, final double[] signal) {
        if (from.clampMode() == ClampMode.CURRENT_CLAMP)
            return ThresholdCrossing.INTRACELLULAR_MV / from.unit().toFieldUnit();
        final boolean downward = downward();
        final double found = ThresholdCrossing.robustLevel(signal, ThresholdCrossing.NOISE_DEVIATIONS, downward);
        if (found == ThresholdCrossing.robustLevel(signal, 0, downward))
            throw new InputException("Channel " + from.index() + " (" + from.name()
                    + ") has the same value in more than half of its samples: its noise gives no level, "
                    + "therefore give one.");
        return found;
    }

    private boolean downward() {
        return DIRECTION.parse(direction) == Direction.DOWN;
    }
}
