package org.eibalance.analysis.quality.access;

import java.util.Arrays;
import org.eibalance.signal.Fourier;
import org.eibalance.signal.FourierTransform;
import org.eibalance.signal.Statistics;

/**
 * The covariance of the noise of an average over sweeps, by the autocovariance of each sweep where nothing was
 * commanded: the baseline, or the second half of the step where that is longer. With a triangular window over lags it
 * is that of a possible noise (Newey and West 1987, Econometrica 55:703).
 */
final class NoiseCovariance {

    /** Lags up to this share of the stretch. */
    private static final int LAG_SHARE = 2;

    private final double[] byLag;

    private NoiseCovariance(final double[] byLag) {
        this.byLag = byLag;
    }

    static NoiseCovariance of(final PooledStep pooled) {
        final int half = pooled.length() / 2;
        final boolean baseline = pooled.onset() >= half;
        final int from = baseline ? 0 : pooled.onset() + pooled.length() - half;
        final int samples = baseline ? pooled.onset() : half;
        final double[] byLag = new double[Math.max(1, samples / LAG_SHARE)];
        final int n = Fourier.goodLength(2 * samples);
        final FourierTransform transform = Fourier.transform(n);
        for (int k = 0; k < pooled.sweeps(); k++) {
            final double[] noise = Arrays.copyOf(Arrays.copyOfRange(pooled.response(k), from, from + samples), n);
            final double mean = Statistics.mean(noise, 0, samples);
            for (int i = 0; i < samples; i++) noise[i] -= mean;
            transform.realForward(noise);
            noise[0] *= noise[0];
            noise[1] *= noise[1];
            for (int i = 2; i < n; i += 2) {
                noise[i] = noise[i] * noise[i] + noise[i + 1] * noise[i + 1];
                noise[i + 1] = 0;
            }
            transform.realInverse(noise);
            final double weight = pooled.weight(k) * pooled.weight(k) / samples;
            for (int lag = 0; lag < byLag.length; lag++)
                byLag[lag] += weight * (1 - lag / (double) byLag.length) * noise[lag];
        }
        return new NoiseCovariance(byLag);
    }

    /** Standard deviation of one sample of the average. */
    double sd() {
        return Math.sqrt(Math.max(0, byLag[0]));
    }

    /**
     * The covariance of means over bins.
     *
     * @param starts first samples, and the sample after the last bin at the end
     * @return a symmetric matrix
     */
    double[][] ofBins(final int[] starts) {
        final int bins = starts.length - 1;
        // sum over all pairs of samples of two stretches that begin together and have this length
        final double[] pairs = new double[starts[bins] - starts[0] + 1];
        double upTo = byLag[0];
        for (int m = 1; m < pairs.length; m++) {
            pairs[m] = pairs[m - 1] + upTo;
            upTo += m < byLag.length ? 2 * byLag[m] : 0;
        }
        final double[][] covariance = new double[bins][bins];
        for (int p = 0; p < bins; p++) {
            for (int q = 0; q <= p; q++) {
                final int a = starts[q], b = starts[q + 1], c = starts[p], d = starts[p + 1];
                final double sum = (pairs[d - a] + pairs[Math.abs(c - b)] - pairs[c - a] - pairs[d - b]) / 2;
                covariance[p][q] = (p == q ? pairs[b - a] : sum) / ((double) (b - a) * (d - c));
                covariance[q][p] = covariance[p][q];
            }
        }
        return covariance;
    }
}
