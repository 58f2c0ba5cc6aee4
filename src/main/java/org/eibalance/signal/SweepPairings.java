package org.eibalance.signal;

import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.DoubleConsumer;

import org.jtransforms.fft.DoubleFFT_1D;

/**
 * Correlograms of sweeps of one signal with sweeps of another, paired in any way
 * and summed: what shuffling of trials needs, many times over.
 * <p>
 * Each sweep is transformed once. A pairing then costs one sum of products of
 * spectra, and one transform back. Of many pairings most share pairs: a thousand
 * pairings of a hundred sweeps have a hundred thousand pairs, of which ten thousand
 * differ. So the product of each pair is computed once, for a tile of a few
 * frequencies that stays in the cache of a core, and added wherever it is needed.
 * <p>
 * Spectra are kept and summed in single precision, which halves what must come from
 * the cache: a correlogram is good to about a millionth of its largest values. Who
 * compares two that are closer than {@link #PRECISION} must ask {@link #exactSum}.
 * <p>
 * Immutable and safe in threads. Sums run over the sweeps in their order: the
 * result has the same bits on any number of threads.
 */
public final class SweepPairings {

	/** Correlograms are nearer than this share of their largest energies to what double precision gives. */
	public static final double PRECISION = 1e-5;

	/** Frequencies of a tile: the products of four sweeps with 100 others take 400 kB. */
	private static final int TILE = 128;

	/** Sweeps of the first signal whose products are kept at a time. */
	private static final int GROUP = 4;

	/** Pairings that go through the tiles together: their sums share the cache with the products. */
	private static final int BATCH = 256;

	private final int sweeps;
	private final int maxLag;
	private final int length;
	private final int tiles;
	/** [tile][sweep][frequency]; that of frequency 0 is 0. */
	private final float[][][] xRe;
	private final float[][][] xIm;
	private final float[][][] yRe;
	private final float[][][] yIm;
	/** [sweep] the real values at frequency 0 and at half the rate. */
	private final double[] zeroX;
	private final double[] zeroY;
	private final double[] halfX;
	private final double[] halfY;
	private final List<double[]> xs;
	private final List<double[]> ys;
	private final double[] weightsX;
	private final double[] weightsY;
	private final Queue<DoubleFFT_1D> transforms = new ConcurrentLinkedQueue<>();

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
	public SweepPairings(final List<double[]> xs, final List<double[]> ys, final double[] weightsX,
		final double[] weightsY, final int maxLag, final int threads)
	{
		final int samples = xs.get(0).length;
		for (int k = 0; k < xs.size(); k++) {
			if (xs.get(k).length != samples || ys.get(k).length != samples) throw new IllegalArgumentException(
				"sweeps of unlike lengths");
		}
		sweeps = xs.size();
		this.xs = List.copyOf(xs);
		this.ys = List.copyOf(ys);
		this.weightsX = weightsX.clone();
		this.weightsY = weightsY.clone();
		this.maxLag = maxLag;
		// Beyond the lags the ends may wrap around: nothing there is looked at.
		length = Fourier.goodLength(samples + maxLag + 1);
		tiles = (length / 2 + TILE - 1) / TILE;
		xRe = new float[tiles][sweeps][TILE];
		xIm = new float[tiles][sweeps][TILE];
		yRe = new float[tiles][sweeps][TILE];
		yIm = new float[tiles][sweeps][TILE];
		zeroX = new double[sweeps];
		zeroY = new double[sweeps];
		halfX = new double[sweeps];
		halfY = new double[sweeps];
		ParallelLoop.run(sweeps, threads, k -> {
			transform(xs.get(k), weightsX[k], k, xRe, xIm, zeroX, halfX);
			transform(ys.get(k), weightsY[k], k, yRe, yIm, zeroY, halfY);
		});
	}

	private void transform(final double[] sweep, final double weight, final int k, final float[][][] re,
		final float[][][] im, final double[] zero, final double[] half)
	{
		final double mean = Moments.of(sweep, 0, sweep.length).mean();
		final double[] spectrum = new double[length];
		for (int t = 0; t < sweep.length; t++) spectrum[t] = (sweep[t] - mean) * weight;
		final DoubleFFT_1D transform = borrow();
		transform.realForward(spectrum);
		transforms.add(transform);
		zero[k] = spectrum[0];
		half[k] = spectrum[1];
		for (int f = 1; f < length / 2; f++) {
			re[f / TILE][k][f % TILE] = (float) spectrum[2 * f];
			im[f / TILE][k][f % TILE] = (float) spectrum[2 * f + 1];
		}
	}

	/** Each thread has its own: of lengths that are no powers of two they are not safe in threads. */
	private DoubleFFT_1D borrow() {
		final DoubleFFT_1D free = transforms.poll();
		return free == null ? new DoubleFFT_1D(length) : free;
	}

	/** How many sweeps there are. */
	public int sweeps() {
		return sweeps;
	}

	/**
	 * Sums correlograms over the sweeps, once for each pairing.
	 *
	 * @param pairings sweep k of the first signal goes with sweep {@code pairings[i][k]}
	 *          of the second
	 * @param threads how many threads at most
	 * @param progress given the share that is done, from 0 to 1, by one thread at a time
	 * @return {@code [i][maxLag + l] = sum_k sum_t x_k(t) y_p(k)(t + l)}
	 * @throws CancellationException if the calling thread is interrupted
	 */
	public double[][] sums(final int[][] pairings, final int threads, final DoubleConsumer progress) {
		final double[][] sums = new double[pairings.length][];
		final double steps = (double) tiles * pairings.length;
		final Queue<Products> workspaces = new ConcurrentLinkedQueue<>(); // one for each thread
		final Queue<double[]> spectra = new ConcurrentLinkedQueue<>();
		final double[] done = { 0 };
		final float[][][] re = new float[Math.min(BATCH, pairings.length)][tiles][TILE];
		final float[][][] im = new float[Math.min(BATCH, pairings.length)][tiles][TILE];
		for (int from = 0; from < pairings.length; from += BATCH) {
			final int[][] batch = Arrays.copyOfRange(pairings, from, Math.min(pairings.length, from + BATCH));
			ParallelLoop.run(tiles, threads, tile -> {
				final Products free = workspaces.poll();
				final Products products = free == null ? new Products(sweeps) : free;
				addTile(tile, batch, products, re, im);
				workspaces.add(products);
				synchronized (done) {
					done[0] += batch.length;
					progress.accept(done[0] / steps);
				}
			});
			final int first = from;
			ParallelLoop.run(batch.length, threads, i -> {
				final DoubleFFT_1D transform = borrow();
				final double[] free = spectra.poll();
				final double[] spectrum = free == null ? new double[2 * tiles * TILE] : free;
				sums[first + i] = back(re[i], im[i], batch[i], transform, spectrum);
				transforms.add(transform);
				spectra.add(spectrum);
			});
		}
		return sums;
	}

	/** Products of the tiles of a group of sweeps with those of the other signal, as far as they were needed. */
	private static final class Products {

		private final float[][][] re;
		private final float[][][] im;
		private final long[][] madeFor;
		private long current;

		Products(final int sweeps) {
			re = new float[GROUP][sweeps][TILE];
			im = new float[GROUP][sweeps][TILE];
			madeFor = new long[GROUP][sweeps];
		}
	}

	/**
	 * The sum for one pairing in double precision, as slowly as sweep by sweep.
	 *
	 * @param pairing as above
	 * @return as above
	 */
	public double[] exactSum(final int[] pairing) {
		final CrossCorrelation correlation = new CrossCorrelation(maxLag, xs.get(0).length);
		final double[] sum = new double[2 * maxLag + 1];
		for (int k = 0; k < sweeps; k++) {
			final double[] pair = correlation.covariance(xs.get(k), ys.get(pairing[k]), 1).sums();
			final double weight = weightsX[k] * weightsY[pairing[k]];
			for (int i = 0; i < sum.length; i++) sum[i] += weight * pair[i];
		}
		return sum;
	}

	private void addTile(final int tile, final int[][] pairings, final Products products, final float[][][] re,
		final float[][][] im)
	{
		for (int i = 0; i < pairings.length; i++) {
			Arrays.fill(re[i][tile], 0);
			Arrays.fill(im[i][tile], 0);
		}
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
				add(re[i][tile], products.re[0][met[0]], products.re[1][met[1]], products.re[2][met[2]], products.re[3][met[3]]);
				add(im[i][tile], products.im[0][met[0]], products.im[1][met[1]], products.im[2][met[2]], products.im[3][met[3]]);
			}
		}
	}

	private void multiply(final int tile, final int k, final int g, final int j, final Products products) {
		products.madeFor[g][j] = products.current;
		final float[] re = products.re[g][j], im = products.im[g][j];
		if (k >= sweeps) {
			Arrays.fill(re, 0);
			Arrays.fill(im, 0);
			return;
		}
		multiplyAndAdd(xRe[tile][k], yRe[tile][j], xIm[tile][k], yIm[tile][j], re);
		multiplyAndSubtract(xRe[tile][k], yIm[tile][j], xIm[tile][k], yRe[tile][j], im);
	}

	// Loops with one array to write and no offsets are those that the JVM vectorises.

	private static void multiplyAndAdd(final float[] a, final float[] b, final float[] c, final float[] d,
		final float[] sum)
	{
		for (int f = 0; f < TILE; f++) sum[f] = a[f] * b[f] + c[f] * d[f];
	}

	private static void multiplyAndSubtract(final float[] a, final float[] b, final float[] c, final float[] d,
		final float[] difference)
	{
		for (int f = 0; f < TILE; f++) difference[f] = a[f] * b[f] - c[f] * d[f];
	}

	private static void add(final float[] sum, final float[] a, final float[] b, final float[] c, final float[] d) {
		for (int f = 0; f < TILE; f++) sum[f] += a[f] + b[f] + (c[f] + d[f]);
	}

	private double[] back(final float[][] re, final float[][] im, final int[] pairing, final DoubleFFT_1D transform,
		final double[] spectrum)
	{
		for (int tile = 0; tile < tiles; tile++) {
			final float[] tileRe = re[tile], tileIm = im[tile];
			final int at = 2 * tile * TILE;
			for (int f = 0; f < TILE; f++) {
				spectrum[at + 2 * f] = tileRe[f];
				spectrum[at + 2 * f + 1] = tileIm[f];
			}
		}
		spectrum[0] = 0;
		spectrum[1] = 0;
		for (int k = 0; k < sweeps; k++) {
			spectrum[0] += zeroX[k] * zeroY[pairing[k]];
			spectrum[1] += halfX[k] * halfY[pairing[k]];
		}
		transform.realInverse(spectrum, true);
		final double[] window = new double[2 * maxLag + 1];
		System.arraycopy(spectrum, length - maxLag, window, 0, maxLag);
		System.arraycopy(spectrum, 0, window, maxLag, maxLag + 1);
		return window;
	}
}
