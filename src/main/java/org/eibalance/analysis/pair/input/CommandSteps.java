package org.eibalance.analysis.pair.input;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eibalance.recording.Channel;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Recording;

/** Where the command of one cell is steady in a sweep, and where it moves. Noise of a recorded command is no move. */
final class CommandSteps {

    private static final double NOISE_MV = 0.1;
    private static final double NOISE_PA = 1;
    private static final double NOISE_SHARE = 0.02;

    private final int[] starts;
    private final double[] values;
    private final int samples;

    private CommandSteps(final int[] starts, final double[] values, final int samples) {
        this.starts = starts;
        this.values = values;
        this.samples = samples;
    }

    /**
     * Reads the command of a channel.
     *
     * @param recording the recording
     * @param channel the channel
     * @param sweeps 0-based sweeps
     * @return one for each of them; empty where the command is not known
     */
    static Optional<List<CommandSteps>> of(
            final Recording recording, final Channel channel, final List<Integer> sweeps) {
        return recording.command(channel.index()).map(command -> {
            final List<CommandSteps> steps = new ArrayList<>();
            for (final int sweep : sweeps)
                steps.add(of(command, sweep, (int) recording.samples(channel.index(), sweep)));
            return steps;
        });
    }

    private static CommandSteps of(final CommandWaveform command, final int sweep, final int samples) {
        final double[] commanded = new double[samples];
        command.read(sweep, 0, commanded, 0, samples);
        double low = Double.POSITIVE_INFINITY, high = Double.NEGATIVE_INFINITY;
        for (final double value : commanded) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        final double factor = command.unit().toFieldUnit();
        final double noise = (command.unit().quantity() == Quantity.VOLTAGE ? NOISE_MV : NOISE_PA) / factor;
        final double tolerance = Math.max(noise, NOISE_SHARE * (high - low));
        final int[] starts = new int[high - low > tolerance ? samples : Math.min(1, samples)];
        final double[] values = new double[starts.length];
        int runs = 0;
        for (int t = 0; t < samples; t++) {
            if (runs > 0 && !(Math.abs(commanded[t] - commanded[starts[runs - 1]]) > tolerance)) continue;
            starts[runs] = t;
            values[runs++] = commanded[t] * factor;
        }
        return new CommandSteps(Arrays.copyOf(starts, runs), Arrays.copyOf(values, runs), samples);
    }

    /** How many stretches without a move. */
    int runs() {
        return starts.length;
    }

    /** First sample of a stretch. */
    int start(final int run) {
        return starts[run];
    }

    /** Samples of a stretch. */
    int length(final int run) {
        return (run + 1 < starts.length ? starts[run + 1] : samples) - starts[run];
    }

    /** By how much the command moves into a stretch, in mV or pA. */
    double change(final int run) {
        return values[run] - values[run - 1];
    }

    /** Whether it moves after one sample and before another. */
    boolean movesWithin(final int from, final int to) {
        final int at = Arrays.binarySearch(starts, from + 1);
        final int next = at < 0 ? -at - 1 : at;
        return next < starts.length && starts[next] < to;
    }
}
