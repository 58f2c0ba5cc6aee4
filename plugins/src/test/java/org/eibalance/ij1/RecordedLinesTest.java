package org.eibalance.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.plugin.frame.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eibalance.SmallRecordings;
import org.eibalance.command.CommandCatalog;
import org.eibalance.command.CommandInput;
import org.eibalance.command.EiCommand;
import org.eibalance.model.rate.BranchingProcess;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.rig.Amplifier;
import org.eibalance.rig.CellExperiment;
import org.eibalance.rig.ClampProtocol;
import org.eibalance.rig.Pipette;
import org.eibalance.rig.PointNeuron;
import org.eibalance.rig.SynapticInput;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each command is run, recorded, and its line replayed by plain ImageJ without a display: every file has the same
 * bytes, but for the provenance.
 */
class RecordedLinesTest {

    private static final double STEP_MS = 0.1;
    private static final PointNeuron CELL = new PointNeuron(150, 8, -70, 0, -80);

    /** Sizes of scenarios; a tenth of the usual ones, or the least they take, is enough here. */
    private static final String SIZES = "neurons.*|.*inputs|duration.*|spikes|sweeps|repeats|measured.*|spiking.*";

    /** Scenarios can be run without files, and need no example. */
    private static final String SCENARIO = "run-";

    /** Scenarios that take seconds even so. */
    private static final Set<String> LONG =
            Set.of("run-brunel", "run-coba-hh", "run-linear-encoding", "run-okun-lampl-pair");

    @TempDir
    Path root;

    /** What each command is tried with; scenarios have no files. */
    private Map<String, Map<String, String>> examples() throws IOException {
        final Path pair = Files.copy(Path.of("../sample-data/pair-hd.abf"), root.resolve("my pair.abf"));
        final Path judged = Files.copy(pair, root.resolve("judged.abf"));
        SmallRecordings.write(root.resolve("folder/a & b.csv"), 1);
        SmallRecordings.write(root.resolve("folder/more/c.csv"), 2);
        final SynapticInput transients = SynapticInput.transients(
                new SynapticInput.Transient(5, 0.5, 3, 20), new SynapticInput.Transient(8, 0.7, 8, 22), 800, STEP_MS);
        final Path clamped = written(
                "vc.csv",
                "im_pa",
                "cmd_mv",
                transients,
                ClampProtocol.steady(ClampMode.VOLTAGE_CLAMP, 2, 80, -90.0, -50.0, -10.0));
        final Path fluctuating = written(
                "cc.csv",
                "vm_mv",
                "i_pa",
                new SynapticInput.Fluctuating(12, 3, 2.73, 57, 6.6, 10.49),
                ClampProtocol.steady(ClampMode.CURRENT_CLAMP, 1, 500, 0.0, 1500.0));
        final Path sinusoids = written(
                "z.csv",
                "vm_mv",
                "i_pa",
                SynapticInput.transients(
                        new SynapticInput.Transient(4, 20, 60, 500),
                        new SynapticInput.Transient(9, 20, 60, 520),
                        10000,
                        STEP_MS),
                new ClampProtocol(
                        ClampMode.CURRENT_CLAMP,
                        List.of(0.0),
                        1,
                        1000,
                        ClampProtocol.Pulse.NONE,
                        List.of(new ClampProtocol.Sinusoid(210, 100), new ClampProtocol.Sinusoid(315, 100))));
        final StringBuilder activity = new StringBuilder("time_ms,activity\n");
        final int[] counts = new BranchingProcess(0.95, 2).driven(0.05, 20_000);
        for (int t = 0; t < counts.length; t++)
            activity.append(4 * t).append(',').append(counts[t]).append('\n');
        final Path bins = Files.writeString(root.resolve("bins.csv"), activity);
        final StringBuilder trains = new StringBuilder("time_ms,neuron\n");
        for (int t = 0; t < 400; t++)
            trains.append(50 * t + t * t % 17).append(',').append(t % 3).append('\n');
        final Path spikes = Files.writeString(root.resolve("spikes.csv"), trains);
        Files.copy(Path.of("../sample-data/pair-hd-truth.csv"), root.resolve("my pair-truth.csv"));
        final StringBuilder conductances = new StringBuilder("time_ms,g_e_ns,g_i_ns\n");
        for (int t = 0; t < 40; t++)
            conductances
                    .append(5 * t)
                    .append(',')
                    .append(2 + t % 3)
                    .append(',')
                    .append(8 - t % 5)
                    .append('\n');
        final Path injected = Files.writeString(root.resolve("g.csv"), conductances.toString());
        final Map<String, String> trials = Map.of(
                "recording",
                clamped.toString(),
                "command_channel",
                "cmd",
                "window_start_ms",
                "19",
                "series_resistance_mohm",
                "0");
        final Map<String, Map<String, String>> examples = new TreeMap<>();
        examples.put(
                "annotate-recording",
                Map.of(
                        "recording",
                        judged.toString(),
                        "exclude_sweeps",
                        "3,5",
                        "reject_events",
                        "0:12.3",
                        "regions",
                        "0:10-20 artefact of the pump;1:5-6"));
        examples.put("balance-ratio", with(trials, "bootstraps", "20"));
        examples.put(
                "batch-folder",
                Map.of(
                        "folder",
                        root.resolve("folder").toString(),
                        "pattern",
                        "*.csv",
                        "command",
                        "describe-recording"));
        examples.put(
                "calibrate-device",
                Map.of("steps", "5", "keep_as", root.resolve("rig.json").toString()));
        examples.put("check-quality", Map.of("recording", pair.toString()));
        examples.put("close-the-loop", Map.of("neurons", "4000", "network_ms", "250", "repeats", "2", "seed", "3"));
        final Path kernel = Files.writeString(
                Files.createDirectories(root.resolve("electrode")).resolve("kernel.csv"),
                "time_ms,kernel_mohm\n0,1\n0.05,4\n0.1,2\n0.15,0.5\n");
        Files.writeString(
                kernel.resolveSibling("summary.csv"),
                "measure,value,unit\nkernel_slow_part,0.3,MOhm\nmembrane_time_constant,20,ms\n");
        examples.put(
                "compensate-electrode",
                Map.of("recording", sinusoids.toString(), "kernel", kernel.toString(), "current_channels", "i"));
        examples.put("convert-recording", Map.of("recording", pair.toString(), "rescale", "1=0.5"));
        examples.put(
                "correlate-pair",
                Map.of("recording", pair.toString(), "max_lag_ms", "50.5", "surrogates", "50", "bootstraps", "50"));
        examples.put("decompose-conductance", with(trials, "bootstraps", "20"));
        examples.put("describe-recording", Map.of("recording", pair.toString()));
        examples.put(
                "detect-events",
                Map.of("recording", pair.toString(), "polarity", "positive", "sweeps", "0-1", "threshold", "1"));
        examples.put(
                "estimate-from-fluctuations",
                Map.of(
                        "recording",
                        fluctuating.toString(),
                        "command_channel",
                        "i",
                        "method",
                        "relaxation",
                        "spike_mv",
                        "100",
                        "first_lag",
                        "10",
                        "lag_steps",
                        "20"));
        examples.put("describe-spikes", Map.of("recording", spikes.toString()));
        examples.put("estimate-branching", Map.of("recording", bins.toString(), "resamples", "20"));
        examples.put("fit-aperiodic", Map.of("recording", pair.toString(), "window_ms", "500", "low_hz", "4"));
        examples.put(
                "fit-avalanches",
                Map.of("recording", bins.toString(), "size_from", "1", "duration_from", "1", "bootstraps", "5"));
        examples.put("impedance-conductance", Map.of("recording", sinusoids.toString(), "current_channel", "i"));
        examples.put("impedance-probe", Map.of("conductances", injected.toString(), "first_hz", "220.5"));
        examples.put(
                "inject-conductance",
                Map.of(
                        "conductances",
                        injected.toString(),
                        "repeats",
                        "2",
                        "interval_ms",
                        "20",
                        "command_pa",
                        "-50.5"));
        examples.put(
                "inject-ratio-series",
                Map.of(
                        "conductances",
                        injected.toString(),
                        "ratios",
                        "2",
                        "blocks",
                        "1",
                        "embedded_cell",
                        "adaptive-exponential",
                        "step_ms",
                        "30"));
        examples.put("make-sample-data", Map.of("sweeps", "1", "sweep_ms", "200"));
        examples.put("measure-electrode", Map.of("steps", "3", "settle_ms", "300"));
        examples.put("operating-point", Map.of("g_e_ns", "10"));
        examples.put("simulate", Map.of("scenario", "operating-point", "growth", "1.5"));
        examples.put("slope-conductance", with(trials, "bin_ms", "2"));
        examples.put("stop-injection", Map.of());
        examples.put(
                "sweep-scenario",
                Map.of(
                        "scenario",
                        "operating-point",
                        "sweep_parameter",
                        "growth",
                        "sweep_from",
                        "0.5",
                        "sweep_to",
                        "2",
                        "sweep_runs",
                        "3"));
        examples.put("validate-estimator", Map.of("sizes", "2", "repetitions", "1", "sweeps_per_level", "1"));
        examples.put(
                "view-recording",
                Map.of(
                        "recording",
                        pair.toString(),
                        "channels",
                        "1",
                        "sweeps",
                        "0,2",
                        "layout",
                        "one by one",
                        "start_ms",
                        "10.5",
                        "end_ms",
                        "200"));
        return examples;
    }

    private static Map<String, String> with(final Map<String, String> values, final String key, final String value) {
        final Map<String, String> more = new HashMap<>(values);
        more.put(key, value);
        return more;
    }

    private Path written(
            final String name,
            final String signal,
            final String command,
            final SynapticInput input,
            final ClampProtocol protocol)
            throws IOException {
        final Recording recording = new CellExperiment(
                        CELL, Pipette.NONE, new Amplifier(0, 2, 0.01), input, protocol, STEP_MS, 1)
                .run(name)
                .recording();
        final StringBuilder text = new StringBuilder("sweep,time_ms," + signal + "," + command + "\n");
        for (int k = 0; k < recording.sweeps().size(); k++) {
            final double[] values = recording.read(0, k);
            final double[] commands = new double[values.length];
            recording.commands().get(0).read(k, 0, commands, 0, commands.length);
            for (int i = 0; i < values.length; i++)
                text.append(k)
                        .append(',')
                        .append(i / 10.0)
                        .append(',')
                        .append(values[i])
                        .append(',')
                        .append(commands[i])
                        .append('\n');
        }
        return Files.writeString(root.resolve(name), text);
    }

    /** A scenario, smaller than usual. */
    private static Map<String, String> small(final EiCommand scenario) {
        final Map<String, String> values = new HashMap<>();
        for (final CommandInput input : CommandInput.of(scenario)) {
            if (input.kind() == CommandInput.Kind.FLAG) values.put(input.key(), "false");
            if (!input.key().matches(SIZES)) continue;
            final String number = input.expected().replaceAll(".* from ([-0-9.E]+) to .*", "$1");
            final double size = Math.max(Double.parseDouble(number), Double.parseDouble(input.get(scenario)) / 10);
            values.put(
                    input.key(),
                    input.kind() == CommandInput.Kind.WHOLE_NUMBER
                            ? String.valueOf(Math.round(size))
                            : String.valueOf(size));
        }
        return values;
    }

    @Test
    void everyCommandIsTried() throws IOException {
        final Set<String> tried = examples().keySet();
        assertEquals(
                List.of(),
                CommandCatalog.load().entries().stream()
                        .map(CommandCatalog.Entry::name)
                        .filter(n -> !n.startsWith(SCENARIO) && !tried.contains(n))
                        .toList(),
                "commands without an example here");
    }

    @Test
    void everyRecordedLineReplaysWithoutADisplayAndGivesTheSameBytes() throws Exception {
        replaysWithTheSameBytes(examples(), name -> !LONG.contains(name));
    }

    @Tag("long")
    @Test
    void soDoThoseOfLongScenarios() throws Exception {
        replaysWithTheSameBytes(Map.of(), LONG::contains);
    }

    private void replaysWithTheSameBytes(final Map<String, Map<String, String>> examples, final Predicate<String> which)
            throws Exception {
        final List<String> replay = new ArrayList<>();
        for (final CommandCatalog.Entry entry : CommandCatalog.load().entries()) {
            if (!which.test(entry.name())) continue;
            final boolean example = examples.containsKey(entry.name());
            final EiCommand command = entry.create();
            if (!example && !entry.name().startsWith(SCENARIO)) continue;
            final Map<String, String> values = new HashMap<>(example ? examples.get(entry.name()) : small(command));
            values.put("output", root.resolve("one").resolve(entry.name()).toString());
            CommandInput.fill(command, entry.name(), values);
            try {
                command.execute();
            } catch (final InputException e) {
                throw new AssertionError(entry.name() + " " + values + ": " + e.getMessage(), e);
            }
            CommandPlugIn.record(command);
            final String options = Recorder.getCommandOptions();
            // Forgets what it was given, as after each command.
            Recorder.saveCommand();
            replay.add(entry.name());
            replay.add(options.replace(
                    root.resolve("one").toString(), root.resolve("two").toString()));
        }
        replay(replay);
        final TreeMap<String, Path> first = files(root.resolve("one"));
        final TreeMap<String, Path> second = files(root.resolve("two"));
        assertEquals(String.join("\n", first.keySet()), String.join("\n", second.keySet()), () -> said());
        for (final Map.Entry<String, Path> file : first.entrySet()) {
            if (file.getKey().endsWith("provenance.json"))
                assertEquals(lines(file.getValue()), lines(second.get(file.getKey())), file.getKey());
            else assertEquals(-1, Files.mismatch(file.getValue(), second.get(file.getKey())), file.getKey());
        }
        for (final String name : examples.keySet())
            assertTrue(first.keySet().stream().anyMatch(f -> f.startsWith(name + "/")), name);
        assertFalse(first.isEmpty());
    }

    private String said() {
        try {
            return Files.readString(root.resolve("said.txt"));
        } catch (final IOException e) {
            return e.getMessage();
        }
    }

    /** A provenance without its time and the folders of this test. */
    private static String lines(final Path provenance) throws IOException {
        return Files.readAllLines(provenance).stream()
                .filter(l -> !l.strip().startsWith("\"time\""))
                .map(l -> l.replace("/two/", "/one/"))
                .collect(Collectors.joining("\n"));
    }

    private static TreeMap<String, Path> files(final Path folder) throws IOException {
        final TreeMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.filter(Files::isRegularFile)
                    .forEach(f -> files.put(folder.relativize(f).toString().replace('\\', '/'), f));
        }
        return files;
    }

    private void replay(final List<String> namesAndOptions) throws IOException, InterruptedException {
        final List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                HeadlessReplay.class.getName()));
        line.addAll(namesAndOptions);
        final Path said = root.resolve("said.txt");
        final Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertTrue(process.waitFor(300, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), this::said);
    }
}
