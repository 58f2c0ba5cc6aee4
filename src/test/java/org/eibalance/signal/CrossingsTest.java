package org.eibalance.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Passages of a level, moments and biases of correlograms, by hand. */
class CrossingsTest {

    private static final double NAN = Double.NaN;

    @Test
    void aPassageIsTheFirstSampleAtOrAboveTheLevel() {
        assertArrayEquals(new int[] {2, 5}, Crossings.upward(new double[] {-1, -1, 0, 3, -1, 1, 2}, 0, 0));
        assertArrayEquals(new int[0], Crossings.upward(new double[] {1, 2, 0, 3}, 0, 0), "it was above all the time");
        assertArrayEquals(new int[0], Crossings.upward(new double[] {-3, -1, -0.1}, 0, 0));
        assertArrayEquals(
                new int[] {3}, Crossings.upward(new double[] {NAN, 5, -1, 5, NAN, 5}, 0, 0), "not from a gap");
    }

    @Test
    void anExcursionCountsOnceUntilTheSignalWasBelowTheLowerLevel() {
        final double[] noisy = {-9, 1, -1, 1, -5, 1, -5.1, 1};
        assertArrayEquals(new int[] {1, 3, 5, 7}, Crossings.upward(noisy, 0, 0));
        assertArrayEquals(new int[] {1, 7}, Crossings.upward(noisy, 0, -5), "-5 is not below -5");
        assertArrayEquals(
                new int[] {1}, Crossings.upward(new double[] {-1, 1, -1, 1}, 0, -5), "the first always counts");
    }

    @Test
    void unbiasedMultipliesByTheShareOfSamplesThatOverlap() {
        assertArrayEquals(
                new double[] {10 / 8.0, 10 / 9.0, 1, 10 / 9.0, 10 / 8.0},
                CrossCovariance.unbiased(new double[] {1, 1, 1, 1, 1}, 10),
                1e-15);
        final CrossCovariance covariance = new CrossCovariance(new double[] {6, 12, -6}, 4, 9, 10);
        assertEquals(1, covariance.maxLag());
        assertArrayEquals(new double[] {1, 2, -1}, covariance.coefficients(), 1e-15);
    }

    @Test
    void momentsAreThoseOfTwoPasses() {
        final SplittableRandom random = new SplittableRandom(3);
        final double[] signal = new double[5003];
        Arrays.setAll(signal, i -> 1e6 + random.nextGaussian());
        for (final int[] part : new int[][] {{0, 5003}, {1, 2}, {7, 12}, {100, 2148}, {100, 2149}, {3, 4103}}) {
            final double[] values = Arrays.copyOfRange(signal, part[0], part[1]);
            final Moments moments = Moments.of(signal, part[0], part[1]);
            assertEquals(values.length, moments.samples());
            assertEquals(Statistics.mean(values), moments.mean(), 1e-9);
            assertEquals(
                    Statistics.populationVariance(values) * values.length,
                    moments.energy(),
                    1e-7 * values.length,
                    Arrays.toString(part));
        }
        final double[] equal = new double[5000];
        Arrays.fill(equal, 0.1);
        assertEquals(0, Moments.of(equal, 0, 5000).energy(), 0, "exactly");
        final Moments some = Moments.of(signal, 0, 10);
        assertSame(some, some.and(Moments.NONE));
        assertSame(some, Moments.NONE.and(some));
        // 1, 3 and 5, 7, 9: mean 5, squares 16 + 4 + 0 + 4 + 16.
        final Moments both = new Moments(2, 2, 2).and(new Moments(3, 7, 8));
        assertEquals(new Moments(5, 5, 40), both);
    }

    @Test
    void curvesComeInBatchesOfAtLeastSixtyFourInTheirOrder() {
        final List<Integer> sizes = new ArrayList<>();
        final List<Double> progress = new ArrayList<>();
        final int length = CurveConsumer.BATCH_VALUES / 100;
        CurveConsumer.inBatches(
                250,
                length,
                2,
                () -> new int[1],
                (i, own, curve) -> curve[length - 1] = i,
                progress::add,
                (first, curves) -> {
                    sizes.add(curves.length);
                    for (int i = 0; i < curves.length; i++) assertEquals(first + i, curves[i][length - 1]);
                });
        assertEquals(List.of(100, 100, 50), sizes, "as many as the cache holds");
        assertEquals(250, progress.size());
        for (int i = 0; i < 250; i++) assertEquals((i + 1) / 250.0, progress.get(i), 1e-12);
        sizes.clear();
        CurveConsumer.inBatches(
                65,
                CurveConsumer.BATCH_VALUES / 10,
                1,
                () -> null,
                (i, own, curve) -> {},
                d -> {},
                (first, curves) -> sizes.add(curves.length));
        assertEquals(List.of(64, 1), sizes);
        sizes.clear();
        CurveConsumer.inBatches(
                128,
                CurveConsumer.BATCH_VALUES / 10,
                1,
                () -> null,
                (i, own, curve) -> {},
                d -> {},
                (first, curves) -> sizes.add(curves.length));
        assertEquals(List.of(64, 64), sizes, "no batch of nothing at the end");
        final double[][] kept = new double[3][];
        final double[][] curves = {{1}, {2}};
        CurveConsumer.keepingIn(kept).accept(1, curves);
        curves[0][0] = 9;
        assertArrayEquals(new double[] {1}, kept[1], "a copy");
        assertArrayEquals(new double[] {2}, kept[2]);
        assertTrue(kept[0] == null);
    }
}
