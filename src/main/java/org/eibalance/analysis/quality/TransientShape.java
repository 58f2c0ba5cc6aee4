package org.eibalance.analysis.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eibalance.signal.ParallelLoop;
import org.eibalance.signal.Statistics;

/**
 * The shape of the transients of all sweeps, and whether it is that of one exponential or of two.
 *
 * <p>Each transient is brought to amplitude 1 and to one time constant by its own fit of one exponential before they
 * are averaged: averaging transients whose time constants drift would give several exponentials where each sweep has
 * one.
 */
final class TransientShape {

    /** This many time constants of the transients are compared. */
    private static final double TAUS = 20;

    /** Largest lag, in samples, of the autocovariance of the noise, and longest stretch that it is computed from. */
    private static final int MAX_LAG = 1000;

    private static final int MAX_STRETCH = 8000;

    /** The faster time constant is at least this share of the time in which the filter settles. */
    private static final double MIN_FAST = 0.5;

    private final int settled;
    private final List<TestPulseResponse> responses = new ArrayList<>();
    private final List<OneExponential> fits = new ArrayList<>();

    private TransientShape(final List<TestPulseResponse> all, final int settled) {
        this.settled = settled;
        for (final TestPulseResponse response : all) {
            ParallelLoop.checkCancelled();
            if (response.length() - settled < MembraneTest.MIN_SAMPLES) continue;
            final OneExponential fit = OneExponential.fit(response.rise(), settled, response.length());
            if (!CompartmentPulse.isTransient(fit, response, settled)) continue;
            responses.add(response);
            fits.add(fit);
        }
    }

    /**
     * Looks for a second exponential.
     *
     * @param responses of the sweeps of one channel
     * @param settled first sample that the filter no longer shapes
     * @return what was found; none where no sweep has a transient
     */
    static SecondExponential secondExponential(final List<TestPulseResponse> responses, final int settled) {
        final TransientShape shape = new TransientShape(responses, settled);
        return shape.fits.isEmpty() ? SecondExponential.NONE : shape.secondExponential();
    }

    private SecondExponential secondExponential() {
        final double[] taus =
                fits.stream().mapToDouble(OneExponential::tau).sorted().toArray();
        final double tau = taus[taus.length / 2];
        int samples = (int) Math.ceil(TAUS * tau);
        for (int k = 0; k < fits.size(); k++) {
            samples = Math.min(samples, (int) ((responses.get(k).length() - settled - 1)
                    * tau
                    / fits.get(k).tau()));
        }
        if (samples < MembraneTest.MIN_SAMPLES) return SecondExponential.NONE;
        final double[] shape = mean(tau, samples);
        final OneExponential one = OneExponential.fit(shape, 0, samples);
        final TwoExponentials two = TwoExponentials.fit(shape, 0, samples);
        if (!(two.fast() > 0 && two.slow() > 0)) return SecondExponential.NONE;
        final double z = z(shape, one, two);
        final double share = Math.min(two.fast(), two.slow()) / (two.fast() + two.slow());
        final boolean apart =
                two.tauSlow() >= SecondExponential.MIN_RATIO * two.tauFast() && two.tauFast() >= MIN_FAST * settled;
        final double intervalMs = responses.get(0).intervalMs();
        return new SecondExponential(
                apart && z >= SecondExponential.MIN_Z && share >= SecondExponential.MIN_SHARE,
                two.tauFast() * intervalMs,
                two.tauSlow() * intervalMs,
                share,
                z);
    }

    /** The residuals alone are stretched, so that stretching does not bend the exponential itself. */
    private double[] mean(final double tau, final int samples) {
        final double[] shape = new double[samples];
        for (int k = 0; k < fits.size(); k++) {
            final OneExponential fit = fits.get(k);
            final double[] rise = responses.get(k).rise();
            for (int i = 0; i < samples; i++) {
                final double place = i * fit.tau() / tau;
                final int at = (int) Math.min(place, rise.length - settled - 2);
                final double before = rise[settled + at] - fit.at(at);
                final double after = rise[settled + at + 1] - fit.at(at + 1);
                shape[i] += (before + (place - at) * (after - before)) / fit.amplitude() / fits.size();
            }
        }
        for (int i = 0; i < samples; i++) shape[i] += Math.exp(-i / tau);
        return shape;
    }

    /**
     * Projects the residual of one exponential onto the difference between two and one. The standard error holds in
     * coloured noise: from the autocovariance of the noise with Bartlett's window (Newey and West 1987, Econometrica
     * 55:703).
     */
    private double z(final double[] shape, final OneExponential one, final TwoExponentials two) {
        final int n = shape.length;
        final double[] direction = new double[n];
        double projection = 0;
        for (int i = 0; i < n; i++) {
            direction[i] = two.at(i) - one.at(i);
            projection += direction[i] * (shape[i] - one.at(i));
        }
        final double[] products = new double[Math.min(MAX_LAG, n)];
        for (int lag = 0; lag < products.length; lag++) {
            double product = 0;
            for (int i = lag; i < n; i++) product += direction[i] * direction[i - lag];
            products[lag] = (lag == 0 ? 1 : 2) * (1 - lag / (double) products.length) * product;
        }
        final double variance = typicalVariance(products) / fits.size();
        return variance > 0 ? projection / Math.sqrt(variance) : Double.POSITIVE_INFINITY;
    }

    /**
     * The variance of the projection of one sweep's noise: the median over the stretches before the steps and in their
     * second halves, so that a few events count no more than they do in the mean shape.
     */
    private double typicalVariance(final double[] products) {
        final double[] variances = new double[2 * fits.size()];
        for (int k = 0; k < fits.size(); k++) {
            ParallelLoop.checkCancelled();
            final double[] current = responses.get(k).sweep().currentPa();
            final TestPulse pulse = responses.get(k).sweep().pulse();
            final double scale = 1 / (fits.get(k).amplitude() * fits.get(k).amplitude());
            variances[2 * k] = scale * variance(current, pulse.baselineStart(), pulse.start(), products);
            variances[2 * k + 1] = scale * variance(current, (pulse.start() + pulse.end()) / 2, pulse.end(), products);
        }
        return Statistics.median(variances);
    }

    private static double variance(final double[] values, final int from, final int end, final double[] products) {
        final int to = Math.min(end, from + MAX_STRETCH);
        final double[] noise = QuietStretch.residuals(Arrays.copyOfRange(values, from, to), to - from);
        double variance = 0;
        for (int lag = 0; lag < Math.min(products.length, noise.length); lag++) {
            double covariance = 0;
            for (int i = lag; i < noise.length; i++) covariance += noise[i] * noise[i - lag];
            variance += products[lag] * covariance / noise.length;
        }
        return variance;
    }
}
