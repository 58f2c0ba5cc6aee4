package org.eibalance.analysis.quality.access;

import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * Fits of holding level, steady value and one or two exponentials to the binned response to a step, by generalised
 * least squares (Aitken 1936, Proc R Soc Edinb 55:42). The baseline is fitted too: slow noise continues from it into
 * the step, and is thus known there. Amplitudes and levels are linear; they are solved for at each time constant.
 */
final class PooledFit {

    private static final int GRID = 14;
    private static final double MIN_TAU = 1;

    /** A slower exponential is a straight line over the step: drift, not a part of the cell. */
    private static final double MAX_LENGTHS = 2;

    /** Closer time constants cannot be distinguished. */
    private static final double MIN_RATIO = 1.5;

    private static final int MAX_EVALUATIONS = 1000;

    /** Share of the variance, and of the height of the response, that every bin has for itself at least. */
    private static final double OWN_VARIANCE = 1e-6;

    private static final double OWN_HEIGHT = 1e-5;

    /**
     * What was fitted, in nS and samples.
     *
     * @param taus time constants, rising
     * @param amplitudes of the exponentials where the filter has settled
     * @param steady value far out, above the holding level
     * @param holding level before the step
     * @param squares weighted sum of the squared residuals
     */
    record Exponentials(double[] taus, double[] amplitudes, double steady, double holding, double squares) {

        double atSettled() {
            double sum = 0;
            for (final double amplitude : amplitudes) sum += amplitude;
            return sum;
        }
    }

    private final StepBins bins;
    private final int onset;
    private final int settled;
    private final int length;
    private final double[][] root;

    /** Prepares fits of a step from where its filter has settled. */
    PooledFit(final PooledStep pooled, final NoiseCovariance noise, final int settled) {
        this.settled = settled;
        onset = pooled.onset();
        length = pooled.length();
        bins = StepBins.of(onset, settled, onset + length);
        final double[][] all = noise.ofBins(bins.starts());
        double height = 0;
        for (final double value : pooled.rise(0)) height = Math.max(height, Math.abs(value));
        double own = height * OWN_HEIGHT * height * OWN_HEIGHT;
        for (int b = 0; b < all.length; b++) own += OWN_VARIANCE * all[b][b] / all.length;
        final double[][] covariance = new double[bins.count()][bins.count()];
        for (int p = 0; p < covariance.length; p++)
            for (int q = 0; q < covariance.length; q++)
                covariance[p][q] = all[bins.place(p)][bins.place(q)] + (p == q ? own : 0);
        root = new CholeskyDecomposition(MatrixUtils.createRealMatrix(covariance), 1e-6, 0)
                .getL()
                .getData();
    }

    /** How many values are fitted. */
    int count() {
        return bins.count();
    }

    /** The values of a trace that are fitted, with noise that is independent and of variance 1. */
    double[] white(final double[] trace) {
        return whitened(bins.means(trace));
    }

    /** The best fit of one exponential to white values. */
    Exponentials one(final double[] white) {
        double best = Double.NaN;
        double least = Double.POSITIVE_INFINITY;
        for (int g = 0; g < 2 * GRID; g++) {
            final double logTau = longest() * g / (2 * GRID - 1);
            final double value = squares(white, logTau);
            if (value < least) {
                least = value;
                best = logTau;
            }
        }
        return refined(white, longest() / (4 * GRID), best);
    }

    /** The best fit of two. */
    Exponentials two(final double[] white) {
        double[] best = {0, longest()};
        double least = Double.POSITIVE_INFINITY;
        for (int f = 0; f < GRID; f++) {
            for (int s = f + 1; s < GRID; s++) {
                final double[] point = {longest() * f / (GRID - 1), longest() * s / (GRID - 1)};
                final double value = squares(white, point);
                if (value < least) {
                    least = value;
                    best = point;
                }
            }
        }
        return refined(white, longest() / (2 * GRID), best);
    }

    /** The best fit near another one. */
    Exponentials near(final double[] white, final Exponentials start) {
        final double[] logTaus = new double[start.taus.length];
        for (int j = 0; j < logTaus.length; j++) logTaus[j] = Math.log(start.taus[j]);
        return refined(white, 0.05, logTaus);
    }

    /** White values of the model. */
    double[] values(final Exponentials fit) {
        final double[] sum = new double[bins.count()];
        final double[][] basis = basis(fit.taus);
        for (int b = 0; b < sum.length; b++) {
            for (int j = 0; j < fit.taus.length; j++) sum[b] += fit.amplitudes[j] * basis[j][b];
            sum[b] += fit.steady * basis[fit.taus.length][b] + fit.holding;
        }
        return whitened(sum);
    }

    private double longest() {
        return Math.log(length / MAX_LENGTHS);
    }

    private Exponentials refined(final double[] white, final double step, final double... logTaus) {
        final MultivariateFunction function = point -> squares(white, point);
        final double[] steps = new double[logTaus.length];
        for (int j = 0; j < steps.length; j++) steps[j] = logTaus[j] + step < longest() && j > 0 ? step : -step;
        double[] best = logTaus;
        try {
            best = new SimplexOptimizer(new SimpleValueChecker(1e-9, 1e-7))
                    .optimize(
                            new MaxEval(MAX_EVALUATIONS),
                            GoalType.MINIMIZE,
                            new ObjectiveFunction(function),
                            new InitialGuess(logTaus),
                            new NelderMeadSimplex(steps))
                    .getPoint();
        } catch (final TooManyEvaluationsException e) {
            // the minimum is flat where one exponential is fitted as two: the start is taken
        }
        return at(white, exp(best));
    }

    private double squares(final double[] white, final double... logTaus) {
        for (int j = 0; j < logTaus.length; j++) {
            if (logTaus[j] < Math.log(MIN_TAU) || logTaus[j] > longest()) return Double.POSITIVE_INFINITY;
            if (j > 0 && logTaus[j] - logTaus[j - 1] < Math.log(MIN_RATIO)) return Double.POSITIVE_INFINITY;
        }
        return at(white, exp(logTaus)).squares;
    }

    private static double[] exp(final double[] logs) {
        final double[] values = new double[logs.length];
        for (int j = 0; j < values.length; j++) values[j] = Math.exp(logs[j]);
        return values;
    }

    private Exponentials at(final double[] white, final double[] taus) {
        final double[][] basis = basis(taus);
        for (int j = 0; j < basis.length; j++) basis[j] = whitened(basis[j]);
        final RealMatrix columns = MatrixUtils.createRealMatrix(basis).transpose();
        final RealVector values = MatrixUtils.createRealVector(white);
        final int n = taus.length;
        try {
            final RealVector solved = new QRDecomposition(columns).getSolver().solve(values);
            final RealVector residual = values.subtract(columns.operate(solved));
            return new Exponentials(
                    taus,
                    solved.getSubVector(0, n).toArray(),
                    solved.getEntry(n),
                    solved.getEntry(n + 1),
                    residual.dotProduct(residual));
        } catch (final SingularMatrixException e) {
            return new Exponentials(taus, new double[n], Double.NaN, Double.NaN, Double.POSITIVE_INFINITY);
        }
    }

    /** Exponentials, steady value and holding level, each as means over the bins. */
    private double[][] basis(final double[] taus) {
        final double[][] basis = new double[taus.length + 2][bins.count()];
        for (int b = 0; b < bins.count(); b++) {
            basis[taus.length + 1][b] = 1;
            if (bins.start(b) < onset) continue;
            basis[taus.length][b] = 1;
            for (int j = 0; j < taus.length; j++)
                basis[j][b] = Math.exp(-(bins.start(b) - onset - settled) / taus[j])
                        * Math.expm1(-bins.width(b) / taus[j])
                        / Math.expm1(-1 / taus[j])
                        / bins.width(b);
        }
        return basis;
    }

    /** By forward substitution in the lower root of the covariance. */
    private double[] whitened(final double[] values) {
        final double[] white = new double[values.length];
        for (int b = 0; b < values.length; b++) {
            double rest = values[b];
            for (int c = 0; c < b; c++) rest -= root[b][c] * white[c];
            white[b] = rest / root[b][b];
        }
        return white;
    }
}
