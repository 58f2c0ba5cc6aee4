package org.eibalance.analysis.pair;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;

/** Recordings of pairs in memory, whose channels and commands a test chooses. */
public final class PairRecordings {

    /** The value of a command. */
    @FunctionalInterface
    public interface Command {
        /** At a time in a sweep, in the unit of the command. */
        double at(int sweep, double ms);
    }

    private final double sampleRateHz;
    private final List<Channel> channels = new ArrayList<>();
    private final List<double[][]> samples = new ArrayList<>();
    private final List<CommandWaveform> commands = new ArrayList<>();

    /** Without channels yet. */
    public PairRecordings(final double sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
    }

    /** Adds a channel whose command is not known. */
    public PairRecordings channel(
            final String name, final String unit, final ClampMode mode, final double[]... sweeps) {
        channels.add(new Channel(channels.size(), name, Unit.parse(unit), mode, sampleRateHz, Channel.NO_COMMAND));
        samples.add(sweeps);
        return this;
    }

    /** Gives the last channel a command. */
    public PairRecordings follows(final String unit, final Command command) {
        final Channel last = channels.remove(channels.size() - 1);
        channels.add(
                new Channel(last.index(), last.name(), last.unit(), last.clampMode(), sampleRateHz, commands.size()));
        commands.add(new CommandWaveform() {

            @Override
            public String name() {
                return "command of " + last.name();
            }

            @Override
            public Unit unit() {
                return Unit.parse(unit);
            }

            @Override
            public double holding() {
                return command.at(0, 0);
            }

            @Override
            public void read(
                    final int sweep, final long from, final double[] into, final int offset, final int length) {
                for (int i = 0; i < length; i++) into[offset + i] = command.at(sweep, (from + i) * 1000 / sampleRateHz);
            }
        });
        return this;
    }

    /** The recording. */
    public Recording recording() {
        final List<Sweep> sweeps = new ArrayList<>();
        for (int k = 0; k < samples.get(0).length; k++) {
            final int length = samples.get(0)[k].length;
            sweeps.add(Sweep.uniform(k, k * length / sampleRateHz, length, channels.size()));
        }
        return Recording.inMemory(
                new RecordingHeader(
                        "pair.abf",
                        Optional.empty(),
                        "test",
                        List.copyOf(channels),
                        sweeps,
                        List.copyOf(commands),
                        List.of(),
                        Optional.empty(),
                        List.of()),
                samples.toArray(double[][][]::new));
    }
}
