package org.eibalance.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line as other programs rely on it. */
class LauncherTest {

    private static final Path SAMPLE = Path.of("../sample-data/pair-hd.abf");

    @TempDir
    Path folder;

    private record Run(int status, List<String> out, List<String> err) {

        String lastLine() {
            return out.get(out.size() - 1);
        }
    }

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

    private Run correlate(final String... more) {
        final String[] fixed = {"correlate-pair", "recording=" + SAMPLE, "output=" + folder};
        return run(Stream.concat(Arrays.stream(fixed), Arrays.stream(more)).toArray(String[]::new));
    }

    private static void assertMendable(final Run run, final String... words) {
        assertEquals(Launcher.USAGE, run.status(), run.toString());
        assertEquals(1, run.err().size(), run.toString());
        for (final String word : words)
            assertTrue(run.err().get(0).contains(word), run.err().get(0));
    }

    private static List<Path> everythingIn(final Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(f -> !f.equals(root)).toList();
        }
    }

    @Test
    void theSamplePairIsCorrelatedAndItsFolderIsTheLastLine() throws IOException {
        final Run run = correlate();
        assertEquals(Launcher.DONE, run.status(), run.toString());
        assertEquals(List.of(), run.err());
        final Path place = folder.resolve("pair-hd/correlate-pair");
        assertEquals(place.toAbsolutePath().toString(), run.lastLine());
        try (Stream<Path> files = Files.list(place)) {
            assertEquals(
                    List.of(
                            "checks.csv",
                            "correlogram.csv",
                            "event-average.csv",
                            "figure.png",
                            "figure.svg",
                            "provenance.json",
                            "sliding.csv",
                            "summary.csv",
                            "sweep-correlograms.csv"),
                    files.map(f -> f.getFileName().toString()).sorted().toList());
        }
        final List<String> summary = Files.readAllLines(place.resolve("summary.csv"));
        assertTrue(
                summary.get(0)
                        .startsWith("recording,cell_a,cell_b,pairing,sweeps,"
                                + "peak_r,peak_lag_ms,zero_lag_r,width_ms,p_value,i_after_e_ms,"),
                summary.get(0));
        assertTrue(Files.readAllLines(place.resolve("correlogram.csv")).get(0).startsWith("lag_ms,r_hd,"));
        final String[] row = summary.get(1).split(",", -1);
        assertEquals("pair-hd.abf,Vm A,Vm B,HD,10", String.join(",", Arrays.copyOf(row, 5)));
        assertEquals(-0.695, Double.parseDouble(row[5]), 0.06);
        // Over 20 s the lag scatters by .43 ms around the 7.9 ms of a long recording.
        assertEquals(7.9, Double.parseDouble(row[6]), 1.3);
        assertEquals(row[6], row[10]);
        assertEquals(1 / 512.0, Double.parseDouble(row[9]), 1e-12, "511 sign flips of 10 sweeps, none as large");
        assertTrue(
                run.out().stream().anyMatch(l -> l.contains("p = 0.00195") && l.contains("of 511 distinct")),
                run.out().toString());
    }

    @Test
    void theSamplePairPassesItsChecksAndSaysTheLag() throws IOException {
        final Run run = correlate("strict=true");
        assertEquals(Launcher.DONE, run.status(), run.toString());
        assertTrue(run.out().stream().anyMatch(l -> l.contains("inhibition follows excitation by")), run.toString());
        final List<String> checks = Files.readAllLines(folder.resolve("pair-hd/correlate-pair/checks.csv"));
        assertEquals("check,state,value,limit,unit,sentence,remedy", checks.get(0));
        assertTrue(checks.stream().noneMatch(l -> l.contains(",failed,")), checks.toString());
        assertTrue(checks.stream().anyMatch(l -> l.startsWith("sign_of_pairing,passed,")), checks.toString());
    }

    @Test
    void oppositeLevelsThanTheCellsHadFailTheCheckOfTheSignAndNoLagIsSaid() throws IOException {
        // The sample is held at H and D, so that its correlation is negative; cells both at H would give a positive
        // one.
        final Run run = correlate("level_a=H", "level_b=H");
        assertEquals(Launcher.DONE, run.status(), run.toString());
        assertTrue(
                run.out().stream().anyMatch(l -> l.startsWith("No lag is given: the correlation is negative")),
                run.toString());
        assertTrue(run.out().stream().noneMatch(l -> l.contains("correlate most at a lag")), run.toString());
        final List<String> summary = Files.readAllLines(folder.resolve("pair-hd/correlate-pair/summary.csv"));
        assertTrue(summary.get(1).endsWith(",sign_of_pairing,"), summary.get(1));
        assertTrue(Files.readString(folder.resolve("pair-hd/correlate-pair/figure.svg"))
                .contains("inputs that grow together"));
        final Run strict = correlate("level_a=H", "level_b=H", "strict=true");
        assertMendable(strict, "strict is true", "sign_of_pairing");
        assertEquals(folder.resolve("pair-hd/correlate-pair").toString(), strict.lastLine());
    }

    @Test
    void whatASurrogateOrAnEpochNeedsIsOneSentence() throws IOException {
        assertMendable(correlate("sweeps=3", "surrogate_method=pairings"), "one sweep (sweep 3)", "two or more");
        assertMendable(correlate("sweeps=3", "predictor=required"), "one sweep (sweep 3)", "shift predictors");
        assertMendable(
                correlate("sweeps=0-4", "alpha=0.001", "surrogate_method=pairings"), "44 pairings of 5", "0.0222");
        assertMendable(correlate("sweeps=0-3", "max_lag_ms=800", "surrogate_method=shifts"), "circular shifts need");
        assertMendable(correlate("epochs=stimulus"), "stimulus_channel", "stimulus_times_ms");
        assertMendable(correlate("epochs=stimulus", "stimulus_channel=7"), "no channel '7'");
        assertMendable(correlate("epochs=stimulus", "stimulus_times_ms=1900"), "leaves room");
        assertMendable(correlate("epochs=stimulus", "stimulus_times_ms=100;200"), "stimulus_times_ms");
        assertMendable(correlate("epochs=up", "epoch_ms=300"), "Up");
        assertMendable(correlate("spike_peak_mv=high"), "spike_peak_mv");
        assertMendable(correlate("low_cut_hz=300", "high_cut_hz=200"), "300");
        assertMendable(correlate("high_cut_hz=6000"), "below half");
        final StringBuilder unlike = new StringBuilder("sweep,time_ms,a_mv,b_mv\n");
        for (int sweep = 0; sweep < 3; sweep++) {
            for (int i = 0; i < 900 + sweep; i++) {
                unlike.append(sweep)
                        .append(',')
                        .append(i)
                        .append(',')
                        .append(i * 7 % 11)
                        .append(',')
                        .append(i * 5 % 13)
                        .append('\n');
            }
        }
        final Path file = Files.writeString(folder.resolve("unlike.csv"), unlike);
        assertMendable(
                run(
                        "correlate-pair",
                        "recording=" + file,
                        "surrogate_method=pairings",
                        "output=" + folder.resolve("o")),
                "900 samples",
                "901",
                "one length");
    }

    @Test
    void epochsAfterStimuliAreTestedAgainstOtherEpochs() throws IOException {
        final Run run = correlate(
                "epochs=stimulus",
                "stimulus_times_ms=100,1000",
                "epoch_ms=600",
                "surrogates=200",
                "bootstraps=100",
                "drift=line",
                "high_cut_hz=300");
        assertEquals(Launcher.DONE, run.status(), run.toString());
        final String[] row = Files.readAllLines(Path.of(run.lastLine(), "summary.csv"))
                .get(1)
                .split(",", -1);
        assertEquals("20", row[4]);
        assertTrue(
                run.out().stream().anyMatch(l -> l.contains("sign flips of sweeps")),
                run.out().toString());
    }

    @Test
    void theSameInputsGiveTheSameBytesInEveryFileButTheProvenance() throws IOException {
        final Path place = folder.resolve("pair-hd/correlate-pair");
        correlate();
        final List<byte[]> first = List.of(
                bytes(place, "summary.csv"),
                bytes(place, "correlogram.csv"),
                bytes(place, "figure.svg"),
                bytes(place, "figure.png"));
        correlate();
        final List<byte[]> second = List.of(
                bytes(place, "summary.csv"),
                bytes(place, "correlogram.csv"),
                bytes(place, "figure.svg"),
                bytes(place, "figure.png"));
        for (int i = 0; i < first.size(); i++) assertArrayEquals(first.get(i), second.get(i));
    }

    private static byte[] bytes(final Path place, final String name) throws IOException {
        return Files.readAllBytes(place.resolve(name));
    }

    @Test
    void allFourPairingsOfPooledRecordingsHaveARowEach() throws IOException {
        final Run run = run(
                "correlate-pair",
                "recording="
                        + Stream.of("hh", "dd", "hd", "dh")
                                .map(p -> "../sample-data/pair-" + p + ".abf")
                                .reduce((a, b) -> a + ";" + b)
                                .orElseThrow(),
                "output=" + folder);
        assertEquals(Launcher.DONE, run.status(), run.toString());
        final List<String> summary = Files.readAllLines(Path.of(run.lastLine(), "summary.csv"));
        assertEquals(
                List.of("HH", "DD", "HD", "DH"),
                summary.stream().skip(1).map(l -> l.split(",")[3]).toList());
        final List<Double> peaks = summary.stream()
                .skip(1)
                .map(l -> Double.parseDouble(l.split(",")[5]))
                .toList();
        assertTrue(
                peaks.get(0) > 0.6 && peaks.get(1) > 0.5 && peaks.get(2) < -0.6 && peaks.get(3) < -0.6,
                peaks.toString());
    }

    @Test
    void aRecordingIsDescribed() throws IOException {
        final Run run = run("describe-recording", "recording=" + SAMPLE, "output=" + folder);
        assertEquals(Launcher.DONE, run.status(), run.toString());
        final List<String> summary = Files.readAllLines(Path.of(run.lastLine(), "summary.csv"));
        assertEquals(
                List.of(
                        "recording,format,channels,sweeps,sample_rate_hz,duration_s,start,"
                                + "checks_failed,checks_doubtful",
                        "pair-hd.abf,ABF2 2.6.0.0,2,10,10000,20,,,"),
                summary);
        final List<String> sweeps = Files.readAllLines(Path.of(run.lastLine(), "sweeps.csv"));
        assertEquals(21, sweeps.size());
        assertTrue(sweeps.get(1).startsWith("pair-hd.abf,2.6.0.0,0,Vm A,mV,0,10000,20000,"), sweeps.get(1));
        assertTrue(sweeps.get(1).endsWith(",-350,-350"), sweeps.get(1));
        assertTrue(sweeps.get(20).endsWith(",800,800"), sweeps.get(20));
    }

    @Test
    void theCommittedSampleDataAreWhatTheCommandMakes() throws IOException {
        final Run run = run("make-sample-data", "output=" + folder);
        assertEquals(Launcher.DONE, run.status(), run.toString());
        long bytes = 0;
        for (final String pairing : new String[] {"hh", "dd", "hd", "dh"}) {
            for (final String end : new String[] {".abf", "-truth.csv"}) {
                final String name = "pair-" + pairing + end;
                assertEquals(-1, Files.mismatch(Path.of("../sample-data", name), Path.of(run.lastLine(), name)), name);
                bytes += Files.size(Path.of(run.lastLine(), name));
            }
        }
        assertTrue(bytes < 5_000_000, bytes + " bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max_lag_ms=abc|max_lag_ms",
                "max_lag_ms=1e99|max_lag_ms",
                "max_lag_ms=NaN|max_lag_ms",
                "max_lag_ms=0|max_lag_ms",
                "max_lag_ms=1,5|max_lag_ms",
                "max_lag_ms=|max_lag_ms",
                "max_lag_ms=1001|sweep 0",
                "cell_b=7|no channel '7'",
                "cell_b=0|both cells are channel 0",
                "level_a=X|one of auto, H, D",
                "sweeps=3-1|sweeps",
                "sweeps=12|12",
                "surrogates=-1|surrogates",
                "alpha=2|alpha",
                "epochs=left|one of all, up",
                "maxLagMs=5|no key 'maxLagMs'",
                "lonely|key=value",
                "i_reversal_mv=10|below"
            })
    void aWrongValueIsOneSentenceAndNothingIsWritten(final String argument, final String words) throws IOException {
        assertMendable(correlate(argument), words);
        assertEquals(List.of(), everythingIn(folder));
    }

    @Test
    void filesThatAreNoRecordingsAreOneSentence() throws IOException {
        assertMendable(run("correlate-pair", "recording=none.abf", "output=" + folder), "none.abf");
        assertMendable(run("correlate-pair", "output=" + folder), "recording is not given");
        final Path empty = Files.createFile(folder.resolve("empty.abf"));
        assertMendable(run("correlate-pair", "recording=" + empty, "output=" + folder.resolve("o")), "empty.abf");
        final Path text = Files.writeString(folder.resolve("text.abf"), "These are no samples.\n");
        assertMendable(run("correlate-pair", "recording=" + text, "output=" + folder.resolve("o")), "text.abf");
        final Path constant = Files.writeString(
                folder.resolve("constant.csv"), "time_ms,a_mv,b_mv\n" + "0,1,2\n1,1,3\n2,1,4\n" + "3,1,5\n4,1,6\n");
        assertMendable(
                run("correlate-pair", "recording=" + constant, "max_lag_ms=1", "output=" + folder.resolve("o")),
                "constant.csv",
                "a",
                "constant");
        final Path missing = Files.writeString(
                folder.resolve("missing.csv"), "time_ms,a_mv,b_mv\n" + "0,1,2\n1,,3\n2,1,4\n" + "3,1,5\n4,1,6\n");
        assertMendable(
                run("correlate-pair", "recording=" + missing, "max_lag_ms=1", "output=" + folder.resolve("o")),
                "missing.csv");
        assertFalse(Files.exists(folder.resolve("o")));
    }

    @Test
    void anOutputThatCannotBeAFolderIsOneSentence() throws IOException {
        final Path file = Files.writeString(folder.resolve("file"), "mine");
        assertMendable(run("correlate-pair", "recording=" + SAMPLE, "output=" + file), file.toString());
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void recordingsOfUnlikeRatesAreNotPooled() throws IOException {
        final StringBuilder slow = new StringBuilder("time_ms,a_mv,b_mv\n");
        for (int i = 0; i < 900; i++)
            slow.append(i).append(',').append(i % 7).append(',').append(i % 5).append('\n');
        final Path file = Files.writeString(folder.resolve("slow.csv"), slow);
        assertMendable(
                run("correlate-pair", "recording=" + file + ";" + SAMPLE, "output=" + folder.resolve("o")),
                "slow.csv",
                "pair-hd.abf",
                "rate");
    }

    @Test
    void helpListAndVersionAnswer() {
        assertEquals(Launcher.DONE, run("help").status());
        assertTrue(String.join("\n", run().out()).contains("correlate-pair"));
        for (final String line : run("list").out()) assertTrue(line.matches("[a-z-]+\\t.+\\."), line);
        assertTrue(run("list").out().size() >= 3);
        assertTrue(
                run("version").out().get(0).matches("E/I Balance \\d+\\.\\d+\\.\\d+.*"),
                run("version").toString());
        final String help = String.join("\n", run("help", "correlate-pair").out());
        assertTrue(help.contains("max_lag_ms=200") && help.contains("from 0.01 to 10000"), help);
        assertMendable(run("correlate"), "no command 'correlate'");
        assertMendable(run("help", "correlate"), "no command 'correlate'");
        assertMendable(correlate("max_lag_ms=5", "max_lag_ms=6"), "twice");
    }
}
