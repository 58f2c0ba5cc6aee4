package org.eibalance.analysis.conductance.trials;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.eibalance.analysis.conductance.JunctionPotential;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.decomposition.ConductanceDecomposition;
import org.eibalance.analysis.conductance.decomposition.Conductances;
import org.eibalance.analysis.conductance.decomposition.DecompositionSettings;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;
import org.eibalance.rig.Amplifier;
import org.eibalance.rig.CellExperiment;
import org.eibalance.rig.ClampProtocol;
import org.eibalance.rig.Pipette;
import org.eibalance.rig.PointNeuron;
import org.eibalance.rig.SynapticInput;
import org.junit.jupiter.api.Test;

/** The level of a sweep is its command where conductances are read, and the command rests there. */
class TrialWindowsTest {

    private static final TrialWindows.Given NOTHING = new TrialWindows.Given(0, 0, 0, 0);
    private static final double[] LEVELS = {-90, -80, -70, -60, -50};

    private static TrialWindows windows(final Recording recording, final TrialWindows.Given given) {
        return TrialWindows.of(
                SweepCommands.find(recording, 0, Optional.empty(), List.of()).orElseThrow(), given);
    }

    private static ClampTrials trials(final Recording recording, final TimeWindow window) {
        return ConditionTrials.read(recording, TrialSelection.all(0, new LevelSource.Protocol(), window), s -> 0)
                .get(0)
                .trials();
    }

    private static double[] levels(final ClampTrials trials) {
        return trials.levels().stream().mapToDouble(ClampLevel::level).toArray();
    }

    private static String refusal(final Recording recording, final TrialWindows.Given given) {
        return assertThrows(InputException.class, () -> windows(recording, given))
                .getMessage();
    }

    @Test
    void theLevelOfAStepIsThatOfTheStepAndNotTheMeanOverTheSweep() {
        final Recording steps = StepFamily.record();
        final TrialWindows found = windows(steps, NOTHING);
        assertEquals(new TimeWindow(250, Double.POSITIVE_INFINITY), found.window(), "50 ms after the step");
        assertArrayEquals(LEVELS, levels(trials(steps, found.window())), 1e-9);
    }

    @Test
    void conductancesOfAStepFamilyAreThoseOfTheCell() {
        final Recording steps = StepFamily.record();
        final TrialWindows found = windows(steps, new TrialWindows.Given(400, 600, 250, 400));
        final Conductances c = ConductanceDecomposition.compute(
                trials(steps, found.window()),
                DecompositionSettings.plain(found.baseline(), found.window()).with(JunctionPotential.toCorrect(10)));
        assertEquals(8, c.leak().conductanceNs(), 0.01);
        assertEquals(-70, c.leak().reversalMv(), 0.05);
        assertEquals(4, c.excitatoryResponse().peakNs(), 0.2);
        assertEquals(9, c.inhibitoryResponse().peakNs(), 0.45);
    }

    @Test
    void aCommandThatMovesWithinAWindowIsRefusedWithSweepAndTime() {
        assertEquals(
                "steps, sweep 0: the command moves at 200.0 ms, from -70.0 to -90.0 mV, within the window of 100.0 to "
                        + "600.0 ms, where it must rest at its level: give a window and a baseline without a step or a "
                        + "test pulse.",
                refusal(StepFamily.record(), new TrialWindows.Given(100, 600, 0, 0)));
        final String baseline = refusal(StepFamily.record(), new TrialWindows.Given(400, 600, 0, 400));
        assertTrue(baseline.contains("within the baseline of 0.0 to 400.0 ms"), baseline);
        final String read = assertThrows(
                        InputException.class, () -> trials(StepFamily.record(), new TimeWindow(0, 600)))
                .getMessage();
        assertTrue(read.startsWith("steps, sweep 0: the command moves at 200.0 ms"), read);
    }

    @Test
    void theBaselineIsTheTimeBeforeTheWindowAtTheSameLevel() {
        final TrialWindows found = windows(StepFamily.record(), new TrialWindows.Given(400, 0, 0, 0));
        assertEquals(new TimeWindow(400, Double.POSITIVE_INFINITY), found.window());
        assertEquals(new TimeWindow(250, 400), found.baseline());
        assertTrue(found.hasBaseline());
        assertEquals(2, found.remarks().size(), "what was found is said");
    }

    @Test
    void noWindowThatIsFoundContainsATestPulse() {
        final Pipette pipette = new Pipette(15, 0, 0, 0, 0);
        final Recording late = StepFamily.record(new ClampProtocol.Pulse(-5, 500, 50), pipette, 0);
        assertEquals(new TimeWindow(250, 500), windows(late, NOTHING).window());
        assertEquals(
                new TimeWindow(400, 500),
                windows(late, new TrialWindows.Given(400, 0, 0, 0)).window());
        final Recording early = StepFamily.record(new ClampProtocol.Pulse(-5, 220, 20), pipette, 0);
        assertEquals(
                new TimeWindow(290, Double.POSITIVE_INFINITY),
                windows(early, NOTHING).window());
        final Recording longest = StepFamily.record(new ClampProtocol.Pulse(-5, 240, 300), pipette, 0);
        assertEquals(
                new TimeWindow(555, Double.POSITIVE_INFINITY),
                windows(longest, NOTHING).window(),
                "the longest rest is that of the pulse");
        final Recording before = StepFamily.record(new ClampProtocol.Pulse(-5, 50, 50), pipette, 0);
        assertEquals(
                new TimeWindow(250, Double.POSITIVE_INFINITY),
                windows(before, NOTHING).window());
    }

    @Test
    void sweepsThatStayAtTheirLevelsAreAnalysedFromStartToEnd() {
        final Recording steady = new CellExperiment(
                        new PointNeuron(150, 8, -70, 0, -75),
                        Pipette.NONE,
                        Amplifier.IDEAL,
                        SynapticInput.transients(
                                new SynapticInput.Transient(4, 1, 8, 50),
                                new SynapticInput.Transient(9, 2, 25, 53),
                                1000,
                                0.1),
                        ClampProtocol.steady(ClampMode.VOLTAGE_CLAMP, 1, 100, -90.0, -50.0),
                        0.1,
                        1)
                .run("steady")
                .recording();
        assertEquals(TimeWindow.ALL, windows(steady, NOTHING).window());
        assertEquals(List.of(), windows(steady, NOTHING).remarks());
        assertEquals(
                new TimeWindow(0, 40),
                windows(steady, new TrialWindows.Given(40, 0, 0, 0)).baseline());
    }

    private static List<Sweep> sweeps(final int count, final int channels) {
        final List<Sweep> sweeps = new ArrayList<>();
        for (int k = 0; k < count; k++) sweeps.add(Sweep.uniform(k, k, 6000, channels));
        return sweeps;
    }

    /** The step family with its command on a second channel, behind noise, and with a third channel before it. */
    private static Recording recorded(final double noiseMv, final boolean withProtocol) {
        final Recording steps = StepFamily.record();
        final SplittableRandom random = new SplittableRandom(2);
        final int sweeps = steps.sweeps().size();
        final double[][][] samples = new double[3][sweeps][];
        for (int k = 0; k < sweeps; k++) {
            samples[0][k] = steps.read(0, k);
            samples[1][k] = new double[samples[0][k].length];
            samples[2][k] = new double[samples[0][k].length];
            steps.commands().get(0).read(k, 0, samples[2][k], 0, samples[2][k].length);
            double other = 0;
            for (int i = 0; i < samples[1][k].length; i++) {
                other += 0.05 * (random.nextGaussian() - other);
                samples[1][k][i] = -65 + 3 * k + 10 * other; // the potential of another cell
                samples[2][k][i] += noiseMv * random.nextGaussian();
            }
        }
        final RecordingHeader header = steps.header();
        final List<Channel> channels = new ArrayList<>();
        channels.add(
                withProtocol
                        ? header.channels().get(0)
                        : new Channel(0, "Im", Unit.PICOAMPERE, ClampMode.VOLTAGE_CLAMP, 10000, Channel.NO_COMMAND));
        for (final String name : List.of("Vm other", "Vcmd"))
            channels.add(
                    new Channel(channels.size(), name, Unit.MILLIVOLT, ClampMode.UNKNOWN, 10000, Channel.NO_COMMAND));
        return Recording.inMemory(
                new RecordingHeader(
                        "recorded",
                        Optional.empty(),
                        "test",
                        channels,
                        sweeps(sweeps, 3),
                        withProtocol ? header.commands() : List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of()),
                samples);
    }

    @Test
    void aRecordedCommandIsFoundAndMovesDespiteItsNoise() {
        for (final double noiseMv : new double[] {0, 0.05, 0.3}) {
            final Recording recording = recorded(noiseMv, false);
            final SweepCommands commands = SweepCommands.find(recording, 0, Optional.empty(), List.of())
                    .orElseThrow();
            assertEquals(new LevelSource.RecordedCommand(2), commands.source());
            final TrialWindows found = TrialWindows.of(commands, NOTHING);
            assertEquals(250, found.window().startMs(), 0.6);
            final ClampTrials trials = ConditionTrials.read(
                            recording, TrialSelection.all(0, commands.source(), found.window()), commands, s -> 0)
                    .get(0)
                    .trials();
            assertArrayEquals(LEVELS, levels(trials), 0.02);
            final String sentence = assertThrows(
                            InputException.class, () -> commands.mustRestIn(new TimeWindow(100, 300), "window"))
                    .getMessage();
            assertTrue(sentence.contains("sweep 0: the command moves at "), sentence);
            final double ms = Double.parseDouble(sentence.replaceAll(".*moves at ([0-9.]+) ms.*", "$1"));
            assertEquals(200, ms, 0.5);
            commands.mustRestIn(new TimeWindow(201, 600), "window");
            commands.mustRestIn(new TimeWindow(0, 199), "baseline");
        }
    }

    @Test
    void theProtocolOfTheFileCountsBeforeARecordedChannel() {
        assertEquals(
                new LevelSource.Protocol(),
                SweepCommands.find(recorded(0.1, true), 0, Optional.empty(), List.of())
                        .orElseThrow()
                        .source());
    }

    @Test
    void thePotentialOfAnotherCellIsNoCommand() {
        final Recording all = recorded(0, false);
        final RecordingHeader header = all.header();
        final double[][][] samples = new double[2][all.sweeps().size()][];
        for (int k = 0; k < samples[0].length; k++) {
            samples[0][k] = all.read(0, k);
            samples[1][k] = all.read(1, k);
        }
        final Recording without = Recording.inMemory(
                new RecordingHeader(
                        "two cells",
                        Optional.empty(),
                        "test",
                        header.channels().subList(0, 2),
                        sweeps(samples[0].length, 2),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of()),
                samples);
        assertEquals(Optional.empty(), SweepCommands.find(without, 0, Optional.empty(), List.of()));
    }

    @Test
    void levelsThatAPersonGaveDoNotHideThatTheCommandMoves() {
        final Recording steps = StepFamily.record();
        final LevelSource listed =
                new LevelSource.Listed(Map.of(0, new LevelSource.Row(-90, ""), 4, new LevelSource.Row(-50, "")));
        final String sentence = assertThrows(
                        InputException.class,
                        () -> ConditionTrials.read(
                                steps, TrialSelection.all(0, listed, new TimeWindow(100, 600)), s -> 0))
                .getMessage();
        assertTrue(sentence.contains("the command moves at 200.0 ms"), sentence);
    }

    @Test
    void sweepsThatAreNotUsedAreNamedWithTheReason() {
        final Recording steps = StepFamily.record();
        final LevelSource listed = new LevelSource.Listed(Map.of(
                0, new LevelSource.Row(-90, ""), 4, new LevelSource.Row(-50, ""), 5, new LevelSource.Row(-90, "")));
        final TrialSelection selection = new TrialSelection(
                0, listed, new TimeWindow(250, 600), List.of(0, 1, 3, 4, 5), -80, Double.POSITIVE_INFINITY);
        assertEquals(
                List.of(
                        "Sweeps 1, 3 are not used, because the table of levels does not name them.",
                        "Sweeps 0, 5 are not used, because their levels are outside of lowest_level to highest_level."),
                selection.notUsed(steps, ConditionTrials.read(steps, selection, s -> 0)));
    }

    @Test
    void levelsThatContradictTheCommandAreToldOfAndAnOffsetIsNot() {
        final Recording steps = StepFamily.record();
        final SweepCommands commands =
                SweepCommands.find(steps, 0, Optional.empty(), List.of()).orElseThrow();
        final TimeWindow window = new TimeWindow(250, 600);
        assertEquals(
                Optional.of(new GivenLevels(0, 30, "mV")),
                TrialSelection.all(0, listed(-90, -50, -70), window).given(commands));
        final GivenLevels offset = TrialSelection.all(0, listed(-20, -10, 0), window)
                .given(commands)
                .orElseThrow();
        assertEquals(0, offset.contradiction(), 1e-9);
        assertEquals(
                Optional.empty(),
                TrialSelection.all(0, new LevelSource.Protocol(), window).given(commands));
    }

    private static LevelSource listed(final double... levels) {
        final Map<Integer, LevelSource.Row> rows = new java.util.HashMap<>();
        for (int k = 0; k < levels.length; k++) rows.put(k, new LevelSource.Row(levels[k], ""));
        return new LevelSource.Listed(rows);
    }
}
