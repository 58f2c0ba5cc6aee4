package org.eibalance.command.spike;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eibalance.analysis.spike.ChannelSpikes;
import org.eibalance.analysis.spike.SpikeTrains;
import org.eibalance.format.NumberTable;
import org.eibalance.recording.InputException;
import org.eibalance.result.Table;

/**
 * Spikes, or activity in bins, of one file.
 *
 * @param path the file
 * @param trains its spikes; empty if it has only activity in bins
 * @param activity its activity in bins; empty if it has spikes
 * @param binMs width of those bins; NaN if it has spikes
 * @param remarks remarks about the file
 * @param channels how clearly the spikes of each channel of a recording stand out; empty for a table
 */
record SpikeSource(
        Path path,
        Optional<SpikeTrains> trains,
        List<double[]> activity,
        double binMs,
        List<String> remarks,
        List<ChannelSpikes> channels) {

    /** Tolerance of the times in a table of activity, as a fraction of a bin. */
    private static final double GRID = 0.01;

    String name() {
        return path.getFileName().toString();
    }

    /** Reads a table; empty if the file is not one. */
    static Optional<SpikeSource> ofTable(final Path path, final double durationMs) {
        final Optional<NumberTable.Kind> kind = NumberTable.kind(path);
        if (kind.isEmpty()) return Optional.empty();
        final Table table = NumberTable.read(path);
        final String name = path.getFileName().toString();
        if (kind.get() == NumberTable.Kind.SPIKES)
            return Optional.of(new SpikeSource(
                    path,
                    Optional.of(SpikeTrains.of(table, name, durationMs)),
                    List.of(),
                    Double.NaN,
                    List.of(),
                    List.of()));
        return Optional.of(activity(path, table, name));
    }

    private static SpikeSource activity(final Path path, final Table table, final String name) {
        final double[] times = table.numbers("time_ms");
        final double[] counts = table.numbers("activity");
        final double[] sweeps = table.columns().contains("sweep") ? table.numbers("sweep") : new double[times.length];
        if (times.length < 2)
            throw new InputException(
                    name + " has " + times.length + " rows: activity in two bins at least was expected.");
        final double binMs = times[1] - times[0];
        final List<double[]> stretches = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < times.length; i++) {
            final boolean starts = i > 0 && sweeps[i] != sweeps[i - 1];
            if (starts) {
                stretches.add(Arrays.copyOfRange(counts, from, i));
                from = i;
            }
            if (!(counts[i] >= 0))
                throw new InputException(
                        name + ", row " + (i + 1) + ": the activity is " + counts[i] + ", 0 or more was expected.");
            if (!(binMs > 0) || i > 0 && !starts && !(Math.abs(times[i] - times[i - 1] - binMs) <= GRID * binMs))
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s, row %d: the time %s ms does not follow the one before at the step of the first "
                                + "two, %s ms.",
                        name,
                        i + 1,
                        times[i],
                        binMs));
        }
        stretches.add(Arrays.copyOfRange(counts, from, counts.length));
        return new SpikeSource(path, Optional.empty(), stretches, binMs, List.of(), List.of());
    }

    /** The trains, for an analysis that needs the spikes of units. */
    SpikeTrains units() {
        return trains.orElseThrow(() -> new InputException(
                name() + " has activity in bins: the spikes of each neuron were expected, as time_ms and neuron."));
    }

    /** The number of events. */
    double events() {
        return trains.map(t -> (double) t.count())
                .orElseGet(
                        () -> activity.stream().flatMapToDouble(Arrays::stream).sum());
    }
}
