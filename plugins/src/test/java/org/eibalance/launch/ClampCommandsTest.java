package org.eibalance.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eibalance.format.Formats;
import org.eibalance.recording.Recording;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the dynamic clamp on the command line, with the embedded device. */
class ClampCommandsTest {

    @TempDir
    private Path folder;

    private Path table;
    private String out;
    private String err;

    private int run(final String... arguments) {
        final ByteArrayOutputStream standard = new ByteArrayOutputStream();
        final ByteArrayOutputStream error = new ByteArrayOutputStream();
        final List<String> all = new ArrayList<>(Arrays.asList(arguments));
        if (arguments.length > 0 && !arguments[0].startsWith("list")) all.add("output=" + folder.resolve("out"));
        final int status = new Launcher(
                        new PrintStream(standard, true, StandardCharsets.UTF_8),
                        new PrintStream(error, true, StandardCharsets.UTF_8))
                .run(all.toArray(String[]::new));
        out = standard.toString(StandardCharsets.UTF_8);
        err = error.toString(StandardCharsets.UTF_8);
        return status;
    }

    @BeforeEach
    void writeATable() throws IOException {
        final StringBuilder text = new StringBuilder("time_ms,g_e_ns,g_i_ns\n");
        for (int k = 0; k < 2000; k++)
            text.append(String.format(
                    Locale.ROOT, "%.1f,%.4f,%.4f%n", k * 0.1, 3 + 2 * Math.sin(k / 90.0), 8 + 5 * Math.sin(k / 130.0)));
        table = Files.writeString(folder.resolve("g.csv"), text.toString().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void theEmbeddedDeviceIsListed() {
        assertEquals(0, run("list-devices"));
        assertTrue(out.startsWith("embedded\t"), out);
    }

    @Test
    void aTableIsInjectedAndItsRecordingOpens() throws IOException {
        assertEquals(0, run("inject-conductance", "conductances=" + table, "repeats=3", "command_pa=-50"), () -> err);
        final Path results = folder.resolve("out").resolve("inject-conductance");
        assertFalse(Files.exists(results.resolve("running.eiclamp")));
        try (Recording recording = Formats.open(results.resolve("recording.eiclamp"))) {
            assertEquals(3, recording.sweeps().size());
            final double[] command = new double[10];
            recording.command(0).orElseThrow().read(1, 500, command, 0, 10);
            assertEquals(-50, command[5], 0.1);
            assertEquals(3 + 2 * Math.sin(1000 / 90.0), recording.read(3, 2)[1000], 0.01);
        }
    }

    @Test
    void theSameCallGivesTheSameBytes() throws IOException {
        assertEquals(0, run("inject-conductance", "conductances=" + table), () -> err);
        final Path file = folder.resolve("out").resolve("inject-conductance").resolve("recording.eiclamp");
        final byte[] first = Files.readAllBytes(file);
        assertEquals(0, run("inject-conductance", "conductances=" + table), () -> err);
        assertTrue(Arrays.equals(first, Files.readAllBytes(file)));
    }

    private double[] injected(final int channel, final int sweep) {
        try (Recording recording =
                Formats.open(folder.resolve("out").resolve("inject-conductance").resolve("recording.eiclamp"))) {
            return recording.read(channel, sweep);
        }
    }

    @Test
    void noiseOfTheDeviceIsFrozenOrNot() {
        assertEquals(0, run("inject-conductance", "source=noise", "duration_ms=300", "repeats=2", "seed=5"), () -> err);
        final double[] first = injected(3, 0);
        assertEquals(3000, first.length);
        assertTrue(Arrays.equals(first, injected(3, 1)));
        assertEquals(
                0,
                run("inject-conductance", "source=noise", "duration_ms=300", "repeats=2", "seed=5", "frozen=false"),
                () -> err);
        assertTrue(Arrays.equals(first, injected(3, 0)));
        assertFalse(Arrays.equals(first, injected(3, 1)));
    }

    @Test
    void aNeuronOfAScenarioIsInjected() {
        assertEquals(
                0,
                run(
                        "inject-conductance",
                        "source=scenario",
                        "network=coba",
                        "duration_ms=100",
                        "e_gain=0.1",
                        "i_gain=0.1"),
                () -> err);
        final double meanE = Arrays.stream(injected(3, 0)).average().orElseThrow();
        final double meanI = Arrays.stream(injected(4, 0)).average().orElseThrow();
        // 64 inputs of 6 nS for 5 ms and 16 of 67 nS for 10 ms, at about 19 Hz: 36 and 204 nS.
        assertTrue(meanE > 1 && meanE < 8, "g_E " + meanE);
        assertTrue(meanI > 8 && meanI < 40, "g_I " + meanI);
    }

    @Test
    void theTruthOfASimulatedRecordingIsInjected() throws IOException {
        assertEquals(0, run("make-sample-data", "sweep_ms=200", "sweeps=2", "truth_step_ms=0.5"), () -> err);
        final Path truth;
        try (java.util.stream.Stream<Path> all = Files.walk(folder.resolve("out"))) {
            truth = all.filter(p -> p.endsWith("pair-hd-truth.csv")).findFirst().orElseThrow();
        }
        assertEquals(0, run("inject-conductance", "conductances=" + truth, "table_sweep=1", "table_cell=1"), () -> err);
        final String[] row = Files.readAllLines(truth).stream()
                .filter(line -> line.startsWith("1,100.0,1,") || line.startsWith("1,100,1,"))
                .findFirst()
                .orElseThrow()
                .split(",");
        assertEquals(Double.parseDouble(row[3]), injected(3, 0)[1000], 0.02);
        assertEquals(Double.parseDouble(row[4]), injected(4, 0)[1000], 0.02);
    }

    @Test
    void gainsInInputConductancesFollowTheCell() {
        /* The passive model cell has 5 nS. */
        assertEquals(
                0,
                run(
                        "inject-conductance",
                        "conductances=" + table,
                        "gain_unit=input-conductance-peak",
                        "e_gain=2",
                        "i_gain=3"),
                () -> err);
        assertEquals(10, Arrays.stream(injected(3, 0)).max().orElseThrow(), 0.1);
        assertEquals(15, Arrays.stream(injected(4, 0)).max().orElseThrow(), 0.15);
        refused(
                "input resistance is -500",
                "inject-conductance",
                "conductances=" + table,
                "limit_pa=100",
                "gain_unit=input-conductance-mean",
                "input_step_pa=-500");
    }

    @Test
    void noiseGivesTheKernelOfTheElectrode() throws IOException {
        assertEquals(
                0,
                run(
                        "measure-electrode",
                        "steps=5",
                        "noise_pa=200",
                        "noise_s=4",
                        "embedded_series_mohm=10",
                        "embedded_electrode_pf=5"),
                () -> err);
        final List<String> rows = Files.readAllLines(
                folder.resolve("out").resolve("measure-electrode").resolve("kernel.csv"));
        assertEquals("time_ms,kernel_mohm", rows.get(0));
        // The electrode keeps 5 of 105 pF: so much less goes through the resistance at once.
        assertEquals(
                10 / 1.05,
                rows.stream()
                        .skip(1)
                        .mapToDouble(row -> Double.parseDouble(row.split(",")[1]))
                        .sum(),
                0.3);
        refused("nothing to compensate", "measure-electrode", "steps=5", "noise_pa=200");
        refused("an eighth of the hardware", "measure-electrode", "steps=5", "noise_pa=1000");
    }

    @Test
    void runsAreAnIntervalApart() {
        assertEquals(0, run("inject-conductance", "conductances=" + table, "repeats=2", "interval_ms=700"), () -> err);
        try (Recording recording =
                Formats.open(folder.resolve("out").resolve("inject-conductance").resolve("recording.eiclamp"))) {
            assertTrue(recording.sweeps().get(1).startS() > 0.9, "200 ms of the run and 700 ms of pause");
        }
    }

    @Test
    void aRatioSeriesTellsRateAgainstBalance() throws IOException {
        assertEquals(
                0,
                run(
                        "inject-ratio-series",
                        "conductances=" + table,
                        "ratios=3",
                        "blocks=2",
                        "embedded_cell=adaptive-exponential",
                        "e_gain=5",
                        "limit_pa=2000",
                        "command_pa=300"),
                () -> err);
        assertEquals(
                4,
                Files.readAllLines(folder.resolve("out")
                                .resolve("inject-ratio-series")
                                .resolve("summary.csv"))
                        .size());
        assertEquals(
                7,
                Files.readAllLines(folder.resolve("out")
                                .resolve("inject-ratio-series")
                                .resolve("trials.csv"))
                        .size());
    }

    @Test
    void aDeviceIsCalibratedMeasuredAndProbed() throws IOException {
        final Path kept = folder.resolve("rig.json");
        assertEquals(0, run("calibrate-device", "keep_as=" + kept, "steps=3"), () -> err);
        assertTrue(Files.exists(kept));
        assertEquals(0, run("inject-conductance", "conductances=" + table, "calibration=" + kept), () -> err);
        assertEquals(0, run("measure-electrode", "steps=3"), () -> err);
        assertEquals(0, run("impedance-probe", "conductances=" + table), () -> err);
        assertEquals(0, run("stop-injection"), () -> err);
        /* A model cell of another resistance than it says: nothing is kept. */
        final Path wrong = folder.resolve("wrong.json");
        assertEquals(0, run("calibrate-device", "keep_as=" + wrong, "steps=3", "known_mohm=180"), () -> err);
        assertFalse(Files.exists(wrong));
    }

    private void refused(final String sentence, final String... arguments) {
        assertEquals(2, run(arguments), () -> out + err);
        assertEquals(1, err.lines().count(), err);
        assertTrue(err.contains(sentence), err);
    }

    @Test
    void aFaultSaysWhyAndKeepsTheLastFramesOfEveryCommand() throws IOException {
        /* 20 nS towards +150 mV drive the cell out of the window that ends at +60 mV. */
        refused(
                "the membrane potential left its window",
                "inject-ratio-series",
                "conductances=" + table,
                "ratios=1",
                "blocks=1",
                "e_gain=4",
                "i_gain=0",
                "e_reversal_mv=150",
                "limit_pa=5000");
        assertTrue(err.contains("last-frames.txt"), err);
        assertTrue(Files.readAllLines(folder.resolve("out/inject-ratio-series/last-frames.txt"))
                        .size()
                > 20);
        /* This one tells what became of each run too. */
        refused(
                "The device stopped the run: the membrane potential left its window",
                "inject-conductance",
                "conductances=" + table,
                "e_gain=4",
                "i_gain=0",
                "e_reversal_mv=150",
                "limit_pa=5000");
        assertTrue(out.endsWith("inject-conductance\n"), out);
        assertTrue(Files.readString(folder.resolve("out/inject-conductance/summary.csv"))
                .contains("left its window"));
        assertTrue(Files.readAllLines(folder.resolve("out/inject-conductance/last-frames.txt"))
                        .size()
                > 20);
    }

    @Test
    void whatCannotBeInjectedIsRefusedWithASentence() throws IOException {
        refused("There is no port", "inject-conductance", "conductances=" + table, "device=/dev/no-such-port");
        refused("would make the loop oscillate", "inject-conductance", "conductances=" + table, "e_gain=1000");
        refused("hardware", "inject-conductance", "conductances=" + table, "limit_pa=99999");
        refused(
                "There is no calibration",
                "inject-conductance",
                "conductances=" + table,
                "calibration=" + folder.resolve("none.json"));
        refused("conductances is not given", "inject-conductance");
        refused("conductances is not given", "impedance-probe");
        refused(
                "oscillate",
                "inject-conductance",
                "source=noise",
                "i_mean_ns=900",
                "e_mean_ns=900",
                "i_gain=2",
                "e_gain=2",
                "capacitance_pf=20");
        refused("There is no calibration", "measure-electrode", "calibration=" + folder.resolve("none.json"));
        refused("reverse above", "inject-conductance", "conductances=" + table, "i_reversal_mv=20");
        Files.writeString(folder.resolve("nan.csv"), "time_ms,g_e_ns,g_i_ns\n0,1,2\n1,NaN,2\n");
        refused(
                "line 3, column g_e_ns: 'NaN' is no number",
                "inject-conductance",
                "conductances=" + folder.resolve("nan.csv"));
        Files.writeString(folder.resolve("short.csv"), "time_ms,g_e_ns,g_i_ns\n0,1,2\n1,1\n");
        refused("line 3: 2 fields", "inject-conductance", "conductances=" + folder.resolve("short.csv"));
        Files.writeString(folder.resolve("other.csv"), "a,b\n0,1\n");
        refused("no column time_ms", "inject-conductance", "conductances=" + folder.resolve("other.csv"));
        assertFalse(
                Files.exists(folder.resolve("out").resolve("inject-conductance")),
                "nothing was armed, nothing is left");
    }
}
