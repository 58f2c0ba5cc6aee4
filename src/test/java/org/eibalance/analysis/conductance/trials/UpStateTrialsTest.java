package org.eibalance.analysis.conductance.trials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** Pieces around the onsets of Up states, at 1000 samples a second. */
class UpStateTrialsTest {

    private static final int SAMPLES = 6000;
    private static final UpStateSettings SETTINGS = new UpStateSettings(0, 200, 50);

    /** Between two values with a little noise; the first border begins an Up state. */
    private static double[] jumping(final double down, final double up, final int... borders) {
        final SplittableRandom random = new SplittableRandom(borders.length);
        final double[] trace = new double[SAMPLES];
        for (int t = 0; t < SAMPLES; t++) {
            boolean isUp = false;
            for (final int border : borders) if (t >= border) isUp = !isUp;
            trace[t] = (isUp ? up : down) + random.nextGaussian();
        }
        return trace;
    }

    private static ClampSweep sweep(final int index, final double command, final double[] recorded) {
        final double[] commanded = new double[SAMPLES];
        Arrays.fill(commanded, command);
        return new ClampSweep(index, commanded, recorded, 12);
    }

    private static ClampTrials trials(final ClampMode mode, final ClampSweep... sweeps) {
        final List<ClampLevel> levels = new ArrayList<>();
        for (final ClampSweep s : sweeps) levels.add(new ClampLevel(s.command()[0], List.of(s)));
        return new ClampTrials(mode, 1, levels);
    }

    @Test
    void eachUpStateIsATrialFromBeforeItsOnsetToAfterIt() {
        final double[] two = jumping(-70, -55, 1000, 2000, 4000, 5000);
        final double[] one = jumping(-60, -45, 3000, 4000);
        final UpStateTrials.Cut cut = UpStateTrials.cut(
                trials(ClampMode.CURRENT_CLAMP, sweep(4, 0, two), sweep(7, 100, one)), SETTINGS, 200, 500);
        assertEquals(List.of(), cut.without());
        assertEquals(2, cut.trials().levels().size());
        final List<ClampSweep> first = cut.trials().levels().get(0).sweeps();
        assertEquals(2, first.size());
        assertEquals(700, first.get(0).recorded().length);
        assertEquals(0, first.get(0).index());
        assertEquals(1, first.get(1).index());
        assertEquals(2, cut.trials().levels().get(1).sweeps().get(0).index());
        assertEquals(12, first.get(0).seriesResistanceMohm());
        for (int i = 0; i < 700; i++) {
            assertEquals(two[800 + i], first.get(0).recorded()[i]);
            assertEquals(two[3800 + i], first.get(1).recorded()[i]);
            assertEquals(0, first.get(1).command()[i]);
        }
        assertTrue(first.get(0).recorded()[199] < -63 && first.get(0).recorded()[200] > -62, "the onset is sample 200");
    }

    @Test
    void onsetsTooCloseToTheEndsAreLeftOut() {
        // 200 before 150 there are not; 500 after 5501 there are not.
        final double[] ends = jumping(-70, -55, 150, 1000, 2000, 3000, 5501, 5800);
        final double[] exact = jumping(-70, -55, 200, 1000, 5500, 5800);
        final UpStateTrials.Cut cut = UpStateTrials.cut(
                trials(ClampMode.CURRENT_CLAMP, sweep(0, 0, ends), sweep(1, 50, exact)), SETTINGS, 200, 500);
        assertEquals(1, cut.trials().levels().get(0).sweeps().size());
        assertEquals(2, cut.trials().levels().get(1).sweeps().size(), "just enough room on both sides");
    }

    @Test
    void aTestPulseIsNoUpState() {
        final double[] mv = jumping(-70, -55, 1000, 2000, 4000, 5000);
        final ClampSweep pulsed = sweep(0, 0, mv);
        for (int t = 1300; t < 1350; t++) pulsed.command()[t] = -50;
        final UpStateTrials.Cut cut =
                UpStateTrials.cut(trials(ClampMode.CURRENT_CLAMP, pulsed, sweep(1, 60, mv)), SETTINGS, 200, 500);
        assertEquals(1, cut.trials().levels().get(0).sweeps().size(), "beside a pulse the command moves");
        assertEquals(2, cut.trials().levels().get(1).sweeps().size());
    }

    /** Up states are shorter than Down states: the current is skewed to their side. */
    @Test
    void inVoltageClampUpStatesAreOnTheSideToWhichTheCurrentIsSkewed() {
        final double[] inward = jumping(-50, -250, 1000, 1500, 4000, 4500);
        final double[] outward = jumping(20, 300, 2000, 2600);
        final UpStateTrials.Cut cut = UpStateTrials.cut(
                trials(ClampMode.VOLTAGE_CLAMP, sweep(0, -80, inward), sweep(1, 0, outward)), SETTINGS, 100, 300);
        final List<ClampSweep> first = cut.trials().levels().get(0).sweeps();
        assertEquals(2, first.size());
        assertEquals(inward[900], first.get(0).recorded()[0], "not turned over");
        assertTrue(first.get(0).recorded()[99] > -100 && first.get(0).recorded()[100] < -200);
        assertEquals(outward[1900], cut.trials().levels().get(1).sweeps().get(0).recorded()[0]);
    }

    @Test
    void sweepsWithoutUpStatesAreNamedAndTwoLevelsAreNeeded() {
        final double[] some = jumping(-70, -55, 1000, 2000);
        final double[] none = jumping(-70, -55);
        final ClampTrials trials = new ClampTrials(
                ClampMode.CURRENT_CLAMP,
                1,
                List.of(
                        new ClampLevel(0, List.of(sweep(3, 0, some), sweep(5, 0, none))),
                        new ClampLevel(50, List.of(sweep(6, 50, none))),
                        new ClampLevel(99, List.of(sweep(8, 99, some)))));
        final UpStateTrials.Cut cut = UpStateTrials.cut(trials, SETTINGS, 200, 500);
        assertEquals(List.of(5, 6), cut.without());
        assertEquals(
                List.of(0.0, 99.0),
                cut.trials().levels().stream().map(ClampLevel::level).toList());
        final ClampTrials one = trials(ClampMode.CURRENT_CLAMP, sweep(0, 0, some), sweep(1, 50, none));
        assertEquals(
                "Up states with 200.0 ms before and 500.0 ms after their onset are found at 1 of 2 levels: at least "
                        + "two are needed.",
                assertThrows(InputException.class, () -> UpStateTrials.cut(one, SETTINGS, 200, 500))
                        .getMessage());
    }

    private static double[] command(final double noise, final double... levelAndStart) {
        final SplittableRandom random = new SplittableRandom(3);
        final double[] command = new double[2000];
        for (int t = 0; t < 2000; t++) {
            for (int k = 0; k < levelAndStart.length; k += 2)
                if (t >= levelAndStart[k + 1]) command[t] = levelAndStart[k];
            command[t] += noise * random.nextGaussian();
        }
        return command;
    }

    @Test
    void aCommandOfAProtocolMovesWhereItsValueChanges() {
        final CommandRests rests = new CommandRests(command(0, -70, 0, -80, 500, -70, 900, -69.9, 1500), 0.1, 0.25);
        assertEquals(0, rests.margin());
        assertEquals(0, rests.noise());
        assertEquals(500, rests.moveWithin(0, 2000));
        assertEquals(-1, rests.moveWithin(500, 900), "it moves into its first sample, not within it");
        assertEquals(900, rests.moveWithin(500, 901));
        assertEquals(-1, rests.moveWithin(900, 2000), "0.1 mV are rest");
        assertTrue(new CommandRests(command(0, -70, 0), 0.1, 0.25).isStill());
        assertEquals(-75, CommandRests.level(new double[] {0, -70, -80, 9}, 1, 3));
    }

    @Test
    void aRecordedCommandMovesBeyondItsNoise() {
        final CommandRests rests = new CommandRests(command(0.5, -70, 0, -80, 500, -70, 900), 0.1, 0.25);
        assertEquals(5, rests.margin(), "half a millisecond");
        assertEquals(0.5, rests.noise(), 0.05);
        assertEquals(500, rests.moveWithin(0, 2000), 5);
        assertEquals(900, rests.moveWithin(550, 2000), 5);
        assertEquals(-1, rests.moveWithin(910, 2000));
        assertTrue(new CommandRests(command(0.5, -70, 0), 0.1, 0.25).isStill());
        // A jump of 1 mV is less than eight standard errors of means of five samples, 1.8 mV.
        assertTrue(new CommandRests(command(0.5, -70, 0, -69, 1000), 0.1, 0.25).isStill());
    }
}
