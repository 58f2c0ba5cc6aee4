package org.eibalance.analysis.quality;

import org.eibalance.recording.Recording;

/**
 * Summary of one channel in one sweep, in the unit of the channel.
 *
 * @param samples how many samples
 * @param missing how many of them are not finite numbers; they enter no other number
 * @param first first sample; NaN where there is none or it is missing
 * @param last last sample; likewise
 * @param mean mean
 * @param sd standard deviation about the mean, with n in the denominator
 */
public record SweepSummary(long samples, long missing, double first, double last, double mean, double sd) {

    private static final int BLOCK = 1 << 16;

    /**
     * Reads a sweep twice, block by block.
     *
     * @param recording the recording
     * @param channel 0-based channel
     * @param sweep 0-based sweep
     * @return its summary
     */
    public static SweepSummary of(final Recording recording, final int channel, final int sweep) {
        final long samples = recording.samples(channel, sweep);
        if (samples == 0) return new SweepSummary(0, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        final double[] block = new double[(int) Math.min(BLOCK, samples)];
        long counted = 0;
        double sum = 0;
        double first = Double.NaN;
        double last = Double.NaN;
        for (long from = 0; from < samples; from += block.length) {
            final int length = read(recording, channel, sweep, from, block);
            if (from == 0) first = block[0];
            last = block[length - 1];
            for (int i = 0; i < length; i++) {
                if (!Double.isFinite(block[i])) continue;
                sum += block[i];
                counted++;
            }
        }
        final double mean = sum / counted;
        double squares = 0;
        for (long from = 0; from < samples; from += block.length) {
            final int length = read(recording, channel, sweep, from, block);
            for (int i = 0; i < length; i++) {
                if (Double.isFinite(block[i])) squares += (block[i] - mean) * (block[i] - mean);
            }
        }
        return new SweepSummary(samples, samples - counted, first, last, mean, Math.sqrt(squares / counted));
    }

    private static int read(
            final Recording recording, final int channel, final int sweep, final long from, final double[] block) {
        final int length = (int) Math.min(block.length, recording.samples(channel, sweep) - from);
        recording.read(channel, sweep, from, block, 0, length);
        return length;
    }
}
