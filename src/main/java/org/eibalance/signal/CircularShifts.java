package org.eibalance.signal;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;

/**
 * Correlograms of sweeps whose second signal was shifted circularly: samples that leave at one end come in at the
 * other. Each is the one that {@link CrossCorrelation} would give, zero padding included.
 *
 * <p>All shifts of a sweep are windows of one function, the circular correlation, which is computed once. Products that
 * wrap around the ends are subtracted by two correlations as short as the lags. So a shift costs the same whatever the
 * length of the sweep.
 *
 * <p>Immutable and safe in threads; the result has the same bits on any number of them.
 */
public final class CircularShifts {

    private final int maxLag;
    private final int shortLength;
    private final FourierTransform shortTransform;
    private final double[][] ys;
    private final double[][] circular;
    /** Spectra of the last and of the first samples of each sweep of the first signal. */
    private final double[][] tails;

    private final double[][] heads;

    /**
     * Computes the circular correlations. Each sweep is taken about its own mean.
     *
     * @param xs sweeps of the first signal, each longer than maxLag
     * @param ys sweeps of the second, each as long as the one of the first
     * @param weightsX factor of each sweep of the first
     * @param weightsY factor of each sweep of the second
     * @param maxLag longest lag in samples, 1 or more
     * @param threads how many threads at most
     * @throws CancellationException if the calling thread is interrupted
     */
    public CircularShifts(
            final List<double[]> xs,
            final List<double[]> ys,
            final double[] weightsX,
            final double[] weightsY,
            final int maxLag,
            final int threads) {
        this.maxLag = maxLag;
        shortLength = Integer.highestOneBit(2 * maxLag) * 2;
        shortTransform = Fourier.powerOfTwo(shortLength);
        this.ys = new double[xs.size()][];
        circular = new double[xs.size()][];
        tails = new double[xs.size()][];
        heads = new double[xs.size()][];
        ParallelLoop.run(xs.size(), threads, k -> {
            final double[] x = centred(xs.get(k), weightsX[k]);
            this.ys[k] = centred(ys.get(k), weightsY[k]);
            circular[k] = circular(x, this.ys[k]);
            tails[k] = spectrum(x, x.length - maxLag);
            heads[k] = spectrum(x, 0);
        });
    }

    private static double[] centred(final double[] signal, final double weight) {
        final double mean = Moments.of(signal, 0, signal.length).mean();
        final double[] centred = new double[signal.length];
        for (int t = 0; t < centred.length; t++) centred[t] = (signal[t] - mean) * weight;
        return centred;
    }

    /** sum_t x(t) y((t + s) mod n), s = 0 … n - 1, from the transform that is long enough not to wrap. */
    private static double[] circular(final double[] x, final double[] y) {
        ParallelLoop.checkCancelled();
        final int n = x.length;
        final int length = Integer.highestOneBit(2 * n - 1) * 2;
        final FourierTransform transform = Fourier.powerOfTwo(length);
        final double[] a = Arrays.copyOf(x, length);
        final double[] b = Arrays.copyOf(y, length);
        transform.realForward(a);
        ParallelLoop.checkCancelled();
        transform.realForward(b);
        ParallelLoop.checkCancelled();
        multiply(a, b);
        transform.realInverse(b);
        final double[] circular = new double[n];
        circular[0] = b[0];
        for (int s = 1; s < n; s++) circular[s] = b[s] + b[length + s - n];
        return circular;
    }

    /** Puts conj(a) b in the place of b, both in the order of a real transform. */
    private static void multiply(final double[] a, final double[] b) {
        b[0] *= a[0];
        b[1] *= a[1];
        for (int i = 2; i < b.length; i += 2) {
            final double re = b[i], im = b[i + 1];
            b[i] = a[i] * re + a[i + 1] * im;
            b[i + 1] = a[i] * im - a[i + 1] * re;
        }
    }

    /** Adds conj(a) b, both in the order of a real transform. */
    private static void addProduct(final double[] a, final double[] b, final double[] sum) {
        sum[0] += a[0] * b[0];
        sum[1] += a[1] * b[1];
        for (int i = 2; i < sum.length; i += 2) {
            sum[i] += a[i] * b[i] + a[i + 1] * b[i + 1];
            sum[i + 1] += a[i] * b[i + 1] - a[i + 1] * b[i];
        }
    }

    /**
     * The transform of as many samples as the longest lag, from {@code from} on, wrapping around the end where needed.
     */
    private double[] spectrum(final double[] signal, final int from) {
        final double[] spectrum = new double[shortLength];
        for (int i = 0; i < maxLag; i++) spectrum[i] = signal[Math.floorMod(from + i, signal.length)];
        shortTransform.realForward(spectrum);
        return spectrum;
    }

    /**
     * Sums correlograms over the sweeps, once for each set of shifts.
     *
     * @param shifts {@code [i][k]}: sample t of sweep k of the second signal is taken from t + shift, wrapping around
     *     the end
     * @param threads how many threads at most
     * @param progress given the share that is done, from 0 to 1, by one thread at a time
     * @return {@code [i][maxLag + l]}, the sum over the sweeps
     * @throws CancellationException if the calling thread is interrupted
     */
    public double[][] sums(final int[][] shifts, final int threads, final DoubleConsumer progress) {
        final double[][] sums = new double[shifts.length][];
        forEachSum(shifts, threads, progress, CurveConsumer.keepingIn(sums));
        return sums;
    }

    /**
     * The same sums, handed over in batches.
     *
     * @param shifts as above
     * @param threads as above
     * @param progress as above
     * @param consumer given the sums in the order of the shifts, by the calling thread
     * @throws CancellationException if the calling thread is interrupted
     */
    public void forEachSum(
            final int[][] shifts, final int threads, final DoubleConsumer progress, final CurveConsumer consumer) {
        CurveConsumer.inBatches(
                shifts.length,
                2 * maxLag + 1,
                threads,
                () -> new double[2][shortLength],
                (i, wrapped, curve) -> sum(shifts[i], wrapped[0], wrapped[1], curve),
                progress,
                consumer);
    }

    private void sum(
            final int[] shifts, final double[] wrappedAfter, final double[] wrappedBefore, final double[] sum) {
        Arrays.fill(sum, 0);
        Arrays.fill(wrappedAfter, 0);
        Arrays.fill(wrappedBefore, 0);
        for (int k = 0; k < shifts.length; k++) {
            ParallelLoop.checkCancelled();
            final double[] c = circular[k];
            int s = Math.floorMod(shifts[k] - maxLag, c.length);
            for (int l = 0; l < sum.length; l++) {
                sum[l] += c[s];
                if (++s == c.length) s = 0;
            }
            addProduct(spectrum(ys[k], shifts[k]), tails[k], wrappedAfter);
            addProduct(heads[k], spectrum(ys[k], shifts[k] - maxLag), wrappedBefore);
        }
        shortTransform.realInverse(wrappedAfter);
        shortTransform.realInverse(wrappedBefore);
        for (int l = 1; l <= maxLag; l++) {
            sum[maxLag + l] -= wrappedAfter[maxLag - l];
            sum[maxLag - l] -= wrappedBefore[maxLag - l];
        }
    }
}
