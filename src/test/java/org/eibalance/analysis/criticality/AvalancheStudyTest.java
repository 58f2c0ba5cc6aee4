package org.eibalance.analysis.criticality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** The exponents of sizes, of durations and of both together. */
class AvalancheStudyTest {

    private static final double NO_END = Double.POSITIVE_INFINITY;

    private static final AvalancheSettings FROM_ONE =
            new AvalancheSettings(OptionalDouble.of(1), NO_END, OptionalDouble.of(1), NO_END, 0, 9);

    /** Durations whose shares are those of d^−2, each avalanche of the size factor d^gamma. */
    private static AvalancheSeries series(final double factor, final double gamma) {
        final double[] durations = new double[20_000];
        int count = 0;
        for (int d = 1; d < 3000; d++) {
            final long upTo = Math.round(20_000 * 6 / (Math.PI * Math.PI) * sumOfInverseSquares(d));
            while (count < upTo) durations[count++] = d;
        }
        final double[] all = Arrays.copyOf(durations, count);
        return new AvalancheSeries(
                4, Arrays.stream(all).map(d -> factor * Math.pow(d, gamma)).toArray(), all);
    }

    private static double sumOfInverseSquares(final int to) {
        double sum = 0;
        for (int d = 1; d <= to; d++) sum += 1.0 / d / d;
        return sum;
    }

    @Test
    void sizesThatGrowWithTheSquareOfDurationsOfExponentTwoHaveTheExponentThreeHalves() {
        final AvalancheStudy study = AvalancheStudy.compute("a", series(1.5, 2), FROM_ONE, 1, done -> {});
        assertEquals(2, study.durations().law().exponent(), 0.01);
        assertTrue(study.durations().law().discrete());
        assertEquals(2, study.gamma(), 1e-9);
        assertEquals(9, study.seed());
        // Sizes from 1 on with the mean logarithm 2 x 0.57 + ln 1.5: real numbers, as 1.5 is none of the whole ones.
        assertFalse(study.sizes().law().discrete());
        final double tau = 1 + 1 / (2 * 0.56996 + Math.log(1.5));
        assertEquals(tau, study.sizes().law().exponent(), 0.005);
        assertEquals(1 / (tau - 1), study.gammaExpected(), 0.03);
        assertEquals(study.avalanches().count(), study.sizes().tail());
        assertTrue(Double.isNaN(study.sizes().p()), "no samples were asked for");
    }

    @Test
    void theExponentOfMeanSizesIsThatOfTheRangeOfTheLawOfDurations() {
        final AvalancheSeries whole = series(1, 2);
        final double[] sizes = whole.sizes().clone();
        for (int i = 0; i < sizes.length; i++) {
            final double d = whole.durations()[i];
            if (d < 2 || d > 20) sizes[i] = 10_000; // would spoil the slope
        }
        final AvalancheSettings settings =
                new AvalancheSettings(OptionalDouble.empty(), NO_END, OptionalDouble.of(2), 20, 0, 1);
        final AvalancheStudy study =
                AvalancheStudy.compute("a", new AvalancheSeries(4, sizes, whole.durations()), settings, 1, done -> {});
        assertEquals(2, study.gamma(), 1e-9);
        assertTrue(study.sizes().law().discrete());
        assertEquals(20, study.durations().law().greatest());
    }

    @Test
    void fiftyAvalanchesAreEnoughAndFortyNineAreNot() {
        final double[] values = new double[50];
        for (int i = 0; i < 50; i++) values[i] = 1 + i % 5;
        assertEquals(
                50,
                AvalancheStudy.compute("a", new AvalancheSeries(4, values, values), FROM_ONE, 1, done -> {})
                        .durations()
                        .tail());
        final double[] fewer = Arrays.copyOf(values, 49);
        assertEquals(
                "cell 3 has 49 avalanches in bins of 4.000 ms: a power law needs 50 at least, so choose other bins or "
                        + "a longer recording.",
                assertThrows(
                                InputException.class,
                                () -> AvalancheStudy.compute(
                                        "cell 3", new AvalancheSeries(4, fewer, fewer), FROM_ONE, 1, done -> {}))
                        .getMessage());
    }

    @Test
    void theSizesAreTheFirstHalfOfTheWorkAndTheDurationsTheSecond() {
        final double[] values = new double[100];
        for (int i = 0; i < 100; i++) values[i] = 1 + i % 7;
        final List<Double> shares = new ArrayList<>();
        AvalancheStudy.compute("a", new AvalancheSeries(4, values, values), FROM_ONE, 1, shares::add);
        assertEquals(List.of(0.5, 1.0), shares);
    }

    @Test
    void equallyManyAvalanchesOfSevenSizesAreNoPowerLaw() {
        final AvalancheSettings samples =
                new AvalancheSettings(OptionalDouble.of(1), NO_END, OptionalDouble.of(1), NO_END, 20, 9);
        final double[] values = new double[700];
        for (int i = 0; i < values.length; i++) values[i] = 1 + i % 7;
        final AvalancheStudy study =
                AvalancheStudy.compute("a", new AvalancheSeries(4, values, values), samples, 1, done -> {});
        assertEquals(0, study.sizes().p());
        assertEquals(0, study.durations().p());
    }
}
