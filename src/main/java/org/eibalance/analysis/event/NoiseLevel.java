package org.eibalance.analysis.event;

import java.util.List;
import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.fitting.GaussianCurveFitter;
import org.apache.commons.math3.fitting.WeightedObservedPoints;
import org.eibalance.signal.OrderStatistics;
import org.eibalance.signal.Statistics;

/**
 * The Gaussian of the noise in traces that also hold events.
 *
 * @param centre mean of the noise
 * @param deviation its standard deviation, above 0
 */
public record NoiseLevel(double centre, double deviation) {

    /** The first guess is made from about this many samples. */
    private static final int GUESS_SAMPLES = 1 << 16;

    /** The histogram reaches this many guessed deviations to either side. */
    private static final double REACH = 4;

    private static final int BINS = 160;
    private static final int MAX_STEPS = 200;

    /** Least deviation, as a share of the largest value: without noise, rounding alone must not set the threshold. */
    private static final double ROUNDING = 1e-9;

    /**
     * Fits a Gaussian to the histogram of all samples (Pernía-Andrade et al. 2012, Biophys J 103:1429), of the part
     * within four deviations that a first guess by medians gives; events lie in its tails.
     *
     * @param traces one or more, with some samples that are not all equal
     * @return the Gaussian; the guess by medians where the fit does not converge
     */
    static NoiseLevel of(final List<double[]> traces) {
        final NoiseLevel guess = byMedians(traces);
        final double from = guess.centre - REACH * guess.deviation, perBin = 2 * REACH * guess.deviation / BINS;
        final int[] counts = histogram(traces, from, 1 / perBin);
        final WeightedObservedPoints points = new WeightedObservedPoints();
        double highest = 0;
        for (int b = 0; b < BINS; b++) {
            points.add((b + 0.5) * perBin / guess.deviation - REACH, counts[b]); // in guessed deviations
            highest = Math.max(highest, counts[b]);
        }
        try {
            final double[] fit = GaussianCurveFitter.create()
                    .withStartPoint(new double[] {highest, 0, 1})
                    .withMaxIterations(MAX_STEPS)
                    .fit(points.toList());
            final boolean sound = Math.abs(fit[1]) < 1 && fit[2] > 0.2 && fit[2] < REACH;
            return sound ? new NoiseLevel(guess.centre + fit[1] * guess.deviation, fit[2] * guess.deviation) : guess;
        } catch (final MathIllegalStateException | MathIllegalArgumentException notConverged) {
            return guess;
        }
    }

    private static int[] histogram(final List<double[]> traces, final double from, final double binsPerUnit) {
        final int[] counts = new int[BINS];
        for (final double[] trace : traces) {
            for (final double value : trace) {
                final double bin = (value - from) * binsPerUnit;
                if (bin >= 0 && bin < BINS) counts[(int) bin]++;
            }
        }
        return counts;
    }

    private static NoiseLevel byMedians(final List<double[]> traces) {
        long total = 0;
        double largest = 0;
        for (final double[] trace : traces) total += trace.length;
        final long stride = Math.max(1, total / GUESS_SAMPLES);
        final double[] some = new double[(int) ((total + stride - 1) / stride)];
        int taken = 0;
        long next = 0, before = 0;
        for (final double[] trace : traces) {
            for (; next < before + trace.length; next += stride) {
                some[taken++] = trace[(int) (next - before)];
                largest = Math.max(largest, Math.abs(some[taken - 1]));
            }
            before += trace.length;
        }
        final double centre = OrderStatistics.select(some, some.length / 2);
        for (int i = 0; i < some.length; i++) some[i] = Math.abs(some[i] - centre);
        return new NoiseLevel(
                centre,
                Math.max(
                        OrderStatistics.select(some, some.length / 2) / Statistics.NORMAL_QUARTILE,
                        Math.max(ROUNDING * largest, Double.MIN_NORMAL)));
    }
}
