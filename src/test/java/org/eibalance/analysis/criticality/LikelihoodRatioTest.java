package org.eibalance.analysis.criticality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** Ratios where the rival law of greatest likelihood is known in closed form. */
class LikelihoodRatioTest {

    private static final double NO_END = Double.POSITIVE_INFINITY;

    /** Vuong 1989: the sum of the differences is normal with n times their variance. */
    private static void assertRatio(
            final String rival,
            final LikelihoodRatio found,
            final double[] values,
            final DoubleUnaryOperator logOfPowerLaw,
            final DoubleUnaryOperator logOfRival) {
        final double[] differences = Arrays.stream(values)
                .map(x -> logOfPowerLaw.applyAsDouble(x) - logOfRival.applyAsDouble(x))
                .toArray();
        final double mean = Arrays.stream(differences).average().orElseThrow();
        final double variance = Arrays.stream(differences)
                .map(d -> (d - mean) * (d - mean))
                .average()
                .orElseThrow();
        final double ratio = mean * values.length;
        assertEquals(rival, found.rival());
        assertEquals(ratio, found.ratio(), 1e-5 * Math.max(1, Math.abs(ratio)));
        final double z = Math.abs(ratio) / Math.sqrt(variance * values.length);
        assertEquals(2 * new NormalDistribution().cumulativeProbability(-z), found.p(), 1e-3);
    }

    @Test
    void anExponentialOfRealNumbersHasTheRateOfOneOverTheirMeanExcess() {
        final double[] x = {2, 2.5, 3, 3, 4.5, 9}; // 2 more than 2 on the mean
        assertRatio(
                "exponential",
                LikelihoodRatio.exponential(x, new PowerLaw(false, 3, 2, NO_END)),
                x,
                v -> Math.log(8) - 3 * Math.log(v), // integral of x^-3 from 2 on: 1/8
                v -> -Math.log(2) - (v - 2) / 2);
    }

    @Test
    void anExponentialOfWholeNumbersIsGeometric() {
        final double[] x = {1, 1, 1, 2, 2, 3, 4, 10
        }; // 2 more than 1 on the mean: each is 2/3 as likely as the one before
        assertRatio(
                "exponential",
                LikelihoodRatio.exponential(x, new PowerLaw(true, 2, 1, NO_END)),
                x,
                v -> -2 * Math.log(v) - Math.log(Math.PI * Math.PI / 6),
                v -> Math.log(1 / 3.0) + (v - 1) * Math.log(2 / 3.0));
    }

    @Test
    void anExponentialThatEndsIsLevelWhereTheValuesLieEvenlyAboutTheMiddle() {
        // Of 2 to 6 with the mean 4 the exponential of greatest likelihood has the rate 0. What lies outside plays no
        // part, and the ends are inside.
        final double[] x = {2, 3, 5, 6, 4};
        final LikelihoodRatio real =
                LikelihoodRatio.exponential(new double[] {1.9, 2, 3, 5, 6, 6.1, 4, 100}, new PowerLaw(false, 2, 2, 6));
        assertEquals("exponential", real.rival());
        double power = 0;
        for (final double v : x) power += -2 * Math.log(v) + Math.log(3); // 1/2 - 1/6 is a third
        assertEquals(power + 5 * Math.log(4), real.ratio(), 1e-5);
        final LikelihoodRatio whole =
                LikelihoodRatio.exponential(new double[] {1, 2, 3, 5, 6, 7, 4}, new PowerLaw(true, 2, 2, 6));
        final double mass = 1 / 4.0 + 1 / 9.0 + 1 / 16.0 + 1 / 25.0 + 1 / 36.0;
        double discrete = 0;
        for (final double v : x) discrete += -2 * Math.log(v) - Math.log(mass);
        assertEquals(discrete + 5 * Math.log(5), whole.ratio(), 1e-5);
    }

    @Test
    void aLogNormalFarFromTheEndsHasTheMeanAndTheDeviationOfTheLogarithms() {
        // Logarithms of 1, 2, 3, 4 and 5: mean 3, variance 2.
        final double[] x = {Math.E, Math.exp(2), Math.exp(3), Math.exp(4), Math.exp(5)};
        final double least = Math.exp(-30);
        assertRatio(
                "log-normal",
                LikelihoodRatio.logNormal(x, new PowerLaw(false, 1.1, least, NO_END)),
                x,
                v -> -1.1 * Math.log(v) - Math.log(Math.pow(least, -0.1) / 0.1),
                v -> -Math.pow(Math.log(v) - 3, 2) / 4 - 0.5 * Math.log(4 * Math.PI) - Math.log(v));
    }

    @Test
    void aLogNormalOfLargeWholeNumbersHasTheSharesOfTheIntervalsAboutThem() {
        final double[] x = {1000, 2000, 2000, 4000, 8000, 500, 2000};
        final double mean = Arrays.stream(x).map(Math::log).average().orElseThrow();
        final double variance = Arrays.stream(x)
                .map(v -> Math.pow(Math.log(v) - mean, 2))
                .average()
                .orElseThrow();
        final LikelihoodRatio found = LikelihoodRatio.logNormal(x, new PowerLaw(true, 1.5, 1, NO_END));
        double ratio = 0;
        for (final double v : x)
            ratio += -1.5 * Math.log(v)
                    - Math.log(2.6123753486854883) // zeta(1.5)
                    + Math.pow(Math.log(v) - mean, 2) / (2 * variance)
                    + 0.5 * Math.log(2 * Math.PI * variance)
                    + Math.log(v);
        assertEquals(ratio, found.ratio(), 1e-4);
    }

    @Test
    void ofAPowerLawThatDescribesTheValuesBetterTheRatioIsAboveZero() {
        // Ranks of a Pareto law of exponent 2: half lie above 2, a tenth above 10.
        final double[] pareto = new double[999];
        for (int i = 0; i < pareto.length; i++) pareto[i] = 1000.0 / (i + 1);
        final LikelihoodRatio better = LikelihoodRatio.exponential(pareto, new PowerLaw(false, 2, 1, NO_END));
        assertTrue(better.ratio() > 0 && better.p() < 1e-6, better.toString());
        // Ranks of an exponential of mean 1 from 1 on.
        final double[] exponential = new double[999];
        for (int i = 0; i < exponential.length; i++) exponential[i] = 1 - Math.log((i + 0.5) / 999);
        final LikelihoodRatio worse = LikelihoodRatio.exponential(exponential, new PowerLaw(false, 2.7, 1, NO_END));
        assertTrue(worse.ratio() < 0 && worse.p() < 1e-6, worse.toString());
    }

    @Test
    void withoutAnyVarianceOfTheDifferencesThereIsNoProbability() {
        assertTrue(Double.isNaN(LikelihoodRatio.exponential(new double[] {3, 3, 3}, new PowerLaw(false, 2, 1, NO_END))
                .p()));
    }

    @Test
    void theSearchForTheLikeliestRivalCanBeCancelled() {
        Thread.currentThread().interrupt();
        try {
            assertThrows(
                    CancellationException.class,
                    () -> LikelihoodRatio.exponential(new double[] {2, 3, 5}, new PowerLaw(false, 2, 1, NO_END)));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void withoutAValueBetweenTheEndsNothingCanBeCompared() {
        assertEquals(
                "No value lies from 5.0 to 10.0: laws can be compared where there are values.",
                assertThrows(
                                InputException.class,
                                () -> LikelihoodRatio.logNormal(new double[] {4, 11}, new PowerLaw(true, 2, 5, 10)))
                        .getMessage());
    }
}
