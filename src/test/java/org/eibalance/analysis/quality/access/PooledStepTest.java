package org.eibalance.analysis.quality.access;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.eibalance.analysis.quality.PulseSweep;
import org.eibalance.analysis.quality.TestPulse;
import org.junit.jupiter.api.Test;

/** Averages over sweeps, their bins, their noise and the exponentials in them, where the answers are known. */
class PooledStepTest {

    private static final int ONSET = 300;
    private static final int LENGTH = 400;
    private static final int SETTLED = 6;

    /** A sweep whose response per mV is given from the baseline on. */
    private static PulseSweep sweep(
            final int before, final int length, final double stepMv, final IntToDoubleFunction responseNs) {
        final double[] currentPa = new double[before + length];
        for (int i = 0; i < currentPa.length; i++) currentPa[i] = stepMv * responseNs.applyAsDouble(i);
        return new PulseSweep(0, new TestPulse(0, before, before + length, before + length, stepMv), currentPa);
    }

    private static double[] noise(final long seed, final int samples, final double sd) {
        final SplittableRandom random = new SplittableRandom(seed);
        final double[] noise = new double[samples];
        for (int i = 0; i < samples; i++) noise[i] = sd * random.nextGaussian();
        return noise;
    }

    @Test
    void aResponseIsAConductanceWhateverHeightAndSignOfTheStep() {
        final IntToDoubleFunction ns = i -> i < 30 ? (i % 2 == 0 ? 1 : -1) : 40 + i;
        final PooledStep pooled = PooledStep.of(List.of(sweep(30, 50, -5, ns), sweep(30, 50, 10, ns)));
        assertEquals(2, pooled.sweeps());
        assertEquals(30, pooled.onset());
        assertEquals(50, pooled.length());
        for (int i = 0; i < 80; i++) assertEquals(ns.applyAsDouble(i), pooled.mean()[i], 1e-12);
        assertEquals(70 - 3, pooled.rise(3)[0], 1e-12, "the first sample of the step, above a level of 3 nS");
        assertEquals(50, pooled.rise(3).length);
    }

    @Test
    void theShortestBaselineAndTheShortestStepCountForAll() {
        final PooledStep pooled = PooledStep.of(List.of(
                sweep(40, 30, 1, i -> i < 40 ? i % 2 : 100 + i - 40),
                sweep(24, 60, 1, i -> i < 24 ? i % 2 : 100 + i - 24)));
        assertEquals(24, pooled.onset());
        assertEquals(30, pooled.length());
        assertEquals(100, pooled.response(0)[24], 1e-12, "onsets lie above each other");
        assertEquals(100, pooled.response(1)[24], 1e-12);
        assertEquals(129, pooled.rise(0)[29], 1e-12);
    }

    @Test
    void aSweepWithTwiceTheNoiseCountsAQuarter() {
        final PooledStep pooled = PooledStep.of(List.of(
                sweep(20, 20, 1, i -> i < 20 ? (i % 2 == 0 ? 1 : -1) : 10),
                sweep(20, 20, 1, i -> i < 20 ? (i % 2 == 0 ? 2 : -2) : 20)));
        assertEquals(0.8, pooled.weight(0), 1e-12);
        assertEquals(0.2, pooled.weight(1), 1e-12);
        assertEquals(12, pooled.rise(0)[5], 1e-12);
        final PooledStep silent =
                PooledStep.of(List.of(sweep(20, 20, 1, i -> i < 20 ? 0 : 10), sweep(20, 20, 1, i -> i < 20 ? 0 : 20)));
        assertEquals(15, silent.rise(0)[5], 1e-12, "without noise all count the same");
    }

    @Test
    void aGroupThatIsLeftOutLeavesTheOthersWithTheirShares() {
        final List<PulseSweep> sweeps = new ArrayList<>();
        for (int k = 0; k < 5; k++) {
            final double height = 10 * (k + 1);
            final double sd = k == 4 ? 2 : 1;
            sweeps.add(sweep(20, 20, 1, i -> i < 20 ? (i % 2 == 0 ? sd : -sd) : height));
        }
        final PooledStep some = PooledStep.of(sweeps).without(1, 2);
        assertEquals(3, some.sweeps(), "0, 2 and 4");
        assertEquals(20, some.onset());
        // 10 and 30 with weight 1, 50 with a quarter.
        assertEquals((10 + 30 + 50 / 4.0) / 2.25, some.rise(0)[0], 1e-12);
        assertEquals(2, PooledStep.of(sweeps).without(0, 2).sweeps());
    }

    @Test
    void binsAreOneSampleWideBesideTheStepAndAnEighthWiderFromOneToTheNext() {
        final StepBins bins = StepBins.of(30, 4, 60);
        assertArrayEquals(
                new int[] {
                    0, 4, 8, 11, 14, 17, 19, 21, 23, 24, 25, 26, 27, 28, 29, // the baseline, widening backwards
                    30, // the filter settles
                    34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 51, 53, 55, 58, 60
                },
                bins.starts());
        assertEquals(15, bins.gap());
        assertEquals(35, bins.count());
        assertEquals(29, bins.start(14));
        assertEquals(1, bins.width(14));
        assertEquals(34, bins.start(15), "no bin lies where the filter settles");
        assertEquals(2, bins.width(34));
    }

    @Test
    void binsOfALineHaveItsMiddles() {
        final StepBins bins = StepBins.of(30, 4, 60);
        final double[] line = new double[60];
        for (int i = 0; i < 60; i++) line[i] = 5 - 2 * i;
        final double[] means = bins.means(line);
        assertEquals(bins.count(), means.length);
        for (int b = 0; b < means.length; b++)
            assertEquals(5 - 2 * (bins.start(b) + (bins.width(b) - 1) / 2.0), means[b], 1e-12);
    }

    /** The autocovariance by its definition, with a window that falls to 0 at half the stretch. */
    private static double covariance(final double[] noise, final int lag) {
        double mean = 0;
        for (final double value : noise) mean += value / noise.length;
        double sum = 0;
        for (int i = lag; i < noise.length; i++) sum += (noise[i] - mean) * (noise[i - lag] - mean);
        final int lags = noise.length / 2;
        return lag >= lags ? 0 : sum / noise.length * (1 - lag / (double) lags);
    }

    @Test
    void theNoiseOfAnAverageIsThatOfItsSweepsByTheSquaresOfTheirWeights() {
        final double[] one = noise(1, 100, 1);
        final double[] two = noise(2, 100, 3);
        final PooledStep pooled = PooledStep.of(
                List.of(sweep(100, 60, 1, i -> i < 100 ? one[i] : 50), sweep(100, 60, -4, i -> i < 100 ? two[i] : 50)));
        final double w = pooled.weight(0);
        assertTrue(w > 0.8 && w < 1, "nine to one: " + w);
        final NoiseCovariance covariance = NoiseCovariance.of(pooled);
        final int[] singles = new int[62];
        for (int i = 0; i < singles.length; i++) singles[i] = i;
        final double[][] found = covariance.ofBins(singles);
        for (int lag = 0; lag <= 60; lag++) {
            final double expected = w * w * covariance(one, lag) + (1 - w) * (1 - w) * covariance(two, lag);
            assertEquals(expected, found[0][lag], 1e-12, "lag " + lag);
            assertEquals(expected, found[lag][0], 1e-12);
        }
        assertEquals(Math.sqrt(found[0][0]), covariance.sd(), 1e-12);
    }

    @Test
    void theNoiseIsTakenFromTheEndOfAStepThatIsLongerThanTwoBaselines() {
        final double[] late = noise(3, 100, 2);
        // The second half of 200 samples of step; the first half and the baseline of 90 have other noise.
        final PooledStep pooled =
                PooledStep.of(List.of(sweep(90, 200, 1, i -> i < 190 ? 30 * (i % 3) : 70 + late[i - 190])));
        assertEquals(Math.sqrt(covariance(late, 0)), NoiseCovariance.of(pooled).sd(), 1e-9);
        final double[] early = noise(4, 100, 2);
        final PooledStep baseline = PooledStep.of(List.of(sweep(100, 200, 1, i -> i < 100 ? early[i] : 30 * (i % 3))));
        assertEquals(
                Math.sqrt(covariance(early, 0)), NoiseCovariance.of(baseline).sd(), 1e-9);
    }

    @Test
    void theCovarianceOfTwoMeansIsTheMeanOfTheCovariancesOfTheirSamples() {
        final double[] noise = noise(5, 120, 1);
        for (int i = 1; i < noise.length; i++) noise[i] += 0.8 * noise[i - 1];
        final NoiseCovariance covariance =
                NoiseCovariance.of(PooledStep.of(List.of(sweep(120, 60, 1, i -> i < 120 ? noise[i] : 9))));
        final int[] starts = {0, 1, 4, 9, 30, 31, 100};
        final double[][] found = covariance.ofBins(starts);
        assertEquals(6, found.length);
        for (int p = 0; p < 6; p++) {
            for (int q = 0; q < 6; q++) {
                double sum = 0;
                for (int i = starts[p]; i < starts[p + 1]; i++)
                    for (int j = starts[q]; j < starts[q + 1]; j++) sum += covariance(noise, Math.abs(i - j));
                final int pairs = (starts[p + 1] - starts[p]) * (starts[q + 1] - starts[q]);
                assertEquals(sum / pairs, found[p][q], 1e-12, p + ", " + q);
            }
        }
    }

    private static double model(final int i, final double... tauAndAmplitude) {
        if (i < ONSET) return 4;
        double sum = 4 + 5;
        for (int j = 0; j < tauAndAmplitude.length; j += 2)
            sum += tauAndAmplitude[j + 1] * Math.exp(-(i - ONSET - SETTLED) / tauAndAmplitude[j]);
        return sum;
    }

    private static PooledStep step(final double noiseNs, final double... tauAndAmplitude) {
        final double[] noise = noise(6, ONSET + LENGTH, noiseNs);
        return PooledStep.of(List.of(sweep(
                ONSET,
                LENGTH,
                -5,
                i -> (i >= ONSET && i < ONSET + SETTLED ? 0 : model(i, tauAndAmplitude)) + noise[i])));
    }

    private static PooledFit fit(final PooledStep pooled) {
        return new PooledFit(pooled, NoiseCovariance.of(pooled), SETTLED);
    }

    @Test
    void oneExponentialIsFoundBehindTheFilterThatHidesItsStart() {
        final PooledStep pooled = step(1e-3, 25, 60);
        final PooledFit fit = fit(pooled);
        assertEquals(StepBins.of(ONSET, SETTLED, ONSET + LENGTH).count(), fit.count());
        final double[] white = fit.white(pooled.mean());
        final PooledFit.Exponentials one = fit.one(white);
        assertEquals(1, one.taus().length);
        assertEquals(25, one.taus()[0], 0.01);
        assertEquals(60, one.amplitudes()[0], 0.02);
        assertEquals(60, one.atSettled(), 0.02);
        assertEquals(5, one.steady(), 0.01);
        assertEquals(4, one.holding(), 0.01);
        assertTrue(one.squares() < 2 * fit.count(), "no more is left than noise leaves: " + one);
        final double[] values = fit.values(one);
        double left = 0;
        for (int b = 0; b < white.length; b++) left += (white[b] - values[b]) * (white[b] - values[b]);
        assertEquals(one.squares(), left, 1e-6 * left, "the squares are those of what the model leaves");
    }

    @Test
    void twoExponentialsAreFoundWithTheFasterOneFirst() {
        final PooledStep pooled = step(1e-3, 8, 50, 60, 20);
        final PooledFit fit = fit(pooled);
        final double[] white = fit.white(pooled.mean());
        final PooledFit.Exponentials two = fit.two(white);
        assertArrayEquals(new double[] {8, 60}, two.taus(), 0.1);
        assertArrayEquals(new double[] {50, 20}, two.amplitudes(), 0.1);
        assertEquals(70, two.atSettled(), 0.05);
        assertEquals(5, two.steady(), 0.01);
        assertEquals(4, two.holding(), 0.01);
        assertTrue(fit.one(white).squares() > 10 * two.squares(), "one does not do");
        final double[] values = fit.values(two);
        double left = 0;
        for (int b = 0; b < white.length; b++) left += (white[b] - values[b]) * (white[b] - values[b]);
        assertEquals(two.squares(), left, 1e-6 * left);
        final PooledFit.Exponentials again =
                fit.near(white, new PooledFit.Exponentials(new double[] {8.5, 57}, null, 0, 0, 0));
        assertArrayEquals(two.taus(), again.taus(), 1e-2);
    }

    /** W C W' = 1 for the covariance C of the bins, but for the little that each bin has for itself. */
    @Test
    void whatIsWhiteHasIndependentNoiseOfVarianceOne() {
        final PooledStep pooled = step(0.5, 25, 60);
        final PooledFit fit = fit(pooled);
        final StepBins bins = StepBins.of(ONSET, SETTLED, ONSET + LENGTH);
        final double[][] covariance = NoiseCovariance.of(pooled).ofBins(bins.starts());
        final int n = bins.count();
        final double[][] whiteOfBin = new double[n][];
        for (int b = 0; b < n; b++) {
            final double[] one = new double[ONSET + LENGTH];
            for (int i = 0; i < bins.width(b); i++) one[bins.start(b) + i] = 1;
            whiteOfBin[b] = fit.white(one);
        }
        for (int p = 0; p < n; p++) {
            for (int q = 0; q < n; q++) {
                double sum = 0;
                for (int a = 0; a < n; a++)
                    for (int b = 0; b < n; b++)
                        sum += whiteOfBin[a][p] * covariance[bins.place(a)][bins.place(b)] * whiteOfBin[b][q];
                assertEquals(p == q ? 1 : 0, sum, 0.01, p + ", " + q);
            }
        }
    }
}
