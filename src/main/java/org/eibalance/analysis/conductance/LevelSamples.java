package org.eibalance.analysis.conductance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.eibalance.recording.ClampMode;
import org.eibalance.signal.ParallelLoop;

/**
 * The corrected sweeps of one level, with the noise about their mean. The noise is
 * pooled over the leak window: variances of the current and of the potential, and
 * their covariance, between sweeps at the same time.
 */
final class LevelSamples {

	private final double level;
	private final List<MembraneSweep> sweeps;
	private final double[] leakPotentialMv;
	private final double[] leakCurrentPa;
	private final double currentVariance;
	private final double covariance;
	private final double potentialVariance;

	/**
	 * @param clampLevel the sweeps that are kept
	 * @param mode voltage or current clamp
	 * @param stepMs interval of sampling
	 * @param settings corrections and the leak window
	 * @throws CancellationException if the calling thread is interrupted
	 */
	LevelSamples(final ClampLevel clampLevel, final ClampMode mode, final double stepMs,
		final DecompositionSettings settings)
	{
		level = clampLevel.level();
		final GaussianLowPass lowPass = new GaussianLowPass(settings.lowPassHz(), stepMs);
		final List<MembraneSweep> corrected = new ArrayList<>();
		for (final ClampSweep sweep : clampLevel.sweeps()) {
			ParallelLoop.checkCancelled();
			corrected.add(MembraneSweep.of(sweep, mode, stepMs, settings, lowPass));
		}
		sweeps = List.copyOf(corrected);
		final int from = settings.leakWindow().first(stepMs);
		final int to = settings.leakWindow().end(stepMs, clampLevel.sweeps().get(0).recorded().length);
		leakPotentialMv = new double[sweeps.size()];
		leakCurrentPa = new double[sweeps.size()];
		for (int k = 0; k < sweeps.size(); k++) {
			leakPotentialMv[k] = mean(sweeps.get(k).potentialMv(), from, to);
			leakCurrentPa[k] = mean(sweeps.get(k).currentPa(), from, to);
		}
		currentVariance = pooledCovariance(from, to, true, true);
		covariance = pooledCovariance(from, to, true, false);
		potentialVariance = pooledCovariance(from, to, false, false);
	}

	double level() {
		return level;
	}

	int size() {
		return sweeps.size();
	}

	/**
	 * Variance of I_m − G V_m between sweeps, which is what scatters a sweep about a
	 * line of slope G; NaN with one sweep.
	 */
	double scatter(final double slopeNs) {
		return currentVariance - 2 * slopeNs * covariance + slopeNs * slopeNs * potentialVariance;
	}

	/** Variance between sweeps of the mean over the leak window; NaN with one sweep. */
	double leakScatter(final double slopeNs) {
		final int n = sweeps.size();
		double mean = 0;
		for (int k = 0; k < n; k++) mean += (leakCurrentPa[k] - slopeNs * leakPotentialMv[k]) / n;
		double sum = 0;
		for (int k = 0; k < n; k++) {
			final double d = leakCurrentPa[k] - slopeNs * leakPotentialMv[k] - mean;
			sum += d * d;
		}
		return sum / (n - 1);
	}

	/** Mean potential in the leak window; with counts, of the sweeps as often as they say. */
	double leakPotentialMv(final int[] counts) {
		return weighted(leakPotentialMv, counts);
	}

	/** Mean current in the leak window. */
	double leakCurrentPa(final int[] counts) {
		return weighted(leakCurrentPa, counts);
	}

	/**
	 * Means over sweeps.
	 *
	 * @param counts how often each sweep is taken; null for once each
	 * @param from first sample
	 * @param length samples
	 * @param potentialMv where the mean potential goes, from index 0
	 * @param currentPa where the mean current goes
	 */
	void means(final int[] counts, final int from, final int length, final double[] potentialMv,
		final double[] currentPa)
	{
		meanOf(true, counts, from, length, potentialMv);
		meanOf(false, counts, from, length, currentPa);
	}

	private void meanOf(final boolean potential, final int[] counts, final int from, final int length,
		final double[] into)
	{
		final int n = sweeps.size();
		final double[][] signals = new double[n][];
		boolean oneArray = true;
		for (int k = 0; k < n; k++) {
			signals[k] = potential ? sweeps.get(k).potentialMv() : sweeps.get(k).currentPa();
			oneArray &= signals[k] == signals[0];
		}
		if (oneArray) {
			System.arraycopy(signals[0], from, into, 0, length);
			return;
		}
		// In blocks that stay in the first-level cache while all sweeps are added up.
		final int block = 1024;
		for (int start = 0; start < length; start += block) {
			final int end = Math.min(length, start + block);
			java.util.Arrays.fill(into, start, end, 0);
			for (int k = 0; k < n; k++) {
				final int times = counts == null ? 1 : counts[k];
				if (times == 1) add(signals[k], from, into, start, end);
				else if (times > 1) addTimes(times, signals[k], from, into, start, end);
			}
			for (int i = start; i < end; i++) into[i] /= n;
		}
	}

	private static void add(final double[] signal, final int from, final double[] into, final int start, final int end) {
		for (int i = start; i < end; i++) into[i] += signal[from + i];
	}

	private static void addTimes(final int times, final double[] signal, final int from, final double[] into,
		final int start, final int end)
	{
		for (int i = start; i < end; i++) into[i] += times * signal[from + i];
	}

	private static double weighted(final double[] values, final int[] counts) {
		double sum = 0;
		for (int k = 0; k < values.length; k++) sum += (counts == null ? 1 : counts[k]) * values[k];
		return sum / values.length;
	}

	private static double mean(final double[] signal, final int from, final int to) {
		double sum = 0;
		for (int i = from; i < to; i++) sum += signal[i];
		return sum / (to - from);
	}

	/** Between sweeps, at the same time, averaged over the window; taken about the first sweep against cancellation. */
	private double pooledCovariance(final int from, final int to, final boolean firstIsCurrent,
		final boolean secondIsCurrent)
	{
		final int n = sweeps.size();
		if (n < 2) return Double.NaN;
		if (!secondIsCurrent && sweeps.stream().allMatch(s -> s.potentialMv() == sweeps.get(0).potentialMv())) return 0;
		final double[] sumA = new double[to - from];
		final double[] sumB = new double[to - from];
		double products = 0;
		final double[] originA = firstIsCurrent ? sweeps.get(0).currentPa() : sweeps.get(0).potentialMv();
		final double[] originB = secondIsCurrent ? sweeps.get(0).currentPa() : sweeps.get(0).potentialMv();
		for (int k = 1; k < n; k++) {
			final double[] a = firstIsCurrent ? sweeps.get(k).currentPa() : sweeps.get(k).potentialMv();
			final double[] b = secondIsCurrent ? sweeps.get(k).currentPa() : sweeps.get(k).potentialMv();
			for (int i = from; i < to; i++) {
				final double da = a[i] - originA[i];
				final double db = b[i] - originB[i];
				sumA[i - from] += da;
				sumB[i - from] += db;
				products += da * db;
			}
		}
		double corrections = 0;
		for (int i = 0; i < sumA.length; i++) corrections += sumA[i] * sumB[i] / n;
		return (products - corrections) / (n - 1) / sumA.length;
	}
}
