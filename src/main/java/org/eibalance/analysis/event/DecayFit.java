package org.eibalance.analysis.event;

import java.util.Optional;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresOptimizer.Optimum;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;

/**
 * Exponentials through the decay of an event, by least squares (Levenberg–Marquardt); they decay to the baseline of the
 * event.
 *
 * @param fastAmplitude A_1 at the peak, as a deflection: positive whatever the polarity
 * @param fastTauMs tau_1
 * @param slowAmplitude A_2; 0 for one exponential
 * @param slowTauMs tau_2, above tau_1; NaN for one exponential
 * @param rSquared share of the variance that the curve explains
 */
public record DecayFit(
        double fastAmplitude, double fastTauMs, double slowAmplitude, double slowTauMs, double rSquared) {

    /** A fit that has not converged after this many steps has nothing to find, such as a second exponential. */
    private static final int MAX_STEPS = 50;

    /** Relative change of parameters and cost at which a fit has converged. */
    private static final double TOLERANCE = 1e-8;

    /** With fewer samples an exponential is a guess. */
    private static final int MIN_SAMPLES = 8;

    /** A time constant longer than this many windows cannot be distinguished from a straight line. */
    private static final double MAX_TAU_IN_WINDOWS = 5;

    /** Two time constants that differ by less than this factor cannot be distinguished from one. */
    private static final double MIN_RATIO = 1.5;

    /** The amplitude-weighted time constant, sum A tau / sum A. */
    public double weightedTauMs() {
        return slowAmplitude == 0
                ? fastTauMs
                : (fastAmplitude * fastTauMs + slowAmplitude * slowTauMs) / (fastAmplitude + slowAmplitude);
    }

    /** The fitted deflection at a time after the peak. */
    public double value(final double timeMs) {
        final double fast = fastAmplitude * Math.exp(-timeMs / fastTauMs);
        return slowAmplitude == 0 ? fast : fast + slowAmplitude * Math.exp(-timeMs / slowTauMs);
    }

    /**
     * Fits a decay.
     *
     * <p>Two exponentials are given only where both have an amplitude above 0 and a time constant within five windows,
     * one at least 1.5 times the other; else one is fitted.
     *
     * @param deflection the decay above its baseline, positive
     * @param firstMs time of its first sample after the peak
     * @param stepMs interval of sampling
     * @param model one exponential or two
     * @return the fit; empty where there are fewer than 8 samples, or no exponential of positive amplitude and a time
     *     constant within five windows goes through them better than their mean
     */
    public static Optional<DecayFit> of(
            final double[] deflection, final double firstMs, final double stepMs, final DecayModel model) {
        if (deflection.length < MIN_SAMPLES) return Optional.empty();
        final double windowMs = deflection.length * stepMs;
        final Optional<DecayFit> mono = fit(deflection, firstMs, stepMs, new double[] {
                    Math.max(deflection[0], Double.MIN_NORMAL), Math.log(windowMs / 3)
                })
                .filter(fit -> fit.isSound(windowMs));
        if (mono.isEmpty() || model == DecayModel.MONO) return mono;
        final double amplitude = mono.get().fastAmplitude / 2, logTau = Math.log(mono.get().fastTauMs);
        return fit(deflection, firstMs, stepMs, new double[] {amplitude, logTau - 1, amplitude, logTau + 0.5})
                .filter(fit -> fit.isSound(windowMs))
                .or(() -> mono);
    }

    private boolean isSound(final double windowMs) {
        return rSquared > 0
                && fastAmplitude > 0
                && slowAmplitude >= 0
                && fastTauMs < MAX_TAU_IN_WINDOWS * windowMs
                && !(slowTauMs >= MAX_TAU_IN_WINDOWS * windowMs)
                && !(slowTauMs < MIN_RATIO * fastTauMs);
    }

    /** Time constants are fitted by their logarithms, which keeps them positive. */
    private static Optional<DecayFit> fit(
            final double[] deflection, final double firstMs, final double stepMs, final double[] start) {
        final MultivariateJacobianFunction curve = parameters -> curve(parameters, deflection.length, firstMs, stepMs);
        final double[] found;
        try {
            final Optimum optimum = new LevenbergMarquardtOptimizer()
                    .withCostRelativeTolerance(TOLERANCE)
                    .withParameterRelativeTolerance(TOLERANCE)
                    .optimize(new LeastSquaresBuilder()
                            .model(curve)
                            .target(deflection)
                            .start(start)
                            .lazyEvaluation(false)
                            .maxEvaluations(MAX_STEPS)
                            .maxIterations(MAX_STEPS)
                            .build());
            found = optimum.getPoint().toArray();
        } catch (final MathIllegalStateException notConverged) {
            return Optional.empty();
        }
        for (final double parameter : found) {
            if (!Double.isFinite(parameter)) return Optional.empty();
        }
        final boolean two = found.length == 4;
        final boolean swap = two && found[3] < found[1];
        final double fast = found[swap ? 2 : 0], logFast = found[swap ? 3 : 1];
        final double slow = two ? found[swap ? 0 : 2] : 0, logSlow = two ? found[swap ? 1 : 3] : Double.NaN;
        final DecayFit fit = new DecayFit(fast, Math.exp(logFast), slow, Math.exp(logSlow), 0);
        return Optional.of(
                new DecayFit(fast, fit.fastTauMs, slow, fit.slowTauMs, fit.rSquared(deflection, firstMs, stepMs)));
    }

    private static Pair<RealVector, RealMatrix> curve(
            final RealVector parameters, final int length, final double firstMs, final double stepMs) {
        final double[] values = new double[length];
        final double[][] jacobian = new double[length][parameters.getDimension()];
        for (int j = 0; j < parameters.getDimension(); j += 2) {
            final double amplitude = parameters.getEntry(j), rate = Math.exp(-parameters.getEntry(j + 1));
            final double shrink = Math.exp(-stepMs * rate);
            double exponential = Math.exp(-firstMs * rate);
            for (int i = 0; i < length; i++) {
                values[i] += amplitude * exponential;
                jacobian[i][j] = exponential;
                jacobian[i][j + 1] = amplitude * exponential * (firstMs + i * stepMs) * rate;
                exponential *= shrink;
            }
        }
        return new Pair<>(new ArrayRealVector(values, false), new Array2DRowRealMatrix(jacobian, false));
    }

    private double rSquared(final double[] deflection, final double firstMs, final double stepMs) {
        double mean = 0;
        for (final double d : deflection) mean += d / deflection.length;
        double residual = 0, total = 0;
        for (int i = 0; i < deflection.length; i++) {
            final double difference = deflection[i] - value(firstMs + i * stepMs);
            residual += difference * difference;
            total += (deflection[i] - mean) * (deflection[i] - mean);
        }
        return 1 - residual / total;
    }
}
