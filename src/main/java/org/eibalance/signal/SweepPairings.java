package org.eibalance.signal;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;

/**
 * Correlograms of sweeps of one signal with sweeps of another, paired in any way and summed: what shuffling of trials
 * needs, many times over.
 *
 * <p>Each sweep is cut into blocks, and each block is transformed once, the second signal's with the longest lag before
 * and after it. What a pair shares is the sum of products of its blocks' spectra: no longer than a block, whose length
 * is a power of two, however long the sweep. A pairing then costs one sum of such products and one short transform
 * back. Of many pairings most share pairs: a thousand pairings of a hundred sweeps have a hundred thousand pairs, of
 * which ten thousand differ. So the product of each pair is computed once, for a tile of a few frequencies that stays
 * in the cache of a core, and added wherever it is needed.
 *
 * <p>Spectra are kept and summed in single precision, which halves what must come from the cache: a correlogram is good
 * to about a millionth of its largest values. To compare two that are closer than {@link #PRECISION}, use
 * {@link #exactSum}.
 *
 * <p>Immutable and safe in threads. Sums run over the sweeps in their order: the result has the same bits on any number
 * of threads.
 */
public final class SweepPairings {

    /** Correlograms are nearer than this share of their largest energies to what double precision gives. */
    public static final double PRECISION = 1e-5;

    /**
     * Frequencies of a tile. Longer loops waste less at their ends, shorter ones keep more in the cache; the value was
     * found by measuring.
     */
    private static final int TILE = 256;

    /** Sweeps of the first signal whose products are kept at a time. */
    private static final int GROUP = 4;

    /** Pairings that go through the tiles together: products are computed anew for each batch. */
    private static final int BATCH = 1024;

    /** Blocks of a sweep at most, but for rounding: more would cost more products than they save in sums. */
    private static final int MAX_BLOCKS = 5;

    private final int sweeps;
    private final int maxLag;
    /** Samples of a transform: those of a block and twice the longest lag. */
    private final int length;

    private final int blocks;
    private final int tiles;
    /** [tile][sweep][block][real parts of the frequencies, then imaginary parts]; those of frequency 0 are 0. */
    private final float[][][][] xParts;

    private final float[][][][] yParts;
    /** [sweep][block] the real values at frequency 0 and at half the rate. */
    private final double[][] zeroX;

    private final double[][] zeroY;
    private final double[][] halfX;
    private final double[][] halfY;
    private final List<double[]> xs;
    private final List<double[]> ys;
    private final double[] weightsX;
    private final double[] weightsY;
    private final FourierTransform transform;

    /**
     * Transforms the sweeps. Each is taken about its own mean.
     *
     * @param xs sweeps of the first signal, at least one, all of one length
     * @param ys sweeps of the second, as many and as long
     * @param weightsX factor of each sweep of the first
     * @param weightsY factor of each sweep of the second
     * @param maxLag longest lag in samples, 0 or more
     * @param threads how many threads at most
     * @throws CancellationException if the calling thread is interrupted
     */
    public SweepPairings(
            final List<double[]> xs,
            final List<double[]> ys,
            final double[] weightsX,
            final double[] weightsY,
            final int maxLag,
            final int threads) {
        final int samples = xs.get(0).length;
        for (int k = 0; k < xs.size(); k++) {
            if (xs.get(k).length != samples || ys.get(k).length != samples)
                throw new IllegalArgumentException("sweeps of unlike lengths");
        }
        sweeps = xs.size();
        this.xs = List.copyOf(xs);
        this.ys = List.copyOf(ys);
        this.weightsX = weightsX.clone();
        this.weightsY = weightsY.clone();
        this.maxLag = maxLag;
        length = powerOfTwo(Math.max(3 * maxLag, samples / MAX_BLOCKS + 2 * maxLag + 1));
        final int block = length - 2 * maxLag;
        blocks = (samples + block - 1) / block;
        tiles = (length / 2 + TILE - 1) / TILE;
        xParts = new float[tiles][sweeps][blocks][2 * TILE];
        yParts = new float[tiles][sweeps][blocks][2 * TILE];
        zeroX = new double[sweeps][blocks];
        zeroY = new double[sweeps][blocks];
        halfX = new double[sweeps][blocks];
        halfY = new double[sweeps][blocks];
        transform = Fourier.powerOfTwo(length);
        ParallelLoop.run(sweeps, threads, k -> {
            final double meanX = Moments.of(xs.get(k), 0, samples).mean();
            final double meanY = Moments.of(ys.get(k), 0, samples).mean();
            final double[] spectrum = new double[length];
            for (int b = 0; b < blocks; b++) {
                final int from = b * block;
                fill(spectrum, xs.get(k), from, block, meanX, weightsX[k]);
                transform.realForward(spectrum);
                keep(spectrum, k, b, xParts, zeroX, halfX);
                // All that the longest lag can bring under the block.
                fill(spectrum, ys.get(k), from - maxLag, length, meanY, weightsY[k]);
                transform.realForward(spectrum);
                keep(spectrum, k, b, yParts, zeroY, halfY);
            }
        });
    }

    private static int powerOfTwo(final int atLeast) {
        int length = 16;
        while (length < atLeast) length *= 2;
        return length;
    }

    /** Samples from one on, about the mean and weighted; outside the sweep, and after the given count, zeros. */
    private static void fill(
            final double[] spectrum,
            final double[] sweep,
            final int from,
            final int count,
            final double mean,
            final double weight) {
        Arrays.fill(spectrum, 0);
        final int first = Math.max(0, -from);
        final int end = Math.min(count, sweep.length - from);
        for (int t = first; t < end; t++) spectrum[t] = (sweep[from + t] - mean) * weight;
    }

    private static void keep(
            final double[] spectrum,
            final int k,
            final int block,
            final float[][][][] parts,
            final double[][] zero,
            final double[][] half) {
        zero[k][block] = spectrum[0];
        half[k][block] = spectrum[1];
        for (int f = 1; f < spectrum.length / 2; f++) {
            parts[f / TILE][k][block][f % TILE] = (float) spectrum[2 * f];
            parts[f / TILE][k][block][TILE + f % TILE] = (float) spectrum[2 * f + 1];
        }
    }

    /** How many sweeps there are. */
    public int sweeps() {
        return sweeps;
    }

    /**
     * Sums correlograms over the sweeps, once for each pairing.
     *
     * @param pairings sweep k of the first signal goes with sweep {@code pairings[i][k]} of the second
     * @param threads how many threads at most
     * @param progress given the share that is done, from 0 to 1, by one thread at a time
     * @return {@code [i][maxLag + l] = sum_k sum_t x_k(t) y_p(k)(t + l)}
     * @throws CancellationException if the calling thread is interrupted
     */
    public double[][] sums(final int[][] pairings, final int threads, final DoubleConsumer progress) {
        final double[][] sums = new double[pairings.length][];
        forEachSum(pairings, threads, progress, CurveConsumer.keepingIn(sums));
        return sums;
    }

    /**
     * The same sums, handed over in batches: a thousand correlograms together do not fit into a cache.
     *
     * @param pairings as above
     * @param threads as above
     * @param progress as above
     * @param consumer given the sums in the order of the pairings, by the calling thread
     * @throws CancellationException if the calling thread is interrupted
     */
    public void forEachSum(
            final int[][] pairings, final int threads, final DoubleConsumer progress, final CurveConsumer consumer) {
        final float[][][] parts = new float[Math.min(BATCH, pairings.length)][tiles][2 * TILE];
        for (int from = 0; from < pairings.length; from += BATCH) {
            final int first = from;
            final int[][] batch = Arrays.copyOfRange(pairings, from, Math.min(pairings.length, from + BATCH));
            ParallelLoop.run(
                    tiles,
                    threads,
                    () -> new Products(sweeps),
                    share -> progress.accept((first + share * batch.length) / pairings.length),
                    (tile, products) -> addTile(tile, batch, products, parts));
            CurveConsumer.inBatches(
                    batch.length,
                    2 * maxLag + 1,
                    threads,
                    () -> new double[2 * tiles * TILE],
                    (i, spectrum, curve) -> back(parts[i], batch[i], spectrum, curve),
                    share -> {},
                    (start, curves) -> consumer.accept(first + start, curves));
        }
    }

    /** Products of the tiles of a group of sweeps with those of the other signal, as far as they were needed. */
    private static final class Products {

        private final float[][][] parts;
        private final long[][] madeFor;
        private long current;

        Products(final int sweeps) {
            parts = new float[GROUP][sweeps][2 * TILE];
            madeFor = new long[GROUP][sweeps];
        }
    }

    /**
     * The sum for one pairing in double precision, at the cost of correlating sweep by sweep.
     *
     * @param pairing as above
     * @return as above
     */
    public double[] exactSum(final int[] pairing) {
        final CrossCorrelation correlation = new CrossCorrelation(maxLag, xs.get(0).length);
        final double[] sum = new double[2 * maxLag + 1];
        for (int k = 0; k < sweeps; k++) {
            final double[] pair =
                    correlation.covariance(xs.get(k), ys.get(pairing[k]), 1).sums();
            final double weight = weightsX[k] * weightsY[pairing[k]];
            for (int i = 0; i < sum.length; i++) sum[i] += weight * pair[i];
        }
        return sum;
    }

    private void addTile(final int tile, final int[][] pairings, final Products products, final float[][][] parts) {
        for (int i = 0; i < pairings.length; i++) Arrays.fill(parts[i][tile], 0);
        final int[] met = new int[GROUP];
        for (int k = 0; k < sweeps; k += GROUP) {
            ParallelLoop.checkCancelled();
            products.current++;
            for (int i = 0; i < pairings.length; i++) {
                for (int g = 0; g < GROUP; g++) {
                    // Where the sweeps do not fill the group a product of zeros stands in.
                    met[g] = k + g < sweeps ? pairings[i][k + g] : 0;
                    if (products.madeFor[g][met[g]] != products.current) multiply(tile, k + g, g, met[g], products);
                }
                add(
                        parts[i][tile],
                        products.parts[0][met[0]],
                        products.parts[1][met[1]],
                        products.parts[2][met[2]],
                        products.parts[3][met[3]]);
            }
        }
    }

    private void multiply(final int tile, final int k, final int g, final int j, final Products products) {
        products.madeFor[g][j] = products.current;
        final float[] sum = products.parts[g][j];
        Arrays.fill(sum, 0);
        if (k >= sweeps) return;
        for (int b = 0; b < blocks; b++) addProduct(xParts[tile][k][b], yParts[tile][j][b], sum);
    }

    // Plain loops over whole arrays, which the JVM vectorises.

    /** The conjugate of x, times y. */
    private static void addProduct(final float[] x, final float[] y, final float[] sum) {
        for (int f = 0; f < TILE; f++) sum[f] += x[f] * y[f] + x[TILE + f] * y[TILE + f];
        for (int f = 0; f < TILE; f++) sum[TILE + f] += x[f] * y[TILE + f] - x[TILE + f] * y[f];
    }

    private static void add(final float[] sum, final float[] a, final float[] b, final float[] c, final float[] d) {
        for (int f = 0; f < 2 * TILE; f++) sum[f] += a[f] + b[f] + (c[f] + d[f]);
    }

    private void back(final float[][] parts, final int[] pairing, final double[] spectrum, final double[] curve) {
        for (int tile = 0; tile < tiles; tile++) {
            final float[] part = parts[tile];
            final int at = 2 * tile * TILE;
            for (int f = 0; f < TILE; f++) {
                spectrum[at + 2 * f] = part[f];
                spectrum[at + 2 * f + 1] = part[TILE + f];
            }
        }
        spectrum[0] = 0;
        spectrum[1] = 0;
        for (int k = 0; k < sweeps; k++) {
            for (int b = 0; b < blocks; b++) {
                spectrum[0] += zeroX[k][b] * zeroY[pairing[k]][b];
                spectrum[1] += halfX[k][b] * halfY[pairing[k]][b];
            }
        }
        transform.realInverse(spectrum);
        System.arraycopy(spectrum, 0, curve, 0, curve.length);
    }
}
