package org.eibalance.analysis.quality;

import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * The least-squares fit of y_i = steady + amplitude exp(-i / tau), with i counted from the first sample of the fit.
 * Steady value and amplitude are linear and solved for at each time constant (variable projection; Golub and Pereyra
 * 1973, SIAM J Numer Anal 10:413), so that one unknown remains.
 *
 * @param amplitude at the first sample of the fit
 * @param tau time constant in samples
 * @param steady value far out
 * @param squares sum of the squared residuals
 */
record OneExponential(double amplitude, double tau, double steady, double squares) {

    private static final int GRID = 40;
    private static final double MIN_TAU = 0.5;
    private static final double PRECISION = 1e-9;

    /** Fits y[from … to); at least 4 samples. */
    static OneExponential fit(final double[] y, final int from, final int to) {
        final double shortest = Math.log(MIN_TAU);
        final double longest = Math.log(to - from);
        final UnivariateFunction squares = logTau -> at(y, from, to, Math.exp(logTau)).squares;
        final double step = (longest - shortest) / (GRID - 1);
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int g = 0; g < GRID; g++) {
            final double value = squares.value(shortest + g * step);
            if (value < least) {
                least = value;
                best = g;
            }
        }
        final double low = shortest + Math.max(0, best - 1) * step;
        final double high = shortest + Math.min(GRID - 1, best + 1) * step;
        final double logTau = new BrentOptimizer(PRECISION, PRECISION)
                .optimize(
                        new MaxEval(200),
                        GoalType.MINIMIZE,
                        new UnivariateObjectiveFunction(squares),
                        new SearchInterval(low, high, shortest + best * step))
                .getPoint();
        return at(y, from, to, Math.exp(logTau));
    }

    /** Its value at a time, in samples after the first one of the fit. */
    double at(final double samples) {
        return steady + amplitude * Math.exp(-samples / tau);
    }

    /** The best steady value and amplitude at one time constant. */
    private static OneExponential at(final double[] y, final int from, final int to, final double tau) {
        final int n = to - from;
        final double q = Math.exp(-1 / tau);
        final double reference = y[to - 1];
        double e = 1, sumE = 0, sumEe = 0, sumY = 0, sumYy = 0, sumYe = 0;
        for (int i = from; i < to; i++) {
            final double value = y[i] - reference;
            sumE += e;
            sumEe += e * e;
            sumY += value;
            sumYy += value * value;
            sumYe += value * e;
            e *= q;
        }
        final double ee = sumEe - sumE * sumE / n;
        final double ye = sumYe - sumY * sumE / n;
        final double amplitude = ye / ee;
        return new OneExponential(
                amplitude, tau, reference + (sumY - amplitude * sumE) / n, sumYy - sumY * sumY / n - amplitude * ye);
    }
}
