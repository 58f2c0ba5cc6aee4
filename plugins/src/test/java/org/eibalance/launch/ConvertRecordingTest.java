package org.eibalance.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eibalance.SmallRecordings;
import org.eibalance.format.Formats;
import org.eibalance.format.abf.Abf2Options;
import org.eibalance.format.abf.Abf2Writer;
import org.eibalance.format.hdf5.Hdf5File;
import org.eibalance.recording.Channel;
import org.eibalance.recording.Recording;
import org.eibalance.rig.PairExperiment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings in other formats, as the command line makes them. */
class ConvertRecordingTest {

    @TempDir
    private Path root;

    private Path abf;

    @BeforeEach
    void recordings() throws IOException {
        Files.createDirectories(root.resolve("in"));
        abf = root.resolve("in/pair.abf");
        Abf2Writer.write(
                PairExperiment.standard(-300, 400, 5)
                        .withSweeps(1500, 3)
                        .run("pair")
                        .recording(),
                abf,
                Abf2Options.int16(200, 200));
    }

    private record Run(int status, List<String> out, List<String> err) {}

    private static Run run(final String... arguments) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final int status = new Launcher(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(arguments);
        return new Run(
                status,
                out.toString(StandardCharsets.UTF_8).lines().toList(),
                err.toString(StandardCharsets.UTF_8).lines().toList());
    }

    private Run done(final String... arguments) {
        final Run run = run(arguments);
        assertEquals(Launcher.DONE, run.status(), run.toString());
        assertEquals(List.of(), run.err());
        return run;
    }

    private Path converted(final String format) {
        done("convert-recording", "recording=" + abf, "format=" + format, "output=" + root.resolve("out"));
        return root.resolve("out/pair/convert-recording/pair." + format);
    }

    @Test
    void anAbfFileHasTheSameCorrelogramOnceItIsNwb() throws IOException {
        final Path nwb = converted("nwb");
        for (final Path file : List.of(abf, nwb)) {
            done("correlate-pair", "recording=" + file, "output=" + root.resolve(file == nwb ? "b" : "a"));
        }
        assertArrayEquals(
                Files.readAllBytes(root.resolve("a/pair/correlate-pair/correlogram.csv")),
                Files.readAllBytes(root.resolve("b/pair/correlate-pair/correlogram.csv")));
        assertEquals(
                Files.readString(root.resolve("a/pair/correlate-pair/summary.csv")),
                Files.readString(root.resolve("b/pair/correlate-pair/summary.csv"))
                        .replace("pair.nwb", "pair.abf"));
    }

    @Test
    void everyFormatKeepsSamplesNamesUnitsAndSweeps() {
        try (Recording original = Formats.open(abf)) {
            for (final String format : List.of("nwb", "atf", "txt")) {
                try (Recording copy = Formats.open(converted(format))) {
                    assertEquals(List.of(), copy.remarks(), format);
                    assertEquals(
                            original.sweeps().stream().map(s -> s.samples()).toList(),
                            copy.sweeps().stream().map(s -> s.samples()).toList());
                    for (final Channel channel : original.channels()) {
                        final Channel other = copy.channels().get(channel.index());
                        assertTrue(other.name().startsWith(channel.name()), other.name());
                        assertEquals(channel.unit(), other.unit());
                        assertEquals(channel.sampleRateHz(), other.sampleRateHz(), 1e-9 * channel.sampleRateHz());
                        for (int k = 0; k < 3; k++)
                            assertArrayEquals(original.read(channel.index(), k), copy.read(other.index(), k), format);
                    }
                }
            }
        }
    }

    @Test
    void theSameRecordingGivesTheSameBytes() throws IOException {
        final byte[] first = Files.readAllBytes(converted("nwb"));
        assertArrayEquals(first, Files.readAllBytes(converted("nwb")));
    }

    @Test
    void aChannelIsRescaledOnlyWhereAPersonSaysSo() {
        done("convert-recording", "recording=" + abf, "rescale=1=0.1", "output=" + root.resolve("out"));
        try (Recording original = Formats.open(abf);
                Recording copy = Formats.open(root.resolve("out/pair/convert-recording/pair.nwb"))) {
            assertArrayEquals(original.read(0, 0), copy.read(0, 0));
            assertEquals(original.read(1, 0)[5] * 0.1, copy.read(1, 0)[5], 1e-12);
        }
        for (final String wrong : List.of("1", "x=2", "1=0", "1=abc")) {
            final Run run =
                    run("convert-recording", "recording=" + abf, "rescale=" + wrong, "output=" + root.resolve("no"));
            assertEquals(Launcher.USAGE, run.status(), run.toString());
            assertEquals(1, run.err().size(), run.toString());
        }
    }

    @Test
    void aFolderIsConvertedByBatch() throws IOException {
        SmallRecordings.write(root.resolve("in/deeper/cells.csv"), 1);
        Files.writeString(
                root.resolve("settings.json"),
                "{ \"command\": \"convert-recording\", \"parameters\": { \"format\": \"nwb\" } }");
        done(
                "batch-folder",
                "folder=" + root.resolve("in"),
                "command=convert-recording",
                "settings=" + root.resolve("settings.json"),
                "output=" + root.resolve("out"));
        for (final String file :
                List.of("pair/convert-recording/pair.nwb", "deeper/cells/convert-recording/cells.nwb")) {
            try (Recording recording = Formats.open(root.resolve("out").resolve(file))) {
                assertTrue(recording.format().startsWith("NWB 2"), recording.format());
            }
        }
    }

    private static double[] numbers(final Path nwb, final String path) {
        try (Hdf5File file = Hdf5File.open(nwb)) {
            return file.root()
                    .value("processing/" + path)
                    .orElseThrow(() -> new AssertionError(path))
                    .numbers();
        }
    }

    private static List<String> modules(final Path nwb) {
        try (Hdf5File file = Hdf5File.open(nwb)) {
            return file.root().find("processing").orElseThrow().names().stream()
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aSimulatedRecordingTakesItsTruthAlongOverAFolderToo() throws IOException {
        done("make-sample-data", "sweeps=2", "sweep_ms=300", "output=" + root.resolve("made"));
        final Path made = root.resolve("made/make-sample-data");
        done(
                "batch-folder",
                "folder=" + made,
                "pattern=*.abf",
                "command=convert-recording",
                "output=" + root.resolve("out"));
        final List<String> truth = Files.readAllLines(made.resolve("pair-hd-truth.csv"));
        for (final String name : List.of("pair-hd", "pair-dh")) {
            final Path nwb = root.resolve("out/" + name + "/convert-recording/" + name + ".nwb");
            assertEquals(List.of("truth"), modules(nwb));
            for (final String kind : List.of("g_e", "g_i")) {
                assertArrayEquals(
                        truth.stream()
                                .filter(l -> l.matches("1,[0-9.]+,1,.*"))
                                .mapToDouble(l -> Double.parseDouble(l.split(",")[kind.equals("g_e") ? 3 : 4]))
                                .toArray(),
                        numbers(nwb, "truth/" + kind + "_cell_1_0001/data"));
            }
        }
        final Run without = done(
                "convert-recording",
                "recording=" + made.resolve("pair-hd.abf"),
                "truth=none",
                "output=" + root.resolve("none"));
        assertTrue(without.out().stream().noneMatch(l -> l.contains("truth")), without.toString());
        assertEquals(List.of(), modules(root.resolve("none/pair-hd/convert-recording/pair-hd.nwb")));
        done(
                "convert-recording",
                "recording=" + abf,
                "truth=" + made.resolve("pair-hd-truth.csv"),
                "output=" + root.resolve("named"));
        assertEquals(
                truth.size() - 1,
                2
                        * 2
                        * numbers(root.resolve("named/pair/convert-recording/pair.nwb"), "truth/g_e_cell_0_0000/data")
                                .length);
        assertTrue(Files.readString(root.resolve("named/pair/convert-recording/provenance.json"))
                .contains("pair-hd-truth.csv"));
    }

    @Test
    void resultsOfTheRecordingGoAlongAndThoseOfOthersDoNot() throws IOException {
        done("correlate-pair", "recording=" + abf, "max_lag_ms=40", "output=" + root.resolve("out"));
        done("describe-recording", "recording=" + abf, "output=" + root.resolve("out"));
        final Path nwb = root.resolve("out/pair/convert-recording/pair.nwb");
        final List<Path> copies = new ArrayList<>();
        for (final String choice : List.of(
                "auto", root.resolve("out/pair/correlate-pair") + ";" + root.resolve("out/pair/describe-recording"))) {
            for (int again = 0; again < 2; again++) {
                done("convert-recording", "recording=" + abf, "results=" + choice, "output=" + root.resolve("out"));
                assertEquals(List.of("correlate-pair", "describe-recording"), modules(nwb), choice);
                copies.add(Files.copy(nwb, root.resolve("copy" + copies.size())));
            }
        }
        for (final Path copy : copies) assertEquals(-1, Files.mismatch(nwb, copy), "the same each time");
        final List<String> lines = Files.readAllLines(root.resolve("out/pair/correlate-pair/correlogram.csv"));
        final int column = List.of(lines.get(0).split(",")).indexOf("lag_ms");
        assertArrayEquals(
                lines.stream()
                        .skip(1)
                        .mapToDouble(l -> Double.parseDouble(l.split(",")[column]))
                        .toArray(),
                numbers(nwb, "correlate-pair/correlogram/lag_ms"));
        final Path other = root.resolve("in/other.csv");
        SmallRecordings.write(other, 1);
        final Run refused = run(
                "convert-recording",
                "recording=" + other,
                "results=" + root.resolve("out/pair/correlate-pair"),
                "output=" + root.resolve("no"));
        assertEquals(Launcher.USAGE, refused.status());
        assertTrue(refused.err().get(0).contains("has results of other files"), refused.toString());
        for (final String key : List.of("results=" + root, "truth=" + root.resolve("no.csv"), "truth=" + other)) {
            final Run run = run("convert-recording", "recording=" + abf, key, "output=" + root.resolve("no"));
            assertEquals(Launcher.USAGE, run.status(), run.toString());
            assertEquals(1, run.err().size(), run.toString());
        }
        assertTrue(run(
                        "convert-recording",
                        "recording=" + abf,
                        "format=atf",
                        "truth=" + other,
                        "output=" + root.resolve("no"))
                .err()
                .get(0)
                .contains("only nwb can keep"));
    }

    @Test
    void resultsOfABatchGoAlongInTheNextBatch() throws IOException {
        SmallRecordings.write(root.resolve("in/deeper/cells.csv"), 1);
        Files.writeString(
                root.resolve("settings.json"),
                "{ \"command\": \"convert-recording\", \"parameters\": { \"results\": \"auto\" } }");
        done(
                "batch-folder",
                "folder=" + root.resolve("in"),
                "command=describe-recording",
                "output=" + root.resolve("out"));
        done(
                "batch-folder",
                "folder=" + root.resolve("in"),
                "command=convert-recording",
                "settings=" + root.resolve("settings.json"),
                "output=" + root.resolve("out"));
        for (final String place : List.of("pair", "deeper/cells")) {
            final Path folder = root.resolve("out").resolve(place).resolve("convert-recording");
            assertEquals(
                    List.of("describe-recording"),
                    modules(folder.resolve(Path.of(place).getFileName() + ".nwb")));
        }
    }

    @Test
    void whatTheDynamicClampRecordedIsConvertedWithItsConductancesAndResults() throws IOException {
        final Path table = Files.writeString(root.resolve("g.csv"), "time_ms,g_e_ns,g_i_ns\n0,2,5\n50,4,3\n100,2,6\n");
        done(
                "inject-conductance",
                "conductances=" + table,
                "command_pa=-40",
                "repeats=2",
                "output=" + root.resolve("out"));
        final Path folder = root.resolve("out/inject-conductance");
        final Path recorded = folder.resolve("recording.eiclamp");
        final Run run = done(
                "convert-recording", "recording=" + recorded, "results=" + folder, "output=" + root.resolve("out"));
        final Path nwb = root.resolve("out/recording/convert-recording/recording.nwb");
        assertEquals(List.of("inject-conductance"), modules(nwb), run.toString());
        assertEquals(2, numbers(nwb, "inject-conductance/summary/samples").length);
        try (Recording original = Formats.open(recorded);
                Recording copy = Formats.open(nwb)) {
            assertEquals(List.of(), copy.remarks());
            for (final Channel channel : original.channels()) {
                final Channel other = copy.channel(channel.name());
                assertEquals(channel.unit(), other.unit());
                assertEquals(channel.clampMode(), other.clampMode());
                for (int k = 0; k < 2; k++)
                    assertArrayEquals(original.read(channel.index(), k), copy.read(other.index(), k));
            }
            assertTrue(
                    original.tags().stream().anyMatch(t -> t.text().startsWith("device: {\"board\":")),
                    "in an order of its own, so that the same run gives the same bytes");
            final double[] command = new double[10];
            copy.command(copy.channel("V").index()).orElseThrow().read(1, 100, command, 0, 10);
            assertEquals(-40, command[9], 1e-3);
            assertEquals(
                    4,
                    copy.read(copy.channel("g_E").index(), 0)[
                            (int) Math.round(0.05 * copy.channels().get(0).sampleRateHz())],
                    0.1);
        }
    }

    @Test
    void aDescriptionOfADoubtfulFileSaysWhatIsDoubtfulAndStandardErrorIsEmpty() throws IOException {
        final Path file = root.resolve("volts.csv");
        Files.writeString(file, "time_ms,a_mv\n0,-65000\n1,-65000\n2,-65001\n");
        final Run run = done("describe-recording", "recording=" + file, "output=" + root.resolve("out"));
        assertTrue(run.out().stream().anyMatch(line -> line.contains("which no cell gives")), run.toString());
    }
}
