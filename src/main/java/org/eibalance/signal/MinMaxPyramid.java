package org.eibalance.signal;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;

/**
 * The least and the greatest value of every stretch of a long trace, at several widths of the stretch, so that any part
 * of it can be drawn at the cost of the columns of pixels it takes, however long it is.
 *
 * <p>It can be asked while it is being built: columns that are not built yet are estimated from a few of their samples.
 * It takes a byte for seven samples. NaN samples are left out; a stretch of nothing else has NaN for both. Values are
 * rounded to floats, good to 1 in 10^7.
 *
 * <p>One thread builds it; any number of threads may ask it.
 */
public final class MinMaxPyramid {

    /** Samples in a bin of the lowest level. */
    public static final int BIN = 64;

    /** Bins in a bin of the next level. */
    static final int FACTOR = 8;

    /** Columns narrower than so many bins are answered from the samples themselves. */
    private static final int MIN_BINS = 2;

    /** Samples read at once while building: they stay in the cache of a core. */
    private static final int CHUNK = 512 * BIN;

    /** Places at which the range of samples that are not read yet is estimated. */
    private static final int LOOKS = 32;

    private final Samples samples;
    private final long length;
    private final float[][] low;
    private final float[][] high;
    private volatile long built;

    /** The samples of one trace. */
    @FunctionalInterface
    public interface Samples {

        /**
         * Reads samples.
         *
         * @param from the first
         * @param into where they go
         * @param offset place of the first in {@code into}
         * @param count how many
         */
        void read(long from, double[] into, int offset, int count);
    }

    /**
     * An empty pyramid.
     *
     * @param samples where to read; asked by the thread that builds, and by those that ask for columns
     * @param length number of samples, up to 10^11
     */
    public MinMaxPyramid(final Samples samples, final long length) {
        this.samples = samples;
        this.length = length;
        int levels = 1;
        for (long bins = bins(length, BIN); bins > 1; bins = bins(bins, FACTOR)) levels++;
        low = new float[levels][];
        high = new float[levels][];
        long bins = bins(length, BIN);
        for (int level = 0; level < levels; level++) {
            low[level] = new float[Math.toIntExact(bins)];
            high[level] = new float[low[level].length];
            bins = bins(bins, FACTOR);
        }
    }

    private static long bins(final long length, final int width) {
        return (length + width - 1) / width;
    }

    /** Number of samples. */
    public long length() {
        return length;
    }

    /** Whether every sample has been read. */
    public boolean isBuilt() {
        return built == length;
    }

    /**
     * Reads all samples. To be called once.
     *
     * @param progress given the share that is done, from 0 to 1
     * @throws CancellationException if the thread is interrupted
     */
    public void build(final DoubleConsumer progress) {
        final double[] chunk = new double[(int) Math.min(CHUNK, length)];
        for (long at = 0; at < length; at += CHUNK) {
            ParallelLoop.checkCancelled();
            final int count = (int) Math.min(CHUNK, length - at);
            samples.read(at, chunk, 0, count);
            final int first = (int) (at / BIN);
            for (int i = 0; i < count; i += BIN) lowest(chunk, i, Math.min(i + BIN, count), first + i / BIN);
            raise(first, (int) bins(at + count, BIN));
            built = at + count;
            progress.accept((double) built / length);
        }
    }

    private void lowest(final double[] values, final int from, final int to, final int bin) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        // a NaN is neither less nor greater
        for (int i = from; i < to; i++) {
            final double value = values[i];
            if (value < least) least = value;
            if (value > greatest) greatest = value;
        }
        low[0][bin] = least > greatest ? Float.NaN : (float) least;
        high[0][bin] = least > greatest ? Float.NaN : (float) greatest;
    }

    /** Brings the bins of the upper levels up to date that hold these of the lowest. */
    private void raise(final int from, final int to) {
        int first = from;
        int last = to - 1;
        for (int level = 1; level < low.length; level++) {
            first /= FACTOR;
            last /= FACTOR;
            for (int bin = first; bin <= last; bin++) {
                final int end = Math.min((bin + 1) * FACTOR, low[level - 1].length);
                float least = Float.NaN;
                float greatest = Float.NaN;
                for (int i = bin * FACTOR; i < end; i++) {
                    // bins that are not there yet are 0
                    if ((long) i * width(level - 1) >= (long) to * BIN) break;
                    least = lesser(least, low[level - 1][i]);
                    greatest = greater(greatest, high[level - 1][i]);
                }
                low[level][bin] = least;
                high[level][bin] = greatest;
            }
        }
    }

    private static float lesser(final float a, final float b) {
        return a <= b || Float.isNaN(b) ? a : b;
    }

    private static float greater(final float a, final float b) {
        return a >= b || Float.isNaN(b) ? a : b;
    }

    /** Samples in a bin. */
    private static long width(final int level) {
        long width = BIN;
        for (int i = 0; i < level; i++) width *= FACTOR;
        return width;
    }

    /**
     * The extremes of equal stretches. A stretch takes in all samples that begin within it, and at least one; where it
     * is long, it may take in samples of its neighbours up to half its own length on each side, so that no peak is ever
     * lost and none is more than a column off.
     *
     * @param from where the first stretch begins, in samples; may be before the trace
     * @param step length of a stretch in samples, above 0
     * @param least gets the least value of each; NaN outside of the trace
     * @param greatest gets the greatest value of each, as many
     */
    public void columns(final double from, final double step, final double[] least, final double[] greatest) {
        final int columns = least.length;
        Arrays.fill(least, Double.NaN);
        Arrays.fill(greatest, Double.NaN);
        final long there = built;
        if (step < MIN_BINS * BIN) {
            narrow(from, step, least, greatest);
            return;
        }
        int level = 0;
        while (level + 1 < low.length && width(level + 1) * MIN_BINS <= step) level++;
        final long width = width(level);
        double[] look = null;
        for (int column = 0; column < columns; column++) {
            final long begin = Math.max(0, (long) Math.ceil(from + column * step));
            final long end = Math.min(length, (long) Math.ceil(from + (column + 1) * step));
            if (begin >= end) continue;
            if (end <= there) {
                long bin = begin / width;
                float a = low[level][(int) bin];
                float b = high[level][(int) bin];
                for (bin++; bin * width < end; bin++) {
                    a = lesser(a, low[level][(int) bin]);
                    b = greater(b, high[level][(int) bin]);
                }
                least[column] = a;
                greatest[column] = b;
            } else {
                if (look == null) look = new double[BIN];
                extremes(look, begin, (int) Math.min(BIN, end - begin), column, least, greatest);
            }
        }
    }

    /** From the samples themselves. */
    private void narrow(final double from, final double step, final double[] least, final double[] greatest) {
        final int columns = least.length;
        final long first = Math.max(0, (long) Math.floor(from));
        final long end = Math.min(length, (long) Math.ceil(from + columns * step) + 1);
        if (first >= end) return;
        final double[] values = new double[(int) (end - first)];
        samples.read(first, values, 0, values.length);
        for (int column = 0; column < columns; column++) {
            final double start = from + column * step;
            // computed as the start of the next column, or rounding could lose a sample between the two
            final double next = from + (column + 1) * step;
            if (start + Math.max(step, 1) <= 0 || start >= length) continue;
            // narrower than a sample: the one that holds its start
            final long begin = Math.max(first, (long) (step < 1 ? Math.floor(start) : Math.ceil(start)));
            final long stop = step < 1 ? begin + 1 : Math.max(begin + 1, (long) Math.ceil(next));
            for (long i = begin; i < stop && i < end; i++) {
                take(values[(int) (i - first)], column, least, greatest);
            }
        }
    }

    private void extremes(
            final double[] look,
            final long from,
            final int count,
            final int column,
            final double[] least,
            final double[] greatest) {
        samples.read(from, look, 0, count);
        for (int i = 0; i < count; i++) take(look[i], column, least, greatest);
    }

    private static void take(final double value, final int column, final double[] least, final double[] greatest) {
        if (Double.isNaN(value)) return;
        if (!(least[column] <= value)) least[column] = value;
        if (!(greatest[column] >= value)) greatest[column] = value;
    }

    /**
     * The extremes of the whole trace; where it has not been read yet, those of a few samples.
     *
     * @return least and greatest value; NaN where there is none
     */
    public double[] extent() {
        final double[] least = {Double.NaN};
        final double[] greatest = {Double.NaN};
        final long there = built;
        if (there > 0) {
            final int top = low.length - 1;
            take(low[top][0], 0, least, greatest);
            take(high[top][0], 0, least, greatest);
        }
        if (there < length) {
            final double[] look = new double[BIN];
            for (int i = 0; i < LOOKS; i++) {
                final long from = there + (length - there) * i / LOOKS;
                extremes(look, from, (int) Math.min(BIN, length - from), 0, least, greatest);
            }
        }
        return new double[] {least[0], greatest[0]};
    }
}
