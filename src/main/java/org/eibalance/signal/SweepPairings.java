package org.eibalance.signal;

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
 * spectra, and one transform back. The sums run over tiles of a few frequencies of
 * all sweeps, which stay in the cache of a core while many pairings use them.
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

	/** Frequencies of a tile: of 100 sweeps it takes 200 kB of each signal. */
	private static final int TILE = 256;

	/** Pairings that go through the tiles together. */
	private static final int BATCH = 32;

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
		final int batches = (pairings.length + BATCH - 1) / BATCH;
		final int[] done = { 0 };
		ParallelLoop.run(batches, threads, b -> {
			final int from = b * BATCH;
			final int to = Math.min(pairings.length, from + BATCH);
			final float[][][] re = new float[to - from][tiles][TILE];
			final float[][][] im = new float[to - from][tiles][TILE];
			for (int tile = 0; tile < tiles; tile++) {
				if (tile % 16 == 0) ParallelLoop.checkCancelled();
				for (int i = from; i < to; i++) addTile(tile, pairings[i], re[i - from][tile], im[i - from][tile]);
			}
			final DoubleFFT_1D transform = borrow();
			for (int i = from; i < to; i++) {
				ParallelLoop.checkCancelled();
				sums[i] = back(re[i - from], im[i - from], pairings[i], transform);
			}
			transforms.add(transform);
			synchronized (done) {
				progress.accept((double) ++done[0] / batches);
			}
		});
		return sums;
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

	private void addTile(final int tile, final int[] pairing, final float[] re, final float[] im) {
		final float[][] xr = xRe[tile], xi = xIm[tile], yr = yRe[tile], yi = yIm[tile];
		int k = 0;
		for (; k + 1 < sweeps; k += 2) {
			final int p = pairing[k], q = pairing[k + 1];
			addRe(re, xr[k], xi[k], yr[p], yi[p], xr[k + 1], xi[k + 1], yr[q], yi[q]);
			addIm(im, xr[k], xi[k], yr[p], yi[p], xr[k + 1], xi[k + 1], yr[q], yi[q]);
		}
		if (k == sweeps) return;
		final float[] none = new float[TILE];
		addRe(re, xr[k], xi[k], yr[pairing[k]], yi[pairing[k]], none, none, none, none);
		addIm(im, xr[k], xi[k], yr[pairing[k]], yi[pairing[k]], none, none, none, none);
	}

	/** Real parts of conj(X) Y + conj(U) V. Loops with one sum and without offsets are the ones the JVM vectorises. */
	private static void addRe(final float[] sum, final float[] xr, final float[] xi, final float[] yr,
		final float[] yi, final float[] ur, final float[] ui, final float[] vr, final float[] vi)
	{
		for (int f = 0; f < TILE; f++) sum[f] += xr[f] * yr[f] + xi[f] * yi[f] + (ur[f] * vr[f] + ui[f] * vi[f]);
	}

	private static void addIm(final float[] sum, final float[] xr, final float[] xi, final float[] yr,
		final float[] yi, final float[] ur, final float[] ui, final float[] vr, final float[] vi)
	{
		for (int f = 0; f < TILE; f++) sum[f] += xr[f] * yi[f] - xi[f] * yr[f] + (ur[f] * vi[f] - ui[f] * vr[f]);
	}

	private double[] back(final float[][] re, final float[][] im, final int[] pairing, final DoubleFFT_1D transform) {
		final double[] spectrum = new double[length];
		for (int f = 1; f < length / 2; f++) {
			spectrum[2 * f] = re[f / TILE][f % TILE];
			spectrum[2 * f + 1] = im[f / TILE][f % TILE];
		}
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
