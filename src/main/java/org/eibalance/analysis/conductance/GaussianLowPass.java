package org.eibalance.analysis.conductance;

import org.eibalance.signal.FirFilter;

/**
 * A Gaussian low-pass without delay or overshoot, for potentials and currents that are regressed on each other
 * (Colquhoun and Sigworth 1995, in Single-Channel Recording, eq. A1: standard deviation 0.1325 / f_c). Its gain at f_c
 * is −3 dB. At the ends the weights outside of the signal are left out.
 */
public final class GaussianLowPass {

    private static final double SD_TIMES_CUTOFF = Math.sqrt(Math.log(2)) / (2 * Math.PI);
    private static final double WIDTH_SDS = 5;

    /** Wider filters are faster by Fourier transforms. */
    private static final int MAX_DIRECT = 100;

    private final double[] weights;

    /**
     * @param cutoffHz f_c; 0 for none
     * @param stepMs interval of sampling
     */
    public GaussianLowPass(final double cutoffHz, final double stepMs) {
        final double sd = cutoffHz > 0 ? SD_TIMES_CUTOFF / (cutoffHz * stepMs / 1000) : 0;
        weights = new double[1 + (int) Math.ceil(WIDTH_SDS * sd)];
        weights[0] = 1;
        for (int k = 1; k < weights.length; k++) weights[k] = Math.exp(-0.5 * k * k / (sd * sd));
    }

    /**
     * How fast filtered white noise changes: the standard deviation of its slope over that of its value, 1 / (√2 s)
     * with the filter's own deviation s.
     *
     * @param cutoffHz f_c
     * @return in 1/ms
     */
    public static double noiseSlopePerMs(final double cutoffHz) {
        return cutoffHz / (1000 * SD_TIMES_CUTOFF * Math.sqrt(2));
    }

    boolean isNone() {
        return weights.length == 1;
    }

    /**
     * Filters.
     *
     * @param signal not changed
     * @return the filtered signal, as long; the same array where the filter is none
     */
    public double[] apply(final double[] signal) {
        if (isNone()) return signal;
        final int n = signal.length;
        final int half = weights.length - 1;
        double total = weights[0];
        for (int k = 1; k <= half; k++) total += 2 * weights[k];
        if (weights.length > MAX_DIRECT) return byBlocks(signal, total);
        final double[] filtered = new double[n];
        for (int i = 0; i < n; i++) {
            if (i >= half && i < n - half) {
                double sum = weights[0] * signal[i];
                for (int k = 1; k <= half; k++) sum += weights[k] * (signal[i - k] + signal[i + k]);
                filtered[i] = sum / total;
            } else filtered[i] = atEdge(signal, i);
        }
        return filtered;
    }

    /** Wide filters by Fourier transforms; there are no samples beyond the ends, and the weights there are left out. */
    private double[] byBlocks(final double[] signal, final double total) {
        final int half = weights.length - 1;
        final double[] kernel = new double[2 * half + 1];
        for (int k = -half; k <= half; k++) kernel[half + k] = weights[Math.abs(k)] / total;
        final double[] filtered = new FirFilter(kernel, half).apply(signal, 0, 0, 1);
        for (int i = 0; i < Math.min(half, signal.length); i++) {
            filtered[i] = atEdge(signal, i);
            filtered[signal.length - 1 - i] = atEdge(signal, signal.length - 1 - i);
        }
        return filtered;
    }

    private double atEdge(final double[] signal, final int i) {
        final int half = weights.length - 1;
        double sum = 0;
        double norm = 0;
        for (int k = Math.max(-half, -i); k <= half && i + k < signal.length; k++) {
            sum += weights[Math.abs(k)] * signal[i + k];
            norm += weights[Math.abs(k)];
        }
        return sum / norm;
    }
}
