package org.eibalance.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eibalance.SmallRecordings;
import org.eibalance.annotation.AnnotationStore;
import org.eibalance.annotation.Annotations;
import org.eibalance.annotation.EventVerdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An analysis over a folder, as the command line runs it. */
class BatchFolderTest {

    @TempDir
    Path root;

    private Path in;
    private Path out;

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

    private Run batch(final String... more) {
        final List<String> arguments = new ArrayList<>(List.of("batch-folder"));
        arguments.addAll(Arrays.asList(more));
        if (Arrays.stream(more).noneMatch(a -> a.startsWith("folder="))) arguments.add("folder=" + in);
        if (Arrays.stream(more).noneMatch(a -> a.startsWith("output="))) arguments.add("output=" + out);
        return run(arguments.toArray(String[]::new));
    }

    private static void assertDone(final Run run) {
        assertEquals(Launcher.DONE, run.status(), run.toString());
        assertEquals(List.of(), run.err());
    }

    private static void assertMendable(final Run run, final String... words) {
        assertEquals(Launcher.USAGE, run.status(), run.toString());
        assertEquals(1, run.err().size(), run.toString());
        for (final String word : words)
            assertTrue(run.err().get(0).contains(word), run.err().get(0));
    }

    @BeforeEach
    void recordings() throws IOException {
        in = root.resolve("in");
        out = root.resolve("out");
        SmallRecordings.write(in.resolve("b.csv"), 1);
        SmallRecordings.write(in.resolve("2019/a & <i>ä</i>.csv"), 2);
        Files.writeString(in.resolve("broken.csv"), "sweep,time_ms,a_mv,b_mv\n0,0,1,2\n0,1,oops,3\n");
    }

    private Path own(final String command) {
        return out.resolve("batch-folder/" + command);
    }

    private List<String> lines(final String name) throws IOException {
        return Files.readAllLines(own("correlate-pair").resolve(name));
    }

    @Test
    void everyFileHasItsRowAndItsFolderAndEveryFailureItsSentence() throws IOException {
        final Run run = batch();
        assertDone(run);
        assertEquals(own("correlate-pair").toString(), run.out().get(run.out().size() - 1));
        final List<String> summary = lines("summary.csv");
        assertEquals(
                "file,status,recording,cell_a,cell_b,pairing,sweeps",
                String.join(",", Arrays.copyOf(summary.get(0).split(","), 7)));
        assertEquals(
                List.of("2019/a & <i>ä</i>.csv,ok", "b.csv,ok", "broken.csv,error"),
                summary.stream()
                        .skip(1)
                        .map(l -> String.join(",", Arrays.copyOf(l.split(","), 2)))
                        .toList());
        final List<String> errors = lines("errors.csv");
        assertEquals(2, errors.size());
        assertTrue(errors.get(1).startsWith("broken.csv,") && errors.get(1).contains("oops"), errors.get(1));
        assertFalse(errors.get(1).contains(root.toString()), errors.get(1));
        for (final String name : List.of("2019/a & <i>ä</i>", "b")) {
            assertTrue(Files.exists(out.resolve(name + "/correlate-pair/figure.png")), name);
        }
        final String report = Files.readString(own("correlate-pair").resolve("report.html"));
        assertTrue(
                report.contains("href=\"../../2019/a%20&amp;%20%3Ci%3E%C3%A4%3C/i%3E/correlate-pair/figure.png\""),
                report);
        assertFalse(report.contains("<i>"));
    }

    /** As cron and clusters start it. The names are bytes of UTF-8, which Java then has no letters for. */
    @DisabledOnOs(OS.WINDOWS)
    @Test
    void inALocaleWithoutLettersAFileThatNeedsThemIsAnErrorAndTheOthersAreAnalysed()
            throws IOException, InterruptedException {
        SmallRecordings.write(in.resolve("ö.csv"), 3);
        final Run run =
                inLocaleC("batch-folder", "folder=" + in, "output=" + out, "pattern=**/*.csv", "command=check-quality");
        assertDone(run);
        final List<String> errors = Files.readAllLines(own("check-quality").resolve("errors.csv"));
        assertEquals(4, errors.size(), errors.toString());
        assertTrue(errors.get(1).contains("2019/a & <i>ä</i>.csv has letters in its path"), errors.get(1));
        assertTrue(errors.get(3).startsWith("ö.csv,") && errors.get(3).contains("LC_ALL=C.UTF-8"), errors.get(3));
        final List<String> summary = Files.readAllLines(own("check-quality").resolve("summary.csv"));
        assertTrue(summary.stream().anyMatch(l -> l.startsWith("b.csv,ok,")), summary.toString());
        Files.delete(in.resolve("b.csv"));
        Files.delete(in.resolve("broken.csv"));
        assertMendable(
                inLocaleC("batch-folder", "folder=" + in, "output=" + out, "command=check-quality"),
                "All 2 recordings have errors",
                "has letters in its path");
        assertMendable(
                inLocaleC("check-quality", "recording=" + in.resolve("ö.csv"), "output=" + out), "set LC_ALL=C.UTF-8");
    }

    private static Run inLocaleC(final String... arguments) throws IOException, InterruptedException {
        final List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        line.addAll(Arrays.asList(arguments));
        final ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().keySet().removeIf(key -> key.startsWith("LC_"));
        builder.environment().put("LANG", "C");
        builder.environment().put("LC_ALL", "C");
        final Process process = builder.start();
        final List<String> out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        final List<String> err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return new Run(process.waitFor(), out, err);
    }

    @DisabledOnOs(OS.WINDOWS)
    @Test
    void aFolderThatIsALinkHasItsFiles() throws IOException {
        final Path link = Files.createSymbolicLink(root.resolve("link"), in);
        assertDone(batch("folder=" + link, "command=check-quality", "pattern=**/*.csv"));
        final List<String> summary = Files.readAllLines(own("check-quality").resolve("summary.csv"));
        assertTrue(summary.stream().anyMatch(l -> l.startsWith("b.csv,ok,")), summary.toString());
    }

    @Test
    void aFileOfABatchHasTheBytesOfTheCommandByItself() throws IOException {
        assertDone(batch());
        final Run single =
                run("correlate-pair", "recording=" + in.resolve("b.csv"), "output=" + root.resolve("single"));
        assertDone(single);
        for (final String name : List.of("summary.csv", "correlogram.csv", "figure.svg", "figure.png")) {
            assertArrayEquals(
                    Files.readAllBytes(root.resolve("single/b/correlate-pair/" + name)),
                    Files.readAllBytes(out.resolve("b/correlate-pair/" + name)),
                    name);
        }
    }

    @Test
    void theSameFolderGivesTheSameBytesOnAnyNumberOfWorkers() throws IOException {
        assertDone(batch("workers=1"));
        assertDone(batch("workers=3", "output=" + root.resolve("again")));
        final TreeMap<String, Path> first = files(out);
        final TreeMap<String, Path> second = files(root.resolve("again"));
        assertEquals(first.keySet(), second.keySet());
        for (final String name : first.keySet()) {
            if (!name.endsWith("provenance.json"))
                assertEquals(-1, Files.mismatch(first.get(name), second.get(name)), name);
        }
    }

    private static TreeMap<String, Path> files(final Path folder) throws IOException {
        final TreeMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.filter(Files::isRegularFile)
                    .forEach(f -> files.put(folder.relativize(f).toString(), f));
        }
        return files;
    }

    @Test
    void whatIsDoneAndUnchangedIsNotDoneAgain() throws IOException {
        assertDone(batch());
        final Path figure = out.resolve("b/correlate-pair/figure.png");
        Files.writeString(figure, "mark");
        assertDone(batch());
        assertEquals("mark", Files.readString(figure));
        assertDone(batch("resume=false"));
        assertTrue(Files.size(figure) > 1000);
        SmallRecordings.write(in.resolve("b.csv"), 77);
        Files.writeString(figure, "mark");
        assertDone(batch());
        assertTrue(Files.size(figure) > 1000);
    }

    @Test
    void filesThatDifferInTheirExtensionAloneKeepIt() throws IOException {
        Files.copy(in.resolve("b.csv"), in.resolve("B.txt"));
        assertDone(batch());
        assertTrue(Files.exists(out.resolve("b.csv/correlate-pair/summary.csv")));
        assertTrue(Files.exists(out.resolve("B.txt/correlate-pair/summary.csv")));
        assertFalse(Files.exists(out.resolve("b")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "folder=none|does not exist",
                "pattern=*.nwb|none of the 3 files",
                "pattern=[|pattern is '['",
                "command=make-sample-data|an analysis of a recording",
                "command=batch-folder|command is",
                "workers=-1|workers",
                "workers=two|workers",
                "recursive=yes|true or false",
                "settings=none.json|none.json",
                "max_lag_ms=5|no key 'max_lag_ms'"
            })
    void whatCannotBeDoneIsOneSentenceAndNothingIsWritten(final String argument, final String words) {
        assertMendable(batch(argument), words);
        assertFalse(Files.exists(out));
    }

    @Test
    void aFolderInWhichEveryFileFailsIsAnErrorAndItsSentencesAreKept() throws IOException {
        Files.delete(in.resolve("b.csv"));
        Files.delete(in.resolve("2019/a & <i>ä</i>.csv"));
        final Run run = batch();
        assertMendable(run, "The only recording has an error", "broken.csv", "oops");
        assertEquals(own("correlate-pair").toString(), run.out().get(run.out().size() - 1));
        assertEquals(2, lines("errors.csv").size());
        assertEquals(2, lines("summary.csv").size());
    }

    @Test
    void checksOfTheFilesAreInTheTableAndOnThePageAndDecideWhereStrict() throws IOException {
        assertDone(batch());
        assertTrue(
                lines("summary.csv").get(0).endsWith(",checks_failed,checks_doubtful"),
                lines("summary.csv").get(0));
        final boolean failed = lines("checks.csv").stream().anyMatch(l -> l.contains(",failed,"));
        assertTrue(failed, "two short files without common input do not correlate beyond chance");
        assertTrue(
                Files.readString(own("correlate-pair").resolve("report.html")).contains("<h2>Checks</h2>"));
        assertMendable(batch("strict=true"), "strict is true", "failed");
    }

    @Test
    void anEmptyFolderIsOneSentence() throws IOException {
        assertMendable(batch("folder=" + Files.createDirectory(root.resolve("empty"))), "empty", "holds no file");
    }

    @Test
    void theOutputMustNotLieAmongTheRecordings() throws IOException {
        assertMendable(batch("output=" + in.resolve("results")), "inside the folder of the recordings");
        assertMendable(batch("output=" + in), "inside the folder of the recordings");
        final Path link = Files.createSymbolicLink(root.resolve("link"), in);
        assertMendable(batch("output=" + link.resolve("results")), "inside the folder of the recordings");
        assertEquals(3, files(in).size());
    }

    @Test
    void settingsAreThoseOfAnEarlierRunAndMisspeltOnesAreRefused() throws IOException {
        assertDone(run(
                "correlate-pair",
                "recording=" + in.resolve("b.csv"),
                "max_lag_ms=50",
                "output=" + root.resolve("single")));
        final Path settings = root.resolve("single/b/correlate-pair/provenance.json");
        assertDone(batch("settings=" + settings));
        assertEquals(
                102,
                Files.readAllLines(out.resolve("b/correlate-pair/correlogram.csv"))
                        .size());
        assertTrue(Files.readString(own("correlate-pair").resolve("provenance.json"))
                .contains("\"correlate-pair.max_lag_ms\": \"50.0\""));
        assertMendable(batch("settings=auto"), "max_lag_ms=50.0, not 200.0", "resume=false");
        assertMendable(
                batch("settings=" + settings, "command=describe-recording"),
                "settings of correlate-pair",
                "describe-recording");
        final String text = Files.readString(settings);
        final Path own = root.resolve("my.json");
        Files.writeString(own, text.replace("max_lag_ms", "maxLagMs"));
        assertMendable(batch("settings=" + own), "my.json", "'maxLagMs'");
        Files.writeString(own, text.replace("\"50.0\"", "\"fifty\""));
        assertMendable(batch("settings=" + own), "my.json", "fifty");
        Files.writeString(own, text.replace("\"50.0\"", "\"0\""));
        assertMendable(batch("settings=" + own), "max_lag_ms");
        Files.writeString(own, text.replace("\"parameters\"", "\"parameter\""));
        assertMendable(batch("settings=" + own), "my.json", "'parameter'");
        Files.writeString(own, text.substring(0, 100));
        assertMendable(batch("settings=" + own), "my.json", "not a settings file");
        Files.write(own, new byte[] {'{', (byte) 0xff});
        assertMendable(batch("settings=" + own), "my.json");
        Files.writeString(
                own,
                "{\"command\": \"correlate-pair\", \"parameters\": {\"max_lag_ms\": 50, \"cell_a\": \"0\", "
                        + "\"cell_a\": \"1\"}}");
        assertMendable(batch("settings=" + own), "'cell_a' twice");
        Files.writeString(
                own, "{\"command\": \"correlate-pair\", \"parameters\": {\"max_lag_ms\": 50, \"cell_b\": \"auto\"}}");
        assertDone(batch("settings=" + own));
    }

    @Test
    void settingsServeTheCommandByItselfTooAndNoKeyBesideThemSaysOtherwise() throws IOException {
        final Path settings = Files.writeString(
                root.resolve("my.json"), "{\"command\": \"correlate-pair\", \"parameters\": {\"max_lag_ms\": 50}}");
        final String recording = "recording=" + in.resolve("b.csv");
        assertDone(run("correlate-pair", recording, "settings=" + settings, "output=" + out, "cell_b=b"));
        assertEquals(
                102,
                Files.readAllLines(out.resolve("b/correlate-pair/correlogram.csv"))
                        .size());
        assertMendable(
                run("correlate-pair", recording, "settings=" + settings, "output=" + out, "max_lag_ms=60"),
                "max_lag_ms is 60",
                "leave one");
        assertMendable(
                run("correlate-pair", recording, "settings=" + settings, "output=" + out, "max_lag_ms=200"),
                "max_lag_ms is 200");
    }

    @Test
    void printedSettingsAreASettingsFile() throws IOException {
        final Run printed = run("settings", "correlate-pair", "max_lag_ms=50", "recording=x.abf");
        assertDone(printed);
        assertFalse(String.join("", printed.out()).contains("x.abf"), "settings say how, not where");
        final Path settings = Files.write(root.resolve("my.json"), printed.out());
        assertDone(batch("settings=" + settings));
        assertEquals(
                102,
                Files.readAllLines(out.resolve("b/correlate-pair/correlogram.csv"))
                        .size());
        assertMendable(run("settings"), "command");
        assertMendable(run("settings", "correlate-pair", "lag=3"), "no key 'lag'");
    }

    @Test
    void aPersonExcludesSweepsByACommand() throws IOException {
        final String recording = "recording=" + in.resolve("b.csv");
        assertDone(run("annotate-recording", recording, "exclude_sweeps=1", "output=" + out));
        assertEquals(
                "b.csv,2,1,0,0,,",
                Files.readAllLines(out.resolve("b/annotate-recording/summary.csv"))
                        .get(1));
        assertDone(run("annotate-recording", recording, "output=" + out));
        assertEquals(
                "b.csv,2,1,0,0,,",
                Files.readAllLines(out.resolve("b/annotate-recording/summary.csv"))
                        .get(1));
        assertDone(run("correlate-pair", recording, "output=" + out));
        assertEquals(
                "1",
                Files.readAllLines(out.resolve("b/correlate-pair/summary.csv"))
                        .get(1)
                        .split(",")[4]);
        assertMendable(run("annotate-recording", recording, "exclude_sweeps=2", "output=" + out), "no sweep 2");
        assertMendable(
                run("annotate-recording", recording, "exclude_sweeps=x", "output=" + out), "exclude_sweeps is 'x'");
        assertDone(run("annotate-recording", recording, "exclude_sweeps=none", "output=" + out));
        assertEquals(
                "b.csv,2,0,0,0,,",
                Files.readAllLines(out.resolve("b/annotate-recording/summary.csv"))
                        .get(1));
    }

    @Test
    void excludedSweepsAreLeftOutAndTheBatchSeesThatTheyAre() throws IOException {
        assertDone(batch());
        assertEquals("2", lines("summary.csv").get(2).split(",")[6]);
        final AnnotationStore store = AnnotationStore.ofUser();
        final Path annotations =
                store.write(in.resolve("b.csv"), Annotations.none().withExcludedSweeps(Set.of(1)));
        assertEquals(in.resolve("b.csv.annotations.json"), annotations);
        final Run again = batch();
        assertDone(again);
        assertEquals("1", lines("summary.csv").get(2).split(",")[6]);
        assertEquals(4, lines("summary.csv").size(), "annotations are no recordings");
        final String provenance = Files.readString(out.resolve("b/correlate-pair/provenance.json"));
        assertTrue(provenance.contains("b.csv: left out because excluded in its annotations: sweep 1."), provenance);
        assertTrue(provenance.contains("b.csv.annotations.json"), provenance);
        final Run named =
                run("correlate-pair", "recording=" + in.resolve("b.csv"), "sweeps=0-1", "output=" + root.resolve("o"));
        assertTrue(String.join("\n", named.out()).contains("used because it was named: sweep 1"), named.toString());
        store.write(in.resolve("b.csv"), Annotations.none().withExcludedSweeps(Set.of(0, 1)));
        assertMendable(
                run("correlate-pair", "recording=" + in.resolve("b.csv"), "output=" + root.resolve("o")),
                "all its 2 sweeps are excluded");
    }

    @Test
    void checksOfQualityAndEventsHonourAnnotationsToo() throws IOException {
        final Path pair = Files.copy(Path.of("../sample-data/pair-hd.abf"), root.resolve("pair.abf"));
        AnnotationStore.ofUser().write(pair, Annotations.none().withExcludedSweeps(Set.of(0, 2, 3, 4, 5, 6, 7, 8)));
        assertDone(run("check-quality", "recording=" + pair, "output=" + out));
        final Path quality = out.resolve("pair/check-quality");
        final List<String> rows = Files.readAllLines(quality.resolve("summary.csv"));
        assertEquals(
                List.of("1", "9", "1", "9"),
                rows.stream().skip(1).map(row -> row.split(",")[2]).toList());
        assertTrue(Files.readString(quality.resolve("provenance.json")).contains("left out because excluded"));
        assertDone(run("detect-events", "recording=" + pair, "polarity=positive", "threshold=1", "output=" + out));
        final Path events = out.resolve("pair/detect-events/events.csv");
        final List<String> found = Files.readAllLines(events);
        assertTrue(
                found.size() > 3 && found.stream().skip(1).allMatch(row -> row.matches("[19],.*")),
                found.size() + " lines");
        final String[] judged = found.get(1).split(",");
        AnnotationStore.ofUser()
                .write(
                        pair,
                        AnnotationStore.ofUser()
                                .read(pair)
                                .withEvents(List.of(new EventVerdict(
                                        0,
                                        Integer.parseInt(judged[0]),
                                        Double.parseDouble(judged[1]) + 0.4,
                                        !Boolean.parseBoolean(judged[7])))));
        assertDone(run("detect-events", "recording=" + pair, "polarity=positive", "threshold=1", "output=" + out));
        final String[] after = Files.readAllLines(events).get(1).split(",");
        assertEquals(judged[1], after[1]);
        assertEquals(!Boolean.parseBoolean(judged[7]), Boolean.parseBoolean(after[7]));
        assertTrue(Files.readString(events.resolveSibling("provenance.json")).contains("verdicts in its annotations"));
    }

    @Test
    void aPersonRejectsAnEventMarksAnArtefactAndTakesItBack() throws IOException {
        final Path pair = Files.copy(Path.of("../sample-data/pair-hd.abf"), root.resolve("pair.abf"));
        final String recording = "recording=" + pair;
        final Path events = out.resolve("pair/detect-events/events.csv");
        final String[] detect = {"detect-events", recording, "polarity=positive", "threshold=1", "output=" + out};
        assertDone(run(detect));
        final List<String> before = Files.readAllLines(events);
        final String[] first = before.get(1).split(","), second = before.get(2).split(",");
        assertTrue(first[7].equals("true") && second[7].equals("true"), before.get(1) + "; " + before.get(2));
        assertDone(run(
                "annotate-recording",
                recording,
                "output=" + out,
                "reject_events=" + first[0] + ":" + first[1],
                "regions=" + second[0] + ":" + (Double.parseDouble(second[1]) - 0.5) + "-"
                        + (Double.parseDouble(second[1]) + 0.5) + " artefact of the pump"));
        assertEquals(
                "pair.abf,10,0,1,1,,",
                Files.readAllLines(out.resolve("pair/annotate-recording/summary.csv"))
                        .get(1));
        final Run judged = run(detect);
        assertDone(judged);
        assertEquals(
                before.get(1).replace("true", "false"),
                Files.readAllLines(events).get(1));
        assertEquals(
                before.get(2).replace("true", "false"),
                Files.readAllLines(events).get(2));
        final List<String> kinetics = Files.readAllLines(events.resolveSibling("kinetics.csv"));
        assertTrue(kinetics.get(1).endsWith(",rejected by hand"), kinetics.get(1));
        assertTrue(kinetics.get(2).endsWith(",in a region annotated as artefact"), kinetics.get(2));
        final String said = String.join("\n", judged.out());
        assertTrue(said.contains("0 events accepted, 1 rejected, 0 not found again"), said);
        assertTrue(said.contains("annotated as artefact and not searched: 1.0 ms. Events left out there: 1."), said);
        assertTrue(said.contains("'artefact of the pump' in sweep " + second[0]), said);
        assertDone(run("annotate-recording", recording, "output=" + out, "reject_events=none", "regions=none"));
        assertDone(run(detect));
        assertEquals(before, Files.readAllLines(events));
        assertMendable(
                run("annotate-recording", recording, "output=" + out, "accept_events=first"),
                "accept_events is 'first'");
        assertMendable(run("annotate-recording", recording, "output=" + out, "reject_events=99:1"), "no sweep 99");
        assertMendable(
                run("annotate-recording", recording, "output=" + out, "regions=0:20-10"), "its end must be after");
        assertMendable(run("annotate-recording", recording, "output=" + out, "regions=0:20"), "regions is '0:20'");
        assertMendable(
                run("annotate-recording", recording, "output=" + out, "reject_events=0:1", "event_channel=7"),
                "no channel '7'");
    }

    @Test
    void aBatchThatIsCancelledSaysWhatIsKept() throws Exception {
        for (int i = 0; i < 30; i++) SmallRecordings.write(in.resolve("more/" + i + ".csv"), i);
        final Run[] cancelled = new Run[1];
        final Thread caller = new Thread(() -> cancelled[0] = batch("workers=2"));
        caller.start();
        final Path journal = own("correlate-pair").resolve("journal.jsonl");
        while (!Files.exists(journal) || Files.readAllLines(journal).size() < 5) Thread.sleep(5);
        caller.interrupt();
        caller.join(30_000);
        assertEquals(Launcher.CANCELLED, cancelled[0].status());
        assertTrue(
                cancelled[0].err().get(0).matches("Cancelled: \\d+ of 33 files are done and kept.*"),
                cancelled[0].err().get(0));
        assertFalse(Files.exists(own("correlate-pair").resolve("summary.csv")));
        assertTrue(
                files(out).keySet().stream().noneMatch(f -> f.endsWith(".part")),
                files(out).keySet().toString());
        assertDone(batch());
        assertEquals(34, lines("summary.csv").size());
    }

    /** A JVM of its own, ended by SIGKILL where the system has one. */
    @Test
    void afterKillsNoRowIsMissingAndNoneIsThereTwice() throws Exception {
        final int files = 60;
        for (int i = 0; i < files; i++)
            SmallRecordings.write(in.resolve(String.format(Locale.ROOT, "many/%02d.csv", i)), i);
        Files.writeString(in.resolve("many/07.csv"), "");
        final Path journal = own("describe-recording").resolve("journal.jsonl");
        for (int kill = 1; kill <= 3; kill++) {
            final Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            Main.class.getName(),
                            "batch-folder",
                            "folder=" + in.resolve("many"),
                            "command=describe-recording",
                            "output=" + out,
                            "workers=2"))
                    .redirectErrorStream(true)
                    .redirectOutput(new File(root.toFile(), "said" + kill + ".txt"))
                    .start();
            while (process.isAlive()
                    && (!Files.exists(journal) || Files.readAllLines(journal).size() < 15 * kill)) Thread.sleep(5);
            assertTrue(process.isAlive(), Files.readString(root.resolve("said" + kill + ".txt")));
            if (kill == 2)
                assertMendable(
                        run(
                                "batch-folder",
                                "folder=" + in.resolve("many"),
                                "command=describe-recording",
                                "output=" + out),
                        "in use by another batch");
            process.destroyForcibly();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        }
        final List<String> before = Files.readAllLines(journal);
        assertTrue(before.size() >= 45, before.size() + " lines before the last run");
        assertDone(run("batch-folder", "folder=" + in.resolve("many"), "command=describe-recording", "output=" + out));
        final List<String> rows = Files.readAllLines(own("describe-recording").resolve("summary.csv"))
                .subList(1, files + 1);
        final Set<String> names = new HashSet<>();
        for (final String row : rows) assertTrue(names.add(row.substring(0, row.indexOf(','))), row);
        assertEquals(files, names.size());
        assertEquals(
                files + 1,
                Files.readAllLines(own("describe-recording").resolve("summary.csv"))
                        .size());
        assertEquals(
                2,
                Files.readAllLines(own("describe-recording").resolve("errors.csv"))
                        .size());
        assertTrue(
                files(out).keySet().stream().noneMatch(f -> f.endsWith(".part") && !f.contains("batch-folder")),
                files(out).keySet().toString());
    }
}
