package org.eibalance.command.spike;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eibalance.analysis.spike.BinnedActivity;
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
 * @param remarks remarks about the file
 * @param channels how clearly the spikes of each channel of a recording stand out; empty for a table
 */
record SpikeSource(
        Path path,
        Optional<SpikeTrains> trains,
        Optional<BinnedActivity> activity,
        List<String> remarks,
        List<ChannelSpikes> channels) {

    String name() {
        return path.getFileName().toString();
    }

    /** Reads a table; empty if the file is not one. */
    static Optional<SpikeSource> ofTable(final Path path, final double durationMs) {
        final Optional<NumberTable.Kind> kind = NumberTable.kind(path);
        if (kind.isEmpty()) return Optional.empty();
        final Table table = NumberTable.read(path);
        final String name = path.getFileName().toString();
        final boolean spikes = kind.get() == NumberTable.Kind.SPIKES;
        return Optional.of(new SpikeSource(
                path,
                spikes ? Optional.of(SpikeTrains.of(table, name, durationMs)) : Optional.empty(),
                spikes ? Optional.empty() : Optional.of(BinnedActivity.of(table, name)),
                List.of(),
                List.of()));
    }

    /** The trains, for an analysis that needs the spikes of units. */
    SpikeTrains units() {
        return trains.orElseThrow(() -> new InputException(
                name() + " has activity in bins: the spikes of each neuron were expected, as time_ms and neuron."));
    }

    /** The activity of a table, or spikes counted in bins of a width. */
    BinnedActivity activityIn(final double binMs) {
        return activity.orElseGet(() -> new BinnedActivity(units().activity(binMs), binMs));
    }

    /** The number of events. */
    double events() {
        return trains.map(t -> (double) t.count())
                .orElseGet(() -> activity.orElseThrow().sum());
    }
}
