package org.eibalance.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    /** Mean 5, sum of squares about it 32. */
    private static final double[] EIGHT = {2, 4, 4, 4, 5, 5, 7, 9};

    private static double[] normal(final int count, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final double[] values = new double[count];
        Arrays.setAll(values, i -> 3 + 2 * random.nextGaussian());
        return values;
    }

    @Test
    void momentsOfEightValues() {
        assertEquals(5, Statistics.mean(EIGHT), 0);
        assertEquals(5.25, Statistics.mean(EIGHT, 3, 7), 0);
        assertEquals(21, Statistics.sum(EIGHT, 3, 7), 0);
        assertEquals(32.0 / 7, Statistics.variance(EIGHT), 1e-14);
        assertEquals(Math.sqrt(32.0 / 7), Statistics.sd(EIGHT), 1e-14);
        assertEquals(4, Statistics.populationVariance(EIGHT), 1e-14);
        assertEquals(2, Statistics.populationSd(EIGHT), 1e-14);
        assertEquals(
                Math.sqrt((1.25 * 1.25 + 0.25 * 0.25 * 2 + 1.75 * 1.75) / 4), Statistics.populationSd(EIGHT, 3, 7));
        assertEquals(Math.sqrt(29), Statistics.rms(EIGHT), 1e-14);
        assertEquals(0.4, Statistics.cv(EIGHT), 1e-15);
        assertEquals(32.0 / 7 / 5, Statistics.fano(EIGHT), 1e-14);
    }

    @Test
    void theLibraryAgrees() {
        final double[] values = normal(1001, 1);
        final DescriptiveStatistics library = new DescriptiveStatistics(values);
        assertEquals(library.getMean(), Statistics.mean(values), 1e-14);
        assertEquals(library.getMean(), Statistics.mean(values, 0, values.length), 1e-13);
        assertEquals(library.getVariance(), Statistics.variance(values), 1e-12);
        assertEquals(library.getPercentile(50), Statistics.median(values), 0);
        for (final double share : new double[] {0, 0.025, 0.3, 0.5, 0.999, 1}) {
            final double expected = share == 0
                    ? library.getMin()
                    : new Percentile().withEstimationType(EstimationType.R_7).evaluate(values, 100 * share);
            assertEquals(expected, Statistics.quantile(values, share), 1e-12);
            final double[] sorted = values.clone();
            Arrays.sort(sorted);
            assertEquals(expected, Statistics.quantileOfSorted(sorted, sorted.length, share), 1e-12);
        }
    }

    @Test
    void mediansAndQuantilesLeaveTheValuesInTheirPlaces() {
        final double[] values = {5, 1, 4, 2};
        assertEquals(3, Statistics.median(values), 0);
        assertEquals(1.75, Statistics.quantile(values, 0.25), 0);
        assertEquals(1.5, Statistics.mad(values), 0);
        assertArrayEquals(new double[] {5, 1, 4, 2}, values);
    }

    @Test
    void aFewLargeEventsHardlyChangeTheRobustDeviationOfNoise() {
        final double[] values = normal(20_000, 2);
        assertEquals(2, Statistics.robustSd(values), 0.05);
        for (int i = 0; i < values.length; i += 100) values[i] += 500;
        assertEquals(2, Statistics.robustSd(values), 0.08);
        assertTrue(Statistics.sd(values) > 40);
    }

    @Test
    void whatIsNotDefinedIsNaN() {
        assertTrue(Double.isNaN(Statistics.mean(new double[0])));
        assertTrue(Double.isNaN(Statistics.mean(EIGHT, 3, 3)));
        assertTrue(Double.isNaN(Statistics.variance(new double[] {3})));
        assertTrue(Double.isNaN(Statistics.median(new double[0])));
        assertTrue(Double.isNaN(Statistics.mad(new double[0])));
        assertTrue(Double.isNaN(Statistics.fano(new double[] {0, 0, 0})));
        assertTrue(Double.isNaN(Statistics.fano(new double[] {2})));
        assertArrayEquals(
                new double[] {1, 2}, Statistics.finite(new double[] {1, Double.NaN, 2, Double.NEGATIVE_INFINITY}));
    }

    @Test
    void studentsTIsThatOfTheTables() {
        assertEquals(12.706, Statistics.studentT(1, 0.95), 5e-4);
        assertEquals(4.303, Statistics.studentT(2, 0.95), 5e-4);
        assertEquals(2.262, Statistics.studentT(9, 0.95), 5e-4);
        assertEquals(3.250, Statistics.studentT(9, 0.99), 5e-4);
        assertEquals(1.960, Statistics.studentT(100_000, 0.95), 5e-4);
    }

    @Test
    void anIntervalByStudentsTReachesAsManyErrorsToEachSide() {
        final Interval interval = Interval.ofStudent(10, 2, 1, 0.95);
        assertEquals(10 - 2 * 12.7062, interval.low(), 1e-3);
        assertEquals(10 + 2 * 12.7062, interval.high(), 1e-3);
        assertTrue(interval.isKnown());
        assertEquals(Interval.NONE, Interval.ofStudent(10, 2, 0, 0.95));
    }

    @Test
    void anIntervalOfReplicatesLeavesTheSameShareOutsideOnBothSides() {
        final double[] replicates = new double[1003];
        for (int i = 0; i < 1001; i++) replicates[i] = (i * 10) % 1001;
        replicates[1001] = Double.NaN;
        replicates[1002] = Double.NaN;
        final Interval interval = Interval.ofReplicates(replicates, 0.9);
        assertEquals(50, interval.low(), 1e-9);
        assertEquals(950, interval.high(), 1e-9);
        assertEquals(Interval.NONE, Interval.ofReplicates(new double[9], 0.9));
        assertTrue(Interval.ofReplicates(new double[10], 0.9).isKnown());
    }

    @Test
    void theParabolaOfAPeakIsExactForParabolas() {
        for (final double place : new double[] {-0.45, -0.1, 0, 0.3, 0.5}) {
            final double[] y = new double[3];
            for (int i = 0; i < 3; i++) y[i] = 7 - 2 * (i - 1 - place) * (i - 1 - place);
            final PeakParabola peak = PeakParabola.of(y[0], y[1], y[2]);
            assertEquals(place, peak.shift(), 1e-14);
            assertEquals(7, peak.value(), 1e-14);
            final PeakParabola trough = PeakParabola.of(-y[0], -y[1], -y[2]);
            assertEquals(place, trough.shift(), 1e-14);
            assertEquals(-7, trough.value(), 1e-14);
        }
        assertEquals(new PeakParabola(0, 4), PeakParabola.of(4, 4, 4));
    }
}
