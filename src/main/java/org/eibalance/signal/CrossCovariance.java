package org.eibalance.signal;

import java.util.Arrays;

/**
 * The cross-correlation of two signals before it is normalised, so that sweeps can be pooled: numerators and
 * denominators are added, then divided.
 *
 * @param sums {@code sum_t (x_t - mx) (y_{t+l} - my)} for lags -maxLag … maxLag; not copied
 * @param energyX {@code sum_t (x_t - mx)²}
 * @param energyY {@code sum_t (y_t - my)²}
 * @param samples length of each signal
 */
public record CrossCovariance(double[] sums, double energyX, double energyY, int samples) {

    /** The longest lag in samples. */
    public int maxLag() {
        return (sums.length - 1) / 2;
    }

    /** The sums over the geometric mean of the energies: biased towards 0 by (N - |l|) / N. */
    public double[] coefficients() {
        return scaled(sums, 1 / (Math.sqrt(energyX) * Math.sqrt(energyY)));
    }

    /**
     * Corrects a correlogram for the bias of zero padding: multiplies by N / (N - |l|).
     *
     * @param biased values at lags -maxLag … maxLag
     * @param samples N, above maxLag
     * @return a new array
     */
    public static double[] unbiased(final double[] biased, final int samples) {
        final double[] unbiased = new double[biased.length];
        final int maxLag = (biased.length - 1) / 2;
        for (int i = 0; i < biased.length; i++) {
            unbiased[i] = biased[i] * samples / (samples - Math.abs(i - maxLag));
        }
        return unbiased;
    }

    private static double[] scaled(final double[] values, final double factor) {
        return Arrays.stream(values).map(v -> v * factor).toArray();
    }
}
