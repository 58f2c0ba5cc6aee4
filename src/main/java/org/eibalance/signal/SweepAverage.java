package org.eibalance.signal;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;

/**
 * The mean of several sweeps of one channel, sample by sample from their starts, as long as the shortest of them. A
 * missing sample (NaN) is left out of its mean.
 *
 * @param values the mean, in the unit of the channel; NaN where all are missing
 * @param sweeps how many sweeps went into it
 */
public record SweepAverage(double[] values, int sweeps) {

    /** Longer sweeps are not repeated trials, and are not averaged. */
    private static final long MAX_SAMPLES = 50_000_000;

    /**
     * Averages sweeps.
     *
     * @param recording the recording
     * @param channel 0-based channel
     * @param sweeps 0-based sweeps, at least one
     * @return their mean
     * @throws InputException if there is none, or if they are too long to be averaged
     * @throws CancellationException if the thread is interrupted
     */
    public static SweepAverage of(final Recording recording, final int channel, final List<Integer> sweeps) {
        final long shortest = sweeps.stream()
                .mapToLong(s -> recording.samples(channel, s))
                .min()
                .orElseThrow(
                        () -> new InputException(recording.name() + ": no sweep is left to average; include one."));
        if (shortest > MAX_SAMPLES)
            throw new InputException(recording.name() + ": its sweeps have " + shortest + " samples, and at most "
                    + MAX_SAMPLES + " are averaged.");
        final double[] sum = new double[(int) shortest];
        final int[] count = new int[sum.length];
        final double[] values = new double[sum.length];
        for (final int sweep : sweeps) {
            ParallelLoop.checkCancelled();
            recording.read(channel, sweep, 0, values);
            for (int i = 0; i < sum.length; i++) {
                if (Double.isNaN(values[i])) continue;
                sum[i] += values[i];
                count[i]++;
            }
        }
        for (int i = 0; i < sum.length; i++) sum[i] = count[i] == 0 ? Double.NaN : sum[i] / count[i];
        return new SweepAverage(sum, sweeps.size());
    }
}
