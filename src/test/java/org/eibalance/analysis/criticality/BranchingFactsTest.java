package org.eibalance.analysis.criticality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** Branching ratios of activity whose slopes are known exactly. */
class BranchingFactsTest {

    private static BranchingSettings lags(final int maxLag, final boolean offset) {
        return new BranchingSettings(4, maxLag, offset, 0, 1);
    }

    /** Activity that falls by the same factor from each bin to the next. */
    private static double[] decay(final double m, final int bins) {
        return IntStream.range(0, bins).mapToDouble(t -> 100 * Math.pow(m, t)).toArray();
    }

    @Test
    void activityThatFallsByATenthInEachBinHasTheBranchingRatioNineTenths() {
        for (final boolean offset : new boolean[] {false, true}) {
            final BranchingResult r = Branching.compute(List.of(decay(0.9, 200)), lags(40, offset), 1);
            assertEquals(0.9, r.naive(), 1e-9);
            assertEquals(0.9, r.branching(), 1e-6);
            assertEquals(1, r.amplitude(), 1e-5);
            assertEquals(0, r.offset(), 1e-5);
            assertEquals(1, r.rSquared(), 1e-9);
            assertEquals(-4 / Math.log(0.9), r.autocorrelationMs(), 1e-3);
            assertEquals(100 / 0.1 / 200, r.meanCount(), 1e-6);
            assertEquals(40, r.slopes().length);
            for (int k = 1; k <= 40; k++) assertEquals(Math.pow(0.9, k), r.slopes()[k - 1], 1e-9);
            assertTrue(Double.isNaN(r.intervalLow()) && Double.isNaN(r.intervalHigh()), "no samples were asked for");
        }
    }

    @Test
    void lagsReachFiveTimeConstantsButNotBeyondATenthOfTheBins() {
        // -1 / ln 0.98 = 49.5 bins, five of them 247.5.
        assertEquals(248, slopes(0.98, 10_000));
        assertEquals(100, slopes(0.98, 1000));
        // 1.44 bins, five of them 8: ten at least.
        assertEquals(10, slopes(0.5, 400));
        // 9.5 bins, five of them 48: the fifty of the first turn are near enough.
        assertEquals(50, slopes(0.9, 1000));
        // A tenth more or less than before is near enough; beyond it the lags follow.
        assertEquals(50, slopes(Math.exp(-5 / 54.5), 1000));
        assertEquals(56, slopes(Math.exp(-5 / 55.5), 1000));
        assertEquals(50, slopes(Math.exp(-5 / 44.5), 1000));
        assertEquals(44, slopes(Math.exp(-5 / 43.5), 1000));
        // Half of a stretch at most.
        assertEquals(
                20,
                Branching.compute(java.util.Collections.nCopies(50, decay(0.98, 40)), lags(0, false), 1)
                        .slopes()
                        .length);
    }

    private static int slopes(final double m, final int bins) {
        return Branching.compute(List.of(decay(m, bins)), lags(0, false), 1).slopes().length;
    }

    @Test
    void theSlopeOfALagIsTheRegressionOverAllPairsWithinStretches() {
        final SplittableRandom random = new SplittableRandom(5);
        final List<double[]> stretches = new ArrayList<>();
        for (final int bins : new int[] {37, 6, 3, 150, 41}) {
            double a = 10;
            final double[] activity = new double[bins];
            for (int t = 0; t < bins; t++) activity[t] = a = 0.8 * a + 4 * random.nextDouble();
            stretches.add(activity);
        }
        final BranchingResult r = Branching.compute(stretches, lags(9, true), 2);
        for (int k = 1; k <= 9; k++) {
            final SimpleRegression line = new SimpleRegression();
            for (final double[] a : stretches) for (int t = 0; t + k < a.length; t++) line.addData(a[t], a[t + k]);
            assertEquals(line.getSlope(), r.slopes()[k - 1], 1e-9, "lag " + k);
        }
        // With the best offset the residuals of the fit add up to 0, and R² is that of the fitted slopes.
        double residual = 0;
        double squares = 0;
        double mean = 0;
        for (int k = 1; k <= 9; k++) mean += r.slopes()[k - 1] / 9;
        double total = 0;
        for (int k = 1; k <= 9; k++) {
            final double d = r.slopes()[k - 1] - r.fitted(k);
            residual += d;
            squares += d * d;
            total += (r.slopes()[k - 1] - mean) * (r.slopes()[k - 1] - mean);
        }
        assertEquals(0, residual, 1e-9);
        assertEquals(1 - squares / total, r.rSquared(), 1e-9);
    }

    @Test
    void noNeighbouringBranchingRatioFitsTheSlopesBetter() {
        final SplittableRandom random = new SplittableRandom(6);
        double a = 10;
        final double[] activity = new double[500];
        for (int t = 0; t < activity.length; t++) activity[t] = a = 0.8 * a + 4 * random.nextDouble();
        for (final boolean offset : new boolean[] {false, true}) {
            final BranchingResult r = Branching.compute(List.of(activity), lags(12, offset), 1);
            final double best = residual(r.slopes(), r.branching(), offset);
            assertTrue(best < residual(r.slopes(), r.branching() + 1e-3, offset));
            assertTrue(best < residual(r.slopes(), r.branching() - 1e-3, offset));
            double of = 0;
            for (int k = 1; k <= 12; k++) of += Math.pow(r.slopes()[k - 1] - r.fitted(k), 2);
            assertEquals(best, of, 1e-9);
        }
    }

    /** Least sum of squares of b m^k, or b m^k + c, at a given m. */
    private static double residual(final double[] slopes, final double m, final boolean offset) {
        final SimpleRegression line = new SimpleRegression(offset);
        for (int k = 1; k <= slopes.length; k++) line.addData(Math.pow(m, k), slopes[k - 1]);
        return line.getSumSquaredErrors();
    }

    @Test
    void activityThatAlternatesPredictsNothingOfABranchingProcess() {
        final double[] alternating =
                IntStream.range(0, 200).mapToDouble(t -> t % 2).toArray();
        assertEquals(
                "Activity does not predict that of later bins: no branching ratio can be fitted to slopes that are "
                        + "not above 0.",
                assertThrows(InputException.class, () -> Branching.compute(List.of(alternating), lags(3, false), 1))
                        .getMessage());
    }

    @Test
    void aHundredBinsAreEnoughAndHalfOfTheLongestStretchIsTheGreatestLag() {
        assertEquals(
                50,
                Branching.compute(List.of(decay(0.9, 100)), lags(50, false), 1).slopes().length);
        assertEquals(
                "The greatest lag is 51 bins: it must be at most half of the longest stretch, 50.",
                assertThrows(
                                InputException.class,
                                () -> Branching.compute(List.of(decay(0.9, 100)), lags(51, false), 1))
                        .getMessage());
        assertThrows(InputException.class, () -> Branching.compute(List.of(decay(0.9, 99)), lags(3, false), 1));
        assertEquals(
                3,
                Branching.compute(java.util.Collections.nCopies(20, decay(0.9, 6)), lags(0, false), 1)
                        .slopes()
                        .length);
    }

    @Test
    void theIntervalIsThatOfTheSeedAndHoldsTheEstimate() {
        final SplittableRandom random = new SplittableRandom(7);
        double a = 10;
        final double[] activity = new double[2000];
        for (int t = 0; t < activity.length; t++) activity[t] = a = 0.8 * a + 4 * random.nextDouble();
        final BranchingResult one = Branching.compute(List.of(activity), new BranchingSettings(4, 10, false, 1, 5), 1);
        assertEquals(one.intervalLow(), one.intervalHigh(), "of one sample both ends are that sample");
        final BranchingResult other =
                Branching.compute(List.of(activity), new BranchingSettings(4, 10, false, 1, 6), 1);
        assertTrue(one.intervalLow() != other.intervalLow(), "another seed draws other blocks");
        final BranchingResult forty =
                Branching.compute(List.of(activity), new BranchingSettings(4, 10, false, 41, 5), 1);
        assertTrue(forty.intervalLow() < forty.branching() && forty.branching() < forty.intervalHigh());
        // Activity that falls evenly has the same slopes in every block.
        final BranchingResult even =
                Branching.compute(List.of(decay(0.99, 200)), new BranchingSettings(4, 10, false, 20, 5), 1);
        assertEquals(0.99, even.intervalLow(), 1e-6);
        assertEquals(0.99, even.intervalHigh(), 1e-6);
    }

    @Test
    void theFittedSlopeFallsToItsOffset() {
        final BranchingResult r = new BranchingResult(0, 0.8, 0.5, 0.1, 0, 0, 0, 0, new double[0], 1);
        assertEquals(0.1 + 0.5 * 0.64, r.fitted(2), 1e-15);
    }

    @Test
    void settingsAtTheirLimitsAreAllowedAndBeyondThemRefused() {
        assertEquals(3, lags(3, false).maxLag());
        assertEquals(
                "The greatest lag is 2 bins: it must be 3 or more, or 0 to be chosen.",
                assertThrows(InputException.class, () -> lags(2, false)).getMessage());
        assertThrows(InputException.class, () -> lags(1, false));
        assertThrows(InputException.class, () -> lags(-1, false));
        assertThrows(InputException.class, () -> new BranchingSettings(Double.POSITIVE_INFINITY, 0, false, 0, 1));
        assertEquals(
                "The number of bootstrap samples is -1: it must be 0 or more.",
                assertThrows(InputException.class, () -> new BranchingSettings(4, 0, false, -1, 1))
                        .getMessage());
        assertEquals(new BranchingSettings(2, 0, false, 400, 1), BranchingSettings.ofBins(2));
    }
}
