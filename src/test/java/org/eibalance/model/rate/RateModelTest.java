package org.eibalance.model.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.eibalance.model.theory.Avalanches;
import org.eibalance.model.theory.InhibitionStabilized;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateModelTest {

    @Test
    void theHealthySubthalamicLoopComesToRest() {
        final SubthalamicLoop.Course course = SubthalamicLoop.healthy().run(5000, 0.1);
        assertEquals(18.15, course.subthalamicHz()[49_999], 0.01 * 18.15);
        assertEquals(53.69, course.pallidalHz()[49_999], 0.01 * 53.69);
        assertEquals(course.subthalamicHz()[40_000], course.subthalamicHz()[49_999], 1e-6);
    }

    @Test
    void theParkinsonianLoopOscillatesInTheBetaBand() {
        final SubthalamicLoop.Course course = SubthalamicLoop.parkinsonian().run(5000, 0.1);
        final double[] s = Arrays.copyOfRange(course.subthalamicHz(), 20_000, 50_000);
        final double[] g = Arrays.copyOfRange(course.pallidalHz(), 20_000, 50_000);
        // Euler's method at .1 ms gives 1.741 to 66.20 and 10.09 to 117.89 Hz; these are the values it goes to
        // as its step shrinks, and Heun's at .1 and at .02 ms.
        assertEquals(1.826, Arrays.stream(s).min().orElse(0), 0.002);
        assertEquals(65.45, Arrays.stream(s).max().orElse(0), 0.05);
        assertEquals(10.17, Arrays.stream(g).min().orElse(0), 0.01);
        assertEquals(115.55, Arrays.stream(g).max().orElse(0), 0.1);
        final double mean = Arrays.stream(s).average().orElse(0);
        int crossings = 0;
        int first = -1;
        int last = 0;
        for (int i = 1; i < s.length; i++) {
            if (s[i - 1] >= mean || s[i] < mean) continue;
            if (first < 0) first = i;
            else crossings++;
            last = i;
        }
        assertEquals(20.58, crossings / ((last - first) * 1e-4), 0.05);
        assertEquals(22.06, mean, 0.22);
    }

    @Test
    void theStabilizedNetworkAnswersInputToInhibitionWithLessInhibition() {
        final InhibitionStabilized weights = new InhibitionStabilized(2, 2.5, 3, 1);
        final TwoPopulations network = new TwoPopulations(weights, 20, 10, 0);
        final double[] before = settled(network, 10, 3);
        final double[] after = settled(network, 10, 4);
        assertEquals(weights.inhibitoryResponseToInhibitoryInput(), after[1] - before[1], 1e-6);
        assertEquals(weights.excitatoryResponseToInhibitoryInput(), after[0] - before[0], 1e-6);
        assertEquals(weights.fixedPoint(10, 3)[0], before[0], 1e-6);
    }

    private static double[] settled(final TwoPopulations network, final double inputE, final double inputI) {
        final double[][] r = network.run(
                new double[] {1, 1},
                (ms, h) -> {
                    h[0] = inputE;
                    h[1] = inputI;
                },
                3000,
                0.1,
                false);
        return new double[] {r[0][30_000], r[1][30_000]};
    }

    @Test
    void withInhibitionFrozenTheStabilizedNetworkRunsAwayAndTheOtherDoesNot() {
        assertTrue(frozen(2) > 100);
        assertEquals(0, frozen(0.5), 1e-6);
    }

    /** How far r_E has gone from a fixed point by a nudge, with r_I held. */
    private static double frozen(final double ee) {
        final InhibitionStabilized weights = new InhibitionStabilized(ee, 2.5, 3, 1);
        final double[] rest = weights.fixedPoint(10, 3);
        final double[][] r = new TwoPopulations(weights, 20, 10, 0)
                .run(
                        new double[] {rest[0] + 0.01, rest[1]},
                        (ms, h) -> {
                            h[0] = 10;
                            h[1] = 3;
                        },
                        1000,
                        0.1,
                        true);
        return Math.abs(r[0][10_000] - rest[0]);
    }

    @Test
    void criticalAvalanchesHaveTheExponentsOfTheMeanField() {
        final BranchingProcess process = new BranchingProcess(1, 3);
        final int number = 400_000;
        final int[] ofSize = new int[6];
        double logSizes = 0;
        int sizes = 0;
        final long[] size = new long[number];
        for (int k = 0; k < number; k++) {
            final BranchingProcess.Avalanche a = process.next(20_000);
            size[k] = a.size();
            if (a.size() <= 5) ofSize[(int) a.size()]++;
        }
        for (int n = 1; n <= 5; n++) {
            final double p = Avalanches.sizeProbability(1, n);
            assertEquals(p, ofSize[n] / (double) number, 4 * Math.sqrt(p / number));
        }
        for (final long s : size) {
            if (s < 10 || s > 10_000) continue;
            logSizes += Math.log(s);
            sizes++;
        }
        assertEquals(1.5, exponent(logSizes / sizes, 10, 10_000), 0.02);
    }

    /**
     * Exponent of a discrete power law on a range whose mean logarithm is the one observed: its likelihood's maximum.
     */
    private static double exponent(final double meanLog, final int from, final int to) {
        double low = 1.01;
        double high = 3;
        while (high - low > 1e-6) {
            final double middle = 0.5 * (low + high);
            double sum = 0;
            double logs = 0;
            for (int n = from; n <= to; n++) {
                final double p = Math.pow(n, -middle);
                sum += p;
                logs += p * Math.log(n);
            }
            if (logs / sum > meanLog) low = middle;
            else high = middle;
        }
        return low;
    }

    @Tag("slow")
    @Test
    void durationsAndSizesScaleAsTheMeanFieldSays() {
        final BranchingProcess process = new BranchingProcess(1, 4);
        final double[] sum = new double[301];
        final int[] count = new int[301];
        double logDurations = 0;
        int durations = 0;
        for (int k = 0; k < 400_000; k++) {
            final BranchingProcess.Avalanche a = process.next(10_000_000);
            if (a.duration() <= 300) {
                sum[a.duration()] += a.size();
                count[a.duration()]++;
            }
            if (a.duration() < 30 || a.duration() > 1000) continue;
            logDurations += Math.log(a.duration());
            durations++;
        }
        assertEquals(1.95, exponent(logDurations / durations, 30, 1000), 0.1);
        double xx = 0;
        double xy = 0;
        double mx = 0;
        double my = 0;
        double w = 0;
        for (int t = 5; t <= 300; t++) {
            if (count[t] < 3) continue;
            mx += count[t] * Math.log(t);
            my += count[t] * Math.log(sum[t] / count[t]);
            w += count[t];
        }
        for (int t = 5; t <= 300; t++) {
            if (count[t] < 3) continue;
            final double x = Math.log(t) - mx / w;
            xx += count[t] * x * x;
            xy += count[t] * x * (Math.log(sum[t] / count[t]) - my / w);
        }
        assertEquals(1.9, xy / xx, 0.13);
    }

    @ParameterizedTest
    @CsvSource({".9, 10, .3", ".95, 20, 1", ".99, 100, 8"})
    void subcriticalAvalanchesHaveTheMeanSizeOfTheClosedForm(
            final double m, final double expected, final double tolerance) {
        final BranchingProcess process = new BranchingProcess(m, 5);
        double sum = 0;
        for (int k = 0; k < 100_000; k++) sum += process.next(Long.MAX_VALUE).size();
        assertEquals(expected, sum / 100_000, tolerance);
    }

    @Test
    void correlationsOverManyLagsTellTheBranchingRatioEvenFromAFewUnits() {
        final BranchingProcess process = new BranchingProcess(0.98, 6);
        final int[] seen = process.subsampled(process.driven(2, 300_000), 0.05);
        final double[] r = new double[60];
        for (int lag = 1; lag <= r.length; lag++) r[lag - 1] = slope(seen, lag);
        // r_k = b m^k: a straight line in logarithms.
        double xx = 0;
        double xy = 0;
        final double mx = (r.length + 1) / 2.0;
        for (int lag = 1; lag <= r.length; lag++) {
            xx += (lag - mx) * (lag - mx);
            xy += (lag - mx) * Math.log(r[lag - 1]);
        }
        assertEquals(0.98, Math.exp(xy / xx), 0.005);
        assertTrue(r[0] < 0.7, "one lag alone says " + r[0]);
    }

    private static double slope(final int[] a, final int lag) {
        double mean = 0;
        for (final int x : a) mean += x / (double) a.length;
        double xx = 0;
        double xy = 0;
        for (int t = 0; t + lag < a.length; t++) {
            xx += (a[t] - mean) * (a[t] - mean);
            xy += (a[t] - mean) * (a[t + lag] - mean);
        }
        return xy / xx;
    }
}
