package org.eibalance.analysis.conductance.trials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.decomposition.ConductanceDecomposition;
import org.eibalance.analysis.conductance.decomposition.Conductances;
import org.eibalance.analysis.conductance.decomposition.DecompositionSettings;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;
import org.junit.jupiter.api.Test;

/** Trials are grouped by level, wherever the level is known from and in whatever order they come. */
class ConditionTrialsTest {

    private static final double[] ORDER = {-50, -90, -50, -70, -90, -70, -50};
    private static final TimeWindow WINDOW = new TimeWindow(10, 20);

    /** A step from −70 mV to the level of the sweep, from 5 ms on. */
    private static final CommandWaveform STEPS = new CommandWaveform() {

        @Override
        public String name() {
            return "Cmd 0";
        }

        @Override
        public Unit unit() {
            return Unit.parse("V");
        }

        @Override
        public double holding() {
            return -0.07;
        }

        @Override
        public void read(final int sweep, final long from, final double[] into, final int offset, final int length) {
            for (int i = 0; i < length; i++) into[offset + i] = from + i < 50 ? -0.07 : ORDER[sweep] / 1000;
        }
    };

    /** Current in nA of 8 nS about −70 mV, and the command recorded with some noise. */
    private static Recording recording(final boolean withProtocol, final double noiseMv) {
        final SplittableRandom random = new SplittableRandom(1);
        final double[][][] samples = new double[2][ORDER.length][300];
        final List<Sweep> sweeps = new ArrayList<>();
        for (int k = 0; k < ORDER.length; k++) {
            sweeps.add(Sweep.uniform(k, k, 300, 2));
            for (int i = 0; i < 300; i++) {
                final double mv = i < 50 ? -70 : ORDER[k];
                samples[0][k][i] = 8e-3 * (mv + 70);
                samples[1][k][i] = mv + noiseMv * random.nextGaussian();
            }
        }
        final List<Channel> channels = List.of(
                new Channel(
                        0,
                        "Im",
                        Unit.parse("nA"),
                        ClampMode.VOLTAGE_CLAMP,
                        10000,
                        withProtocol ? 0 : Channel.NO_COMMAND),
                new Channel(1, "Vcmd", Unit.MILLIVOLT, ClampMode.UNKNOWN, 10000, Channel.NO_COMMAND));
        return Recording.inMemory(
                new RecordingHeader(
                        "steps",
                        Optional.empty(),
                        "test",
                        channels,
                        sweeps,
                        withProtocol ? List.of(STEPS) : List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of()),
                samples);
    }

    private static void assertGrouped(final ClampTrials trials) {
        assertEquals(3, trials.levels().size());
        assertEquals(
                List.of(1, 4),
                trials.levels().get(0).sweeps().stream().map(ClampSweep::index).toList());
        assertEquals(
                List.of(3, 5),
                trials.levels().get(1).sweeps().stream().map(ClampSweep::index).toList());
        assertEquals(
                List.of(0, 2, 6),
                trials.levels().get(2).sweeps().stream().map(ClampSweep::index).toList());
    }

    @Test
    void levelsComeFromTheProtocolOfTheFile() {
        final ClampTrials trials = ConditionTrials.read(
                        recording(true, 0), TrialSelection.all(0, new LevelSource.Protocol(), WINDOW), s -> 10 + s)
                .get(0)
                .trials();
        assertGrouped(trials);
        assertEquals(-90, trials.levels().get(0).level(), 1e-9);
        assertEquals(-160, trials.levels().get(0).sweeps().get(0).recorded()[200], 1e-9, "nA become pA");
        assertEquals(-70, trials.levels().get(0).sweeps().get(0).command()[20], 1e-9, "the step itself is kept");
        assertEquals(14, trials.levels().get(0).sweeps().get(1).seriesResistanceMohm());
        assertSame(
                trials.levels().get(2).sweeps().get(0).command(),
                trials.levels().get(2).sweeps().get(2).command());
    }

    @Test
    void levelsComeFromARecordedCommand() {
        final ClampTrials trials = ConditionTrials.read(
                        recording(false, 0.5),
                        TrialSelection.all(0, new LevelSource.RecordedCommand(1), WINDOW),
                        s -> 0)
                .get(0)
                .trials();
        assertGrouped(trials);
        assertEquals(-50, trials.levels().get(2).level(), 0.2);
    }

    @Test
    void levelsAndConditionsComeFromATable() {
        final Map<Integer, LevelSource.Row> rows = Map.of(
                0,
                new LevelSource.Row(-50, "tone"),
                1,
                new LevelSource.Row(-90, "tone"),
                2,
                new LevelSource.Row(-50, "noise"),
                4,
                new LevelSource.Row(-90, "noise"));
        final List<ConditionTrials> read = ConditionTrials.read(
                recording(false, 0), TrialSelection.all(0, new LevelSource.Listed(rows), WINDOW), s -> 0);
        assertEquals(
                List.of("tone", "noise"),
                read.stream().map(ConditionTrials::condition).toList());
        assertEquals(4, read.get(1).trials().levels().get(0).sweeps().get(0).index());
    }

    @Test
    void theOrderOfTrialsChangesNothing() {
        final Recording recording = recording(true, 0);
        final LevelSource levels = new LevelSource.Protocol();
        final DecompositionSettings settings = DecompositionSettings.plain(WINDOW, new TimeWindow(20, 30));
        final Conductances inOrder = ConductanceDecomposition.compute(
                ConditionTrials.read(
                                recording,
                                new TrialSelection(0, levels, WINDOW, List.of(0, 1, 2, 3, 4, 5, 6), -1e9, 1e9),
                                s -> 0)
                        .get(0)
                        .trials(),
                settings);
        final Conductances shuffled = ConductanceDecomposition.compute(
                ConditionTrials.read(
                                recording,
                                new TrialSelection(0, levels, WINDOW, List.of(6, 4, 2, 0, 5, 3, 1), -1e9, 1e9),
                                s -> 0)
                        .get(0)
                        .trials(),
                settings);
        assertEquals(8, inOrder.leak().conductanceNs(), 1e-9);
        assertEquals(inOrder.leak(), shuffled.leak());
        assertTrue(
                Arrays.equals(inOrder.excitation().ns(), shuffled.excitation().ns()));
    }

    @Test
    void levelsOutOfTheChosenRangeAreNotUsed() {
        final ClampTrials trials = ConditionTrials.read(
                        recording(true, 0),
                        new TrialSelection(0, new LevelSource.Protocol(), WINDOW, List.of(), -95, -60),
                        s -> 0)
                .get(0)
                .trials();
        assertEquals(2, trials.levels().size());
    }

    private static String refusal(final Recording recording, final LevelSource levels, final TimeWindow window) {
        return assertThrows(
                        InputException.class,
                        () -> ConditionTrials.read(recording, TrialSelection.all(0, levels, window), s -> 0))
                .getMessage();
    }

    @Test
    void aMissingCommandIsToldOf() {
        assertEquals(
                "steps does not contain the command of channel 'Im': give the channel on which it was recorded, or a "
                        + "table of levels.",
                refusal(recording(false, 0), new LevelSource.Protocol(), WINDOW));
    }

    @Test
    void levelsCloserThanTheNoiseOfTheCommandAreToldOf() {
        final String sentence = refusal(recording(false, 40), new LevelSource.RecordedCommand(1), WINDOW);
        assertTrue(sentence.contains("lie closer together than the noise of the recorded command"), sentence);
    }

    @Test
    void aCurrentIsNoCommandOfACurrent() {
        final String sentence = refusal(recording(false, 0), new LevelSource.RecordedCommand(0), WINDOW);
        assertTrue(sentence.startsWith("steps: the command channel 'Im' has the unit 'nA'"), sentence);
    }
}
