package org.eibalance.analysis.quality;

import org.eibalance.recording.Recording;

/**
 * Samples cut off at the limit of the converter or the amplifier: runs of at least {@value #MIN_RUN} equal samples at
 * the greatest or the least value of the whole channel that are longer than any run of equal samples elsewhere. The
 * last condition keeps coarsely digitised noise and stretches without a signal from counting as saturation; in a
 * channel with such a stretch shorter saturation is not found.
 */
final class Saturation {

    static final int MIN_RUN = 3;
    private static final int BLOCK = 1 << 16;

    private final Recording recording;
    private final int channel;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;
    private long longestElsewhere = 1;

    private interface Run {

        void of(double value, long length);
    }

    private Saturation(final Recording recording, final int channel) {
        this.recording = recording;
        this.channel = channel;
    }

    /** The number of saturated samples of each sweep. */
    static long[] count(final Recording recording, final int channel) {
        final Saturation saturation = new Saturation(recording, channel);
        final int sweeps = recording.sweeps().size();
        for (int k = 0; k < sweeps; k++)
            saturation.runs(k, (value, length) -> {
                saturation.least = Math.min(saturation.least, value);
                saturation.greatest = Math.max(saturation.greatest, value);
            });
        for (int k = 0; k < sweeps; k++)
            saturation.runs(k, (value, length) -> {
                if (!saturation.isExtreme(value))
                    saturation.longestElsewhere = Math.max(saturation.longestElsewhere, length);
            });
        final long[] saturated = new long[sweeps];
        for (int k = 0; k < sweeps; k++) {
            final int sweep = k;
            saturation.runs(k, (value, length) -> {
                if (saturation.isExtreme(value) && length >= MIN_RUN && length > saturation.longestElsewhere)
                    saturated[sweep] += length;
            });
        }
        return saturated;
    }

    private boolean isExtreme(final double value) {
        return least < greatest && (value == least || value == greatest);
    }

    /** Passes on each run of equal finite samples of a sweep. */
    private void runs(final int sweep, final Run run) {
        final long samples = recording.samples(channel, sweep);
        final double[] block = new double[(int) Math.min(BLOCK, samples)];
        double value = Double.NaN;
        long length = 0;
        for (long from = 0; from < samples; from += block.length) {
            final int count = (int) Math.min(block.length, samples - from);
            org.eibalance.signal.ParallelLoop.checkCancelled();
            recording.read(channel, sweep, from, block, 0, count);
            for (int i = 0; i < count; i++) {
                if (block[i] == value) {
                    length++;
                    continue;
                }
                if (Double.isFinite(value)) run.of(value, length);
                value = block[i];
                length = 1;
            }
        }
        if (Double.isFinite(value)) run.of(value, length);
    }
}
