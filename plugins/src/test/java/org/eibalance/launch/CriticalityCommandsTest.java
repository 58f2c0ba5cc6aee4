package org.eibalance.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.eibalance.model.rate.BranchingProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spikes, activity and fields from the command line. */
class CriticalityCommandsTest {

    @TempDir
    Path folder;

    private record Run(int status, List<String> out, List<String> err) {}

    private Run run(final String command, final Path file, final String... more) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final String[] fixed = {command, "recording=" + file, "output=" + folder.resolve("o")};
        final int status = new Launcher(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(Stream.concat(Arrays.stream(fixed), Arrays.stream(more)).toArray(String[]::new));
        return new Run(
                status,
                out.toString(StandardCharsets.UTF_8).lines().toList(),
                err.toString(StandardCharsets.UTF_8).lines().toList());
    }

    private double value(final String command, final String column) throws IOException {
        final List<String> lines = Files.readAllLines(folder.resolve("o/data/" + command + "/summary.csv"));
        final int place = List.of(lines.get(0).split(",")).indexOf(column);
        return Double.parseDouble(lines.get(1).split(",", -1)[place]);
    }

    private Path file(final CharSequence text) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), text);
    }

    @Test
    void activityInBinsGivesItsBranchingRatioAndItsAvalanches() throws IOException {
        final StringBuilder text = new StringBuilder("time_ms,activity\n");
        final int[] activity = new BranchingProcess(0.95, 2).driven(0.05, 60_000);
        for (int t = 0; t < activity.length; t++)
            text.append(4 * t).append(',').append(activity[t]).append('\n');
        final Path file = file(text);
        assertEquals(0, run("estimate-branching", file).status());
        assertEquals(0.05, 1 - value("estimate-branching", "branching"), 0.015);
        assertEquals(4, value("estimate-branching", "bin_ms"));
        assertTrue(value("estimate-branching", "ci_low") < value("estimate-branching", "ci_high"));
        final Run avalanches = run("fit-avalanches", file, "size_from=1", "duration_from=1", "bootstraps=20");
        assertEquals(0, avalanches.status(), avalanches.err().toString());
        assertTrue(value("fit-avalanches", "avalanches") > 200);
        assertEquals(1.5, value("fit-avalanches", "size_exponent"), 0.3);
        assertTrue(Files.exists(folder.resolve("o/data/fit-avalanches/shape.csv")));
        final Run spikes = run("describe-spikes", file);
        assertEquals(2, spikes.status());
        assertEquals(
                List.of("data.csv has activity in bins: the spikes of each neuron were expected, as time_ms and "
                        + "neuron."),
                spikes.err().stream()
                        .map(l -> l.substring(l.indexOf("data.csv")))
                        .toList());
    }

    /** Where a potential fluctuates about the threshold each fluctuation passes it: that is no activity of neurons. */
    @Test
    void noAvalanchesAreDescribedWhereNoiseWasTakenForSpikes() throws IOException {
        final SplittableRandom random = new SplittableRandom(8);
        final StringBuilder text = new StringBuilder("sweep,time_ms,v_mv\n");
        for (int t = 0; t < 50_000; t++)
            text.append("0,")
                    .append(t / 10.0)
                    .append(',')
                    .append(-20 + random.nextGaussian())
                    .append('\n');
        final Run noise = run("fit-avalanches", file(text), "bootstraps=20");
        assertEquals(0, noise.status(), noise.err().toString());
        assertTrue(
                noise.out().stream().anyMatch(l -> l.contains("no avalanches are described: half of the spikes")),
                noise.out().toString());
        assertTrue(
                noise.out().stream().noneMatch(l -> l.contains("exponent")),
                noise.out().toString());
        assertTrue(value("fit-avalanches", "avalanches") > 50, "the numbers stay in the table");
    }

    @Test
    void spikesOfATableAreDescribed() throws IOException {
        final SplittableRandom random = new SplittableRandom(3);
        final StringBuilder text = new StringBuilder("time_ms,neuron\n");
        for (int n = 0; n < 5; n++) {
            for (double t = 0; t < 20_000; t -= 50 * Math.log(1 - random.nextDouble()))
                text.append(t).append(',').append(n).append('\n');
        }
        final Path file = file(text);
        assertEquals(0, run("describe-spikes", file, "duration_ms=20000").status());
        assertEquals(20, value("describe-spikes", "rate_hz"), 1.5);
        assertEquals(1, value("describe-spikes", "cv"), 0.1);
        assertEquals(5, value("describe-spikes", "trains"));
        assertEquals(2, run("fit-avalanches", file, "bin_ms=100000").status());
        final Run few = run("fit-avalanches", file, "bin_ms=200");
        assertTrue(
                few.err().get(0).contains("a power law needs 50 at least"),
                few.err().toString());
    }

    @Test
    void spikesOfARecordingAreFoundByTheirThreshold() throws IOException {
        final StringBuilder text = new StringBuilder("time_ms,cell_mv,other_mv\n");
        for (int i = 0; i < 20_000; i++) {
            text.append(i * 0.1)
                    .append(',')
                    .append(i % 500 == 250 ? 20 : -65)
                    .append(',')
                    .append(i % 1000 == 250 ? 20 : -65)
                    .append('\n');
        }
        final Path file = file(text);
        assertEquals(0, run("describe-spikes", file, "window_ms=200").status());
        assertEquals(15, value("describe-spikes", "rate_hz"), 1e-9);
        assertEquals(
                0,
                run("describe-spikes", file, "channel=other", "window_ms=200").status());
        assertEquals(10, value("describe-spikes", "rate_hz"), 1e-9);
        final Run none = run("describe-spikes", file, "level=50");
        assertEquals(2, none.status());
        assertTrue(
                none.err().get(0).contains("data.csv has no spikes at 50.00 mV: give another level or direction."),
                none.err().toString());
    }

    @Test
    void aSignalWithoutNoiseNeedsALevel() throws IOException {
        final StringBuilder text = new StringBuilder("time_ms,lfp_pa\n");
        for (int i = 0; i < 5000; i++)
            text.append(i * 0.1)
                    .append(',')
                    .append(i % 500 == 250 ? 20 : i % 7 == 0 ? -1 : 0)
                    .append('\n');
        final Path file = file(text);
        final Run run = run("describe-spikes", file);
        assertEquals(2, run.status());
        assertTrue(
                run.err()
                        .get(0)
                        .contains("has the same value in more than half of its samples: its noise gives no level, "
                                + "therefore give one."),
                run.err().toString());
        assertEquals(
                0, run("describe-spikes", file, "level=10", "window_ms=100").status());
        assertEquals(20, value("describe-spikes", "rate_hz"), 1e-9);
    }

    @Test
    void aSignalOfBrownNoiseWithAnAlphaRhythmIsTakenApart() throws IOException {
        final SplittableRandom random = new SplittableRandom(4);
        final StringBuilder text = new StringBuilder("time_ms,lfp_pa\n");
        double slow = 0;
        for (int t = 0; t < 120_000; t++) {
            slow = 0.999 * slow + random.nextDouble() - 0.5;
            text.append(2 * t)
                    .append(',')
                    .append(slow + 0.6 * Math.sin(2 * Math.PI * 10 * t / 500.0 + 0.5 * Math.sin(t / 700.0)))
                    .append('\n');
        }
        final Path file = file(text);
        final Run run = run("fit-aperiodic", file, "low_hz=2", "high_hz=60");
        assertEquals(0, run.status(), run.err().toString());
        assertEquals(2, value("fit-aperiodic", "exponent"), 0.15);
        assertTrue(Files.readAllLines(folder.resolve("o/data/fit-aperiodic/peaks.csv")).stream()
                .skip(1)
                .anyMatch(l -> Math.abs(Double.parseDouble(l.split(",")[0]) - 10) < 0.5));
        assertTrue(value("fit-aperiodic", "dfa_exponent") > 0);
        final Run much = run("fit-aperiodic", file, "high_hz=300");
        assertTrue(
                much.err().get(0).contains("high_hz is '300.0': it must be below half the rate of samples, 250.0 Hz."),
                much.err().toString());
        assertEquals(2, run("fit-aperiodic", file, "window_ms=1000000").status());
    }
}
