package org.eibalance.analysis.spike;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.eibalance.recording.Channel;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.signal.ParallelLoop;

/**
 * The spikes of a recording: each channel is a unit, each sweep a stretch of time.
 *
 * @param trains the spikes
 * @param channels how clearly the spikes of each channel are spikes
 * @param thresholds one a channel, in its unit
 */
public record RecordedSpikes(SpikeTrains trains, List<ChannelSpikes> channels, List<Threshold> thresholds) {

    /**
     * What a spike of a channel passes.
     *
     * @param channel the channel
     * @param level in its unit
     */
    public record Threshold(Channel channel, double level) {

        /** The level with its unit: -20.00 mV. */
        String levelText() {
            return String.format(Locale.ROOT, "%.4g %s", level, channel.unit().symbol());
        }
    }

    /** Takes copies of the lists. */
    public RecordedSpikes {
        channels = List.copyOf(channels);
        thresholds = List.copyOf(thresholds);
    }

    /**
     * Finds the spikes. The threshold of a channel is that of its first sweep.
     *
     * @param recording the recording; one sweep of one channel is held in memory at a time
     * @param from its channels that are units; at least one
     * @param sweeps its sweeps, each a stretch of time; at least one
     * @param settings how a spike is found
     * @param progress is given the fraction done, from 0 to 1
     * @return the spikes
     * @throws InputException if there is none, or a level cannot be had from the noise or contradicts another
     */
    public static RecordedSpikes find(
            final Recording recording,
            final List<Channel> from,
            final int[] sweeps,
            final SpikeSettings settings,
            final DoubleConsumer progress) {
        final int units = from.size();
        final List<double[][]> trains = new ArrayList<>();
        final double[] durations = new double[sweeps.length];
        final double[] levels = new double[units];
        final List<DoubleStream.Builder> beyondSds =
                from.stream().map(c -> DoubleStream.builder()).toList();
        final int[] besideJumps = new int[units];
        for (int s = 0; s < sweeps.length; s++) {
            final CommandJumps jumps = CommandJumps.of(recording, sweeps[s]);
            final double[][] spikes = new double[units][];
            for (int c = 0; c < units; c++) {
                ParallelLoop.checkCancelled();
                final Channel channel = from.get(c);
                final double[] signal = recording.read(channel.index(), sweeps[s]);
                if (s == 0) levels[c] = settings.levelOf(channel, signal);
                final ThresholdCrossing.Centre centre = ThresholdCrossing.Centre.of(signal);
                final ThresholdCrossing.Found found =
                        settings.crossing(channel, levels[c], centre.median()).find(signal, channel.sampleRateHz());
                // below a median that lies beyond the level there is no noise to stand out of
                final double hidden = Math.max(0, (settings.downward() ? -1 : 1) * (centre.median() - levels[c]));
                for (final double b : found.beyond()) beyondSds.get(c).add((b - hidden) / centre.robustSd());
                spikes[c] = found.timesMs();
                final double durationMs = signal.length * 1000 / channel.sampleRateHz();
                besideJumps[c] += jumps.beside(spikes[c], durationMs);
                durations[s] = Math.max(durations[s], durationMs);
            }
            trains.add(spikes);
            progress.accept((s + 1.0) / sweeps.length);
        }
        final List<String> names =
                from.stream().map(c -> c.index() + " (" + c.name() + ")").toList();
        final RecordedSpikes all = new RecordedSpikes(
                new SpikeTrains(names, trains, durations),
                IntStream.range(0, units)
                        .mapToObj(c -> new ChannelSpikes(
                                names.get(c),
                                from.get(c).unit(),
                                beyondSds.get(c).build().toArray(),
                                besideJumps[c]))
                        .toList(),
                IntStream.range(0, units)
                        .mapToObj(c -> new Threshold(from.get(c), levels[c]))
                        .toList());
        if (all.trains.count() == 0)
            throw new InputException(recording.name() + " has no spikes at "
                    + all.thresholds.get(0).levelText() + ": give another level or direction.");
        return all;
    }

    /**
     * What counted as a spike.
     *
     * @param downward whether spikes point down
     * @return a sentence
     */
    public String rule(final boolean downward) {
        return "A spike is counted where the signal passes "
                + thresholds.stream()
                        .map(t -> t.levelText() + " (" + t.channel().name() + ")")
                        .collect(Collectors.joining(", "))
                + (downward ? " downward." : " upward.");
    }
}
