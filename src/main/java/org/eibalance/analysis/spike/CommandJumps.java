package org.eibalance.analysis.spike;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;

/**
 * When the commands of a voltage clamp jump within one sweep. The current that charges the membrane then passes any
 * threshold, and is no spike. In current clamp a jump brings spikes about, and does not count here.
 *
 * @param timesMs from the start of the sweep, ascending
 */
record CommandJumps(double[] timesMs) {

    /** Smaller jumps are those of a ramp or of the converter. */
    private static final double MIN_JUMP_MV = 0.5;

    /** A charging current passes a threshold within this time, which is longer than most pipettes need. */
    private static final double AFTER_MS = 2;

    /** Filters of the amplifier delay the current, and some programs store the command one sample late. */
    private static final double BEFORE_MS = 0.2;

    /** A command that jumps for more of the time, such as noise, tells no spike from a charging current. */
    private static final double MAX_SHARE = 0.2;

    /** The jumps of all channels in voltage clamp whose command the file has, for each reaches the others a little. */
    static CommandJumps of(final Recording recording, final int sweep) {
        final DoubleStream.Builder times = DoubleStream.builder();
        for (final Channel channel : recording.channels()) {
            if (channel.clampMode() != ClampMode.VOLTAGE_CLAMP) continue;
            recording.command(channel.index()).ifPresent(command -> {
                final int samples =
                        Math.toIntExact(recording.sweeps().get(sweep).samples().get(channel.index()));
                final double[] values = new double[samples];
                command.read(sweep, 0, values, 0, samples);
                final double least = MIN_JUMP_MV / command.unit().toFieldUnit();
                for (int k = 1; k < samples; k++)
                    if (Math.abs(values[k] - values[k - 1]) >= least) times.add(k * 1000 / channel.sampleRateHz());
            });
        }
        return new CommandJumps(times.build().sorted().toArray());
    }

    /**
     * How many spikes come with a jump.
     *
     * @param spikesMs times of spikes
     * @param durationMs of the sweep
     * @return their number; 0 where the command jumps most of the time
     */
    int beside(final double[] spikesMs, final double durationMs) {
        if (timesMs.length * AFTER_MS > MAX_SHARE * durationMs) return 0;
        int count = 0;
        for (final double spike : spikesMs) {
            final int at = Arrays.binarySearch(timesMs, spike - AFTER_MS);
            final int next = at < 0 ? -at - 1 : at;
            if (next < timesMs.length && timesMs[next] <= spike + BEFORE_MS) count++;
        }
        return count;
    }
}
