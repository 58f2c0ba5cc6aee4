package org.eibalance.analysis.criticality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.eibalance.model.rate.BranchingProcess;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** Power laws and what is none. */
class PowerLawTest {

    private static double[] draws(final PowerLaw law, final int count, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, count).mapToDouble(i -> law.draw(random)).toArray();
    }

    @Test
    void theMassOfWholeNumbersIsTheZetaFunction() {
        assertEquals(Math.PI * Math.PI / 6, new PowerLaw(true, 2, 1, Double.POSITIVE_INFINITY).mass(), 1e-12);
        assertEquals(2.6123753486854883, new PowerLaw(true, 1.5, 1, Double.POSITIVE_INFINITY).mass(), 1e-11);
        double sum = 0;
        for (int k = 3; k <= 500; k++) sum += Math.pow(k, -0.7);
        assertEquals(sum, new PowerLaw(true, 0.7, 3, 500).mass(), 1e-9);
    }

    @Test
    void aHundredThousandRealNumbersGiveTheirExponent() {
        final double[] x = draws(new PowerLaw(false, 2.5, 1, Double.POSITIVE_INFINITY), 100_000, 5);
        final PowerLawFit fit = PowerLawFitting.fit(x, PowerLawSettings.continuous(1), 1, done -> {});
        assertEquals(2.5, fit.law().exponent(), 0.015);
        assertEquals(0.00474, fit.standardError(), 0.0001);
        assertEquals(100_000, fit.tail());
    }

    @Test
    void drawsOfWholeNumbersAreExact() {
        final PowerLaw law = new PowerLaw(true, 1.5, 1, 1000);
        final double[] x = draws(law, 200_000, 6);
        for (final int k : new int[] {1, 2, 3, 10}) {
            final double share = Arrays.stream(x).filter(v -> v == k).count() / 200_000.0;
            final double expected = Math.pow(k, -1.5) / law.mass();
            assertEquals(expected, share, 4 * Math.sqrt(expected / 200_000), "k = " + k);
        }
        assertTrue(Arrays.stream(x).allMatch(v -> v >= 1 && v <= 1000));
        final PowerLawFit fit =
                PowerLawFitting.fit(x, PowerLawSettings.discrete(1).upTo(1000), 1, done -> {});
        assertEquals(1.5, fit.law().exponent(), 4 * fit.standardError());
    }

    @Test
    void avalanchesOfACriticalProcessHaveTheExponentsThreeHalvesAndTwo() {
        final BranchingProcess process = new BranchingProcess(1, 4);
        final int count = 100_000;
        final double[] sizes = new double[count];
        final double[] durations = new double[count];
        for (int i = 0; i < count; i++) {
            final BranchingProcess.Avalanche a = process.next(20_000);
            sizes[i] = a.size();
            durations[i] = a.duration();
        }
        assertEquals(
                1.5,
                PowerLawFitting.fit(sizes, PowerLawSettings.discrete(10).upTo(1e4), 1, d -> {})
                        .law()
                        .exponent(),
                0.02);
        // Durations come near to 2 slowly: 1.90 from 10 steps on, 1.96 from 30.
        assertEquals(
                1.95,
                PowerLawFitting.fit(durations, PowerLawSettings.discrete(30).upTo(1e3), 1, d -> {})
                        .law()
                        .exponent(),
                0.1);
        final double gamma = new AvalancheSeries(1, sizes, durations).shape().exponent(5, 300);
        assertTrue(gamma > 1.8 && gamma < 2.05, "gamma " + gamma);
    }

    @Test
    void theLeastValueIsFoundWhereTheLawBegins() {
        final double[] law = draws(new PowerLaw(true, 2.2, 20, Double.POSITIVE_INFINITY), 4000, 7);
        final double[] body = new SplittableRandom(8)
                .doubles(4000)
                .map(u -> 1 + Math.floor(19 * u))
                .toArray();
        final double[] x = java.util.stream.DoubleStream.concat(Arrays.stream(law), Arrays.stream(body))
                .toArray();
        final PowerLawFit fit = PowerLawFitting.fit(x, PowerLawSettings.discrete(Double.NaN), 1, d -> {});
        assertTrue(
                fit.law().least() >= 15 && fit.law().least() <= 60,
                "x_min " + fit.law().least());
        assertEquals(2.2, fit.law().exponent(), 0.1);
    }

    @Test
    void theBootstrapAcceptsAPowerLawAndRejectsAnExponential() {
        final PowerLawSettings settings = PowerLawSettings.discrete(1).withBootstraps(200, 3);
        final double[] law = draws(new PowerLaw(true, 1.7, 1, Double.POSITIVE_INFINITY), 2000, 9);
        final PowerLawFit good = PowerLawFitting.fit(law, settings, 2, d -> {});
        assertTrue(good.p() > 0.1, "p = " + good.p());
        assertEquals(good.p(), PowerLawFitting.fit(law, settings, 1, d -> {}).p());
        assertTrue(LikelihoodRatio.exponential(law, good.law()).ratio() > 0
                && LikelihoodRatio.exponential(law, good.law()).p() < 1e-3);
        final double[] exponential = new SplittableRandom(10)
                .doubles(2000)
                .map(u -> 1 + Math.floor(-8 * Math.log1p(-u)))
                .toArray();
        final PowerLawFit bad = PowerLawFitting.fit(exponential, settings, 2, d -> {});
        assertEquals(0, bad.p());
        assertTrue(LikelihoodRatio.exponential(exponential, bad.law()).ratio() < 0
                && LikelihoodRatio.exponential(exponential, bad.law()).p() < 1e-3);
    }

    @Test
    void aLogNormalTailIsToldFromAPowerLaw() {
        final SplittableRandom random = new SplittableRandom(12);
        final double[] x = IntStream.range(0, 5000)
                .mapToDouble(i -> Math.exp(2
                        + 0.6
                                * Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
                                * Math.cos(2 * Math.PI * random.nextDouble())))
                .filter(v -> v >= 3)
                .toArray();
        final PowerLawFit fit = PowerLawFitting.fit(x, PowerLawSettings.continuous(3), 1, d -> {});
        assertTrue(LikelihoodRatio.logNormal(x, fit.law()).ratio() < 0
                && LikelihoodRatio.logNormal(x, fit.law()).p() < 1e-3);
    }

    @Test
    void theDistanceOfWholeNumbersIsSoughtInTheGapsBetweenThemToo() {
        // Shares of 1, 1, 1 and 10: three quarters from 1 up to 9, where the law with exponent 2 has grown to more.
        double toNine = 0;
        for (int k = 1; k <= 9; k++) toNine += 6 / (Math.PI * Math.PI * k * k);
        assertEquals(
                toNine - 0.75,
                Tail.of(new double[] {1, 1, 1, 10}).distance(new PowerLaw(true, 2, 1, Double.POSITIVE_INFINITY)),
                1e-12);
        // Where the least value itself does not occur.
        assertEquals(
                toNine,
                Tail.of(new double[] {10, 11}).distance(new PowerLaw(true, 2, 1, Double.POSITIVE_INFINITY)),
                1e-12);
    }

    @Test
    void aLogNormalWithoutMassInTheTailIsNoBetterThanThePowerLawThatIsItsLimit() {
        final double[] x = draws(new PowerLaw(false, 2.5, 1, Double.POSITIVE_INFINITY), 20_000, 21);
        final LikelihoodRatio real = LikelihoodRatio.logNormal(
                x,
                PowerLawFitting.fit(x, PowerLawSettings.continuous(1), 1, d -> {})
                        .law());
        assertTrue(Math.abs(real.ratio()) < 4, real.toString());
        // A law whose mass from the least value on is below the smallest number must not look like a perfect one.
        final double[] steep = draws(new PowerLaw(false, 12, 1, Double.POSITIVE_INFINITY), 5000, 22);
        final LikelihoodRatio ratio = LikelihoodRatio.logNormal(
                steep,
                PowerLawFitting.fit(steep, PowerLawSettings.continuous(1), 1, d -> {})
                        .law());
        assertTrue(Math.abs(ratio.ratio()) < 4, ratio.toString());
    }

    @Test
    void theEndsOfALawOfWholeNumbersAreWhole() {
        assertEquals(
                "The law goes from 1.5 to Infinity: of whole numbers both ends must be whole.",
                assertThrows(InputException.class, () -> PowerLawSettings.discrete(1.5))
                        .getMessage());
        assertThrows(
                InputException.class,
                () -> PowerLawSettings.discrete(Double.NaN).upTo(99.5));
        assertEquals(1.5, PowerLawSettings.continuous(1.5).least());
    }

    @Test
    void tooFewOrEqualValuesAreRefused() {
        assertEquals("There are 20 values to fit a power law to: it needs 50 at least.", message(new double[20]));
        final double[] same = new double[100];
        Arrays.fill(same, 3);
        assertEquals("The values from 3.0 on are all the same: a power law needs different ones.", message(same));
        same[0] = 2.5;
        assertEquals("There are values that are no whole numbers: a discrete power law needs them.", message(same));
    }

    private static String message(final double[] values) {
        return assertThrows(
                        InputException.class,
                        () -> PowerLawFitting.fit(values, PowerLawSettings.discrete(Double.NaN), 1, d -> {}))
                .getMessage();
    }

    @Test
    void aLongBootstrapCanBeCancelled() {
        final double[] x = draws(new PowerLaw(true, 1.5, 1, Double.POSITIVE_INFINITY), 20_000, 5);
        Thread.currentThread().interrupt();
        assertThrows(
                CancellationException.class,
                () -> PowerLawFitting.fit(
                        x, PowerLawSettings.discrete(Double.NaN).withBootstraps(10_000, 1), 2, d -> {}));
        assertTrue(Thread.interrupted());
    }
}
