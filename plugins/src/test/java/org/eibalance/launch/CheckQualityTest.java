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
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The quality of a recording from the command line: a cell of 15 MOhm, 250 MOhm and 120 pF. */
class CheckQualityTest {

    private static final int SWEEPS = 4;

    @TempDir
    Path folder;

    private Path cell;

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

    private Run check(final String... more) {
        final String[] fixed = {"check-quality", "recording=" + cell, "output=" + folder.resolve("o")};
        return run(Stream.concat(Arrays.stream(fixed), Arrays.stream(more)).toArray(String[]::new));
    }

    private List<String> summary() throws IOException {
        return Files.readAllLines(folder.resolve("o/cell/check-quality/summary.csv"));
    }

    /** 10 kHz; a step of -10 mV from 20 to 70 ms of 150; a potential beside it that is no command. */
    @BeforeEach
    void recordTheCell() throws IOException {
        final Random random = new Random(3);
        final StringBuilder text = new StringBuilder("sweep,time_ms,im_pa,command_mv,field_mv\n");
        final double tauMs = 0.12 * 15 * 250 / 265.0;
        for (int k = 0; k < SWEEPS; k++) {
            for (int i = 0; i < 1500; i++) {
                final boolean step = i >= 200 && i < 700;
                final double sinceMs = step ? (i - 200) / 10.0 : (i - 700) / 10.0;
                final double response = i < 200
                        ? 0
                        : (step ? -1 : 1) * 10_000 * (1 / 15.0 - 1 / 265.0) * Math.exp(-sinceMs / tauMs)
                                + (step ? -10_000 / 265.0 : 0);
                text.append(k)
                        .append(',')
                        .append(i / 10.0)
                        .append(',')
                        .append(-50 + response + 2 * random.nextGaussian())
                        .append(',')
                        .append((step ? -80 : -70) + 0.02 * random.nextGaussian())
                        .append(',')
                        .append(random.nextGaussian())
                        .append('\n');
            }
        }
        cell = Files.writeString(folder.resolve("cell.csv"), text);
    }

    @Test
    void theMembraneTestFindsItsStepInTheRecordedCommand() throws IOException {
        final Run run = check();
        assertEquals(Launcher.DONE, run.status(), run.toString());
        assertEquals(List.of(), run.err());
        final List<String> summary = summary();
        assertTrue(
                summary.get(0).startsWith("recording,channel,sweep,holding_pa,ra_mohm,rm_mohm,cm_pf,"), summary.get(0));
        assertEquals(1 + SWEEPS, summary.size());
        final String[] row = summary.get(2).split(",", -1);
        assertEquals("cell.csv,0,1", String.join(",", Arrays.copyOf(row, 3)));
        assertEquals(-50, Double.parseDouble(row[3]), 1);
        assertEquals(15, Double.parseDouble(row[4]), 0.45);
        assertEquals(250, Double.parseDouble(row[5]), 5);
        assertEquals(120, Double.parseDouble(row[6]), 3);
        assertEquals("compartment,1,", String.join(",", Arrays.copyOfRange(row, 10, 13)));
        final String words = String.join("\n", run.out());
        for (final String word : new String[] {
            "4 of 4 sweeps", "channel 1 (command)", "no second exponential", "drifts by", "one compartment"
        }) assertTrue(words.contains(word), words);
        try (Stream<Path> files = Files.list(folder.resolve("o/cell/check-quality"))) {
            assertEquals(
                    List.of("checks.csv", "figure.png", "figure.svg", "provenance.json", "summary.csv"),
                    files.map(f -> f.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void theDefinitionIsNamedInEveryRowAndInASentence() throws IOException {
        final Run run = check("definition=apparent");
        assertEquals(Launcher.DONE, run.status(), run.toString());
        final String[] row = summary().get(1).split(",", -1);
        assertEquals("apparent", row[10]);
        assertEquals(265, Double.parseDouble(row[5]), 5);
        assertTrue(String.join("\n", run.out()).contains("R_m includes R_a"), run.toString());
    }

    @Test
    void aStepThatIsGivenNeedsNoCommand() throws IOException {
        assertEquals(
                Launcher.DONE,
                check("step_start_ms=20", "step_end_ms=70", "step_mv=-10").status());
        assertEquals(15, Double.parseDouble(summary().get(1).split(",")[4]), 0.45);
        assertEquals(Launcher.DONE, check("command_from=command").status());
        assertEquals(15, Double.parseDouble(summary().get(1).split(",")[4]), 0.45);
    }

    @Test
    void aPotentialHasRowsWithoutResistances() throws IOException {
        final Run run = check("channel=field");
        assertEquals(Launcher.DONE, run.status(), run.toString());
        final List<String> summary = summary();
        assertTrue(summary.get(1).startsWith("cell.csv,2,0,,,,,,,,,,,field,,,,,"), summary.get(1));
        final int noise = List.of(summary.get(0).split(",")).indexOf("noise_sd_mv");
        assertEquals(1, Double.parseDouble(summary.get(1).split(",", -1)[noise]), 0.1);
        assertTrue(String.join("\n", run.out()).contains("as it is a potential"), run.toString());
    }

    @Test
    void withoutAMembraneTestTheNoiseStays() throws IOException {
        assertEquals(Launcher.DONE, check("definition=none").status());
        assertTrue(
                summary().get(1).startsWith("cell.csv,0,0,,,,,,,,,,,im,"),
                summary().get(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "channel=9|no channel '9'",
                "definition=exact|auto, compartment, apparent, none",
                "step_mv=ten|step_mv is 'ten'",
                "step_mv=|step_mv is ''",
                "step_mv=1e999|step_mv",
                "step_mv=0|above or below 0",
                "step_start_ms=20|both",
                "step_end_ms=70|both",
                "step_start_ms=1,5|auto or a number",
                "command_from=im|not a potential",
                "command_from=field|no voltage step",
                "command_channel=1|no key"
            })
    void aWrongValueIsOneSentenceAndNothingIsWritten(final String argument, final String words) {
        final Run run = check(argument);
        assertEquals(Launcher.USAGE, run.status(), run.toString());
        assertEquals(1, run.err().size(), run.toString());
        assertTrue(run.err().get(0).contains(words), run.err().get(0));
        assertFalse(Files.exists(folder.resolve("o")));
    }

    @Test
    void aRecordingWithoutAnyStepHasHoldingCurrentAndNoise() throws IOException {
        final Path flat =
                Files.writeString(folder.resolve("flat.csv"), "time_ms,im_pa\n" + "0,1\n1,2\n2,1\n3,2\n4,1\n5,3\n");
        final Run run = run("check-quality", "recording=" + flat, "output=" + folder.resolve("o"));
        assertEquals(Launcher.DONE, run.status(), run.toString());
        final List<String> summary = Files.readAllLines(folder.resolve("o/flat/check-quality/summary.csv"));
        final String[] row = summary.get(1).split(",", -1);
        assertEquals(10 / 6.0, Double.parseDouble(row[3]), 1e-6);
        assertEquals("", String.join("", Arrays.copyOfRange(row, 4, 13)));
        assertTrue(
                Files.readAllLines(folder.resolve("o/flat/check-quality/checks.csv")).stream()
                        .anyMatch(line -> line.startsWith("test_pulse,not_applicable,")
                                && line.contains("No voltage step of 1 to 30 mV")),
                run.toString());
        assertFalse(String.join("\n", run.out()).contains("NaN"), run.toString());
        assertEquals(
                Launcher.DONE,
                run("check-quality", "recording=" + flat, "definition=none", "output=" + folder.resolve("o"))
                        .status());
    }

    @Test
    void limitsThatDifferBetweenLaboratoriesAreKeys() {
        assertFalse(String.join("\n", check().out()).contains("Failed"));
        final String words =
                String.join("\n", check("max_ra_mohm=10", "max_noise_pa=1").out());
        assertTrue(words.contains("Failed, access_resistance: R_a is 15"), words);
        assertTrue(words.contains("Doubtful, noise: "), words);
        assertEquals(Launcher.USAGE, check("max_ra_mohm=10", "strict=true").status());
        assertEquals(Launcher.DONE, check("strict=true").status());
    }
}
