package org.eibalance.analysis.criticality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.eibalance.model.rate.BranchingProcess;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Branching ratios from all units, and from few of them. */
class BranchingTest {

    private static final BranchingSettings SETTINGS = new BranchingSettings(4, 0, false, 0, 1);

    private static double[] activity(final double m, final double input, final int bins, final double share) {
        final BranchingProcess process = new BranchingProcess(m, 11);
        final int[] all = process.driven(input, bins);
        return Arrays.stream(share < 1 ? process.subsampled(all, share) : all)
                .asDoubleStream()
                .toArray();
    }

    @Test
    void manyLagsGiveTheBranchingRatioWhateverShareOfUnitsIsSeenAndOneStepDoesNot() {
        final double[] shares = {1, 0.1, 0.01};
        for (final double share : shares) {
            final BranchingResult r = Branching.compute(List.of(activity(0.98, 4, 200_000, share)), SETTINGS, 2);
            // r_1 = m p / (p + (1 − p)(1 − m²)) for Poisson activity that is seen in part.
            final double naive = 0.98 * share / (share + (1 - share) * (1 - 0.98 * 0.98));
            assertEquals(naive, r.naive(), 0.03, "share " + share);
            assertEquals(0.02, 1 - r.branching(), 0.3 * 0.02, "share " + share + ": " + r.branching());
            assertEquals(-4 / Math.log(r.branching()), r.autocorrelationMs(), 1e-9);
        }
    }

    @Test
    void ofOneInTwentyUnitsEachBranchingRatioIsFound() {
        for (final double m : new double[] {0.9, 0.98, 0.998}) {
            final double[] a = activity(m, 200 * (1 - m), 200_000, 0.05);
            final BranchingResult r = Branching.compute(List.of(a), SETTINGS, 2);
            assertEquals(1 - m, 1 - r.branching(), 0.3 * (1 - m), "m = " + m + ": " + r.branching());
            assertEquals(m * 0.05 / (0.05 + 0.95 * (1 - m * m)), r.naive(), 0.02, "m = " + m);
        }
    }

    @Test
    void theIntervalHoldsTheTruthAndIsTheSameOnAnyNumberOfThreads() {
        final double[] a = activity(0.9, 50, 40_000, 0.1);
        final BranchingSettings s = new BranchingSettings(4, 0, false, 200, 3);
        final BranchingResult one = Branching.compute(List.of(a), s, 1);
        final BranchingResult two = Branching.compute(List.of(a), s, 2);
        assertEquals(one.intervalLow(), two.intervalLow());
        assertEquals(one.branching(), two.branching());
        assertTrue(
                one.intervalLow() < 0.9 && 0.9 < one.intervalHigh(), one.intervalLow() + " to " + one.intervalHigh());
        assertTrue(one.intervalHigh() - one.intervalLow() < 0.05);
    }

    @Test
    void stretchesAreNotJoined() {
        // A jump of the level between stretches would look like memory if they were one.
        final double[] low = activity(0.5, 20, 20_000, 1);
        final BranchingResult whole = Branching.compute(List.of(low), SETTINGS, 1);
        final BranchingResult halves = Branching.compute(
                List.of(Arrays.copyOf(low, 10_000), Arrays.copyOfRange(low, 10_000, 20_000)), SETTINGS, 1);
        assertEquals(whole.branching(), halves.branching(), 0.005);
        assertEquals(0.5, halves.branching(), 0.03);
    }

    @Tag("slow")
    @Test
    void theMeanOverSomeRecordingsIsNearerToTheTruthThanOne() {
        // Of one recording the standard deviation is 0.0038 at m = 0.9 (twelve seeds).
        double sum = 0;
        for (int seed = 0; seed < 4; seed++) {
            final BranchingProcess process = new BranchingProcess(0.9, 30 + seed);
            final int[] seen = process.subsampled(process.driven(100, 200_000), 0.05);
            sum += Branching.compute(
                                    List.of(Arrays.stream(seen).asDoubleStream().toArray()), SETTINGS, 2)
                            .branching()
                    / 4;
        }
        assertEquals(0.9, sum, 0.005);
    }

    @Test
    void ofShortStretchesOnlyLagsThatTheyHoldAreFitted() {
        final double[] a = activity(0.9, 50, 40_000, 1);
        final List<double[]> stretches = java.util.stream.IntStream.range(0, 5000)
                .mapToObj(i -> Arrays.copyOfRange(a, 8 * i, 8 * i + 8))
                .toList();
        final BranchingResult r = Branching.compute(stretches, SETTINGS, 1);
        assertEquals(4, r.slopes().length);
        assertEquals(0.9, r.branching(), 0.02);
        assertEquals(
                "The longest stretch has 5 bins: a branching ratio needs one of 6 at least.",
                assertThrows(
                                InputException.class,
                                () -> Branching.compute(
                                        java.util.Collections.nCopies(40, new double[] {1, 2, 3, 4, 5}), SETTINGS, 1))
                        .getMessage());
    }

    @Test
    void anOffsetTakesUpWhatNeverDecays() {
        final double[] a = activity(0.9, 50, 100_000, 1);
        for (int i = 0; i < a.length; i++) if (i / 25_000 % 2 == 1) a[i] += 100;
        final BranchingResult with = Branching.compute(List.of(a), new BranchingSettings(4, 100, true, 0, 1), 1);
        final BranchingResult without = Branching.compute(List.of(a), new BranchingSettings(4, 100, false, 0, 1), 1);
        assertEquals(0.9, with.branching(), 0.03);
        assertTrue(without.branching() > 0.95);
        assertTrue(with.offset() > 0.3);
    }

    @Test
    void whatCannotBeFittedIsSaidInASentence() {
        assertEquals(
                "There are 50 bins of activity: a branching ratio needs 100 at least, so choose shorter bins or "
                        + "a longer recording.",
                message(new double[50]));
        assertEquals(
                "The activity is 0.0 in every bin: a branching ratio needs activity that changes.",
                message(new double[500]));
        final double[] tenths = new double[500];
        Arrays.fill(tenths, 0.1);
        assertEquals(
                "The activity is 0.1 in every bin: a branching ratio needs activity that changes.", message(tenths));
        tenths[7] = Double.NaN;
        assertEquals(
                "The activity of some bins is missing: a branching ratio needs stretches without gaps.",
                message(tenths));
        assertTrue(assertThrows(InputException.class, () -> new BranchingSettings(0, 0, false, 0, 1))
                .getMessage()
                .endsWith("it must be above 0."));
        assertTrue(assertThrows(
                        InputException.class,
                        () -> Branching.compute(
                                List.of(activity(0.5, 5, 200, 1)), new BranchingSettings(1, 150, false, 0, 1), 1))
                .getMessage()
                .contains("at most half of the longest stretch, 100"));
    }

    private static String message(final double[] activity) {
        return assertThrows(InputException.class, () -> Branching.compute(List.of(activity), SETTINGS, 1))
                .getMessage();
    }
}
