package org.eibalance.analysis.criticality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** Masses, shares, exponents and distances of power laws that can be worked out by hand. */
class PowerLawFactsTest {

    private static final double NO_END = Double.POSITIVE_INFINITY;
    private static final double ZETA_2 = Math.PI * Math.PI / 6;
    /** Mean logarithm of whole numbers from 1 on whose exponent is 2: −ζ'(2) / ζ(2). */
    private static final double MEAN_LOG_OF_TWO = 0.5699609930945328;

    @Test
    void theMassOfRealNumbersIsAnIntegral() {
        assertEquals(1 / 8.0, new PowerLaw(false, 3, 2, NO_END).mass(), 1e-15);
        assertEquals(3 / 4.0, new PowerLaw(false, 2, 1, 4).mass(), 1e-15);
        assertEquals(14 / 3.0, new PowerLaw(false, 0.5, 1, 100 / 9.0).mass(), 1e-12); // 2 (10/3 - 1)
    }

    @Test
    void sharesOfWholeNumbersAreSumsOfFractions() {
        final PowerLaw three = new PowerLaw(true, 2, 1, 3); // 1, 1/4 and 1/9
        assertEquals(1, three.shareFrom(1), 1e-13);
        assertEquals(13 / 49.0, three.shareFrom(2), 1e-13);
        assertEquals(4 / 49.0, three.shareFrom(3), 1e-13);
        assertArrayEquals(new double[] {36 / 49.0, 45 / 49.0, 1}, three.cumulative(new double[] {1, 2, 3}), 1e-13);
        final PowerLaw all = new PowerLaw(true, 2, 1, NO_END);
        assertEquals(1 - 1 / ZETA_2, all.shareFrom(2), 1e-13);
        assertArrayEquals(new double[] {1 / ZETA_2, 1.25 / ZETA_2}, all.cumulative(new double[] {1, 2}), 1e-13);
    }

    @Test
    void sharesOfRealNumbersAreThoseOfPareto() {
        final PowerLaw all = new PowerLaw(false, 2, 1, NO_END);
        assertEquals(0.25, all.shareFrom(4), 1e-15);
        assertArrayEquals(new double[] {0, 0.5, 0.75}, all.cumulative(new double[] {1, 2, 4}), 1e-15);
        final PowerLaw ten = new PowerLaw(false, 2, 1, 10);
        assertEquals((0.25 - 0.1) / 0.9, ten.shareFrom(4), 1e-15);
        assertEquals(0, ten.shareFrom(10), 1e-15);
        assertArrayEquals(new double[] {0.75 / 0.9, 1}, ten.cumulative(new double[] {4, 10}), 1e-15);
    }

    @Test
    void theMassOfLargeWholeNumbersIsThatOfTheSeriesOfEulerAndMaclaurin() {
        // From 19 on, one term is added before the series, and from 20 on none.
        for (final int least : new int[] {19, 20, 21, 50}) {
            double below = 0;
            for (int k = 1; k < least; k++) below += 1.0 / k / k;
            assertEquals(ZETA_2 - below, new PowerLaw(true, 2, least, NO_END).mass(), 1e-13, "from " + least);
        }
        double sum = 0;
        for (int k = 30; k <= 40; k++) sum += Math.pow(k, -4.5);
        assertEquals(1, new PowerLaw(true, 4.5, 30, 40).mass() / sum, 1e-11);
    }

    @Test
    void drawsOfRealNumbersHaveTheSharesOfTheLawAndItsEnds() {
        final PowerLaw law = new PowerLaw(false, 2, 1, 10);
        final SplittableRandom random = new SplittableRandom(3);
        final double[] x =
                IntStream.range(0, 40_000).mapToDouble(i -> law.draw(random)).toArray();
        assertTrue(Arrays.stream(x).allMatch(v -> v >= 1 && v <= 10));
        for (final double at : new double[] {1.5, 3, 8}) {
            final double share = Arrays.stream(x).filter(v -> v >= at).count() / 40_000.0;
            final double expected = law.shareFrom(at);
            assertEquals(expected, share, 4 * Math.sqrt(expected * (1 - expected) / 40_000), "from " + at);
        }
    }

    @Test
    void drawsOfLargeWholeNumbersHaveTheSharesOfTheLaw() {
        final PowerLaw law = new PowerLaw(true, 1.5, 5, NO_END);
        final SplittableRandom random = new SplittableRandom(4);
        final double[] x =
                IntStream.range(0, 40_000).mapToDouble(i -> law.draw(random)).toArray();
        for (final double at : new double[] {6, 100, 10_000, 10_001, 100_000}) {
            final double share = Arrays.stream(x).filter(v -> v >= at).count() / 40_000.0;
            final double expected = law.shareFrom(at);
            assertEquals(expected, share, 4 * Math.sqrt(expected * (1 - expected) / 40_000), "from " + at);
        }
        assertTrue(Arrays.stream(x).allMatch(v -> v >= 5 && v == Math.rint(v)));
    }

    @Test
    void aLawOfExponentOneHasAnEndAndTheSharesOfTheHarmonicNumbers() {
        final PowerLaw whole = new PowerLaw(true, 1, 1, 3); // 1, 1/2 and 1/3
        assertEquals(11 / 6.0, whole.mass(), 1e-13);
        assertEquals(5 / 11.0, whole.shareFrom(2), 1e-13);
        assertArrayEquals(new double[] {6 / 11.0, 9 / 11.0, 1}, whole.cumulative(new double[] {1, 2, 3}), 1e-13);
        assertEquals(5.187377517639621, new PowerLaw(true, 1, 1, 100).mass(), 1e-12); // the hundredth harmonic number
        final PowerLaw real = new PowerLaw(false, 1, 1, 8);
        assertEquals(Math.log(8), real.mass(), 1e-15);
        assertEquals(2 / 3.0, real.shareFrom(2), 1e-15);
        final SplittableRandom random = new SplittableRandom(6);
        int two = 0;
        int fromTwo = 0;
        for (int i = 0; i < 40_000; i++) {
            if (whole.draw(random) == 2) two++;
            if (real.draw(random) >= 2) fromTwo++;
        }
        assertEquals(3 / 11.0, two / 40_000.0, 4 * Math.sqrt(24 / 121.0 / 40_000));
        assertEquals(2 / 3.0, fromTwo / 40_000.0, 4 * Math.sqrt(2 / 9.0 / 40_000));
        // Close to 1 nothing jumps.
        assertEquals(11 / 6.0, new PowerLaw(true, 1 + 1e-9, 1, 3).mass(), 1e-6);
        assertEquals(Math.log(8), new PowerLaw(false, 1 - 1e-9, 1, 8).mass(), 1e-6);
    }

    @Test
    void theExponentIsTheOneWhoseMeanLogarithmIsThatOfTheValues() {
        assertEquals(2, exponent(MEAN_LOG_OF_TWO, true, 1, NO_END), 1e-6);
        // Real numbers: 1 + 1 over the mean logarithm of x / x_min.
        assertEquals(3, exponent(Math.log(7) + 0.5, false, 7, NO_END), 1e-12);
        // Real numbers from 1 to e of exponent 2: their logarithms lie on the mean at 1 - 1 / (e - 1).
        assertEquals(2, exponent(1 - 1 / (Math.E - 1), false, 1, Math.E), 1e-5);
        // Whole numbers from 1 to 3 of exponent 2: (ln 2 / 4 + ln 3 / 9) / (49 / 36).
        assertEquals(2, exponent((9 * Math.log(2) + 4 * Math.log(3)) / 49, true, 1, 3), 1e-5);
        // ... and of 0.5, where the law falls more slowly than 1 / x.
        final double mass = 1 + Math.sqrt(0.5) + Math.sqrt(1 / 3.0);
        assertEquals(
                0.5,
                exponent((Math.sqrt(0.5) * Math.log(2) + Math.sqrt(1 / 3.0) * Math.log(3)) / mass, true, 1, 3),
                1e-5);
    }

    @Test
    void exponentsAreSoughtUpToFifteenAndDownToATenth() {
        assertEquals(15, exponent(0, true, 1, NO_END), 1e-6);
        assertEquals(0.1, exponent(Math.log(3), true, 1, 3), 1e-6);
        assertEquals(1, exponent(20, true, 1, NO_END), 0.06, "without an end only above 1");
    }

    private static double exponent(
            final double meanLog, final boolean discrete, final double least, final double greatest) {
        return Tail.of(new double[] {Math.exp(meanLog)}).exponent(discrete, least, greatest);
    }

    @Test
    void equalValuesAreCountedTogether() {
        final Tail all = Tail.of(new double[] {1, 1, 2, 5, 5, 5});
        assertArrayEquals(new double[] {1, 2, 5}, all.values);
        assertArrayEquals(new int[] {2, 1, 3}, all.counts);
        assertEquals(6, all.total());
        final Tail from = all.from(1);
        assertArrayEquals(new double[] {2, 5}, from.values);
        assertEquals(4, from.total());
        assertEquals(1 + 4 / (3 * Math.log(2.5)), from.exponent(false, 2, NO_END), 1e-12);
        // Log likelihood of 2 and three times 5 under x^-2 from 1 on, whose mass is 1.
        assertEquals(
                -2 * (Math.log(2) + 3 * Math.log(5)), from.logLikelihood(new PowerLaw(false, 2, 1, NO_END)), 1e-12);
    }

    @Test
    void theDistanceOfRealNumbersIsSoughtAtBothEndsOfEachStep() {
        final PowerLaw law = new PowerLaw(false, 2, 1, NO_END); // 1 - 1 / x up to x
        assertEquals(0.75, Tail.of(new double[] {4}).distance(law), 1e-12, "just below the value");
        assertEquals(0.8, Tail.of(new double[] {1.25}).distance(law), 1e-12, "at the value");
        assertEquals(0.25, Tail.of(new double[] {4 / 3.0, 4}).distance(law), 1e-12);
    }

    @Test
    void fiftyValuesAreEnoughAndTheLawOfAFitIsThatOfItsTail() {
        final double[] values = DoubleStream.concat(
                        DoubleStream.of(0.5, 0.7, 200), IntStream.range(0, 50).mapToDouble(i -> 1 + i))
                .toArray();
        final PowerLawFit fit =
                PowerLawFitting.fit(values, PowerLawSettings.continuous(1).upTo(50), 1, done -> {});
        assertEquals(50, fit.tail());
        assertEquals(53, fit.values());
        assertEquals(1, fit.law().least());
        assertEquals(50, fit.law().greatest());
        final double[] fewer = Arrays.copyOf(values, 52);
        assertEquals(
                "There are 49 values to fit a power law to: it needs 50 at least.",
                refused(fewer, PowerLawSettings.continuous(1).upTo(50)));
    }

    @Test
    void aTailOfFiftyIsLongEnoughForTheLawToBeginThere() {
        final double[] values = DoubleStream.concat(
                        IntStream.range(0, 50).mapToDouble(i -> 3 + 1e-3 * i),
                        IntStream.range(0, 50).mapToDouble(i -> 10 * 50 / (i + 0.5)))
                .toArray();
        final PowerLawFit fit = PowerLawFitting.fit(values, PowerLawSettings.continuous(Double.NaN), 1, done -> {});
        assertEquals(10 * 50 / 49.5, fit.law().least(), 1e-9);
        assertEquals(50, fit.tail());
    }

    @Test
    void samplesHaveAsManyValuesBelowTheLawAsWereSeen() {
        // Nine of ten values lie below the law; its own hundred come in twenties of five, a distance that samples of a
        // hundred exceed and samples of a thousand do not.
        final double[] values = DoubleStream.concat(
                        DoubleStream.generate(() -> 1).limit(900),
                        IntStream.range(0, 100).mapToDouble(i -> 10 * 20 / (i / 5 + 0.5)))
                .toArray();
        final PowerLawSettings chosen = PowerLawSettings.continuous(Double.NaN);
        final PowerLawFit few = PowerLawFitting.fit(values, chosen.withBootstraps(40, 2), 1, done -> {});
        assertEquals(10 * 20 / 19.5, few.law().least(), 1e-9);
        assertTrue(few.p() > 0.5, "p = " + few.p());
        // Without the values below, and with ten times as many of the law, p is 0.
        final double[] many = new double[1000];
        for (int i = 0; i < 1000; i++) many[i] = values[900 + i / 10];
        final PowerLawFit all = PowerLawFitting.fit(many, chosen.withBootstraps(40, 2), 1, done -> {});
        assertTrue(all.p() < 0.1, "p = " + all.p());
    }

    @Test
    void theChoiceOfTheLeastValueCanBeCancelled() {
        final double[] values = IntStream.range(0, 100).mapToDouble(i -> 1 + i).toArray();
        Thread.currentThread().interrupt();
        try {
            assertThrows(
                    java.util.concurrent.CancellationException.class,
                    () -> PowerLawFitting.fit(values, PowerLawSettings.continuous(Double.NaN), 1, done -> {}));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void theLastWholeNumberOfALawIsDrawnAsOftenAsItsShareSays() {
        final PowerLaw law = new PowerLaw(true, 1.5, 1, 3);
        // So many that 2 and 3 are seen to be rejected, which happens to 4 and 2 % of their draws.
        final SplittableRandom random = new SplittableRandom(5);
        final double[] x =
                IntStream.range(0, 300_000).mapToDouble(i -> law.draw(random)).toArray();
        for (final double k : new double[] {1, 2, 3}) {
            final double share = Arrays.stream(x).filter(v -> v == k).count() / 300_000.0;
            final double expected = Math.pow(k, -1.5) / law.mass();
            assertEquals(expected, share, 4 * Math.sqrt(expected * (1 - expected) / 300_000), "k = " + k);
        }
    }

    @Test
    void theStandardErrorOfRealNumbersIsTheExcessOfTheExponentOverTheRootOfTheirNumber() {
        final double[] pareto =
                IntStream.range(0, 400).mapToDouble(i -> 400 / (i + 0.5)).toArray();
        final PowerLawFit fit = PowerLawFitting.fit(pareto, PowerLawSettings.continuous(1), 1, done -> {});
        assertEquals((fit.law().exponent() - 1) / 20, fit.standardError(), 1e-6);
        assertEquals(2, fit.law().exponent(), 0.02);
    }

    @Test
    void valuesBelowTheChosenLeastOneAreLeftOut() {
        // Ranks of a Pareto law from 10 on, and a hundred times 3, which it has not.
        final double[] values = DoubleStream.concat(
                        IntStream.range(0, 100).mapToDouble(i -> 3 + 1e-3 * i),
                        IntStream.range(0, 300).mapToDouble(i -> 10 * 300 / (i + 0.5)))
                .toArray();
        final PowerLawFit fit = PowerLawFitting.fit(values, PowerLawSettings.continuous(Double.NaN), 1, done -> {});
        assertEquals(10, fit.law().least(), 1);
        assertEquals(2, fit.law().exponent(), 0.05);
        assertEquals(Arrays.stream(values).filter(x -> x >= fit.law().least()).count(), fit.tail());
        assertEquals(
                Tail.of(Arrays.stream(values)
                                .filter(x -> x >= fit.law().least())
                                .sorted()
                                .toArray())
                        .distance(fit.law()),
                fit.distance(),
                1e-12);
        assertTrue(fit.distance() < 0.01);
    }

    @Test
    void ofSamplesOfTheLawItselfSomeLieFartherAndOfAnotherLawNone() {
        final double[] pareto =
                IntStream.range(0, 200).mapToDouble(i -> 200 / (i + 0.5)).toArray();
        final List<Double> shares = new ArrayList<>();
        final PowerLawSettings settings = PowerLawSettings.continuous(1).withBootstraps(40, 2);
        final PowerLawFit ranks = PowerLawFitting.fit(pareto, settings, 1, shares::add);
        assertEquals(1, ranks.p(), "ranks lie nearer to the law than any sample");
        assertEquals(1, shares.get(shares.size() - 1));
        final double[] level =
                IntStream.range(0, 200).mapToDouble(i -> 1 + i / 200.0).toArray();
        assertEquals(0, PowerLawFitting.fit(level, settings, 1, done -> {}).p());
        assertEquals(
                1,
                PowerLawFitting.fit(
                                pareto, PowerLawSettings.continuous(Double.NaN).withBootstraps(10, 2), 1, done -> {})
                        .p(),
                0.1);
    }

    @Test
    void valuesThatNoLawHasAreRefused() {
        final double[] values = IntStream.range(0, 100).mapToDouble(i -> i).toArray();
        assertEquals(
                "There is a value of 0.0: those of a power law must be above 0.",
                refused(values, PowerLawSettings.discrete(Double.NaN)));
        final double[] same = new double[60];
        Arrays.fill(same, 3);
        assertEquals(
                "The values from 2.0 on are all the same: a power law needs different ones.",
                refused(same, PowerLawSettings.discrete(2)));
        same[0] = 2;
        assertEquals(
                60,
                PowerLawFitting.fit(same, PowerLawSettings.discrete(2), 1, done -> {})
                        .tail());
    }

    private static String refused(final double[] values, final PowerLawSettings settings) {
        return assertThrows(InputException.class, () -> PowerLawFitting.fit(values, settings, 1, done -> {}))
                .getMessage();
    }

    @Test
    void settingsAtTheirLimitsAreAllowedAndBeyondThemRefused() {
        assertEquals(0, settings(1, 2, 10, 0).bootstraps());
        assertEquals("The least value of a power law is 0.0: it must be above 0.", refusedSettings(0, 2, 10, 0));
        assertEquals(
                "The greatest value of a power law is 1.0: it must be above the least.", refusedSettings(1, 1, 10, 0));
        assertEquals(
                "The greatest value of a power law is 0.0: it must be above the least.",
                refusedSettings(Double.NaN, 0, 10, 0));
        assertEquals("The fewest values in the tail are 9: they must be 10 or more.", refusedSettings(1, 2, 9, 0));
        assertEquals("The number of bootstrap samples is -1: it must be 0 or more.", refusedSettings(1, 2, 10, -1));
        final PowerLawSettings bounded = PowerLawSettings.discrete(3).upTo(20).withBootstraps(7, 8);
        assertEquals(new PowerLawSettings(true, 3, 20, 50, 7, 8), bounded);
    }

    private static PowerLawSettings settings(
            final double least, final double greatest, final int tail, final int samples) {
        return new PowerLawSettings(false, least, greatest, tail, samples, 1);
    }

    private static String refusedSettings(
            final double least, final double greatest, final int tail, final int samples) {
        return assertThrows(InputException.class, () -> settings(least, greatest, tail, samples))
                .getMessage();
    }
}
