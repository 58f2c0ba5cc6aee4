package org.eibalance.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class SweepPairingsTest {

    private static final int SAMPLES = 701;
    private static final int MAX_LAG = 60;

    @Test
    void aPairingIsTheSumOfTheCorrelogramsOfItsPairs() {
        for (final int sweeps : new int[] {1, 3, 4, 9}) {
            final List<double[]> xs = sweeps(sweeps, SAMPLES, 1);
            final List<double[]> ys = sweeps(sweeps, SAMPLES, 2);
            final int[] turned = new int[sweeps];
            for (int k = 0; k < sweeps; k++) turned[k] = (k + 1) % sweeps;
            final double[][] sums = new SweepPairings(xs, ys, ones(sweeps), ones(sweeps), MAX_LAG, 1)
                    .sums(new int[][] {turned}, 1, d -> {});
            // Single precision: sums of some 1e4 from 701 samples of variance 10, good to a millionth.
            assertArrayEquals(direct(xs, ys, turned), sums[0], 1e-6 * 7000 * sweeps);
            assertArrayEquals(
                    direct(xs, ys, turned),
                    new SweepPairings(xs, ys, ones(sweeps), ones(sweeps), MAX_LAG, 1).exactSum(turned),
                    1e-8);
        }
    }

    @Test
    void aSweepCountsByItsWeight() {
        final List<double[]> xs = sweeps(2, SAMPLES, 3);
        final List<double[]> ys = sweeps(2, SAMPLES, 4);
        final double[] weighted = new SweepPairings(xs, ys, new double[] {2, 0}, new double[] {5, 3}, MAX_LAG, 1)
                .sums(new int[][] {{1, 0}}, 1, d -> {})[0];
        final double[] pair = direct(xs.subList(0, 1), ys.subList(1, 2), new int[] {0});
        for (int i = 0; i < pair.length; i++) assertEquals(6 * pair[i], weighted[i], 0.05);
    }

    @Test
    void manyPairingsHaveTheSameBitsOnAnyNumberOfThreads() {
        final SweepPairings pairings =
                new SweepPairings(sweeps(7, SAMPLES, 5), sweeps(7, SAMPLES, 6), ones(7), ones(7), MAX_LAG, 3);
        final int[][] wanted = new int[100][7];
        final SplittableRandom random = new SplittableRandom(7);
        for (final int[] pairing : wanted) Arrays.setAll(pairing, k -> random.nextInt(7));
        final List<Double> progress = new ArrayList<>();
        final double[][] one = pairings.sums(wanted, 1, progress::add);
        assertEquals(1, progress.get(progress.size() - 1));
        assertEquals(progress.stream().sorted().toList(), progress);
        for (final int threads : new int[] {2, 5})
            assertTrue(Arrays.deepEquals(one, pairings.sums(wanted, threads, d -> {})));
    }

    @Test
    void ofManyEachIsWhatItIsAlone() {
        // So long that a lot has 65 curves; pairings go through the tiles 1024 at a time.
        final int longLag = 4000;
        final SplittableRandom random = new SplittableRandom(21);
        final SweepPairings pairings =
                new SweepPairings(sweeps(3, 5000, 22), sweeps(3, 5000, 23), ones(3), ones(3), longLag, 2);
        final CircularShifts turns =
                new CircularShifts(sweeps(3, 9000, 24), sweeps(3, 9000, 25), ones(3), ones(3), longLag, 2);
        for (final int count : new int[] {1, 64, 65, 66, 131, 1100}) {
            final int[][] wanted = new int[count][3];
            final int[][] shifts = new int[count][3];
            for (final int[] pairing : wanted) Arrays.setAll(pairing, k -> random.nextInt(3));
            for (final int[] set : shifts) Arrays.setAll(set, k -> random.nextInt(9000));
            final double[][] paired = pairings.sums(wanted, 2, d -> {});
            final double[][] turned = turns.sums(shifts, 2, d -> {});
            for (final int i : new int[] {0, 1, 63, 64, 65, 66, 129, 130, 1023, 1024, 1025, 1089, 1090, 1099}) {
                if (i >= count) break;
                assertArrayEquals(pairings.sums(new int[][] {wanted[i]}, 1, d -> {})[0], paired[i], i + " of " + count);
                assertArrayEquals(turns.sums(new int[][] {shifts[i]}, 1, d -> {})[0], turned[i], i + " of " + count);
            }
        }
    }

    @Test
    void curvesAreHandedOnInTheirOrderByTheCallingThread() {
        final SweepPairings pairings =
                new SweepPairings(sweeps(2, 5000, 26), sweeps(2, 5000, 27), ones(2), ones(2), 4000, 2);
        final int[] next = {0};
        final Thread calling = Thread.currentThread();
        pairings.forEachSum(new int[1100][2], 2, d -> {}, (first, curves) -> {
            assertEquals(next[0], first);
            assertEquals(calling, Thread.currentThread());
            next[0] += curves.length;
        });
        assertEquals(1100, next[0]);
    }

    @Test
    void anInterruptedThreadStopsIt() {
        final SweepPairings pairings =
                new SweepPairings(sweeps(3, SAMPLES, 8), sweeps(3, SAMPLES, 9), ones(3), ones(3), MAX_LAG, 1);
        Thread.currentThread().interrupt();
        try {
            assertThrows(CancellationException.class, () -> pairings.sums(new int[50][3], 2, d -> {}));
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void aTurnedSweepIsCorrelatedAsIfItHadBeenRecordedSo() {
        for (final int shift : new int[] {0, 1, 59, 60, 61, 350, 640, 641, 700}) {
            final List<double[]> xs = sweeps(2, SAMPLES, 10);
            final List<double[]> ys = sweeps(2, SAMPLES, 11);
            final double[] sum = new CircularShifts(xs, ys, ones(2), ones(2), MAX_LAG, 1)
                    .sums(new int[][] {{shift, 13}}, 1, d -> {})[0];
            assertArrayEquals(
                    direct(xs, List.of(turned(ys.get(0), shift), turned(ys.get(1), 13)), new int[] {0, 1}), sum, 1e-9);
        }
    }

    @Test
    void manyTurnsHaveTheSameBitsOnAnyNumberOfThreads() {
        final CircularShifts turns =
                new CircularShifts(sweeps(3, SAMPLES, 12), sweeps(3, SAMPLES, 13), ones(3), ones(3), MAX_LAG, 2);
        final int[][] shifts = new int[60][3];
        final SplittableRandom random = new SplittableRandom(14);
        for (final int[] set : shifts) Arrays.setAll(set, k -> random.nextInt(SAMPLES));
        final double[][] one = turns.sums(shifts, 1, d -> {});
        for (final int threads : new int[] {2, 5})
            assertTrue(Arrays.deepEquals(one, turns.sums(shifts, threads, d -> {})));
    }

    private static double[] turned(final double[] signal, final int shift) {
        final double[] turned = new double[signal.length];
        for (int t = 0; t < turned.length; t++) turned[t] = signal[(t + shift) % signal.length];
        return turned;
    }

    private static double[] direct(final List<double[]> xs, final List<double[]> ys, final int[] pairing) {
        final double[] sum = new double[2 * MAX_LAG + 1];
        for (int k = 0; k < xs.size(); k++) {
            final double[] x = xs.get(k);
            final double[] y = ys.get(pairing[k]);
            final double mx = Arrays.stream(x).average().orElseThrow();
            final double my = Arrays.stream(y).average().orElseThrow();
            for (int l = -MAX_LAG; l <= MAX_LAG; l++) {
                for (int t = Math.max(0, -l); t < Math.min(x.length, x.length - l); t++) {
                    sum[MAX_LAG + l] += (x[t] - mx) * (y[t + l] - my);
                }
            }
        }
        return sum;
    }

    private static List<double[]> sweeps(final int count, final int samples, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final List<double[]> sweeps = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            double v = 0;
            final double[] sweep = new double[samples];
            for (int t = 0; t < samples; t++) {
                v = 0.95 * v + random.nextGaussian();
                sweep[t] = v - 70;
            }
            sweeps.add(sweep);
        }
        return sweeps;
    }

    private static double[] ones(final int count) {
        final double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
