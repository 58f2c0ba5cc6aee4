package org.eibalance.signal;

import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * Cross-correlation of two signals within a window of lags, by Fourier transforms of blocks: time grows as the length
 * of the signals, memory does not.
 *
 * <p>A block of x, zero-padded, and the stretch of y that its lags reach are the real and the imaginary part of one
 * complex signal z with transform Z. Its cross-spectrum follows from Z alone,
 *
 * <pre>
 * conj(X(f)) Y(f) = Im(Z(f) Z(-f)) / 2 - i (|Z(f)|² - |Z(-f)|²) / 4,
 * </pre>
 *
 * is summed over the blocks, and transformed back once.
 *
 * <p>Immutable and safe in threads. The blocks depend on the lengths alone and their spectra are added in a fixed
 * order: the result has the same bits on any number of threads.
 */
public final class CrossCorrelation {

    /** Longest block that is tried for speed: longer blocks and their tables do not fit into the cache of a core. */
    private static final int MAX_TUNED_BLOCK = 1 << 16;

    /** Longest block of all: its complex samples must fit into an array. */
    private static final int MAX_BLOCK = 1 << 29;

    /** Blocks are summed in at most this many groups, each by one thread. */
    private static final int GROUPS = 16;

    /** A group has at least this many blocks: each group needs memory of its own. */
    private static final int BLOCKS_OF_A_GROUP = 4;

    private final int maxLag;
    private final int block;
    private final int step;
    private final FourierTransform transform;

    /**
     * Prepares the transforms, for as many signals as are wanted.
     *
     * @param maxLag longest lag in samples, 0 or more, below 2²⁸
     * @param samples typical length of the signals, for which the speed is best; any other length works too
     */
    public CrossCorrelation(final int maxLag, final int samples) {
        if (maxLag < 0 || maxLag >= MAX_BLOCK / 2) throw new IllegalArgumentException("maximum lag of " + maxLag);
        this.maxLag = maxLag;
        block = bestBlock(maxLag, samples);
        step = block - 2 * maxLag;
        transform = Fourier.powerOfTwo(block);
    }

    /** The longest lag in samples. */
    public int maxLag() {
        return maxLag;
    }

    /**
     * Computes
     *
     * <pre>
     * C(l) = sum_t (x_t - mx) (y_{t+l} - my) / sqrt( sum_t (x_t - mx)² sum_t (y_t - my)² ),  l = -maxLag … maxLag,
     * </pre>
     *
     * with mx and my the means of the whole signals and zeros beyond their ends. It is thus biased towards 0 by (N -
     * |l|) / N. A positive lag means that y follows x. Within 1e-12 of the sum itself.
     *
     * @param x the first signal, of 1 sample or more
     * @param y the second, as long
     * @param threads how many threads at most, 1 or more
     * @return 2 maxLag + 1 coefficients, that of lag l at index maxLag + l; all NaN where x or y is constant, or holds
     *     a value that is not finite
     * @throws CancellationException if the calling thread was interrupted
     */
    public double[] coefficients(final double[] x, final double[] y, final int threads) {
        final CrossCovariance covariance = covariance(x, y, threads);
        if (covariance.energyX() > 0 && covariance.energyY() > 0) return covariance.coefficients();
        final double[] undefined = new double[2 * maxLag + 1];
        Arrays.fill(undefined, Double.NaN);
        return undefined;
    }

    /**
     * Computes the sums of {@link #coefficients} before they are divided, and the energies by whose geometric mean they
     * are.
     *
     * @param x the first signal, of 1 sample or more
     * @param y the second, as long
     * @param threads how many threads at most, 1 or more
     * @return sums and energies; sums of 0 where x or y is constant, all NaN where one holds a value that is not finite
     * @throws CancellationException if the calling thread was interrupted
     */
    public CrossCovariance covariance(final double[] x, final double[] y, final int threads) {
        if (x.length == 0) throw new IllegalArgumentException("signals without samples");
        if (x.length != y.length) throw new IllegalArgumentException(x.length + " samples of x, " + y.length + " of y");
        final int blocks = (int) (((long) x.length + step - 1) / step);
        final int groups = Math.max(1, Math.min(GROUPS, blocks / BLOCKS_OF_A_GROUP));
        final Standardised first = Standardised.of(x, groups, threads);
        final Standardised second = Standardised.of(y, groups, threads);
        if (!(first.isFinite() && second.isFinite())) {
            final double[] nothing = new double[2 * maxLag + 1];
            // 0 times the energies: 0 for a constant, NaN for what is not finite.
            Arrays.fill(nothing, 0 * first.energy() * second.energy());
            return new CrossCovariance(nothing, first.energy(), second.energy(), x.length);
        }
        final double[][] spectra = new double[groups][];
        ParallelLoop.run(
                groups,
                threads,
                () -> new double[2 * block],
                share -> {},
                (g, workspace) -> spectra[g] = crossSpectrum(
                        first,
                        second,
                        (int) ((long) blocks * g / groups),
                        (int) ((long) blocks * (g + 1) / groups),
                        workspace));
        for (int g = 1; g < groups; g++) {
            for (int i = 0; i < block; i++) spectra[0][i] += spectra[g][i];
        }
        final double[] sums = window(spectra[0]);
        final double norm = Math.sqrt(first.energy()) * Math.sqrt(second.energy());
        for (int i = 0; i < sums.length; i++) sums[i] *= norm;
        return new CrossCovariance(sums, first.energy(), second.energy(), x.length);
    }

    /**
     * The sum of the cross-spectra of some blocks, in the order of a real transform: the real and the imaginary part of
     * frequency f at 2 f and 2 f + 1, that of half the rate at 1. Real parts are twice, imaginary ones four times too
     * large.
     */
    private double[] crossSpectrum(
            final Standardised x, final Standardised y, final int firstBlock, final int endBlock, final double[] z) {
        final double[] sum = new double[block];
        for (int b = firstBlock; b < endBlock; b++) {
            ParallelLoop.checkCancelled();
            final long start = (long) b * step;
            x.copy(start, step, z, 0);
            y.copy(start - maxLag, block, z, 1);
            transform.complexForward(z);
            addCrossSpectrum(z, sum);
        }
        return sum;
    }

    private static void addCrossSpectrum(final double[] z, final double[] sum) {
        final int block = sum.length;
        sum[0] += 2 * z[0] * z[1];
        sum[1] += 2 * z[block] * z[block + 1];
        for (int i = 2, j = 2 * block - 2; i < block; i += 2, j -= 2) {
            final double re = z[i], im = z[i + 1];
            final double mirrorRe = z[j], mirrorIm = z[j + 1];
            sum[i] += re * mirrorIm + im * mirrorRe;
            sum[i + 1] += mirrorRe * mirrorRe + mirrorIm * mirrorIm - (re * re + im * im);
        }
    }

    /** Back to lags: y was taken maxLag early, so that lag -maxLag comes first. */
    private double[] window(final double[] spectrum) {
        spectrum[0] *= 0.5;
        spectrum[1] *= 0.5;
        for (int i = 2; i < block; i += 2) {
            spectrum[i] *= 0.5;
            spectrum[i + 1] *= 0.25;
        }
        transform.realInverse(spectrum);
        return Arrays.copyOf(spectrum, 2 * maxLag + 1);
    }

    /** The power of two for which signals of this length cost least. */
    private static int bestBlock(final int maxLag, final int samples) {
        int shortest = 2;
        while (shortest <= 2 * maxLag) shortest *= 2;
        int best = shortest;
        double leastCost = Double.POSITIVE_INFINITY;
        // At least one doubling is tried: a block that is hardly longer than the lags is nearly all padding.
        for (int block = shortest; block <= Math.min(MAX_BLOCK, Math.max(MAX_TUNED_BLOCK, 2 * shortest)); block *= 2) {
            final double transforms = Math.ceil((double) samples / (block - 2 * maxLag)) + 0.5; // the way back is real
            final double cost = transforms * block * Math.log(block);
            if (cost < leastCost) {
                leastCost = cost;
                best = block;
            }
        }
        return best;
    }

    /** A signal to be read with zero mean and unit energy. */
    private record Standardised(double[] signal, double mean, double scale, double energy) {

        static Standardised of(final double[] signal, final int groups, final int threads) {
            final Moments[] moments = new Moments[groups];
            ParallelLoop.run(
                    groups,
                    threads,
                    g -> moments[g] = Moments.of(signal, (int) ((long) signal.length * g / groups), (int)
                            ((long) signal.length * (g + 1) / groups)));
            Moments whole = Moments.NONE;
            for (final Moments part : moments) whole = whole.and(part);
            return new Standardised(signal, whole.mean(), 1 / Math.sqrt(whole.energy()), whole.energy());
        }

        /** Whether there is something to correlate: neither a constant nor a NaN. */
        boolean isFinite() {
            return Double.isFinite(mean) && Double.isFinite(scale) && scale > 0;
        }

        /**
         * Writes {@code length} samples from {@code start} on to every second place of {@code z}, zeros where the
         * signal has none and after them.
         */
        void copy(final long start, final int length, final double[] z, final int part) {
            final int from = (int) Math.max(0, -start);
            final int to = (int) Math.max(from, Math.min(length, signal.length - start));
            final int shift = (int) start;
            for (int i = 0; i < from; i++) z[2 * i + part] = 0;
            for (int i = from; i < to; i++) z[2 * i + part] = (signal[shift + i] - mean) * scale;
            for (int i = to; i < z.length / 2; i++) z[2 * i + part] = 0;
        }
    }
}
