package org.eibalance.analysis.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eibalance.analysis.quality.TestPulseSearch.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the steps of a command is the test pulse. */
class TestPulseSearchTest {

    private static final TestPulseSearch AT_10_KHZ = new TestPulseSearch(10_000);

    /** -70 mV, then a step of so many samples, then -70 mV again. */
    private static List<CommandLevel> pulse(final long start, final long samples, final double mv) {
        return List.of(
                new CommandLevel(0, start, -70),
                new CommandLevel(start, start + samples, -70 + mv),
                new CommandLevel(start + samples, 200_000, -70));
    }

    private static Map<Integer, Step> find(final List<List<CommandLevel>> sweeps) {
        final Map<Integer, List<CommandLevel>> levels = new TreeMap<>();
        for (int k = 0; k < sweeps.size(); k++) levels.put(k, sweeps.get(k));
        return AT_10_KHZ.find(levels);
    }

    @Test
    void aStepHasItsBaselineAndItsRecovery() {
        // 200 ms, or as long as the step lasts, of the level before and behind it.
        assertEquals(Map.of(0, new Step(1000, 3000, 4000, 6000, -10)), find(List.of(pulse(3000, 1000, -10))));
        assertEquals(Map.of(0, new Step(2000, 5000, 8000, 11_000, 5)), find(List.of(pulse(5000, 3000, 5))));
        assertEquals(Map.of(0, new Step(0, 500, 1500, 3500, -10)), find(List.of(pulse(500, 1000, -10))));
        final List<CommandLevel> shortRecovery = List.of(
                new CommandLevel(0, 3000, -70), new CommandLevel(3000, 4000, -80), new CommandLevel(4000, 4100, -70));
        assertEquals(4100, find(List.of(shortRecovery)).get(0).recoveryEnd());
        assertEquals(2000, AT_10_KHZ.longestBaseline(1999));
        assertEquals(2001, AT_10_KHZ.longestBaseline(2001));
        assertEquals(20, AT_10_KHZ.leastSamples(), "twenty samples are more than a millisecond at 10 kHz");
        assertEquals(50, new TestPulseSearch(50_000).leastSamples(), "and fewer at 50 kHz");
    }

    @Test
    void aStepThatDoesNotReturnHasNoRecovery() {
        for (final double behind : new double[] {-69.7, -70.3, -80}) {
            final List<CommandLevel> levels = List.of(
                    new CommandLevel(0, 3000, -70),
                    new CommandLevel(3000, 4000, -80),
                    new CommandLevel(4000, 9000, behind));
            assertEquals(4000, find(List.of(levels)).get(0).recoveryEnd(), "to " + behind + " mV");
        }
        final List<CommandLevel> close = List.of(
                new CommandLevel(0, 3000, -70),
                new CommandLevel(3000, 4000, -80),
                new CommandLevel(4000, 9000, -69.81));
        assertEquals(6000, find(List.of(close)).get(0).recoveryEnd(), "2 % of the step are the same level");
        final List<CommandLevel> gap = List.of(
                new CommandLevel(0, 3000, -70), new CommandLevel(3000, 4000, -80), new CommandLevel(4001, 9000, -70));
        assertEquals(4000, find(List.of(gap)).get(0).recoveryEnd(), "a ramp lies between");
        assertEquals(4000, find(List.of(gap.subList(0, 2))).get(0).recoveryEnd(), "the sweep ends with the step");
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 0.97, false", "1000, 0.99, true", "1000, -0.97, false", "1000, -0.99, true",
        "1000, 30.5, true", "1000, 30.7, false", "1000, -30.5, true", "1000, -30.7, false",
        "49, 10, false", "50, 10, true", "50000, 10, true", "50001, 10, false"
    })
    void aTestPulseHasOneToThirtyMillivoltsAndFiveToFiveThousandMilliseconds(
            final long samples, final double mv, final boolean found) {
        assertEquals(found, !find(List.of(pulse(3000, samples, mv))).isEmpty());
    }

    @Test
    void aStepBehindARampIsNone() {
        final List<CommandLevel> levels = List.of(
                new CommandLevel(0, 2990, -70), new CommandLevel(3000, 4000, -80), new CommandLevel(4000, 9000, -80));
        assertTrue(find(List.of(levels)).isEmpty());
        assertTrue(find(List.of()).isEmpty());
    }

    /** Two steps of each sweep: the first from 3000, the second from 6000 on. */
    private static List<CommandLevel> two(final double first, final double second) {
        return List.of(
                new CommandLevel(0, 3000, -70),
                new CommandLevel(3000, 4000, -70 + first),
                new CommandLevel(4000, 6000, -70),
                new CommandLevel(6000, 7000, -70 + second),
                new CommandLevel(7000, 9000, -70));
    }

    @Test
    void theStepOfMostSweepsIsTakenThenAConstantOneThenOneThatHyperpolarisesThenTheFirst() {
        assertEquals(6000, find(List.of(two(-10, -5), two(0, -6))).get(0).start(), "two sweeps have the second");
        assertEquals(6000, find(List.of(two(-10, 5), two(-20, 5))).get(0).start(), "the second is always the same");
        assertEquals(6000, find(List.of(two(10, -5), two(10, -5))).get(0).start(), "the second hyperpolarises");
        assertEquals(3000, find(List.of(two(-5, -10), two(-5, -10))).get(0).start(), "the first is the earlier one");
        assertEquals(3000, find(List.of(two(5, 10), two(5, 10))).get(0).start());
        assertEquals(
                3000,
                find(List.of(two(0, -10), two(-10, 0))).get(1).start(),
                "the earlier one of two of one sweep each");
        // Heights that differ by 2 % from their mean are constant, by 3 % not.
        assertEquals(
                3000, find(List.of(two(-9.81, -10), two(-10.19, -10))).get(0).start());
        assertEquals(6000, find(List.of(two(-9.7, -10), two(-10.3, -10))).get(0).start());
    }

    /** The baseline of the return from a depolarising pulse is the pulse, and not the holding level. */
    @Test
    void theReturnFromADepolarisingPulseIsNoTestPulse() {
        final List<CommandLevel> pulse = List.of(
                new CommandLevel(0, 3000, -70), new CommandLevel(3000, 4000, -65), new CommandLevel(4000, 9000, -70));
        assertEquals(Map.of(0, new Step(1000, 3000, 4000, 6000, 5)), find(List.of(pulse)));
        final List<CommandLevel> cut = List.of(
                new CommandLevel(0, 3000, -70), new CommandLevel(3000, 3040, -65), new CommandLevel(3040, 9000, -70));
        assertEquals(-5, find(List.of(cut)).get(0).mv(), "where the pulse itself is too short the return will do");
        final List<CommandLevel> farther = List.of(
                new CommandLevel(0, 3000, -70), new CommandLevel(3000, 4000, -65), new CommandLevel(4000, 9000, -75));
        assertEquals(4000, find(List.of(farther)).get(0).start(), "a step beyond the first level is no return");
    }

    @Test
    void edgesOfRecordedCommandsMayLieTwoSamplesApart() {
        final Map<Integer, List<CommandLevel>> levels = new TreeMap<>();
        levels.put(0, pulse(3000, 1000, -10));
        levels.put(1, pulse(3002, 1000, -10));
        levels.put(2, pulse(2998, 1000, -10));
        levels.put(3, pulse(3003, 1000, -10));
        assertEquals(1, AT_10_KHZ.find(levels).size());
        final Map<Integer, Step> recorded = AT_10_KHZ.findRecorded(levels);
        assertEquals(List.of(0, 1, 2), List.copyOf(recorded.keySet()), "three samples are too many");
        recorded.values().forEach(step -> assertEquals(3000, step.start()));
        recorded.values().forEach(step -> assertEquals(4000, step.end()));
    }
}
