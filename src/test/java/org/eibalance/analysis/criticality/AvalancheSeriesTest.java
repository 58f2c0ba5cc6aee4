package org.eibalance.analysis.criticality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** Where avalanches begin and end. */
class AvalancheSeriesTest {

    @Test
    void anAvalancheIsARunOfBinsWithEventsBetweenEmptyOnes() {
        // Bins of 1 ms: [0] 1, [2] 2, [3] 1, [6] 1, [8] 1; the first and the last touch the ends.
        final AvalancheSeries a = AvalancheSeries.ofTimes(List.of(new double[] {0.5, 2.1, 2.9, 3.0, 6.2, 8.5}), 1);
        assertArrayEquals(new double[] {3, 1}, a.sizes());
        assertArrayEquals(new double[] {2, 1}, a.durations());
    }

    @Test
    void anEventOnTheEdgeOfABinBelongsToTheBinThatBeginsThere() {
        // 0.3 / 0.1 is a little below 3.
        final AvalancheSeries a = AvalancheSeries.ofTimes(List.of(new double[] {0.05, 0.3, 0.4, 0.9}), 0.1);
        assertArrayEquals(new double[] {2}, a.durations());
    }

    @Test
    void activityInBinsGivesTheSameAvalanches() {
        final AvalancheSeries a = AvalancheSeries.ofActivity(List.of(new double[] {1, 0, 2, 1, 0, 0, 1, 0, 1}), 0, 1);
        assertArrayEquals(new double[] {3, 1}, a.sizes());
        assertArrayEquals(new double[] {2, 1}, a.durations());
        assertArrayEquals(
                new double[] {1},
                AvalancheSeries.ofActivity(List.of(new double[] {0, 1, 2, 1, 0}), 1, 1)
                        .sizes());
    }

    @Test
    void hundredsOfAvalanchesAreAllKeptInTheirOrder() {
        // Avalanches of 1, 2, 3 ... bins with twice as many events as bins.
        final double[] activity = new double[200 * 202];
        int t = 1;
        for (int k = 1; k <= 200; k++, t++) for (int i = 0; i < k; i++) activity[t++] = 2;
        final AvalancheSeries a = AvalancheSeries.ofActivity(List.of(activity), 0, 1);
        assertEquals(200, a.count());
        for (int k = 1; k <= 200; k++) {
            assertEquals(k, a.durations()[k - 1]);
            assertEquals(2 * k, a.sizes()[k - 1]);
        }
    }

    @Test
    void anAvalancheDoesNotReachFromOneStretchIntoTheNext() {
        final double[] open = {0, 1, 0, 3};
        final AvalancheSeries a = AvalancheSeries.ofActivity(List.of(open, new double[] {2, 0, 5, 0}), 0, 1);
        assertArrayEquals(new double[] {1, 5}, a.sizes());
        final AvalancheSeries times =
                AvalancheSeries.ofTimes(List.of(new double[] {1.5, 3.5}, new double[] {0.5, 2.5, 4.5}), 1);
        assertArrayEquals(new double[] {1, 1}, times.sizes());
        assertArrayEquals(new double[] {1, 1}, times.durations());
    }

    @Test
    void anEventInTheFirstBinMayBelongToAnAvalancheThatBeganBefore() {
        assertEquals(
                0, AvalancheSeries.ofTimes(List.of(new double[] {0, 1, 5}), 1).count());
        assertEquals(
                1, AvalancheSeries.ofTimes(List.of(new double[] {1, 2, 5}), 1).count());
    }

    @Test
    void aBinHasAWidth() {
        for (final double ms : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertEquals(
                    "The bin is " + ms + " ms: it must be above 0.",
                    assertThrows(InputException.class, () -> AvalancheSeries.ofTimes(List.of(new double[] {1}), ms))
                            .getMessage());
        }
    }

    @Test
    void theExponentOfMeanSizesWeighsEachDurationByItsInverse() {
        // ln S = 0, 1, 1 at ln T = 0, 1, 2 with the weights 1, 1/e, 1/e².
        final double e = Math.E;
        final AvalancheSeries.Shape shape =
                new AvalancheSeries.Shape(new double[] {1, e, e * e}, new double[] {1, e, e}, new double[] {1, 1, 1});
        final double[] w = {1, 1 / e, 1 / e / e};
        final double sum = w[0] + w[1] + w[2];
        final double meanX = (w[1] + 2 * w[2]) / sum;
        final double meanY = (w[1] + w[2]) / sum;
        double xy = 0;
        double xx = 0;
        for (int i = 0; i < 3; i++) {
            xy += w[i] * (i - meanX) * (Math.min(i, 1) - meanY);
            xx += w[i] * (i - meanX) * (i - meanX);
        }
        assertEquals(xy / xx, shape.exponent(1, 10), 1e-12);
        assertEquals(Double.NaN, shape.exponent(2, 10), "two durations are too few");
        assertEquals(xy / xx, shape.exponent(1, e * e), 1e-12, "both ends are inside");
        assertEquals(Double.NaN, shape.exponent(1, 7));
    }

    @Test
    void ofNoAvalanchesNoShapeIsLeft() {
        assertEquals(
                0, new AvalancheSeries(1, new double[0], new double[0]).shape().durations().length);
        final AvalancheSeries.Shape two = new AvalancheSeries(1, new double[] {3, 9}, new double[] {2, 4}).shape();
        assertArrayEquals(new double[] {2, 4}, two.durations());
        assertArrayEquals(new double[] {3, 9}, two.meanSizes());
    }

    @Test
    void eventsAtOneTimeHaveNoMeanInterval() {
        assertEquals(
                "There are fewer than two events at different times: avalanches need many.",
                assertThrows(InputException.class, () -> AvalancheSeries.meanIntervalMs(List.of(new double[] {3, 3})))
                        .getMessage());
        assertEquals(
                1,
                AvalancheSeries.meanIntervalMs(List.of(new double[0], new double[] {9}, new double[] {3, 4})),
                1e-12);
    }

    @Test
    void theUsualBinIsTheMeanInterval() {
        assertEquals(2, AvalancheSeries.meanIntervalMs(List.of(new double[] {0, 1, 4}, new double[] {5, 7})), 1e-12);
        assertThrows(InputException.class, () -> AvalancheSeries.meanIntervalMs(List.of(new double[] {3})));
    }

    @Test
    void sizesThatGrowWithTheSquareOfTheDurationHaveAnExponentOfTwo() {
        final AvalancheSeries a = new AvalancheSeries(1, new double[] {1, 4, 9, 16, 18}, new double[] {1, 2, 3, 4, 3});
        final AvalancheSeries.Shape shape = a.shape();
        assertArrayEquals(new double[] {1, 4, 13.5, 16}, shape.meanSizes());
        assertArrayEquals(new double[] {1, 1, 2, 1}, shape.numbers());
        assertEquals(
                2,
                new AvalancheSeries(1, new double[] {1, 4, 9}, new double[] {1, 2, 3})
                        .shape()
                        .exponent(1, 3),
                1e-12);
    }

    @Test
    void theDensityOfAPowerLawFallsAlongItsSlope() {
        final java.util.SplittableRandom random = new java.util.SplittableRandom(3);
        final PowerLaw law = new PowerLaw(true, 2, 1, Double.POSITIVE_INFINITY);
        final LogHistogram h = LogHistogram.of(
                random.doubles(100_000).map(u -> law.draw(random)).toArray(), 5, true);
        for (int i = 0; i < h.centres().length && h.centres()[i] < 100; i++) {
            assertEquals(
                    1 / law.mass(), h.density()[i] * h.centres()[i] * h.centres()[i], 0.15, "at " + h.centres()[i]);
        }
    }
}
