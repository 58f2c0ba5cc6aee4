package org.eibalance.command.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eibalance.annotation.AnnotationStore;
import org.eibalance.annotation.Annotations;
import org.eibalance.command.CommandInput;
import org.eibalance.command.Outcome;
import org.eibalance.recording.InputException;
import org.eibalance.result.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stretch of traces without a display: its measures and its picture. */
class ViewRecordingTest {

    @TempDir
    Path folder;

    private Path file;

    /** Three sweeps of two ramps at 1 kHz. */
    @BeforeEach
    void recording() throws IOException {
        final StringBuilder text = new StringBuilder("sweep,time_ms,a_mv,b_pa\n");
        for (int sweep = 0; sweep < 3; sweep++) {
            for (int t = 0; t < 200; t++)
                text.append(sweep)
                        .append(',')
                        .append(t)
                        .append(',')
                        .append(t + 1000 * sweep)
                        .append(',')
                        .append(-t)
                        .append('\n');
        }
        file = Files.writeString(folder.resolve("ramps.csv"), text);
    }

    private Outcome run(final String... keysAndValues) {
        final Map<String, String> values = new HashMap<>(Map.of(
                "recording", file.toString(), "output", folder.resolve("output").toString()));
        for (int i = 0; i < keysAndValues.length; i += 2) values.put(keysAndValues[i], keysAndValues[i + 1]);
        final ViewRecording command = new ViewRecording();
        CommandInput.fill(command, "view-recording", values);
        return command.execute();
    }

    @Test
    void theStretchIsMeasuredInEachChannelAndSweep() {
        final Outcome outcome = run("start_ms", "50", "end_ms", "99");
        final Table summary = outcome.report().summary();
        assertEquals(6, summary.rows());
        assertEquals(74.5, summary.number(0, "mean"));
        assertEquals(2074.5, summary.number(2, "mean"));
        assertEquals(-1, summary.number(3, "slope_per_ms"), 1e-12);
        assertEquals(99.0, summary.number(5, "least_at_ms"));
        assertEquals("pA", summary.get(5, "unit"));
        assertTrue(outcome.files().containsAll(Set.of("figure.svg", "figure.png", "summary.csv", "provenance.json")));
    }

    @Test
    void excludedSweepsAreLeftOutUnlessTheyAreNamed() {
        AnnotationStore.ofUser().write(file, Annotations.none().withExcludedSweeps(Set.of(1)));
        assertEquals(4, run().report().summary().rows());
        assertEquals(2, run("sweeps", "1").report().summary().rows());
    }

    @Test
    void channelsAndLayoutAreChosen() {
        assertEquals(
                3,
                run("channels", "b", "layout", "stacked")
                        .report()
                        .figure()
                        .rows()
                        .size());
        assertEquals(
                1,
                run("channels", "1", "layout", "one by one").report().summary().rows());
    }

    @Test
    void whatIsNotThereIsOneSentence() {
        assertTrue(assertThrows(InputException.class, () -> run("sweeps", "3"))
                .getMessage()
                .contains("0 to 2"));
        assertTrue(assertThrows(InputException.class, () -> run("channels", "c"))
                .getMessage()
                .contains("0 (a), 1 (b)"));
        assertTrue(assertThrows(InputException.class, () -> run("start_ms", "50", "end_ms", "40"))
                .getMessage()
                .contains("start_ms"));
    }
}
