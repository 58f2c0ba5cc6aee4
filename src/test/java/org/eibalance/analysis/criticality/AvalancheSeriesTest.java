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
