package org.eibalance.analysis.field;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.util.Pair;
import org.eibalance.signal.ParallelLoop;
import org.eibalance.signal.Statistics;

/** Gaussian peaks in a flattened spectrum, each as centre, height and standard deviation. */
final class PeakSearch {

    private static final double FWHM_PER_SD = 2 * Math.sqrt(2 * Math.log(2));
    /** A peak lies at least this many of its standard deviations from the ends of the range. */
    private static final double EDGE_SD = 1;
    /** Peaks whose distance is below this many times the sum of their deviations are one. */
    private static final double OVERLAP_SD = 0.75;
    /** The centre may move by twice this many standard deviations from its first guess. */
    private static final double CENTRE_SD = 3;

    private final AperiodicSettings settings;
    private final double[] hz;
    private final double leastSd;
    private final double greatestSd;

    PeakSearch(final AperiodicSettings settings, final double[] hz) {
        this.settings = settings;
        this.hz = hz;
        leastSd = settings.leastWidthHz() / 2;
        greatestSd = settings.greatestWidthHz() / 2;
    }

    static double gaussian(final double f, final double[] g) {
        final double z = (f - g[0]) / g[2];
        return g[1] * Math.exp(-0.5 * z * z);
    }

    /** The peaks of a flattened spectrum. */
    List<double[]> peaks(final double[] flat) {
        final List<double[]> guesses = withoutOverlap(withoutEdges(guesses(flat.clone())));
        return guesses.isEmpty() ? guesses : together(guesses, flat);
    }

    /** The highest point, its width at half height, and again in what is left. */
    private List<double[]> guesses(final double[] left) {
        final List<double[]> guesses = new ArrayList<>();
        final double step = hz[1] - hz[0];
        while (guesses.size() < settings.mostPeaks()) {
            ParallelLoop.checkCancelled();
            int top = 0;
            for (int i = 1; i < left.length; i++) if (left[i] > left[top]) top = i;
            final double height = left[top];
            if (height <= settings.threshold() * Statistics.populationSd(left) || height <= settings.leastHeight())
                break;
            int below = top;
            while (below >= 0 && left[below] > height / 2) below--;
            int above = top;
            while (above < left.length && left[above] > height / 2) above++;
            // The side that falls sooner overlaps less with neighbours; a side that leaves the range is not used.
            final int side = Math.min(
                    below >= 0 ? top - below : Integer.MAX_VALUE,
                    above < left.length ? above - top : Integer.MAX_VALUE);
            final double sd = side == Integer.MAX_VALUE ? (leastSd + greatestSd) / 2 : 2 * side * step / FWHM_PER_SD;
            final double[] guess = {hz[top], height, Math.max(leastSd, Math.min(greatestSd, sd))};
            guesses.add(guess);
            for (int i = 0; i < left.length; i++) left[i] -= gaussian(hz[i], guess);
        }
        return guesses;
    }

    private List<double[]> withoutEdges(final List<double[]> guesses) {
        return guesses.stream()
                .filter(g -> g[0] - hz[0] > EDGE_SD * g[2] && hz[hz.length - 1] - g[0] > EDGE_SD * g[2])
                .toList();
    }

    private static List<double[]> withoutOverlap(final List<double[]> guesses) {
        final List<double[]> sorted = new ArrayList<>(guesses);
        sorted.sort(Comparator.comparingDouble(g -> g[0]));
        final List<double[]> dropped = new ArrayList<>();
        for (int i = 0; i + 1 < sorted.size(); i++) {
            final double[] a = sorted.get(i);
            final double[] b = sorted.get(i + 1);
            if (a[0] + OVERLAP_SD * a[2] > b[0] - OVERLAP_SD * b[2]) dropped.add(a[1] < b[1] ? a : b);
        }
        sorted.removeAll(dropped);
        return sorted;
    }

    /** All peaks by least squares, each within its bounds: a bounded value is a logistic function of a free one. */
    private List<double[]> together(final List<double[]> guesses, final double[] flat) {
        final int n = guesses.size();
        final double[] low = new double[3 * n];
        final double[] range = new double[3 * n];
        final double[] start = new double[3 * n];
        for (int k = 0; k < n; k++) {
            final double[] g = guesses.get(k);
            final double[] lows = {Math.max(hz[0], g[0] - CENTRE_SD * g[2]), 0, leastSd};
            final double[] highs = {Math.min(hz[hz.length - 1], g[0] + CENTRE_SD * g[2]), 10 * g[1], greatestSd};
            for (int i = 0; i < 3; i++) {
                low[3 * k + i] = lows[i];
                range[3 * k + i] = highs[i] - lows[i];
                final double share = Math.max(0.02, Math.min(0.98, (g[i] - lows[i]) / range[3 * k + i]));
                start[3 * k + i] = Math.log(share / (1 - share));
            }
        }
        final MultivariateJacobianFunction model = point -> {
            ParallelLoop.checkCancelled();
            final double[] p = new double[3 * n];
            final double[] slope = new double[3 * n];
            for (int i = 0; i < p.length; i++) {
                final double share = 1 / (1 + Math.exp(-point.getEntry(i)));
                p[i] = low[i] + range[i] * share;
                slope[i] = range[i] * share * (1 - share);
            }
            final double[] values = new double[hz.length];
            final RealMatrix jacobian = new Array2DRowRealMatrix(hz.length, 3 * n);
            for (int i = 0; i < hz.length; i++) {
                for (int k = 0; k < 3 * n; k += 3) {
                    final double z = (hz[i] - p[k]) / p[k + 2];
                    final double bell = Math.exp(-0.5 * z * z);
                    values[i] += p[k + 1] * bell;
                    jacobian.setEntry(i, k, slope[k] * p[k + 1] * bell * z / p[k + 2]);
                    jacobian.setEntry(i, k + 1, slope[k + 1] * bell);
                    jacobian.setEntry(i, k + 2, slope[k + 2] * p[k + 1] * bell * z * z / p[k + 2]);
                }
            }
            return new Pair<>(new ArrayRealVector(values, false), jacobian);
        };
        double[] best = start;
        try {
            best = new LevenbergMarquardtOptimizer()
                    .optimize(new LeastSquaresBuilder()
                            .start(start)
                            .model(model)
                            .target(flat)
                            .maxEvaluations(5000)
                            .maxIterations(5000)
                            .build())
                    .getPoint()
                    .toArray();
        } catch (final org.apache.commons.math3.exception.MathIllegalStateException e) {
            // No fit is better than the guesses: they stay.
        }
        final List<double[]> peaks = new ArrayList<>();
        for (int k = 0; k < 3 * n; k += 3) {
            final double[] g = new double[3];
            for (int i = 0; i < 3; i++) g[i] = low[k + i] + range[k + i] / (1 + Math.exp(-best[k + i]));
            peaks.add(g);
        }
        return peaks;
    }
}
