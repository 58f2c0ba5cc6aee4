package org.eibalance.analysis.field;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.apache.commons.math3.stat.StatUtils;
import org.eibalance.analysis.field.AperiodicFit.Peak;
import org.eibalance.recording.InputException;
import org.eibalance.signal.Statistics;

/**
 * Separates a spectrum into an aperiodic part and Gaussian peaks (Donoghue et al. 2020, Nat Neurosci 23:1655): a robust
 * line, peaks one by one in what is left, all peaks together, and the line again without them.
 *
 * <p>The exponent depends on the range of frequencies, on drugs and time constants, and is no measure of excitation and
 * inhibition alone.
 */
public final class AperiodicFitting {

    private static final int MIN_POINTS = 8;
    /** Share of the lowest points of the flattened spectrum that the robust line goes through, in percent. */
    private static final double MIN_PERCENT = 2.5;

    private static final int MAX_EVALUATIONS = 20_000;

    private final AperiodicSettings settings;
    private final double[] hz;
    private final double[] logs;

    private AperiodicFitting(final AperiodicSettings settings, final PowerSpectrum spectrum) {
        this.settings = settings;
        hz = spectrum.frequenciesHz();
        logs = Arrays.stream(spectrum.density()).map(Math::log10).toArray();
    }

    /**
     * Fits a spectrum.
     *
     * @param spectrum the spectrum
     * @param settings how
     * @return the parts
     * @throws InputException if fewer than 8 frequencies lie in the range, or the density is not above 0
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static AperiodicFit fit(final PowerSpectrum spectrum, final AperiodicSettings settings) {
        final PowerSpectrum range = spectrum.between(settings.lowHz(), settings.highHz());
        if (range.density().length < MIN_POINTS)
            throw new InputException("There are " + range.density().length + " frequencies from "
                    + settings.lowHz() + " to " + settings.highHz() + " Hz: a fit needs " + MIN_POINTS
                    + " at least, so choose a longer window or a wider range.");
        for (int i = 0; i < range.density().length; i++) {
            if (!(range.density()[i] > 0) || Double.isInfinite(range.density()[i]))
                throw new InputException("The power at " + range.frequenciesHz()[i] + " Hz is " + range.density()[i]
                        + ": it must be above 0.");
        }
        return new AperiodicFitting(settings, range).fit();
    }

    private AperiodicFit fit() {
        final double[] flat = less(logs, robust());
        final List<double[]> found = new PeakSearch(settings, hz).peaks(flat);
        final double[] peaks = new double[hz.length];
        for (int i = 0; i < hz.length; i++) {
            for (final double[] g : found) peaks[i] += PeakSearch.gaussian(hz[i], g);
        }
        final double[] line = line(hz, less(logs, peaks));
        final List<Peak> measured = new ArrayList<>();
        for (final double[] g : found) {
            int nearest = 0;
            for (int i = 1; i < hz.length; i++) if (Math.abs(hz[i] - g[0]) < Math.abs(hz[nearest] - g[0])) nearest = i;
            measured.add(new Peak(g[0], peaks[nearest], 2 * g[2], g[1]));
        }
        measured.sort(Comparator.comparingDouble(Peak::frequencyHz));
        final double[] model = new double[hz.length];
        double error = 0;
        for (int i = 0; i < hz.length; i++) {
            model[i] = aperiodic(line, hz[i]) + peaks[i];
            error += Math.abs(model[i] - logs[i]) / hz.length;
        }
        final double r = new org.apache.commons.math3.stat.correlation.PearsonsCorrelation().correlation(model, logs);
        return new AperiodicFit(line[0], line[1], line[2], measured, hz, logs, r * r, error);
    }

    private static double[] less(final double[] a, final double[] b) {
        final double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) difference[i] = a[i] - b[i];
        return difference;
    }

    private static double aperiodic(final double[] line, final double f) {
        return line[0] - Math.log10(line[1] + Math.pow(f, line[2]));
    }

    /** The aperiodic part through the lowest points, where no peak stands. */
    private double[] robust() {
        final double[] first = line(hz, logs);
        final double[] flat = new double[hz.length];
        for (int i = 0; i < flat.length; i++) flat[i] = Math.max(0, logs[i] - aperiodic(first, hz[i]));
        final double limit = Statistics.quantile(flat, MIN_PERCENT / 100);
        final int[] low = java.util.stream.IntStream.range(0, flat.length)
                .filter(i -> flat[i] <= limit)
                .toArray();
        final double[] again = low.length < 3
                ? first
                : line(
                        Arrays.stream(low).mapToDouble(i -> hz[i]).toArray(),
                        Arrays.stream(low).mapToDouble(i -> logs[i]).toArray());
        return Arrays.stream(hz).map(f -> aperiodic(again, f)).toArray();
    }

    /** Offset, knee and exponent by least squares. */
    private double[] line(final double[] f, final double[] log) {
        final double[] x = Arrays.stream(f).map(Math::log10).toArray();
        final double mx = StatUtils.mean(x);
        final double my = StatUtils.mean(log);
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - mx) * (x[i] - mx);
            xy += (x[i] - mx) * (log[i] - my);
        }
        final double slope = xy / xx;
        if (!settings.knee()) return new double[] {my - slope * mx, 0, -slope};
        // The offset follows from the others, so that a simplex in two dimensions finds all three.
        final MultivariateFunction residual = p -> offset(f, log, p)[1];
        double[] best = null;
        double least = Double.POSITIVE_INFINITY;
        for (final double kneeHz : new double[] {0.3 * f[0], Math.sqrt(f[0] * f[f.length - 1])}) {
            final double exponent = Math.max(0.5, -slope);
            final var found = new SimplexOptimizer(1e-14, 1e-14)
                    .optimize(
                            new MaxEval(MAX_EVALUATIONS),
                            new ObjectiveFunction(residual),
                            GoalType.MINIMIZE,
                            new InitialGuess(new double[] {exponent * Math.log(kneeHz), exponent}),
                            new NelderMeadSimplex(new double[] {0.5, 0.2}));
            if (found.getValue() < least) {
                least = found.getValue();
                best = found.getPoint();
            }
        }
        return new double[] {offset(f, log, best)[0], Math.exp(best[0]), best[1]};
    }

    /** The best offset for ln k and chi, and the squares that are left. */
    private static double[] offset(final double[] f, final double[] log, final double[] p) {
        final double knee = Math.exp(p[0]);
        final double[] d = new double[f.length];
        double mean = 0;
        for (int i = 0; i < f.length; i++) {
            d[i] = log[i] + Math.log10(knee + Math.pow(f[i], p[1]));
            mean += d[i] / f.length;
        }
        // About the mean: the logarithms of a spectrum in V²/Hz are large and nearly equal, and their squares would
        // hide the differences.
        double left = 0;
        for (final double each : d) left += (each - mean) * (each - mean);
        return new double[] {mean, Double.isNaN(left) ? Double.MAX_VALUE : left};
    }
}
