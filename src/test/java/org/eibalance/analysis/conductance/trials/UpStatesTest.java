package org.eibalance.analysis.conductance.trials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** A potential that jumps between −70 and −55 mV, with a little noise, at 1000 samples a second. */
class UpStatesTest {

    /** At −55 mV from each even place to the odd one after it. */
    private static double[] jumping(final int samples, final double noiseMv, final int... borders) {
        final SplittableRandom random = new SplittableRandom(8);
        final double[] trace = new double[samples];
        for (int t = 0; t < samples; t++) {
            boolean up = false;
            for (final int border : borders) if (t >= border) up = !up;
            trace[t] = (up ? -55 : -70) + noiseMv * random.nextGaussian();
        }
        return trace;
    }

    private static UpStates detect(final double[] trace, final double minMs, final double gapMs) {
        return UpStates.detect(trace, 1, new UpStateSettings(0, minMs, gapMs));
    }

    @Test
    void levelsThresholdAndSeparationAreThoseOfTheTwoStates() {
        final UpStates found = detect(jumping(10_000, 1, 2000, 4000, 6000, 9000), 200, 50);
        assertEquals(-70, found.downMv(), 0.05);
        assertEquals(-55, found.upMv(), 0.05);
        assertEquals(-62.5, found.thresholdMv(), 0.05);
        // sqrt(2) 15 / sqrt(1 + 1), with variances that a histogram of 0.1 mV widens a little
        assertEquals(15, found.separation(), 0.3);
        assertEquals(List.of(new TimeWindow(2000, 4000), new TimeWindow(6000, 9000)), found.states());
    }

    @Test
    void aLowPassDoesNotShiftTheOnsets() {
        final UpStates found =
                UpStates.detect(jumping(10_000, 1, 2000, 4000, 6000, 9000), 1, new UpStateSettings(20, 200, 50));
        assertEquals(2, found.states().size());
        assertEquals(2000, found.states().get(0).startMs(), 2);
        assertEquals(9000, found.states().get(1).endMs(), 2);
    }

    @Test
    void statesUnderTheShortestDurationAreLeftOut() {
        final double[] trace = jumping(10_000, 1, 2000, 2200, 4000, 4199, 6000, 8000);
        assertEquals(
                List.of(new TimeWindow(2000, 2200), new TimeWindow(6000, 8000)),
                detect(trace, 200, 50).states());
        assertEquals(3, detect(trace, 0, 50).states().size());
    }

    @Test
    void gapsShorterThanAllowedAreFilledBeforeDurationsCount() {
        // 150 ms, a gap of 49, 150 ms; and 150 ms, a gap of 50, 150 ms.
        final double[] trace = jumping(10_000, 1, 2000, 2150, 2199, 2349, 5000, 5150, 5200, 5350);
        assertEquals(List.of(new TimeWindow(2000, 2349)), detect(trace, 200, 50).states());
        assertEquals(3, detect(trace, 100, 50).states().size());
    }

    @Test
    void statesThatTheEndsCutOffAreLeftOut() {
        assertEquals(
                List.of(new TimeWindow(5000, 6000)),
                detect(jumping(10_000, 1, 0, 3000, 5000, 6000, 8000), 200, 50).states());
    }

    @Test
    void aRareStateHasItsLevelToo() {
        final UpStates found = detect(jumping(20_000, 1, 5000, 5600), 200, 50);
        assertEquals(-55, found.upMv(), 0.2);
        assertEquals(-70, found.downMv(), 0.05);
    }

    @Test
    void aTraceWithOneLevelHasNoUpStates() {
        assertTrue(assertThrows(InputException.class, () -> detect(jumping(10_000, 1), 200, 50))
                .getMessage()
                .startsWith("The trace does not show two levels"));
        assertEquals(
                "The trace is constant: there are no Up states to be found in it.",
                assertThrows(InputException.class, () -> detect(jumping(1000, 0), 200, 50))
                        .getMessage());
        assertThrows(InputException.class, () -> new UpStateSettings(-1, 0, 0));
        assertThrows(InputException.class, () -> new UpStateSettings(0, -1, 0));
        assertThrows(InputException.class, () -> new UpStateSettings(0, 0, -1));
    }
}
