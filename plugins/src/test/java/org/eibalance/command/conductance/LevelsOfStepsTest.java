package org.eibalance.command.conductance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eibalance.command.CommandInput;
import org.eibalance.command.EiCommand;
import org.eibalance.command.Outcome;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.result.Table;
import org.eibalance.rig.Amplifier;
import org.eibalance.rig.CellExperiment;
import org.eibalance.rig.ClampProtocol;
import org.eibalance.rig.Pipette;
import org.eibalance.rig.PointNeuron;
import org.eibalance.rig.SynapticInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A family of steps: 200 ms at −70 mV, then −90 to −50 mV, with 4 nS of excitation from 420 ms and 9 nS of inhibition
 * from 423 ms, in a cell of 8 nS that reverses at −70 mV behind a junction potential of 10 mV.
 */
class LevelsOfStepsTest {

    private static final double STEP = 0.2;
    private static final int SAMPLES = 3000;

    @TempDir
    Path folder;

    private Path cell;

    @BeforeEach
    void writeTheCell() throws IOException {
        cell = write("cell.csv", ",im_pa,cmd_mv\n", 5);
    }

    private Path write(final String name, final String columns, final double noisePa) throws IOException {
        final Recording recording = new CellExperiment(
                        new PointNeuron(150, 8, -70, 0, -75),
                        new Pipette(0, 0, 0, 0, 10),
                        new Amplifier(0, noisePa, 0),
                        SynapticInput.transients(
                                new SynapticInput.Transient(4, 1, 8, 420),
                                new SynapticInput.Transient(9, 2, 25, 423),
                                SAMPLES,
                                STEP),
                        ClampProtocol.steady(
                                        ClampMode.VOLTAGE_CLAMP, 3, SAMPLES * STEP, -90.0, -80.0, -70.0, -60.0, -50.0)
                                .withHolding(-70, 200),
                        STEP,
                        1)
                .run("steps")
                .recording();
        final StringBuilder text = new StringBuilder("sweep,time_ms" + columns);
        for (int k = 0; k < recording.sweeps().size(); k++) {
            final double[] current = recording.read(0, k);
            final double[] command = new double[current.length];
            recording.commands().get(0).read(k, 0, command, 0, command.length);
            for (int i = 0; i < current.length; i++) {
                text.append(k).append(',').append(Math.round(i * 10 * STEP) / 10.0);
                text.append(',').append(Math.round(current[i] * 1000) / 1000.0);
                if (columns.contains("cmd")) text.append(',').append(command[i]);
                text.append('\n');
            }
        }
        return Files.writeString(folder.resolve(name), text);
    }

    private Outcome run(final EiCommand command, final Object... keysAndValues) {
        final Map<String, String> values = new LinkedHashMap<>();
        values.put("output", folder.resolve("output").toString());
        values.put("recording", cell.toString());
        for (int i = 0; i < keysAndValues.length; i += 2)
            values.put((String) keysAndValues[i], keysAndValues[i + 1].toString());
        CommandInput.fill(command, "test", values);
        return command.execute();
    }

    private String refusal(final EiCommand command, final Object... keysAndValues) {
        return assertThrows(InputException.class, () -> run(command, keysAndValues))
                .getMessage();
    }

    private static final Object[] WINDOWS = {
        "window_start_ms",
        400,
        "window_end_ms",
        600,
        "baseline_start_ms",
        250,
        "baseline_end_ms",
        400,
        "junction_potential_mv",
        10,
        "bootstraps",
        100
    };

    private static void assertLevels(final Outcome outcome) {
        final Table levels = outcome.report().tables().get("levels.csv");
        assertEquals(5, levels.rows());
        for (int j = 0; j < 5; j++) assertEquals(-90 + 10 * j, levels.number(j, "commanded"), 1e-6);
    }

    @Test
    void atDefaultsTheLevelsAreThoseOfTheSteps() {
        final Outcome outcome = run(new DecomposeConductance(), "bootstraps", 0);
        assertLevels(outcome);
        final String said = String.join("\n", outcome.report().sentences());
        assertTrue(said.contains("The window was not given: it is 250.0 to 600.0 ms"), said);
        assertTrue(said.contains("The levels are those of the command that was recorded on channel 1 (cmd)."), said);
    }

    @Test
    void conductancesAndRatioAreThoseOfTheCell() {
        final Outcome outcome = run(new DecomposeConductance(), WINDOWS);
        assertLevels(outcome);
        assertEquals(4, outcome.report().summary().number(0, "g_e_peak_ns"), 0.2);
        assertEquals(9, outcome.report().summary().number(0, "g_i_peak_ns"), 0.4);
        final Table ratios = run(new BalanceRatio(), WINDOWS).report().summary();
        assertEquals("peak conductances, g_E / g_I", ratios.get(0, "definition"));
        assertEquals(0.444, ratios.number(0, "value"), 0.03);
        final Table slopes = run(new SlopeConductance(), java.util.Arrays.copyOf(WINDOWS, 10))
                .report()
                .summary();
        assertEquals(8, slopes.number(0, "baseline_ns"), 0.1);
        assertEquals(-70, slopes.number(0, "baseline_reversal_mv"), 0.2);
    }

    @Test
    void aStepWithinWindowOrBaselineIsRefusedInEveryCommand() {
        for (final EiCommand command : List.of(new DecomposeConductance(), new BalanceRatio(), new SlopeConductance()))
            assertTrue(
                    refusal(command, "window_start_ms", 100, "window_end_ms", 600)
                            .startsWith("cell.csv, sweep 0: the command moves at 200.0 ms, from -70.0 to -90.0 mV, "
                                    + "within the window of 100.0 to 600.0 ms"),
                    command.getClass().getSimpleName());
        assertTrue(refusal(new SlopeConductance(), "window_start_ms", 400, "baseline_end_ms", 300)
                .contains("within the baseline of 0.0 to 300.0 ms"));
    }

    @Test
    void levelsInAListAreOneASweep() throws IOException {
        cell = write("bare.csv", ",im_pa\n", 5);
        assertEquals(
                "levels has 5 numbers, and bare.csv has 15 sweeps: one number a sweep is needed. If the sweeps of a "
                        + "level follow each other, write levels=-90*3,… or give level_order=blocks; if the levels "
                        + "alternate from sweep to sweep, give level_order=interleaved.",
                refusal(new DecomposeConductance(), "levels", "-90,-80,-70,-60,-50"));
        final Outcome interleaved =
                run(new DecomposeConductance(), with("levels", "-90,-80,-70,-60,-50", "level_order", "interleaved"));
        assertLevels(interleaved);
        assertEquals(9, interleaved.report().summary().number(0, "g_i_peak_ns"), 0.4);
        assertEquals(15, interleaved.report().summary().number(0, "sweeps"));
        final Table blocks = run(
                        new DecomposeConductance(),
                        with("levels", "-90,-80,-70,-60,-50", "level_order", "blocks", "max_drift_percent", 1000))
                .report()
                .tables()
                .get("levels.csv");
        final Table times = run(new DecomposeConductance(), with("levels", "-90*3, -80 * 3,-70*3,-60*3,-50*3"))
                .report()
                .tables()
                .get("levels.csv");
        for (int j = 0; j < 5; j++) {
            assertEquals(3, blocks.number(j, "sweeps"));
            assertEquals(blocks.number(j, "current_pa"), times.number(j, "current_pa"));
        }
        assertTrue(refusal(new DecomposeConductance(), "levels", "-90,-50", "level_order", "blocks")
                .contains("blocks need as many sweeps at each level"));
        assertTrue(refusal(new DecomposeConductance(), "levels", "-90*16")
                .contains("there must not be more numbers than sweeps"));
        assertTrue(refusal(new DecomposeConductance(), "levels", "-90*0").contains("-90*0"));
    }

    @Test
    void aTableOfLevelsMayLeaveSweepsOutButNotNameOthers() throws IOException {
        final Path levels = folder.resolve("levels.csv");
        Files.writeString(levels, "sweep,level_mv\n0,-90\n1,-80\n2,-70\n3,-60\n4,-50\n5,-90\n9,-50\n");
        final String said = String.join(
                "\n",
                run(new DecomposeConductance(), with("levels", levels, "lowest_level", -85))
                        .report()
                        .sentences());
        assertTrue(
                said.contains("Sweeps 6, 7, 8, 10, 11, 12, 13, 14 are not used, because the table of levels does not "
                        + "name them."),
                said);
        assertTrue(said.contains("Sweeps 0, 5 are not used, because their levels are outside"), said);
        Files.writeString(levels, "sweep,level_mv\n0,-90\n15,-50\n");
        assertTrue(refusal(new DecomposeConductance(), "levels", levels)
                .endsWith("has a level for sweep 15, but cell.csv has 15 sweeps, counted from 0."));
    }

    private static Object[] with(final Object... more) {
        return java.util.stream.Stream.concat(java.util.Arrays.stream(WINDOWS), java.util.Arrays.stream(more))
                .toArray();
    }
}
