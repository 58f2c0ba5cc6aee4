package org.eibalance.command.conductance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eibalance.check.CheckState;
import org.eibalance.command.CommandInput;
import org.eibalance.command.EiCommand;
import org.eibalance.command.Outcome;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.report.Report;
import org.eibalance.report.conductance.ConductanceText;
import org.eibalance.result.Table;
import org.eibalance.rig.Amplifier;
import org.eibalance.rig.CellExperiment;
import org.eibalance.rig.ClampProtocol;
import org.eibalance.rig.Pipette;
import org.eibalance.rig.PointNeuron;
import org.eibalance.rig.SynapticInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on conductances, from a text file to their tables. */
class ConductanceCommandsTest {

    private static final PointNeuron CELL = new PointNeuron(150, 8, -70, 0, -75);
    private static final double STEP = 0.05;

    @TempDir
    Path folder;

    /** Five levels behind 20 MOhm with the command as a second column. */
    private Path voltageClamp(final int sweepsPerLevel, final double noisePa) throws IOException {
        final SynapticInput input = SynapticInput.transients(
                new SynapticInput.Transient(5, 0.5, 3, 20), new SynapticInput.Transient(8, 0.7, 8, 22), 1600, STEP);
        return written(
                new CellExperiment(
                                CELL,
                                new Pipette(20, 0, 0, 0, 0),
                                new Amplifier(0, noisePa, 0),
                                input,
                                ClampProtocol.steady(
                                        ClampMode.VOLTAGE_CLAMP, sweepsPerLevel, 80, -90.0, -70.0, -50.0, -30.0, -10.0),
                                STEP,
                                1)
                        .run("vc")
                        .recording(),
                "im_pa",
                "cmd_mv");
    }

    private Path written(final Recording recording, final String signal, final String command) throws IOException {
        final StringBuilder text = new StringBuilder("sweep,time_ms," + signal + "," + command + "\n");
        for (int k = 0; k < recording.sweeps().size(); k++) {
            final double[] values = recording.read(0, k);
            final double[] commands = new double[values.length];
            recording.commands().get(0).read(k, 0, commands, 0, commands.length);
            for (int i = 0; i < values.length; i++)
                text.append(k)
                        .append(',')
                        .append(Math.round(i * 1000 * STEP) / 1000.0)
                        .append(',')
                        .append(values[i])
                        .append(',')
                        .append(commands[i])
                        .append('\n');
        }
        return Files.writeString(folder.resolve("cell.csv"), text);
    }

    private Outcome run(final EiCommand command, final Object... keysAndValues) {
        final Map<String, String> values = new LinkedHashMap<>();
        values.put("output", folder.resolve("output").toString());
        for (int i = 0; i < keysAndValues.length; i += 2)
            values.put((String) keysAndValues[i], keysAndValues[i + 1].toString());
        CommandInput.fill(command, "test", values);
        return command.execute();
    }

    @Test
    void conductancesBehindAPipetteAreDecomposed() throws IOException {
        final Outcome outcome = run(
                new DecomposeConductance(),
                "recording",
                voltageClamp(1, 0),
                "current_channel",
                "im",
                "command_channel",
                "cmd",
                "window_start_ms",
                19,
                "series_resistance_mohm",
                20,
                "capacitance_pf",
                150);
        final Table summary = outcome.report().summary();
        assertEquals(5, summary.number(0, "g_e_peak_ns"), 0.05);
        assertEquals(8, summary.number(0, "g_i_peak_ns"), 0.08);
        assertEquals(2.794, summary.number(0, "delay_ms"), 0.05);
        assertEquals(2.0, summary.number(0, "onset_delay_ms"), 0.1);
        assertEquals(8, summary.number(0, "leak_ns"), 1e-3);
        assertEquals(-70, summary.number(0, "leak_reversal_mv"), 1e-2);
        assertEquals(20, summary.number(0, "ra_mohm"));
        assertEquals("all", summary.get(0, "condition"));
        final List<String> lines = Files.readAllLines(outcome.folder().resolve("conductance.csv"));
        assertTrue(
                lines.get(0).startsWith("time_ms,g_e_ns,g_e_se_ns,g_i_ns,g_i_se_ns,e_rev_mv,r_squared"), lines.get(0));
        assertEquals(1 + 1220, lines.size());
        assertTrue(Files.size(outcome.folder().resolve("figure.svg")) > 1000);
        assertEquals(folder.resolve("output/cell/decompose-conductance").toAbsolutePath(), outcome.folder());
    }

    @Test
    void theBootstrapUsesAsManyThreadsAsItIsGiven() throws IOException {
        final Path cell = voltageClamp(4, 5);
        final Set<Thread> working = ConcurrentHashMap.newKeySet();
        final DecomposeConductance alone = new DecomposeConductance();
        alone.useThreads(1); // as a worker of a folder does
        alone.onProgress(share -> working.add(Thread.currentThread()));
        final Outcome outcome =
                run(alone, "recording", cell, "current_channel", "im", "command_channel", "cmd", "bootstraps", 50);
        assertEquals(Set.of(Thread.currentThread()), working);
        final String table = Files.readString(outcome.folder().resolve("conductance.csv"));
        final DecomposeConductance shared = new DecomposeConductance();
        shared.useThreads(5);
        final Outcome again =
                run(shared, "recording", cell, "current_channel", "im", "command_channel", "cmd", "bootstraps", 50);
        assertEquals(table, Files.readString(again.folder().resolve("conductance.csv")));
    }

    @Test
    void aTestPulseTellsSeriesResistanceAndCapacitance() throws IOException {
        final SynapticInput input = SynapticInput.transients(
                new SynapticInput.Transient(5, 0.5, 3, 70), new SynapticInput.Transient(8, 0.7, 8, 72), 2600, STEP);
        final ClampProtocol protocol = new ClampProtocol(
                ClampMode.VOLTAGE_CLAMP,
                List.of(-90.0, -70.0, -50.0, -30.0),
                1,
                130,
                new ClampProtocol.Pulse(-10, 10, 20),
                List.of());
        final Path cell = written(
                new CellExperiment(CELL, new Pipette(20, 0, 0, 0, 0), Amplifier.IDEAL, input, protocol, STEP, 1)
                        .run("vc")
                        .recording(),
                "im_pa",
                "cmd_mv");
        final Table summary = run(
                        new DecomposeConductance(),
                        "recording",
                        cell,
                        "command_channel",
                        "cmd",
                        "baseline_start_ms",
                        50,
                        "baseline_end_ms",
                        68,
                        "window_start_ms",
                        68)
                .report()
                .summary();
        assertEquals(20, summary.number(0, "ra_mohm"), 0.4);
        assertEquals(150, summary.number(0, "cm_pf"), 4);
        assertEquals(5, summary.number(0, "g_e_peak_ns"), 0.2);
        assertEquals(8, summary.number(0, "g_i_peak_ns"), 0.3);
        assertEquals(2.794, summary.number(0, "delay_ms"), 0.1);
    }

    /** Four levels of a cell whose synapses never rest, with a test pulse; R_s is 15 MOhm. */
    private Outcome ofActiveSynapses(final int sweepsPerLevel, final double noiseNs) throws IOException {
        final ClampProtocol protocol = new ClampProtocol(
                ClampMode.VOLTAGE_CLAMP,
                List.of(-90.0, -70.0, -50.0, -30.0),
                sweepsPerLevel,
                400,
                new ClampProtocol.Pulse(-5, 200, 50),
                List.of());
        final Path cell = written(
                new CellExperiment(
                                CELL,
                                new Pipette(15, 0, 0, 0, 0),
                                new Amplifier(3000, 5, 0),
                                new SynapticInput.Fluctuating(1, noiseNs, 3, 2.5, 2 * noiseNs, 8),
                                protocol,
                                STEP,
                                1)
                        .run("vc")
                        .recording(),
                "im_pa",
                "cmd_mv");
        return run(
                new DecomposeConductance(),
                "recording",
                cell,
                "command_channel",
                "cmd",
                "window_start_ms",
                300,
                "bootstraps",
                0);
    }

    @Test
    void activeSynapsesLeaveTheSeriesResistanceOfTheTestPulseAndTheHeadline() throws IOException {
        final Report report = ofActiveSynapses(4, 0.3).report();
        assertEquals(15, report.summary().number(0, "ra_mohm"), 0.07 * 15);
        assertEquals(150, report.summary().number(0, "cm_pf"), 0.1 * 150);
        assertEquals(0, report.summary().number(0, "sweeps_left_out"), "their R_s differ by noise alone");
        assertEquals(
                CheckState.PASSED,
                report.checks().find("series_resistance_usable").orElseThrow().state(),
                report.checks().toString());
        // Nothing is evoked in these sweeps: that there is no peak beyond noise may be said, not that R_s is to blame.
        assertFalse(
                report.sentences().get(0).contains("series resistance"),
                report.sentences().toString());
    }

    @Test
    void fewerSweepsOfLouderSynapsesMakeTheSeriesResistanceDoubtful() throws IOException {
        final Report report = ofActiveSynapses(1, 4).report();
        assertEquals(15, report.summary().number(0, "ra_mohm"), 0.2 * 15);
        assertEquals(
                CheckState.DOUBTFUL,
                report.checks().find("series_resistance_usable").orElseThrow().state(),
                report.checks().toString());
    }

    @Test
    void withSeveralSweepsThereAreIntervals() throws IOException {
        final Table summary = run(
                        new DecomposeConductance(),
                        "recording",
                        voltageClamp(6, 5),
                        "command_channel",
                        "cmd",
                        "window_start_ms",
                        15,
                        "window_end_ms",
                        60,
                        "series_resistance_mohm",
                        20,
                        "capacitance_pf",
                        150,
                        "bootstraps",
                        100)
                .report()
                .summary();
        assertTrue(summary.number(0, "ci_low_ms") < 2.8 && summary.number(0, "ci_high_ms") > 2.8);
        assertTrue(summary.number(0, "leak_se_ns") > 0);
        assertEquals(30, summary.number(0, "sweeps"));
    }

    @Test
    void levelsAndConditionsMayStandInATable() throws IOException {
        final Path levels = folder.resolve("levels.csv");
        final StringBuilder text = new StringBuilder("sweep,level_mv,condition\n");
        for (int k = 0; k < 10; k++)
            text.append(k)
                    .append(',')
                    .append(-90 + 20 * (k % 5))
                    .append(',')
                    .append(k < 5 ? "tone" : "noise")
                    .append('\n');
        Files.writeString(levels, text);
        final Table summary = run(
                        new DecomposeConductance(),
                        "recording",
                        voltageClamp(2, 1),
                        "levels",
                        levels,
                        "window_start_ms",
                        19,
                        "series_resistance_mohm",
                        0)
                .report()
                .summary();
        assertEquals(2, summary.rows());
        assertEquals("noise", summary.get(1, "condition"));
        assertTrue(summary.number(1, "g_e_peak_ns") < 4, "R_s was not corrected");
    }

    @Test
    void levelsInAWrongOrderGiveNoHeadlineAndAnOffsetDoes() throws IOException {
        final Path cell = voltageClamp(2, 5);
        final String[] commands = {"decompose", "balance", "slope"};
        for (final String name : commands) {
            final String swapped = said(name, cell, "-10,-30,-50,-70,-90,-10,-30,-50,-70,-90");
            assertTrue(
                    swapped.contains(
                            "given: the levels that were given differ from the command of the file by -80.0 to "
                                    + "+80.0 mV."),
                    swapped);
            final String offset = said(name, cell, "-100,-80,-60,-40,-20,-100,-80,-60,-40,-20");
            assertTrue(!offset.contains("given: the levels"), offset);
        }
    }

    private String said(final String name, final Path cell, final String levels) {
        final EiCommand command = name.equals("decompose")
                ? new DecomposeConductance()
                : name.equals("balance") ? new BalanceRatio() : new SlopeConductance();
        final Object[] keys = {
            "recording",
            cell,
            "current_channel",
            "im",
            "levels",
            levels,
            "command_channel",
            "cmd",
            "window_start_ms",
            19,
            "baseline_end_ms",
            18
        };
        return String.join(" ", run(command, keys).report().sentences());
    }

    @Test
    void whatIsMissingIsSaidInASentence() throws IOException {
        final Path cell = voltageClamp(1, 0);
        final Path bare = folder.resolve("bare.csv");
        Files.writeString(bare, Files.readString(cell).replaceAll("(?m),[^,\\n]*$", ""));
        final String command = assertThrows(
                        InputException.class, () -> run(new DecomposeConductance(), "recording", bare))
                .getMessage();
        assertEquals(
                "bare.csv does not contain the command of channel 'im': give the channel on which it was recorded, or "
                        + "a table of levels.",
                command);
        final String oneLevel = assertThrows(
                        InputException.class,
                        () -> run(new DecomposeConductance(), "recording", cell, "levels", "-90*5"))
                .getMessage();
        assertTrue(oneLevel.startsWith("cell.csv: Conductances need sweeps at two levels or more"), oneLevel);
        final String tooClose = assertThrows(
                        InputException.class,
                        () -> run(new DecomposeConductance(), "recording", cell, "levels", "-90,-88,-90,-88,-90"))
                .getMessage();
        assertTrue(tooClose.contains("must span at least 5"), tooClose);
        final String series = assertThrows(
                        InputException.class,
                        () -> run(
                                new DecomposeConductance(),
                                "recording",
                                cell,
                                "command_channel",
                                "cmd",
                                "series_resistance_mohm",
                                500,
                                "max_series_mohm",
                                1000,
                                "window_start_ms",
                                19))
                .getMessage();
        assertTrue(series.startsWith("cell.csv: The series resistance of 500"), series);
        final String abc = assertThrows(
                        InputException.class,
                        () -> run(new DecomposeConductance(), "recording", cell, "series_resistance_mohm", "abc"))
                .getMessage();
        assertEquals("series_resistance_mohm is 'abc': it must be auto or a number.", abc);
    }

    @Test
    void ratiosAreToldByTheirNames() throws IOException {
        final Table summary = run(
                        new BalanceRatio(),
                        "recording",
                        voltageClamp(1, 0),
                        "command_channel",
                        "cmd",
                        "window_start_ms",
                        19,
                        "series_resistance_mohm",
                        20,
                        "capacitance_pf",
                        150,
                        "rest_mv",
                        -60,
                        "sepsc_rate_hz",
                        10,
                        "sepsc_amplitude_pa",
                        20,
                        "sipsc_rate_hz",
                        5,
                        "sipsc_amplitude_pa",
                        20)
                .report()
                .summary();
        assertEquals("event rate times amplitude, sEPSC / sIPSC", summary.get(summary.rows() - 1, "definition"));
        assertEquals(2, summary.number(summary.rows() - 1, "value"), 1e-12);
        assertEquals(
                "peak currents, |I_E| / |I_I| (held at -70.0 and -10.0 mV)",
                summary.get(summary.rows() - 3, "definition"));
        assertEquals("peak conductances, g_E / g_I", summary.get(0, "definition"));
        assertEquals(5.0 / 8, summary.number(0, "value"), 0.005);
        assertTrue(summary.rows() >= 16);
    }

    @Test
    void ratesAndSizesOfEventsComeOutOfTheTablesOfDetectEvents() throws IOException {
        final Path e = Files.createDirectory(folder.resolve("e")), i = Files.createDirectory(folder.resolve("i"));
        Files.writeString(
                e.resolve("events.csv"),
                "sweep,time_ms,amplitude_pa,accepted\n0,10,-20,true\n0,50,-30,true\n"
                        + "0,70,-400,false\n0,90,-10,true\n");
        // Four were found in two seconds; a person has rejected one of them since.
        Files.writeString(
                e.resolve("summary.csv"), "recording,channel,events,rate_hz,polarity\na.abf,0,4,2.0,negative\n");
        Files.writeString(
                i.resolve("events.csv"), "sweep,time_ms,amplitude_pa,accepted\n0,10,40,true\n0,20,-90,true\n");
        Files.writeString(
                i.resolve("summary.csv"),
                "recording,channel,events,rate_hz,polarity\nb.abf,0,1,0.5,negative\nb.abf,0,1,0.5,positive\n");
        final Object[] inputs = {
            "recording",
            voltageClamp(1, 0),
            "command_channel",
            "cmd",
            "window_start_ms",
            19,
            "series_resistance_mohm",
            20,
            "capacitance_pf",
            150,
            "sepsc_events",
            e.resolve("events.csv"),
            "sipsc_events",
            i
        };
        final Outcome outcome = run(new BalanceRatio(), inputs);
        final Table summary = outcome.report().summary();
        final int row = java.util.stream.IntStream.range(0, summary.rows())
                .filter(r -> summary.get(r, "definition").equals("event rate times amplitude, sEPSC / sIPSC"))
                .findFirst()
                .orElseThrow();
        assertEquals(1.5 * 20 / (0.5 * 40), summary.number(row, "value"), 1e-12);
        final String provenance = Files.readString(outcome.folder().resolve("provenance.json"));
        assertTrue(provenance.contains("events.csv"), provenance);
        assertSentence("leave one of them out", inputs, "sepsc_rate_hz", 3);
        assertSentence("a ratio needs both", inputs, "sipsc_events", "none");
        assertSentence(
                "is not there: the events.csv of a current for sipsc_events",
                inputs,
                "sipsc_events",
                folder.resolve("none.csv"));
        Files.writeString(i.resolve("events.csv"), "sweep,time_ms,amplitude_pa,accepted\n0,10,40,yes\n");
        assertSentence("line 2, column accepted: 'yes' was expected to be true or false", inputs);
        Files.writeString(i.resolve("events.csv"), "sweep,time_ms,amplitude_pa,accepted\n0,10,40,false\n");
        assertSentence("no accepted event", inputs);
        Files.writeString(i.resolve("events.csv"), "sweep,time_ms,amplitude_mv,accepted\n0,10,40,true\n");
        assertSentence("there is no column amplitude_pa", inputs);
        Files.writeString(i.resolve("events.csv"), "sweep,time_ms,amplitude_pa,accepted\n0,10,big,true\n");
        assertSentence("line 2, column amplitude_pa: 'big' is no number", inputs);
        Files.writeString(
                i.resolve("summary.csv"),
                "recording,channel,events,rate_hz,polarity\nb.abf,0,1,0.5,positive\nc.abf,0,1,0.5,positive\n");
        assertSentence("the events of one recording were expected", inputs);
    }

    private void assertSentence(final String words, final Object[] inputs, final Object... more) {
        final Object[] all = java.util.stream.Stream.concat(
                        java.util.Arrays.stream(inputs), java.util.Arrays.stream(more))
                .toArray();
        final String sentence = assertThrows(InputException.class, () -> run(new BalanceRatio(), all))
                .getMessage();
        assertTrue(sentence.contains(words) && !sentence.contains("\n"), sentence);
    }

    @Test
    void slopesThroughTimeAreRead() throws IOException {
        final Table summary = run(
                        new SlopeConductance(),
                        "recording",
                        voltageClamp(2, 1),
                        "command_channel",
                        "cmd",
                        "window_start_ms",
                        19,
                        "bin_ms",
                        2,
                        "series_resistance_mohm",
                        20)
                .report()
                .summary();
        assertEquals(8, summary.number(0, "baseline_ns"), 0.2);
        assertTrue(summary.number(0, "synaptic_peak_ns") > 5);
    }

    @Test
    void anOperatingPointIsCalculated() {
        final Table summary = run(new OperatingPoint(), "g_e_ns", 10, "target_mv", -60)
                .report()
                .summary();
        assertEquals(-60, summary.number(0, "potential_mv"), 1e-9);
        assertEquals(-75, summary.number(0, "i_reversal_mv"), "the default of every command");
        assertEquals(500 / 15.0, summary.number(0, "g_i_ns"), 1e-9);
        assertEquals(4, summary.number(0, "balanced_ratio_i_over_e"), 1e-12);
        assertEquals(200 / (20 + 500 / 15.0), summary.number(0, "time_constant_ms"), 1e-12);
        final Table fromIons = run(new OperatingPoint(), "g_i_ns", 20, "i_reversal_mv", "auto")
                .report()
                .summary();
        assertEquals(-72.4, fromIons.number(0, "i_reversal_mv"), 3);
    }

    @Test
    void fluctuationsAndImpedancesAreRead() throws IOException {
        final Path fluctuating = written(
                new CellExperiment(
                                new PointNeuron(346, 15.73, -80, 0, -75),
                                Pipette.NONE,
                                Amplifier.IDEAL,
                                new SynapticInput.Fluctuating(12, 3, 2.73, 57, 6.6, 10.49),
                                ClampProtocol.steady(ClampMode.CURRENT_CLAMP, 1, 1000, 0.0, 500.0),
                                STEP,
                                2)
                        .run("cc")
                        .recording(),
                "vm_mv",
                "i_pa");
        final Object[] cell = {
            "recording",
            fluctuating,
            "command_channel",
            "i",
            "capacitance_pf",
            346,
            "leak_ns",
            15.73,
            "leak_reversal_mv",
            -80,
            "i_reversal_mv",
            -75,
            "method",
            "vmd"
        };
        final Table vmd = run(new EstimateFromFluctuations(), cell).report().summary();
        assertEquals(12, vmd.number(0, "g_e_ns"), 6);
        assertEquals(57, vmd.number(0, "g_i_ns"), 25);
        cell[cell.length - 1] = "relaxation";
        assertTrue(assertThrows(InputException.class, () -> run(new EstimateFromFluctuations(), cell))
                .getMessage()
                .startsWith("cell.csv: The potential has no single relaxation time"));
        final Object[] lags = java.util.stream.Stream.concat(
                        java.util.Arrays.stream(cell), java.util.stream.Stream.of("first_lag", "0", "lag_steps", "1"))
                .toArray();
        assertEquals(
                20, run(new EstimateFromFluctuations(), lags).report().summary().number(0, "windows"));
        cell[cell.length - 1] = "oversampling";
        final Outcome oversampled = run(new EstimateFromFluctuations(), cell);
        assertTrue(oversampled.report().summary().number(0, "solved_share") > 0.5);
        assertTrue(
                oversampled.report().sentences().contains("Only sweep 0 is used, the first at the lowest current."),
                oversampled.report().sentences().toString());
        cell[cell.length - 1] = "spike-triggered";
        final Object[] before = java.util.stream.Stream.concat(
                        java.util.Arrays.stream(cell),
                        java.util.stream.Stream.of(
                                "spike_mv",
                                -57.5,
                                "average_ms",
                                20,
                                "mean_e_ns",
                                12,
                                "mean_i_ns",
                                57,
                                "sd_e_ns",
                                3,
                                "sd_i_ns",
                                6.6))
                .toArray();
        final Outcome rise = run(new EstimateFromFluctuations(), before);
        assertEquals(500, rise.report().summary().number(0, "current_pa"));
        assertTrue(rise.report().summary().number(0, "change_e_ns") > 1, "excitation rises before a spike");
        assertTrue(rise.report().sentences().contains(ConductanceText.APPARENT));
        cell[cell.length - 1] = "vmd";
        final Object[] spiking = java.util.stream.Stream.concat(
                        java.util.Arrays.stream(cell), java.util.stream.Stream.of("spike_mv", -62))
                .toArray();
        assertTrue(assertThrows(InputException.class, () -> run(new EstimateFromFluctuations(), spiking))
                .getMessage()
                .startsWith("cell.csv: There is a spike at "));
        final SynapticInput quiet = SynapticInput.transients(
                new SynapticInput.Transient(4, 20, 60, 500), new SynapticInput.Transient(9, 20, 60, 520), 20000, STEP);
        final Path sinusoids = written(
                new CellExperiment(
                                CELL,
                                new Pipette(30, 0, 0, 0, 0),
                                Amplifier.IDEAL,
                                quiet,
                                new ClampProtocol(
                                        ClampMode.CURRENT_CLAMP,
                                        List.of(0.0),
                                        1,
                                        1000,
                                        ClampProtocol.Pulse.NONE,
                                        List.of(
                                                new ClampProtocol.Sinusoid(210, 100),
                                                new ClampProtocol.Sinusoid(315, 100))),
                                STEP,
                                3)
                        .run("cc")
                        .recording(),
                "vm_mv",
                "i_pa");
        final Table impedance = run(new ImpedanceConductance(), "recording", sinusoids, "current_channel", "i")
                .report()
                .summary();
        assertEquals(30, impedance.number(0, "ra_mohm"), 0.5);
        assertEquals(150, impedance.number(0, "capacitance_pf"), 3);
        assertEquals("still", impedance.get(0, "rest_source"));
        final Object[] half = {"recording", sinusoids, "current_channel", "i", "leak_ns", "8"};
        assertEquals(
                "leak_ns is '8' and leak_reversal_mv 'auto': give both, or auto for both.",
                assertThrows(InputException.class, () -> run(new ImpedanceConductance(), half))
                        .getMessage());
        final Table given = run(
                        new ImpedanceConductance(),
                        "recording",
                        sinusoids,
                        "current_channel",
                        "i",
                        "leak_ns",
                        "8",
                        "leak_reversal_mv",
                        "-70")
                .report()
                .summary();
        assertEquals(8, given.number(0, "rest_ns"));
        assertEquals("given", given.get(0, "rest_source"));
    }

    @Test
    void anEstimatorIsValidatedOnTheUsersNumbers() {
        final Outcome outcome = run(new ValidateEstimator(), "sizes", 2, "repetitions", 1, "sweeps_per_level", 3);
        assertEquals("peak g_E", outcome.report().summary().get(0, "measure"));
        assertEquals(0, outcome.report().summary().number(0, "relative_bias"), 0.3);
        assertEquals(10, outcome.report().tables().get("points.csv").rows());
        final Table events = run(
                        new ValidateEstimator(),
                        "estimator",
                        "events",
                        "sizes",
                        1,
                        "repetitions",
                        1,
                        "sweeps_per_level",
                        5,
                        "series_resistance_mohm",
                        2,
                        "noise_pa",
                        3)
                .report()
                .summary();
        assertEquals("recall of sEPSCs", events.get(0, "measure"));
        assertEquals(-0.05, events.number(0, "bias"), 0.15);
    }
}
