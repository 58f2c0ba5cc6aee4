package org.eibalance.command.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.eibalance.analysis.event.BiexponentialShape;
import org.eibalance.annotation.AnnotationStore;
import org.eibalance.annotation.Annotations;
import org.eibalance.annotation.Region;
import org.eibalance.command.CommandInput;
import org.eibalance.command.Outcome;
import org.eibalance.recording.FileDigest;
import org.eibalance.recording.InputException;
import org.eibalance.result.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events from a file to tables. */
class DetectEventsTest {

    private static final double STEP_MS = 0.1;
    private static final double SPACING_MS = 100;

    @TempDir
    Path folder;

    @Test
    void eventsOfACurrentAreListedInPicoamperesWithTheirTimes() throws IOException {
        final Outcome outcome =
                run("recording", trace("minis.csv", "im_pa", -20, 1).toString());
        final Table summary = outcome.report().summary();
        assertEquals(
                List.of("recording", "channel", "events", "rate_hz", "amplitude_median", "decay_median_ms"),
                summary.columns().subList(0, 6));
        assertEquals("minis.csv", summary.get(0, "recording"));
        assertEquals(0L, summary.get(0, "channel"));
        assertEquals(19, summary.number(0, "events"));
        assertEquals(9.5, summary.number(0, "rate_hz"), 0.01);
        assertEquals(-20, summary.number(0, "amplitude_median"), 1);
        assertEquals(5, summary.number(0, "decay_median_ms"), 0.3);

        final Table events = outcome.report().tables().get("events.csv");
        assertEquals(
                List.of(
                        "sweep",
                        "time_ms",
                        "amplitude_pa",
                        "rise_10_90_ms",
                        "half_width_ms",
                        "decay_ms",
                        "charge_fc",
                        "accepted"),
                events.columns());
        for (int i = 0; i < events.rows(); i++) {
            assertEquals(SPACING_MS * (i + 1), events.number(i, "time_ms"), 0.3);
            assertEquals(-20, events.number(i, "amplitude_pa"), 2.5);
            assertEquals(-20 * 6.4577, events.number(i, "charge_fc"), 30);
            assertEquals(true, events.get(i, "accepted"));
        }
        assertTrue(Files.exists(outcome.folder().resolve("figure.png")));
        assertEquals(folder.resolve("out/minis/detect-events").toAbsolutePath(), outcome.folder());
    }

    @Test
    void theRecordingIsReadThroughOnceForItsDigestAndItsAnnotationsOnce() throws IOException {
        final Path recording = trace("once.csv", "im_pa", -20, 1);
        final Path annotations = AnnotationStore.ofUser()
                .write(recording, Annotations.none().withRegions(List.of(new Region(0, 280, 350, "artefact"))));
        final Path events = folder.resolve("reads.jfr");
        try (jdk.jfr.Recording reads = new jdk.jfr.Recording()) {
            reads.enable("jdk.FileRead").withThreshold(Duration.ZERO).withStackTrace();
            reads.start();
            assertEquals(
                    18,
                    run("recording", recording.toString()).report().summary().number(0, "events"),
                    "events outside of the artefact");
            reads.stop();
            reads.dump(events);
        }
        final List<RecordedEvent> ends = RecordingFile.readAllEvents(events).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.FileRead") && event.getBoolean("endOfFile"))
                .toList();
        assertEquals(1, countReads(ends, recording, FileDigest.class), "digests of the recording");
        assertEquals(1, countReads(ends, annotations, AnnotationStore.class), "readings of the annotations");
        assertEquals(1, countReads(ends, annotations, FileDigest.class), "digests of the annotations");
    }

    /** How often a file was read to its end by a class. */
    private static long countReads(final List<RecordedEvent> ends, final Path file, final Class<?> reader) {
        return ends.stream()
                .filter(event ->
                        event.getString("path").endsWith(file.getFileName().toString()))
                .filter(event -> event.getStackTrace().getFrames().stream()
                        .anyMatch(frame -> frame.getMethod().getType().getName().equals(reader.getName())))
                .count();
    }

    @Test
    void potentialsHaveTheirOwnColumnsAndTheirUpwardEvents() throws IOException {
        final Outcome outcome =
                run("recording", trace("epsps.csv", "vm_mv", 3, 2).toString(), "polarity", "positive");
        final Table events = outcome.report().tables().get("events.csv");
        assertEquals(
                List.of(
                        "sweep",
                        "time_ms",
                        "amplitude_mv",
                        "rise_10_90_ms",
                        "half_width_ms",
                        "decay_ms",
                        "charge_mv_ms",
                        "accepted"),
                events.columns());
        assertEquals(19, events.rows());
        assertEquals(3, outcome.report().summary().number(0, "amplitude_median"), 0.2);
    }

    @Test
    void theSweepsThatWereSearchedAreSaid() throws IOException {
        final StringBuilder text = new StringBuilder("sweep,time_ms,im_pa\n");
        final String[] lines =
                Files.readString(trace("one.csv", "im_pa", -20, 7)).strip().split("\n");
        for (int k = 0; k < 6; k++)
            for (int i = 1; i < lines.length; i++)
                text.append(k).append(',').append(lines[i]).append('\n');
        final Path six = Files.writeString(folder.resolve("six.csv"), text);
        assertTrue(run("recording", six.toString(), "sweeps", "2")
                .report()
                .sentences()
                .contains("six.csv: sweep 2 was searched, 1 of 6."));
        assertTrue(run("recording", six.toString(), "sweeps", "0-2,4")
                .report()
                .sentences()
                .contains("six.csv: sweeps 0-2,4 were searched, 4 of 6."));
        AnnotationStore.ofUser().write(six, Annotations.none().withExcludedSweeps(java.util.Set.of(1, 3)));
        assertTrue(run("recording", six.toString())
                .report()
                .sentences()
                .contains("six.csv: sweeps 0,2,4-5 were searched, 4 of 6."));
    }

    @Test
    void noRateIsGivenWhereTheEventsPointTheOtherWay() throws IOException {
        final Path minis = trace("up.csv", "im_pa", 20, 8);
        final Outcome outcome = run("recording", minis.toString());
        assertTrue(outcome.report().sentences().get(0).contains("no rate is given: there are "));
        assertTrue(outcome.report().checks().firstFailed("event_polarity").isPresent());
        assertTrue(run("recording", minis.toString(), "polarity", "positive")
                .report()
                .sentences()
                .get(0)
                .contains("19 positive events"));
    }

    @Test
    void bothDirectionsHaveARowEach() throws IOException {
        final Table summary = run(
                        "recording", trace("both.csv", "im_pa", -20, 3).toString(), "polarity", "both")
                .report()
                .summary();
        assertEquals(2, summary.rows());
        assertEquals("negative", summary.get(0, "polarity"));
        assertEquals(19, summary.number(0, "events"));
        assertEquals("positive", summary.get(1, "polarity"));
        assertEquals(0, summary.number(1, "events"));
    }

    @Test
    void conditionsAreComparedAndRecordingsOfOnePooled() throws IOException {
        final String recordings = trace("a.csv", "im_pa", -20, 4) + ";" + trace("b.csv", "im_pa", -20, 5) + ";"
                + trace("c.csv", "im_pa", -12, 6);
        final Outcome outcome = run("recording", recordings, "conditions", "control;control;drug");
        final Table comparison = outcome.report().tables().get("comparison.csv");
        assertEquals(1, comparison.rows());
        assertEquals(38, comparison.number(0, "events_a"));
        assertEquals(19, comparison.number(0, "events_b"));
        assertEquals(1, comparison.number(0, "amplitude_d"));
        assertTrue(comparison.number(0, "amplitude_p") < 1e-9);
        assertTrue(comparison.number(0, "interval_p") > 0.05);
        final Table events = outcome.report().tables().get("events.csv");
        assertEquals("recording", events.columns().get(0));
        assertEquals(57, events.rows());
        assertEquals(3, outcome.report().summary().rows());
    }

    @Test
    void limitsRejectAndSayWhy() throws IOException {
        final Outcome outcome =
                run("recording", trace("minis.csv", "im_pa", -20, 7).toString(), "min_amplitude", "30");
        assertEquals(0, outcome.report().summary().number(0, "events"));
        assertEquals(19, outcome.report().summary().number(0, "rejected"));
        assertEquals(
                "amplitude below the limit",
                outcome.report().tables().get("kinetics.csv").get(0, "rejected_because"));
        assertEquals(false, outcome.report().tables().get("events.csv").get(0, "accepted"));
    }

    @Test
    void twoRunsGiveTheSameBytes() throws IOException {
        final Path recording = trace("minis.csv", "im_pa", -20, 8);
        assertEquals(
                contents(run("recording", recording.toString())), contents(run("recording", recording.toString())));
    }

    @Test
    void whatCannotBeDoneIsOneSentence() throws IOException {
        final Path recording = trace("minis.csv", "im_pa", -20, 9);
        assertSentence("above 0", "recording", recording.toString(), "threshold", "0");
        assertSentence(
                "threshold is 'four': it must be auto or a number.",
                "recording",
                recording.toString(),
                "threshold",
                "four");
        assertSentence(
                "of a correlation it must be below 1",
                "recording",
                recording.toString(),
                "method",
                "sliding-correlation");
        assertSentence("shorter than the template", "recording", recording.toString(), "template_length_ms", "3000");
        assertSentence("shorter than the template", "recording", recording.toString(), "template_length_ms", "1e12");
        assertSentence("no channel '7'", "recording", recording.toString(), "channel", "7");
        assertSentence("no sweep 1", "recording", recording.toString(), "sweeps", "1");
        assertSentence("window", "recording", recording.toString(), "start_ms", "9000");
        assertSentence(
                "conditions is 'a;b': it must be 1 name, or auto.",
                "recording",
                recording.toString(),
                "conditions",
                "a;b");
        assertSentence("one quantity", "recording", recording + ";" + trace("vm.csv", "vm_mv", 3, 10));
        final Path flat = folder.resolve("flat.csv");
        Files.writeString(flat, "time_ms,im_pa\n" + "0,5\n0.1,5\n0.2,5\n0.3,5\n");
        assertSentence("is constant", "recording", flat.toString());
        final List<String> lines = new ArrayList<>(Files.readAllLines(recording));
        lines.set(501, lines.get(501).replaceAll(",.*", ",NaN"));
        final Path gap = folder.resolve("gap.csv");
        Files.write(gap, lines);
        assertSentence("50", "recording", gap.toString());
    }

    private void assertSentence(final String words, final String... inputs) {
        final String sentence =
                assertThrows(InputException.class, () -> run(inputs)).getMessage();
        assertTrue(sentence.contains(words), sentence);
        assertFalse(sentence.contains("\n"), sentence);
        assertFalse(Files.exists(folder.resolve("out")), "nothing is written");
    }

    private Outcome run(final String... inputs) {
        final DetectEvents command = new DetectEvents();
        // at five deviations noise passes for an event once in minutes, at the usual four once in some seconds
        final Map<String, String> values =
                new TreeMap<>(Map.of("output", folder.resolve("out").toString(), "threshold", "5"));
        for (int i = 0; i < inputs.length; i += 2) values.put(inputs[i], inputs[i + 1]);
        CommandInput.fill(command, "detect-events", values);
        return command.execute();
    }

    private static Map<String, Integer> contents(final Outcome outcome) throws IOException {
        final Map<String, Integer> contents = new TreeMap<>();
        for (final String file : outcome.files()) {
            if (!file.equals("provenance.json"))
                contents.put(
                        file,
                        Arrays.hashCode(Files.readAllBytes(outcome.folder().resolve(file))));
        }
        return contents;
    }

    /** Two seconds with an event every 100 ms, and noise of a twentieth of their amplitude. */
    private Path trace(final String name, final String column, final double amplitude, final long seed)
            throws IOException {
        final SplittableRandom random = new SplittableRandom(seed);
        final BiexponentialShape shape = new BiexponentialShape(0.5, 5);
        final StringBuilder text = new StringBuilder("time_ms," + column + "\n");
        for (int t = 0; t < 20000; t++) {
            final double ms = t * STEP_MS, sinceEvent = ms < SPACING_MS ? -1 : ms % SPACING_MS;
            final double value = amplitude * (shape.value(sinceEvent) + 0.05 * random.nextGaussian());
            text.append(Math.round(ms * 10) / 10.0).append(',').append(value).append('\n');
        }
        return Files.writeString(folder.resolve(name), text);
    }
}
