package org.eibalance.analysis.pair;

import org.eibalance.signal.PeakParabola;

/**
 * Reads the lag of inhibition behind excitation from the spectra of a cell x that shows excitation and a cell y that
 * shows inhibition. Held beside the reversals y shows a share κ of the excitation too, and x a share λ of the
 * inhibition; each goes through the low-pass of its membrane:
 *
 * <pre>S_xy (1 − iωτ_x)(1 + iωτ_y) = κ S_EE + λ S_II − S_EI</pre>
 *
 * <p>S_EE is what is common to both cells of the excitation of x: its spectrum times the coherency; S_II the same of
 * the inhibition of y. Recording noise is not coherent and so is no part of them. What an inversion of membranes does
 * to noise is kept down by a Gaussian low-pass.
 */
final class LagModel {

    /** Standard deviation of the Gaussian for potentials: 100 Hz pass by 64 %, and the lag moves by 0.1 ms. */
    private static final double SMOOTH_MS = 1.5;

    /** The same for currents, of which nothing is inverted. */
    private static final double SMOOTH_CURRENTS_MS = 0.5;

    /** The lag of the conductances is searched within this distance of the one that was read. */
    private static final double NEAR_MS = 15;

    private static final double STEP_MS = 0.5;

    /**
     * What the cells show of the input that they are not held for.
     *
     * @param kappa driving force of excitation in y, as a share of that in x: (E_e - V_y) / (E_e - V_x)
     * @param lambda driving force of inhibition in x, as a share of that in y: (V_x - E_i) / (V_y - E_i)
     */
    record Mixture(double kappa, double lambda) {

        /** Of potentials and reversals in mV. */
        static Mixture of(
                final double potentialXMv,
                final double potentialYMv,
                final double excitatoryReversalMv,
                final double inhibitoryReversalMv) {
            return new Mixture(
                    (excitatoryReversalMv - potentialYMv) / (excitatoryReversalMv - potentialXMv),
                    (potentialXMv - inhibitoryReversalMv) / (potentialYMv - inhibitoryReversalMv));
        }

        /** Where the cells share more or less than their coherency says. */
        Mixture times(final double factor) {
            return new Mixture(factor * kappa, factor * lambda);
        }
    }

    private final double[] omega;
    private final double sign;
    private final double firstMs;
    private final double[][] cos;
    private final double[][] sin;

    /**
     * @param omega frequencies in radians per ms, from 0
     * @param sign that of the correlation, -1 where inputs grow together
     * @param readMs the lag in the correlogram
     * @param currents whether both cells are in voltage clamp
     */
    LagModel(final double[] omega, final double sign, final double readMs, final boolean currents) {
        final double smoothMs = currents ? SMOOTH_CURRENTS_MS : SMOOTH_MS;
        this.omega = omega;
        this.sign = sign;
        firstMs = readMs - NEAR_MS;
        final int lags = 1 + (int) Math.round(2 * NEAR_MS / STEP_MS);
        cos = new double[lags][omega.length];
        sin = new double[lags][omega.length];
        for (int l = 0; l < lags; l++) {
            for (int f = 0; f < omega.length; f++) {
                final double low = (f == 0 ? 0.5 : 1) * Math.exp(-0.5 * square(omega[f] * smoothMs));
                cos[l][f] = low * Math.cos(omega[f] * (firstMs + l * STEP_MS));
                sin[l][f] = low * Math.sin(omega[f] * (firstMs + l * STEP_MS));
            }
        }
    }

    /**
     * The lag of the conductances.
     *
     * @param mean the spectra
     * @param common share of the excitation of x that y has too, at each frequency
     * @param mixture what the cells show of the other input
     * @param tauXMs time constant of the membrane of x, 0 for a current
     * @param tauYMs that of y
     * @return the lag in ms; NaN where there is no extremum within 15 ms of the lag that was read
     */
    double lagMs(
            final LagSpectra.Mean mean,
            final double[] common,
            final Mixture mixture,
            final double tauXMs,
            final double tauYMs) {
        final double[] real = new double[omega.length], imaginary = new double[omega.length];
        for (int f = 0; f < omega.length; f++) {
            // (1 - iωτ_x)(1 + iωτ_y)
            final double a = 1 + square(omega[f]) * tauXMs * tauYMs, b = omega[f] * (tauYMs - tauXMs);
            final double x = omega[f] * tauXMs, y = omega[f] * tauYMs;
            final double other = common[f]
                    * (mixture.kappa * mean.powerX()[f] * (1 + x * x)
                            + mixture.lambda * mean.powerY()[f] * (1 + y * y));
            real[f] = sign * (mean.real()[f] * a - mean.imaginary()[f] * b - other);
            imaginary[f] = sign * (mean.real()[f] * b + mean.imaginary()[f] * a);
        }
        return peakMs(real, imaginary);
    }

    /** The lag of the potentials without what the cells show of the other input, still smeared by both membranes. */
    double smearedLagMs(
            final LagSpectra.Mean mean,
            final double[] common,
            final Mixture mixture,
            final double tauXMs,
            final double tauYMs) {
        final double[] real = new double[omega.length], imaginary = new double[omega.length];
        for (int f = 0; f < omega.length; f++) {
            // What y shows of the excitation of x: (1 + iωτ_x) / (1 + iωτ_y) of it; and x of the inhibition of y.
            final double x = omega[f] * tauXMs, y = omega[f] * tauYMs;
            final double other = common[f]
                    * (mixture.kappa * mean.powerX()[f] / (1 + y * y)
                            + mixture.lambda * mean.powerY()[f] / (1 + x * x));
            real[f] = sign * (mean.real()[f] - other * (1 + x * y));
            imaginary[f] = sign * (mean.imaginary()[f] - other * (x - y));
        }
        return peakMs(real, imaginary);
    }

    private double peakMs(final double[] real, final double[] imaginary) {
        final double[] curve = new double[cos.length];
        int best = 0;
        for (int l = 0; l < curve.length; l++) {
            for (int f = 0; f < omega.length; f++) curve[l] += real[f] * cos[l][f] - imaginary[f] * sin[l][f];
            if (curve[l] > curve[best]) best = l;
        }
        if (best == 0 || best == curve.length - 1) return Double.NaN;
        final double shift =
                PeakParabola.of(curve[best - 1], curve[best], curve[best + 1]).shift();
        return firstMs + (best + shift) * STEP_MS;
    }

    private static double square(final double value) {
        return value * value;
    }
}
