package org.eibalance.analysis.pair.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.eibalance.analysis.pair.ColouredPairs;
import org.eibalance.analysis.pair.PairCorrelation;
import org.eibalance.analysis.pair.PairPreparation;
import org.eibalance.analysis.pair.PairSettings;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;
import org.junit.jupiter.api.Test;

class EpochsTest {

    private static final double RATE_HZ = 1000;

    @Test
    void stretchesBeginAtTheirStimuli() {
        final PairInput cut = prepare(new PairPreparation(
                Preprocessing.NONE, PairPreparation.Part.STIMULUS, 300, -50, Optional.of("stimulus"), List.of()));
        assertEquals(
                List.of(950.0, 1950.0, 950.0, 1950.0),
                cut.sweeps().stream().map(PairSweep::startMs).toList());
        assertEquals(300, cut.sweeps().get(0).cellA().length);
        assertTrue(cut.isEvoked());
        final PairInput given = prepare(new PairPreparation(
                Preprocessing.NONE,
                PairPreparation.Part.STIMULUS,
                300,
                -50,
                Optional.empty(),
                List.of(1000.0, 2000.0, 2900.0)));
        for (int k = 0; k < 4; k++)
            assertArrayEquals(cut.sweeps().get(k).cellB(), given.sweeps().get(k).cellB());
    }

    @Test
    void noStimulusIsOneSentence() {
        final InputException none = assertThrows(
                InputException.class,
                () -> prepare(new PairPreparation(
                        Preprocessing.NONE, PairPreparation.Part.STIMULUS, 300, 0, Optional.of("silent"), List.of())));
        assertEquals(
                "evoked.abf: no stimulus was found in any sweep, but epochs around stimuli need one or more.",
                none.getMessage());
        final InputException outside = assertThrows(
                InputException.class,
                () -> prepare(new PairPreparation(
                        Preprocessing.NONE, PairPreparation.Part.STIMULUS, 300, 0, Optional.empty(), List.of(2900.0))));
        assertTrue(outside.getMessage().contains("none of its 2 stimuli leaves room"), outside.getMessage());
        assertThrows(
                InputException.class,
                () -> new PairPreparation(
                        Preprocessing.NONE, PairPreparation.Part.STIMULUS, 300, 0, Optional.empty(), List.of()));
    }

    @Test
    void upAndDownStatesAreToldApartByTheirInputs() {
        final PairInput states = states(ClampMode.CURRENT_CLAMP, -80, 1);
        final PairInput up = Epochs.states(states, true, s -> 1, 400);
        final PairInput down = Epochs.states(states, false, s -> 1, 400);
        // States of one second, in turn, less their ends: two stretches each.
        assertEquals(20, up.sweeps().size());
        assertEquals(20, down.sweeps().size());
        for (final PairSweep epoch : up.sweeps())
            assertEquals(1000, Math.floorMod((long) epoch.startMs(), 2000L), 600.0);
        for (final PairSweep epoch : down.sweeps()) assertTrue(Math.floorMod((long) epoch.startMs(), 2000L) < 1000);
        assertFalse(up.isEvoked());
        final PairInput upOfIpsps = Epochs.states(states(ClampMode.CURRENT_CLAMP, 0, -1), true, s -> -1, 400);
        assertEquals(
                up.sweeps().stream().map(PairSweep::startMs).toList(),
                upOfIpsps.sweeps().stream().map(PairSweep::startMs).toList());
    }

    @Test
    void switchingThatDominatesAWholeSweepIsGoneWithinUpStates() {
        final PairInput states = states(ClampMode.CURRENT_CLAMP, -80, 1);
        final PairSettings settings = PairSettings.DEFAULT.withMaxLagMs(100);
        assertTrue(PairCorrelation.compute(states, settings, 1)
                        .groups()
                        .get(0)
                        .peak()
                        .r()
                > 0.8);
        assertEquals(
                0,
                PairCorrelation.compute(Epochs.states(states, true, s -> 1, 400), settings, 1)
                        .groups()
                        .get(0)
                        .zeroLagR(),
                0.1);
    }

    @Test
    void aTraceWithoutTwoStatesIsNotCutIntoThem() {
        final PairInput noise = new ColouredPairs(1, RATE_HZ).independent(5, 4000, 0.3, 500);
        final InputException none = assertThrows(InputException.class, () -> Epochs.states(noise, true, s -> 1, 400));
        assertTrue(none.getMessage().startsWith("pair.abf shows no Up and Down states"), none.getMessage());
        final InputException tooShort = assertThrows(
                InputException.class, () -> Epochs.states(states(ClampMode.CURRENT_CLAMP, -80, 1), true, s -> 1, 2000));
        assertTrue(tooShort.getMessage().contains("no Up state lasts 2000.0 ms"), tooShort.getMessage());
    }

    @Test
    void bothCellsArePreparedAlikeSoThatNoLagComesFromIt() {
        final PairInput pair = new ColouredPairs(2, 2000).following(10, 2000, 0.6, 4);
        final List<String> remarks = new ArrayList<>();
        final PairInput treated = new Preprocessing(Double.NaN, 0, Preprocessing.DriftRemoval.MEDIAN, 1000, 0.5, 200)
                .apply(pair, remarks);
        final double before = PairCorrelation.compute(pair, PairSettings.DEFAULT, 2)
                .groups()
                .get(0)
                .peak()
                .lagMs();
        final double after = PairCorrelation.compute(treated, PairSettings.DEFAULT, 2)
                .groups()
                .get(0)
                .peak()
                .lagMs();
        assertEquals(before, after, 0.1);
        assertEquals(List.of(), remarks);
        assertThrows(
                InputException.class,
                () -> new Preprocessing(Double.NaN, 0, Preprocessing.DriftRemoval.NONE, 1000, 300, 200));
        final InputException corner = assertThrows(
                InputException.class,
                () -> new Preprocessing(Double.NaN, 0, Preprocessing.DriftRemoval.NONE, 1000, 0, 1000)
                        .apply(pair, remarks));
        assertTrue(corner.getMessage().contains("below half"), corner.getMessage());
    }

    /** Both cells step together every second; within states they have nothing in common. */
    private static PairInput states(final ClampMode mode, final double level, final int direction) {
        final SplittableRandom random = new SplittableRandom(3);
        final List<PairSweep> sweeps = new ArrayList<>();
        for (int k = 0; k < 2; k++) {
            final double[] a = new double[10_000], b = new double[10_000];
            for (int t = 0; t < a.length; t++) {
                a[t] = direction * (t / 1000 % 2 * 15 + random.nextGaussian());
                b[t] = direction * (t / 1000 % 2 * 15 + random.nextGaussian());
            }
            sweeps.add(new PairSweep("states.abf", k, 0, a, b, level, level, mode, mode));
        }
        return new PairInput("A", "B", RATE_HZ, sweeps);
    }

    private static PairInput prepare(final PairPreparation preparation) {
        final String[] names = {"a", "b", "stimulus", "silent"};
        final List<Channel> channels = new ArrayList<>();
        final double[][][] samples = new double[4][2][3000];
        final SplittableRandom random = new SplittableRandom(4);
        for (int c = 0; c < 4; c++)
            channels.add(
                    new Channel(c, names[c], Unit.MILLIVOLT, ClampMode.CURRENT_CLAMP, RATE_HZ, Channel.NO_COMMAND));
        for (int k = 0; k < 2; k++) {
            for (int t = 0; t < 3000; t++) {
                samples[0][k][t] = random.nextGaussian();
                samples[1][k][t] = random.nextGaussian();
                samples[2][k][t] = t % 1000 < 50 && t >= 1000 ? 5 : 0;
            }
        }
        final Recording recording = Recording.inMemory(
                new RecordingHeader(
                        "evoked.abf",
                        Optional.empty(),
                        "test",
                        channels,
                        List.of(Sweep.uniform(0, 0, 3000, 4), Sweep.uniform(1, 3, 3000, 4)),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of()),
                samples);
        return preparation.prepare(
                recording,
                PairInput.from(recording, channels.get(0), channels.get(1), List.of()),
                PairSettings.DEFAULT,
                new ArrayList<>());
    }
}
