package org.eibalance.analysis.spike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.eibalance.recording.InputException;
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
}
