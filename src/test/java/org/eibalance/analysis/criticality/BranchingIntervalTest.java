package org.eibalance.analysis.criticality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.eibalance.model.rate.BranchingProcess;
import org.junit.jupiter.api.Test;

/** How often the interval of a branching ratio holds the truth, and how wide it is. */
class BranchingIntervalTest {

    private static final double TRUTH = 0.8;

    /** Lags up to five time constants of −1 / ln 0.8 = 4.5 bins. */
    private static final BranchingSettings SETTINGS = new BranchingSettings(4, 22, false, 100, 3);

    private static BranchingResult of(final int bins, final long seed) {
        final int[] activity = new BranchingProcess(TRUTH, seed).driven(50, bins);
        return Branching.compute(
                List.of(Arrays.stream(activity).asDoubleStream().toArray()), SETTINGS, 1);
    }

    @Test
    void theIntervalHoldsTheTruthInNineteenOfTwentyRecordings() {
        int below = 0, above = 0;
        for (int seed = 0; seed < 60; seed++) {
            final BranchingResult r = of(6000, 500 + seed);
            if (r.intervalHigh() < TRUTH) below++;
            if (r.intervalLow() > TRUTH) above++;
            assertTrue(r.intervalLow() < r.branching() && r.branching() < r.intervalHigh());
        }
        // Three of 60 are expected; of few blocks the interval is somewhat too narrow.
        assertTrue(below + above >= 1 && below + above <= 9, below + " below and " + above + " above");
    }

    @Test
    void theIntervalIsFourStandardErrorsWide() {
        double sum = 0, squares = 0, width = 0;
        final int recordings = 60;
        for (int seed = 0; seed < recordings; seed++) {
            final BranchingResult r = of(6000, 900 + seed);
            sum += r.branching() / recordings;
            squares += r.branching() * r.branching() / recordings;
            width += (r.intervalHigh() - r.intervalLow()) / recordings;
        }
        final double sd = Math.sqrt((squares - sum * sum) * recordings / (recordings - 1));
        assertEquals(1, width / (2 * 1.96 * sd), 0.2);
    }

    @Test
    void fourTimesTheDataHalveTheInterval() {
        double shorter = 0, longer = 0;
        for (int seed = 0; seed < 10; seed++) {
            final BranchingResult one = of(5000, 100 + seed);
            final BranchingResult four = of(20_000, 200 + seed);
            shorter += one.intervalHigh() - one.intervalLow();
            longer += four.intervalHigh() - four.intervalLow();
        }
        assertEquals(2, shorter / longer, 0.3);
    }
}
