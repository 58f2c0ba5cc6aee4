package org.eibalance.model.theory;

import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.eibalance.model.neuron.Require;

/**
 * A leaky integrate-and-fire neuron under white noise: tau dV/dt = −V + mu + sigma sqrt(tau) xi. Its rate is Siegert's
 * (1951; Ricciardi 1977), its CV Brunel's (2000, equation 40).
 *
 * @param timeConstantMs tau
 * @param thresholdMv theta, from rest
 * @param resetMv V_r, from rest
 * @param refractoryMs t_ref
 */
public record DiffusionNeuron(double timeConstantMs, double thresholdMv, double resetMv, double refractoryMs) {

    private static final int PIECES = 24;
    private static final GaussIntegratorFactory GAUSS = new GaussIntegratorFactory();
    /** Below this the inner integral of the CV has vanished. */
    private static final double TAIL = 9;

    /** Checks the values. */
    public DiffusionNeuron {
        Require.positive("time constant", timeConstantMs, "ms");
        Require.below("reset", resetMv, "threshold", thresholdMv, "mV");
        Require.notNegative("refractory time", refractoryMs, "ms");
    }

    /**
     * Mean rate.
     *
     * @param meanMv mu
     * @param sdMv sigma; the potential without threshold has the variance sigma²/2
     * @return in Hz
     */
    public double rateHz(final double meanMv, final double sdMv) {
        final double low = (resetMv - meanMv) / sdMv;
        final double high = (thresholdMv - meanMv) / sdMv;
        // Beyond 26 the integrand exceeds a double, and the rate is 0 to all digits.
        if (high > 26) return 0;
        final double integral = integrate(x -> ScaledErfc.of(-x), low, high);
        return 1000 / (refractoryMs + timeConstantMs * Math.sqrt(Math.PI) * integral);
    }

    /**
     * Coefficient of variation of the intervals.
     *
     * @param meanMv mu
     * @param sdMv sigma
     * @return 0 for a clock, near 1 where fluctuations make the spikes
     */
    public double cv(final double meanMv, final double sdMv) {
        final double low = (resetMv - meanMv) / sdMv;
        final double high = (thresholdMv - meanMv) / sdMv;
        final double perMs = rateHz(meanMv, sdMv) / 1000;
        final double integral = integrate(
                x -> integrate(
                        u -> {
                            final double scaled = ScaledErfc.of(-u);
                            return Math.exp(x * x - u * u) * scaled * scaled;
                        },
                        Math.min(-TAIL, x - TAIL),
                        x),
                low,
                high);
        return Math.sqrt(2 * Math.PI * integral) * perMs * timeConstantMs;
    }

    private static double integrate(final UnivariateFunction f, final double from, final double to) {
        double sum = 0;
        for (int piece = 0; piece < PIECES; piece++) {
            final double a = from + (to - from) * piece / PIECES;
            final double b = from + (to - from) * (piece + 1) / PIECES;
            final GaussIntegrator gauss = GAUSS.legendre(10, a, b);
            sum += gauss.integrate(f);
        }
        return sum;
    }
}
