package org.eibalance.checked;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eibalance.recording.Channel;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Unit;

/** Simulated recordings with a fault. */
final class Changed {

    private Changed() {}

    /** What happens to the samples of a sweep. */
    interface Fault {
        void to(int channel, int sweep, double[] samples);
    }

    /** A command that steps once a sweep, by the same in all. */
    record Step(String name, Unit unit, double holding, double size, int from, int to) implements CommandWaveform {

        @Override
        public void read(final int sweep, final long first, final double[] into, final int offset, final int length) {
            for (int i = 0; i < length; i++)
                into[offset + i] = holding + (first + i >= from && first + i < to ? size : 0);
        }
    }

    static Recording samples(final Recording recording, final Fault fault) {
        final double[][][] all = read(recording);
        for (int c = 0; c < all.length; c++) for (int k = 0; k < all[c].length; k++) fault.to(c, k, all[c][k]);
        return Recording.inMemory(recording.header(), all);
    }

    static Recording commands(final Recording recording, final CommandWaveform... commands) {
        return header(recording, recording.channels(), List.of(commands));
    }

    static Recording channel(final Recording recording, final int index, final UnaryOperator<Channel> change) {
        final List<Channel> channels = new ArrayList<>(recording.channels());
        channels.set(index, change.apply(channels.get(index)));
        return header(recording, channels, recording.commands());
    }

    private static Recording header(
            final Recording recording, final List<Channel> channels, final List<CommandWaveform> commands) {
        final RecordingHeader h = recording.header();
        return Recording.inMemory(
                new RecordingHeader(
                        h.name(),
                        h.file(),
                        h.format(),
                        channels,
                        h.sweeps(),
                        commands,
                        h.tags(),
                        h.start(),
                        h.remarks()),
                read(recording));
    }

    private static double[][][] read(final Recording recording) {
        final double[][][] all =
                new double[recording.channels().size()][recording.sweeps().size()][];
        for (int c = 0; c < all.length; c++) for (int k = 0; k < all[c].length; k++) all[c][k] = recording.read(c, k);
        return all;
    }
}
