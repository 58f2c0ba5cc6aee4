package org.eibalance.analysis.pair.significance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.eibalance.analysis.pair.input.PairSweep;
import org.junit.jupiter.api.Test;

/** How long a signal remembers itself, and by how much surrogates are shifted. */
class TimesOfCorrelationTest {

    private static double[] process(final long seed, final int samples, final double tauSamples) {
        final SplittableRandom random = new SplittableRandom(seed);
        final double keep = Math.exp(-1 / tauSamples);
        final double[] signal = new double[samples];
        double v = random.nextGaussian();
        for (int t = 0; t < samples; t++) {
            v = keep * v + Math.sqrt(1 - keep * keep) * random.nextGaussian();
            signal[t] = v - 60;
        }
        return signal;
    }

    private static List<PairSweep> sweeps(final int count, final double tauA, final double tauB) {
        final List<PairSweep> sweeps = new ArrayList<>();
        for (int k = 0; k < count; k++)
            sweeps.add(new PairSweep("made", k, process(k, 20_000, tauA), process(100 + k, 20_000, tauB), 0, 0));
        return sweeps;
    }

    @Test
    void theTimeIsThatOfTheSlowerCell() {
        // 20 and 50 samples at 2 kHz are 10 and 25 ms.
        final List<PairSweep> sweeps = sweeps(20, 20, 50);
        assertEquals(10, CorrelationTime.ms(sweeps, PairSweep::cellA, 2000, 1), 1);
        assertEquals(25, CorrelationTime.ms(sweeps, PairSweep::cellB, 2000, 2), 2.5);
        assertEquals(CorrelationTime.ms(sweeps, PairSweep::cellB, 2000, 1), CorrelationTime.ms(sweeps, 2000, 3), 1e-9);
    }

    @Test
    void theAutocorrelationIsOneAtFirstAndTheExponentialAfterIt() {
        final double[] mean = CorrelationTime.autocorrelation(sweeps(20, 20, 50), PairSweep::cellA, 2000, 1);
        assertEquals(10_001, mean.length, "up to half of a sweep");
        assertEquals(1, mean[0], 1e-9);
        assertEquals(Math.exp(-1), mean[20], 0.03);
        final double[] fast = CorrelationTime.autocorrelation(sweeps(2, 20, 50), PairSweep::cellA, 200, 1);
        assertEquals(1001, fast.length, "at most 5 s");
    }

    @Test
    void aDriftOfAWholeSweepHasNoTime() {
        final double[] ramp = new double[1000];
        final double[] noise = process(3, 1000, 2);
        for (int t = 0; t < 1000; t++) ramp[t] = t;
        final List<PairSweep> sweeps = List.of(new PairSweep("made", 0, noise, ramp, 0, 0));
        // The biased autocorrelation of a ramp falls below 0 at a third of it: the time is long, though finite.
        assertTrue(CorrelationTime.ms(sweeps, PairSweep::cellB, 1000, 1) > 100);
        final double[] step = new double[1000];
        Arrays.fill(step, 500, 1000, 1);
        final List<PairSweep> halves = List.of(new PairSweep("made", 0, noise, step, 0, 0));
        assertTrue(CorrelationTime.ms(halves, PairSweep::cellB, 1000, 1) > 100);
        final List<PairSweep> short_ = List.of(new PairSweep("made", 0, new double[] {0, 1, 1}, ramp, 0, 0));
        assertTrue(CorrelationTime.ms(short_, PairSweep::cellA, 1000, 1) < 2);
    }

    @Test
    void aMovingMeanIsTakenOffWithFewerSamplesAtTheEnds() {
        final double[] ramp = {1, 2, 3, 4, 5, 6};
        // Windows of 3: the ends have means of two.
        assertArrayEquals(new double[] {-0.5, 0, 0, 0, 0, 0.5}, MovingMean.takenOff(ramp, 3), 1e-12);
        assertArrayEquals(new double[] {0, 0, 0}, MovingMean.takenOff(new double[] {5, 5, 5}, 100), 1e-12);
        final double[] one = {0, 0, 9, 0, 0};
        assertArrayEquals(new double[] {0, -3, 6, -3, 0}, MovingMean.takenOff(one, 3), 1e-12);
    }

    /** Of 1000 samples with a least shift of 200 and windows of 100 there are 7 windows beside none. */
    @Test
    void setsOfShiftsAreCountedAndDrawn() {
        final ShiftDraws draws = new ShiftDraws(new int[] {1000, 1000}, 200, 100);
        assertEquals(8 * 8 - 1, draws.distinct());
        assertEquals(2 * 3 - 1, new ShiftDraws(new int[] {400, 500}, 200, 100).distinct());
        final int[][] sets = draws.draw(20_000, new SplittableRandom(1));
        int unshifted = 0;
        int least = 1000;
        int most = 0;
        double sum = 0;
        int shifted = 0;
        for (final int[] set : sets) {
            assertTrue(set[0] != 0 || set[1] != 0, "in no set all sweeps stay");
            if (set[0] == 0) {
                unshifted++;
                continue;
            }
            least = Math.min(least, set[0]);
            most = Math.max(most, set[0]);
            sum += set[0];
            shifted++;
        }
        // As often as any other window, sets without any shift left out: (1 / 8 - 1 / 64) / (1 - 1 / 64) = 1 / 9.
        assertEquals(1 / 9.0, unshifted / 20_000.0, 0.01);
        assertEquals(200, least);
        assertEquals(800, most);
        assertEquals(500, sum / shifted, 5);
    }
}
