package org.eibalance.analysis.spike;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.eibalance.recording.InputException;
import org.eibalance.result.Table;
import org.junit.jupiter.api.Test;

/** Trains whose statistics are known. */
class SpikeStatisticsTest {

    private static double[] poisson(final double rateHz, final double durationMs, final SplittableRandom random) {
        return DoubleStream.iterate(
                        -Math.log(random.nextDouble()) * 1000 / rateHz,
                        t -> t < durationMs,
                        t -> t - Math.log(random.nextDouble()) * 1000 / rateHz)
                .toArray();
    }

    @Test
    void poissonTrainsHaveCvCv2AndFanoOfOneAndNoSynchrony() {
        final SplittableRandom random = new SplittableRandom(4);
        final int n = 50;
        final double[][] trains = new double[n][];
        for (int i = 0; i < n; i++) trains[i] = poisson(20, 50_000, random);
        final SpikeTrains spikes = new SpikeTrains(
                java.util.stream.IntStream.range(0, n).mapToObj(i -> "n" + i).toList(),
                List.<double[][]>of(trains),
                new double[] {50_000});
        final SpikeStatistics s = SpikeStatistics.of(spikes, 100, 5);
        assertEquals(20, s.meanRateHz(), 0.3);
        assertEquals(1, s.meanCv(), 0.02);
        assertEquals(1, s.meanCv2(), 0.02);
        assertEquals(1, s.meanFano(), 0.03);
        assertEquals(1, s.populationFano(), 0.2);
        assertEquals(1 / Math.sqrt(n), s.synchrony(), 0.01);
        assertEquals(0, s.meanCorrelation(), 0.002);
    }

    @Test
    void trainsThatAreAlikeAreSynchronous() {
        final double[] one = poisson(20, 20_000, new SplittableRandom(5));
        final SpikeStatistics s = SpikeStatistics.of(
                new SpikeTrains(
                        List.of("a", "b", "c"),
                        List.<double[][]>of(new double[][] {one, one, one}),
                        new double[] {20_000}),
                100,
                5);
        assertEquals(1, s.synchrony(), 1e-9);
        assertEquals(1, s.meanCorrelation(), 1e-9);
        assertEquals(3, s.populationFano() / s.meanFano(), 1e-9);
    }

    @Test
    void aClockHasNoVariationAndARateThatDriftsLeavesCv2Low() {
        final double[] clock =
                DoubleStream.iterate(10, t -> t < 10_000, t -> t + 20).toArray();
        final double[] drifting =
                DoubleStream.iterate(10, t -> t < 10_000, t -> t + 10 + t / 200).toArray();
        final SpikeStatistics s = SpikeStatistics.of(
                new SpikeTrains(
                        List.of("clock", "drift"),
                        List.<double[][]>of(new double[][] {clock, drifting}),
                        new double[] {10_000}),
                100,
                5);
        assertEquals(50, s.trains().get(0).rateHz(), 0.1);
        assertEquals(0, s.trains().get(0).cv(), 1e-6);
        assertEquals(0, s.trains().get(0).cv2(), 1e-6);
        assertTrue(s.trains().get(1).cv() > 0.4 && s.trains().get(1).cv2() < 0.02);
    }

    @Test
    void intervalsDoNotSpanSweeps() {
        final SpikeTrains spikes = new SpikeTrains(
                List.of("a"),
                List.of(new double[][] {{10, 20, 30}}, new double[][] {{500, 510, 520}}),
                new double[] {1000, 1000});
        final SpikeStatistics.Train t =
                SpikeStatistics.of(spikes, 100, 5).trains().get(0);
        assertEquals(0, t.cv(), 1e-9);
        assertEquals(10, t.meanIntervalMs(), 1e-9);
        assertEquals(3, t.rateHz(), 1e-9);
    }

    @Test
    void spikesOfATableAreSortedIntoSweepsAndNeurons() {
        final Table table = Table.ofNumbers(
                List.of("sweep", "time_ms", "neuron"),
                new double[] {0, 0, 1, 0},
                new double[] {5, 2, 7, 3},
                new double[] {4, 4, 4, 9});
        final SpikeTrains trains = SpikeTrains.of(table, "s.csv", 10);
        assertEquals(List.of("neuron 4", "neuron 9"), trains.names());
        assertArrayEquals(new double[] {2, 5}, trains.sweeps().get(0)[0]);
        assertArrayEquals(new double[] {7}, trains.sweeps().get(1)[0]);
        assertArrayEquals(new double[] {2, 3, 5}, trains.pooledMs().get(0));
        assertArrayEquals(new double[] {2, 1}, trains.activity(4).get(0));
        assertEquals(
                "s.csv, row 3: a spike of neuron 4.0 at 7.0 ms was found, a time from 0 to 6.0 ms and a number "
                        + "of a neuron were expected.",
                assertThrows(InputException.class, () -> SpikeTrains.of(table, "s.csv", 6))
                        .getMessage());
    }

    @Test
    void binsThatMemoryCannotHoldAreRefused() {
        final SpikeTrains hours =
                new SpikeTrains(List.of("a"), List.<double[][]>of(new double[][] {{5, 6}}), new double[] {1e7});
        assertEquals(10_000, hours.activity(1000).get(0).length);
        assertEquals(
                "Bins of 0.001 ms are 10000000000 in a stretch of 1.0E7 ms: at most 134217728 fit into memory, "
                        + "so choose longer ones.",
                assertThrows(InputException.class, () -> hours.activity(0.001)).getMessage());
    }

    @Test
    void spikesAreWhereTheSignalPassesTheThreshold() {
        final double[] v = new double[1000];
        java.util.Arrays.fill(v, -70);
        for (final int at : new int[] {100, 105, 500}) {
            v[at] = 0;
            v[at + 1] = 30;
        }
        assertArrayEquals(
                new double[] {9.9 + 0.1 * 50 / 70, 49.9 + 0.1 * 50 / 70},
                new ThresholdCrossing(-20, false, 2).timesMs(v, 10_000),
                1e-9);
        final SplittableRandom random = new SplittableRandom(1);
        final double[] noise =
                random.doubles(20_000).map(u -> Math.sqrt(12) * (u - 0.5)).toArray();
        // The median of |x| of this uniform noise is sqrt(3) / 2.
        assertEquals(-5 * Math.sqrt(3) / 2 / 0.67449, ThresholdCrossing.robustLevel(noise, 5, true), 0.1);
    }
}
