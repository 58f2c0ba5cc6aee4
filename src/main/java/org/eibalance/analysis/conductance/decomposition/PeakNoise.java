package org.eibalance.analysis.conductance.decomposition;

import org.eibalance.analysis.conductance.LocalCubic;

/**
 * The noise of a conductance as weighted sums of neighbouring samples show it. Half the difference of the conductances
 * of two halves of the sweeps has the noise of their mean, with its correlation from sample to sample, and no signal.
 * Where there is one sweep a level the samples count as independent.
 *
 * @param halfDifferenceNs half the difference; empty where there is none
 * @param seNs standard error of a sample, used without a difference; NaN where it is not known
 */
record PeakNoise(double[] halfDifferenceNs, double seNs) {

    /** So many places are tried: enough for a standard deviation within a few percent. */
    private static final int PLACES = 1000;

    /**
     * The standard deviation of a weighted sum of neighbouring samples.
     *
     * @param kernel the weights
     * @return in nS; NaN where the noise is not known
     */
    double sd(final double[] kernel) {
        final int places = halfDifferenceNs.length - kernel.length + 1;
        if (places < 1) {
            double squares = 0;
            for (final double k : kernel) squares += k * k;
            return seNs * Math.sqrt(squares);
        }
        // Sums that overlap by more than three quarters say little new.
        final int stride = Math.max(1 + places / PLACES, kernel.length / 4);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < places; i += stride, count++) {
            final double v = LocalCubic.dot(kernel, halfDifferenceNs, i);
            sum += v * v;
        }
        return Math.sqrt(sum / count);
    }

    /** The noise of means of so many samples. */
    PeakNoise ofMeans(final int each) {
        return new PeakNoise(means(halfDifferenceNs, each), seNs / Math.sqrt(each));
    }

    /** Means of so many samples in turn; the rest at the end is left out. */
    static double[] means(final double[] signal, final int each) {
        final double[] means = new double[signal.length / each];
        for (int i = 0; i < means.length; i++) {
            for (int k = 0; k < each; k++) means[i] += signal[i * each + k] / each;
        }
        return means;
    }
}
