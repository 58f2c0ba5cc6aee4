package org.eibalance.analysis.quality;

import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * The least-squares fit of y_i = steady + fast exp(-i / tauFast) + slow exp(-i / tauSlow), by variable projection as
 * {@link OneExponential}.
 *
 * @param fast amplitude of the faster one at the first sample of the fit
 * @param tauFast its time constant in samples
 * @param slow amplitude of the slower one
 * @param tauSlow its time constant in samples
 * @param steady value far out
 * @param squares sum of the squared residuals
 */
record TwoExponentials(double fast, double tauFast, double slow, double tauSlow, double steady, double squares) {

    /** Closer time constants cannot be distinguished. */
    private static final double MIN_RATIO = 1.5;

    private static final int GRID = 16;
    private static final double MIN_TAU = 1;
    private static final int MAX_EVALUATIONS = 2000;

    /** Fits y[from … to); at least 8 samples. */
    static TwoExponentials fit(final double[] y, final int from, final int to) {
        final double shortest = Math.log(MIN_TAU);
        // A slower one is a straight line over the pulse: drift, not a part of the cell.
        final double longest = Math.log((to - from) / 3.0);
        final double step = (longest - shortest) / (GRID - 1);
        double[] best = {shortest, longest};
        double least = Double.POSITIVE_INFINITY;
        for (int f = 0; f < GRID; f++) {
            for (int s = f + 1; s < GRID; s++) {
                final double[] point = {shortest + f * step, shortest + s * step};
                final double value = squares(y, from, to, point, longest);
                if (value < least) {
                    least = value;
                    best = point;
                }
            }
        }
        final MultivariateFunction function = point -> squares(y, from, to, point, longest);
        try {
            best = new SimplexOptimizer(new SimpleValueChecker(1e-10, -1))
                    .optimize(
                            new MaxEval(MAX_EVALUATIONS),
                            GoalType.MINIMIZE,
                            new ObjectiveFunction(function),
                            new InitialGuess(best),
                            new NelderMeadSimplex(new double[] {step / 2, step / 2}))
                    .getPoint();
        } catch (final TooManyEvaluationsException exc) {
            // the minimum is flat where one exponential is fitted as two: the best of the grid is taken
        }
        return at(y, from, to, Math.exp(best[0]), Math.exp(best[1]));
    }

    private static double squares(
            final double[] y, final int from, final int to, final double[] logTaus, final double longest) {
        final boolean inside = logTaus[0] >= Math.log(MIN_TAU)
                && logTaus[1] <= longest
                && logTaus[1] - logTaus[0] >= Math.log(MIN_RATIO);
        return inside ? at(y, from, to, Math.exp(logTaus[0]), Math.exp(logTaus[1])).squares : Double.POSITIVE_INFINITY;
    }

    /** Sums of products about the means, for one pair of time constants. */
    private static TwoExponentials at(
            final double[] y, final int from, final int to, final double tauFast, final double tauSlow) {
        final int n = to - from;
        final double qf = Math.exp(-1 / tauFast);
        final double qs = Math.exp(-1 / tauSlow);
        final double reference = y[to - 1];
        double f = 1, s = 1;
        double sumF = 0, sumS = 0, sumY = 0, ff = 0, fs = 0, ss = 0, fy = 0, sy = 0, yy = 0;
        for (int i = from; i < to; i++) {
            final double value = y[i] - reference;
            sumF += f;
            sumS += s;
            sumY += value;
            ff += f * f;
            fs += f * s;
            ss += s * s;
            fy += f * value;
            sy += s * value;
            yy += value * value;
            f *= qf;
            s *= qs;
        }
        ff -= sumF * sumF / n;
        fs -= sumF * sumS / n;
        ss -= sumS * sumS / n;
        fy -= sumF * sumY / n;
        sy -= sumS * sumY / n;
        yy -= sumY * sumY / n;
        final double determinant = ff * ss - fs * fs;
        final double fast = (ss * fy - fs * sy) / determinant;
        final double slow = (ff * sy - fs * fy) / determinant;
        return new TwoExponentials(
                fast,
                tauFast,
                slow,
                tauSlow,
                reference + (sumY - fast * sumF - slow * sumS) / n,
                yy - fast * fy - slow * sy);
    }

    /** Its value at a time, in samples after the first one of the fit. */
    double at(final double samples) {
        return steady + fast * Math.exp(-samples / tauFast) + slow * Math.exp(-samples / tauSlow);
    }
}
