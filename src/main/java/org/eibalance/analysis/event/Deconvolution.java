package org.eibalance.analysis.event;

import org.eibalance.signal.FirFilter;
import org.eibalance.signal.Statistics;

/**
 * Deconvolution of a trace by a bi-exponential event, low-passed: an event becomes a short Gaussian of its amplitude at
 * its onset (Pernía-Andrade et al. 2012, Biophys J 103:1429).
 *
 * <p>They divide the spectrum of the whole trace by that of the template. The sampled bi-exponential has an exact
 * inverse of three samples, because its z-transform is
 *
 * <pre>
 * T(z) = F (a - b) z⁻¹ / ((1 - a z⁻¹) (1 - b z⁻¹)),   a = exp(-dt / tau_d),  b = exp(-dt / tau_r):
 * d_t = (y_{t+1} - (a + b) y_t + a b y_{t-1}) / (F (a - b)).
 * </pre>
 *
 * Together with the Gaussian it is a filter of a few ms. The result is that of the division, without its wrap-around at
 * the ends, in time that grows as the length.
 */
final class Deconvolution {

    /** The Gaussian ends where it has fallen to 1e-14. */
    private static final double REACH_IN_DEVIATIONS = 8;

    /** Beyond its ends the trace is taken to stay at the mean of its first or last stretch of this length. */
    private static final double END_MS = 1;

    private final FirFilter filter;
    private final int endSamples;

    /**
     * @param shape the template
     * @param stepMs interval of sampling
     * @param lowPassHz f_c of the low-pass, whose gain is exp(-(f / f_c)² / 2)
     */
    Deconvolution(final BiexponentialShape shape, final double stepMs, final double lowPassHz) {
        final double deviation = 1000 / (2 * Math.PI * lowPassHz) / stepMs;
        final int reach = (int) Math.ceil(REACH_IN_DEVIATIONS * deviation);
        final double[] gaussian = new double[2 * reach + 1];
        double sum = 0;
        for (int k = 0; k < gaussian.length; k++) {
            final double z = (k - reach) / deviation;
            gaussian[k] = Math.exp(-0.5 * z * z);
            sum += gaussian[k];
        }
        final double a = Math.exp(-stepMs / shape.decayTauMs()), b = Math.exp(-stepMs / shape.riseTauMs());
        final double scale = 1 / (sum * shape.peakFactor() * (a - b));
        final double[] kernel = new double[gaussian.length + 2];
        for (int k = 0; k < gaussian.length; k++) {
            kernel[k] += gaussian[k] * scale;
            kernel[k + 1] -= gaussian[k] * (a + b) * scale;
            kernel[k + 2] += gaussian[k] * a * b * scale;
        }
        filter = new FirFilter(kernel, reach + 1);
        endSamples = (int) Math.max(1, Math.round(END_MS / stepMs));
    }

    /** The deconvolved trace, as long as the trace. */
    double[] of(final double[] trace, final int threads) {
        final int end = Math.min(endSamples, trace.length);
        return filter.apply(
                trace,
                Statistics.mean(trace, 0, end),
                Statistics.mean(trace, trace.length - end, trace.length),
                threads);
    }
}
