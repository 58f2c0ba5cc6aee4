package org.eibalance.model.rate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts of a Galton–Watson process with Poisson offspring that hold exactly, or for the mean of many. */
class BranchingProcessTest {

    @Test
    void withoutOffspringAnAvalancheIsItsFirstUnit() {
        assertEquals(new BranchingProcess.Avalanche(1, 1), new BranchingProcess(0, 1).next(1000));
    }

    /** The chance to have died out by step n is q(n) = exp(m (q(n−1) − 1)), from q(0) = 0 (Watson and Galton 1875). */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1})
    void avalanchesDieOutAsTheGeneratingFunctionSays(final double m) {
        final BranchingProcess process = new BranchingProcess(m, 7);
        final int number = 50_000;
        final int[] ended = new int[6];
        for (int k = 0; k < number; k++) {
            final int duration = process.next(100_000).duration();
            assertTrue(duration >= 1);
            for (int n = duration; n < ended.length; n++) ended[n]++;
        }
        double q = 0;
        for (int n = 1; n < ended.length; n++) {
            q = Math.exp(m * (q - 1));
            assertEquals(q, ended[n] / (double) number, 4 * Math.sqrt(q * (1 - q) / number), "within " + n + " steps");
        }
    }

    @Test
    void anAvalancheStopsAsSoonAsItHasTheSizeAtWhichItIsCut() {
        final BranchingProcess process = new BranchingProcess(5, 8);
        for (int k = 0; k < 20; k++) assertEquals(new BranchingProcess.Avalanche(1, 1), process.next(1));
        // Of five offspring on average none is left in 1 of 148: the second step makes two units or more of nearly all.
        int grown = 0;
        for (int k = 0; k < 20; k++) if (process.next(2).duration() == 2) grown++;
        assertTrue(grown >= 17, grown + " of 20 have a second step");
    }

    /** 1000 a step and m = .9 make 10 000 units on average; one step later it scatters by their root, 100. */
    @Test
    void drivenActivityBeginsAtItsStationaryMean() {
        double sum = 0;
        for (int seed = 0; seed < 100; seed++) {
            final int first = new BranchingProcess(0.9, seed).driven(1000, 1)[0];
            assertEquals(10_000, first, 500);
            sum += first;
        }
        assertEquals(10_000, sum / 100, 40);
    }

    /** The variance of a stationary process with Poisson offspring is its mean over 1 − m². */
    @ParameterizedTest
    @CsvSource({"2, 4", "1500, 3000"})
    void drivenActivityHasItsStationaryMeanAndVariance(final double input, final double mean) {
        final int[] activity = new BranchingProcess(0.5, 9).driven(input, 100_000);
        final double found = Arrays.stream(activity).average().orElseThrow();
        // Neighbours are correlated by m: the mean is as good as one of a third as many independent steps.
        final double variance = mean / 0.75;
        assertEquals(mean, found, 4 * Math.sqrt(3 * variance / activity.length));
        assertEquals(
                variance,
                Arrays.stream(activity)
                        .mapToDouble(a -> (a - found) * (a - found))
                        .average()
                        .orElseThrow(),
                0.05 * variance);
    }

    @Test
    void whoSeesAllUnitsSeesTheActivityAndWhoSeesNoneNothing() {
        final int[] activity = {3, 0, 1, 12};
        final BranchingProcess process = new BranchingProcess(0.9, 10);
        assertArrayEquals(activity, process.subsampled(activity, 1));
        assertArrayEquals(new int[4], process.subsampled(activity, 0));
    }

    @Test
    void aQuarterOfTheUnitsIsSeenAsABinomialShare() {
        final int[] activity = new int[20_000];
        Arrays.fill(activity, 8);
        final int[] seen = new BranchingProcess(0.9, 11).subsampled(activity, 0.25);
        assertEquals(2, Arrays.stream(seen).average().orElseThrow(), 0.035);
        assertEquals(
                1.5,
                Arrays.stream(seen)
                        .mapToDouble(s -> (s - 2.0) * (s - 2))
                        .average()
                        .orElseThrow(),
                0.06);
        assertTrue(Arrays.stream(seen).allMatch(s -> s <= 8));
    }

    @Test
    void aBranchingRatioIsZeroOrAbove() {
        assertEquals(
                "The branching ratio is -0.1: it must be 0 or above.",
                assertThrows(InputException.class, () -> new BranchingProcess(-0.1, 1))
                        .getMessage());
        assertThrows(InputException.class, () -> new BranchingProcess(Double.NaN, 1));
    }

    @Test
    void steadyInputHasAStationaryMeanOnlyBelowCriticality() {
        assertEquals(
                "The branching ratio is 1.0: activity with a steady input needs one below 1, else it has no "
                        + "stationary mean.",
                assertThrows(InputException.class, () -> new BranchingProcess(1, 1).driven(2, 10))
                        .getMessage());
        assertThrows(InputException.class, () -> new BranchingProcess(1.2, 1).driven(2, 10));
        assertThrows(InputException.class, () -> new BranchingProcess(0.5, 1).driven(-1, 10));
        assertArrayEquals(new int[3], new BranchingProcess(0.5, 1).driven(0, 3), "without input nothing is active");
    }

    @Test
    void anInterruptedThreadStopsLongRuns() {
        final BranchingProcess process = new BranchingProcess(0.9, 12);
        Thread.currentThread().interrupt();
        try {
            assertThrows(CancellationException.class, () -> process.driven(1, 10));
            assertThrows(CancellationException.class, () -> process.subsampled(new int[10], 0.5));
        } finally {
            Thread.interrupted();
        }
    }
}
