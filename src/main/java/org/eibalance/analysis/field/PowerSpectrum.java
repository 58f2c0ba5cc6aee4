package org.eibalance.analysis.field;

import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.eibalance.recording.InputException;
import org.eibalance.signal.Fourier;
import org.eibalance.signal.FourierTransform;
import org.eibalance.signal.ParallelLoop;

/**
 * Power spectral density by averaged periodograms of Hann windows that overlap by half (Welch 1967, IEEE Trans Audio
 * Electroacoust 15:70), one-sided, each window without its mean.
 *
 * @param frequenciesHz from 0 in equal steps; not to be changed
 * @param density in the unit of the signal squared a Hz; not to be changed
 * @param windows how many were averaged
 */
public record PowerSpectrum(double[] frequenciesHz, double[] density, int windows) {

    /** Checks the lengths. */
    public PowerSpectrum {
        if (frequenciesHz.length != density.length)
            throw new IllegalArgumentException(frequenciesHz.length + " frequencies, " + density.length + " values");
    }

    /**
     * Computes it.
     *
     * @param sweeps stretches without gaps; those shorter than a window are left out
     * @param sampleRateHz samples per second
     * @param window samples in a window, even
     * @return the spectrum
     * @throws InputException if no stretch is as long as a window, or a sample is missing
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static PowerSpectrum of(final List<double[]> sweeps, final double sampleRateHz, final int window) {
        if (window < 4 || window % 2 != 0)
            throw new InputException(
                    "The window of the spectrum has " + window + " samples: it must have an even number, 4 at least.");
        final int bins = window / 2 + 1;
        final double[] sum = new double[bins];
        final double[] taper = new double[window];
        double power = 0;
        for (int t = 0; t < window; t++) {
            taper[t] = 0.5 - 0.5 * Math.cos(2 * Math.PI * t / window);
            power += taper[t] * taper[t];
        }
        final FourierTransform transform = Fourier.transform(window);
        final double[] piece = new double[window];
        int windows = 0;
        for (final double[] sweep : sweeps) {
            for (int from = 0; from + window <= sweep.length; from += window / 2) {
                ParallelLoop.checkCancelled();
                double mean = 0;
                for (int t = from; t < from + window; t++) mean += sweep[t] / window;
                if (Double.isNaN(mean))
                    throw new InputException("Samples are missing: a spectrum needs a stretch without gaps.");
                for (int t = 0; t < window; t++) piece[t] = (sweep[from + t] - mean) * taper[t];
                transform.realForward(piece);
                sum[0] += piece[0] * piece[0];
                sum[bins - 1] += piece[1] * piece[1];
                for (int f = 1; f < bins - 1; f++)
                    sum[f] += 2 * (piece[2 * f] * piece[2 * f] + piece[2 * f + 1] * piece[2 * f + 1]);
                windows++;
            }
        }
        if (windows == 0)
            throw new InputException(String.format(
                    Locale.ROOT,
                    "The longest stretch has %d samples and the window of the spectrum %d (%.3g s): choose a "
                            + "shorter window.",
                    sweeps.stream().mapToInt(s -> s.length).max().orElse(0),
                    window,
                    window / sampleRateHz));
        final double[] frequencies = new double[bins];
        for (int f = 0; f < bins; f++) {
            frequencies[f] = f * sampleRateHz / window;
            sum[f] /= windows * power * sampleRateHz;
        }
        return new PowerSpectrum(frequencies, sum, windows);
    }

    /** Distance of two frequencies. */
    public double stepHz() {
        return frequenciesHz[1] - frequenciesHz[0];
    }

    /**
     * What the density is to be multiplied by to get its confidence interval, the same at all frequencies but the first
     * and the last: the estimate is distributed as chi-squared with 36 K² / (19 K − 1) degrees of freedom for K Hann
     * windows that overlap by half (Welch 1967; the signal Gaussian).
     *
     * @param confidence such as 0.95
     * @return lower and upper factor
     */
    public double[] confidenceFactors(final double confidence) {
        final double k = windows;
        final double freedom = 36 * k * k / (19 * k - 1);
        final ChiSquaredDistribution chi = new ChiSquaredDistribution(null, freedom);
        return new double[] {
            freedom / chi.inverseCumulativeProbability((1 + confidence) / 2),
            freedom / chi.inverseCumulativeProbability((1 - confidence) / 2)
        };
    }

    /**
     * The frequencies within bounds.
     *
     * @param lowHz lower bound, included
     * @param highHz upper bound, included
     * @return the spectrum between them
     */
    public PowerSpectrum between(final double lowHz, final double highHz) {
        int from = 0;
        while (from < frequenciesHz.length && frequenciesHz[from] < lowHz - 1e-9) from++;
        int to = frequenciesHz.length;
        while (to > from && frequenciesHz[to - 1] > highHz + 1e-9) to--;
        return new PowerSpectrum(
                java.util.Arrays.copyOfRange(frequenciesHz, from, to),
                java.util.Arrays.copyOfRange(density, from, to),
                windows);
    }
}
