package org.eibalance.analysis.spike;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.eibalance.recording.InputException;
import org.eibalance.result.Table;
import org.junit.jupiter.api.Test;

/** A handful of spikes, whose statistics are worked out by hand. */
class SpikeCountsTest {

    private static SpikeTrains trains(final double durationMs, final double[]... trains) {
        return new SpikeTrains(
                java.util.stream.IntStream.range(0, trains.length)
                        .mapToObj(i -> "n" + i)
                        .toList(),
                List.<double[][]>of(trains),
                new double[] {durationMs});
    }

    @Test
    void theFanoFactorDividesByOneLessThanTheWindows() {
        // Counts 1 and 3: mean 2, variance ((-1)² + 1²) / (2 - 1) = 2.
        final SpikeStatistics s = SpikeStatistics.of(trains(200, new double[] {50, 110, 120, 130}), 100, 5);
        assertEquals(1, s.trains().get(0).fano(), 1e-12);
        assertEquals(1, s.populationFano(), 1e-12);
        // Counts 0, 1, 5: mean 2, variance (4 + 1 + 9) / 2 = 7.
        final SpikeStatistics three =
                SpikeStatistics.of(trains(300, new double[] {150, 210, 220, 230, 240, 250}), 100, 5);
        assertEquals(3.5, three.meanFano(), 1e-12);
    }

    @Test
    void intervalsGiveCvAndCv2() {
        // Intervals 10, 30, 20: mean 20, variance 200 / 3; CV2 is the mean of 2 20/40 and 2 10/50.
        final SpikeStatistics.Train t = SpikeStatistics.of(trains(1000, new double[] {5, 15, 45, 65}), 100, 5)
                .trains()
                .get(0);
        assertEquals(20, t.meanIntervalMs(), 1e-12);
        assertEquals(Math.sqrt(200 / 3.0) / 20, t.cv(), 1e-12);
        assertEquals((1 + 0.4) / 2, t.cv2(), 1e-12);
        assertEquals(4, t.rateHz(), 1e-12);
        assertEquals(4, t.spikes());
    }

    @Test
    void tooFewSpikesHaveNoVariation() {
        final List<SpikeStatistics.Train> t = SpikeStatistics.of(
                        trains(200, new double[0], new double[] {20}, new double[] {20, 50}, new double[] {20, 50, 90}),
                        100,
                        5)
                .trains();
        assertTrue(Double.isNaN(t.get(0).fano()) && Double.isNaN(t.get(0).meanIntervalMs()));
        assertTrue(Double.isNaN(t.get(1).cv()) && Double.isNaN(t.get(1).meanIntervalMs()));
        assertTrue(Double.isNaN(t.get(2).cv()) && Double.isNaN(t.get(2).cv2()));
        assertEquals(30, t.get(2).meanIntervalMs());
        assertEquals(5 / 35.0, t.get(3).cv(), 1e-12);
        assertEquals(2 * 10 / 70.0, t.get(3).cv2(), 1e-12);
        assertEquals(0, t.get(0).rateHz());
    }

    @Test
    void synchronyAndCorrelationOfTwoTrainsByHand() {
        // In bins of 50 ms: 1 0 1 0 against 1 1 0 0. Both have variance 1/4 about 1/2, and no correlation;
        // their mean 1 1/2 1/2 0 has variance 1/8, half of 1/4.
        final SpikeStatistics s =
                SpikeStatistics.of(trains(200, new double[] {10, 110}, new double[] {20, 70}), 100, 50);
        assertEquals(0, s.meanCorrelation(), 1e-12);
        assertEquals(Math.sqrt(0.5), s.synchrony(), 1e-12);
        // Against its opposite 0 1 0 1 the mean does not vary at all.
        final SpikeStatistics opposite =
                SpikeStatistics.of(trains(200, new double[] {10, 110}, new double[] {60, 160}), 100, 50);
        assertEquals(-1, opposite.meanCorrelation(), 1e-12);
        assertEquals(0, opposite.synchrony(), 1e-9);
        assertTrue(Double.isNaN(
                SpikeStatistics.of(trains(200, new double[] {10}), 100, 50).synchrony()));
    }

    @Test
    void meansLeaveOutTrainsThatHaveNoValue() {
        final SpikeStatistics s = SpikeStatistics.of(trains(200, new double[0], new double[] {20, 50, 90}), 100, 50);
        assertEquals(5 / 35.0, s.meanCv(), 1e-12);
        assertEquals((0 + 15) / 2.0, s.meanRateHz(), 1e-12);
    }

    @Test
    void aStretchMustHoldTwoWindowsAndTwoBins() {
        final SpikeTrains spikes = trains(200, new double[] {20, 50, 90});
        // Counts 3 and 0: mean 1.5, variance 4.5.
        assertEquals(3, SpikeStatistics.of(spikes, 100, 100).meanFano(), 1e-12);
        assertThrows(InputException.class, () -> SpikeStatistics.of(spikes, 101, 5));
        assertThrows(InputException.class, () -> SpikeStatistics.of(spikes, 100, 101));
        assertThrows(InputException.class, () -> SpikeStatistics.of(spikes, 0, 5));
    }

    @Test
    void spikesAtTheSameTimeHaveNoInterval() {
        // Of three at once the one pair of intervals is 0 and 0, which do not differ.
        final SpikeStatistics.Train t = SpikeStatistics.of(trains(200, new double[] {30, 30, 30}), 100, 5)
                .trains()
                .get(0);
        assertEquals(0, t.cv2());
        assertEquals(0, t.meanIntervalMs());
    }

    @Test
    void aSilentTrainTakesNoPartInTheCorrelationOfTheOthers() {
        // 1 0 1 0 0 0 against 1 1 0 0 0 0: mean 1/3, variance 2/9, covariance 1/6 - 1/9 = 1/18.
        final double[] one = {10, 110}, other = {20, 70};
        final SpikeStatistics s = SpikeStatistics.of(trains(300, one, new double[0], other), 100, 50);
        assertEquals(1 / 4.0, s.meanCorrelation(), 1e-12);
        assertTrue(Double.isNaN(
                SpikeStatistics.of(trains(350, one, new double[0]), 100, 50).meanCorrelation()));
    }

    @Test
    void aSpikeOnTheBorderOfTwoBinsBelongsToTheLaterOne() {
        // 0.3 / 0.1 is a little less than 3 in doubles.
        assertArrayEquals(
                new double[] {0, 0, 0, 1, 0},
                trains(0.5, new double[] {0.3}).activity(0.1).get(0));
        assertArrayEquals(
                new double[] {0, 1},
                trains(200, new double[] {100, 200}).activity(100).get(0),
                "one at the very end is in no bin");
    }

    @Test
    void spikesOfATableMayComeInAnyOrderAndEndTheStretchThemselves() {
        final Table table =
                Table.ofNumbers(List.of("time_ms", "neuron"), new double[] {5, 9, 0, 7}, new double[] {1, 1, 1, 2.5});
        final SpikeTrains whole = SpikeTrains.of(table, "s.csv", 0);
        assertArrayEquals(new double[] {0, 5, 9}, whole.sweeps().get(0)[0]);
        assertArrayEquals(new double[] {9}, whole.durationsMs());
        assertEquals(List.of("neuron 1", "neuron 2.5"), whole.names());
        assertEquals(4, whole.count());
        assertArrayEquals(
                new double[] {9}, SpikeTrains.of(table, "s.csv", 9).durationsMs(), "a spike at the end is one");
    }

    @Test
    void tablesThatAreNoSpikesAreRefusedInASentence() {
        final Table none = Table.ofNumbers(List.of("time_ms", "neuron"), new double[0], new double[0]);
        assertEquals(
                "s.csv has no spikes: rows of time_ms and neuron were expected.",
                assertThrows(InputException.class, () -> SpikeTrains.of(none, "s.csv", 0))
                        .getMessage());
        final double[][] bad = {{-1, 1}, {Double.NaN, 1}, {1, Double.NaN}};
        for (final double[] row : bad) {
            final Table table =
                    Table.ofNumbers(List.of("time_ms", "neuron"), new double[] {3, row[0]}, new double[] {1, row[1]});
            final String sentence = assertThrows(InputException.class, () -> SpikeTrains.of(table, "s.csv", 0))
                    .getMessage();
            assertTrue(sentence.startsWith("s.csv, row 2: ") && sentence.contains("a time from 0 on and"), sentence);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new SpikeTrains(List.of("a"), List.<double[][]>of(new double[1][1]), new double[2]));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SpikeTrains(List.of("a"), List.<double[][]>of(new double[2][1]), new double[1]));
    }

    @Test
    void binsAreFiniteAndAboveZero() {
        final SpikeTrains spikes = trains(200, new double[] {20});
        for (final double bin : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
            assertEquals(
                    "The bin is " + bin + " ms: it must be above 0.",
                    assertThrows(InputException.class, () -> spikes.activity(bin))
                            .getMessage());
        assertEquals(
                "The window of the counts is 0.0 ms: it must be above 0.",
                assertThrows(InputException.class, () -> SpikeStatistics.of(spikes, 0, 5))
                        .getMessage());
    }

    @Test
    void aPassageTouchesTheThresholdFromItsOwnSideOnly() {
        final ThresholdCrossing up = new ThresholdCrossing(0, false, 2);
        // It rises to the level and stays: one passage. It comes down to it from above: none.
        assertArrayEquals(new double[] {1}, up.timesMs(new double[] {-10, 0, 0, 5, 0, 5}, 1000));
        final ThresholdCrossing down = new ThresholdCrossing(0, true, 2);
        assertArrayEquals(new double[] {0.5}, down.timesMs(new double[] {10, -10, -10}, 1000));
        assertArrayEquals(new double[0], down.timesMs(new double[] {-10, 10, 10}, 1000));
    }

    @Test
    void aPassageExactlyAfterTheRefractoryTimeCounts() {
        final double[] v = {-5, 5, -5, 5, -5, 5};
        assertArrayEquals(new double[] {0.5, 2.5, 4.5}, new ThresholdCrossing(0, false, 2).timesMs(v, 1000));
        assertArrayEquals(new double[] {0.5, 4.5}, new ThresholdCrossing(0, false, 2.1).timesMs(v, 1000));
    }

    @Test
    void aRobustLevelIsTakenFromTheMedian() {
        // Median -60, absolute differences 0, 1, 1, 2, 100: their median is 1.
        final double[] signal = {-60, -61, -59, -62, 40, Double.NaN};
        assertEquals(-60 + 5 / 0.6744897501960817, ThresholdCrossing.robustLevel(signal, 5, false), 1e-9);
        assertEquals(-60 - 5 / 0.6744897501960817, ThresholdCrossing.robustLevel(signal, 5, true), 1e-9);
        assertTrue(Double.isNaN(ThresholdCrossing.robustLevel(new double[] {Double.NaN}, 5, true)));
    }

    @Test
    void anInterruptionCancels() {
        Thread.currentThread().interrupt();
        try {
            assertThrows(
                    CancellationException.class,
                    () -> SpikeStatistics.of(trains(200, new double[] {20}, new double[] {30}), 100, 5));
        } finally {
            Thread.interrupted();
        }
    }
}
