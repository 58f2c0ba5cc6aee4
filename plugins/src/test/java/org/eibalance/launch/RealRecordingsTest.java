package org.eibalance.launch;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each analysis says, with its settings as they come, about recordings of laboratories, most of which were not
 * made for it: an error that a person can mend, or sentences without an impossible number. The recordings are not part
 * of the project: {@code -Dtests.data} names the folder that has them, in {@code recordings}.
 */
@Tag("long")
class RealRecordingsTest {

    private static final Path RECORDINGS =
            Path.of(System.getProperty("tests.data", "../../shared")).resolve("recordings");

    private static final Pattern NUMBER_OF_NS = Pattern.compile("(-?[0-9][0-9.,]*(?:[eE][+-]?[0-9]+)?) nS\\b");
    private static final Pattern COUPLING =
            Pattern.compile("coupling coefficient[^.]*?(-?[0-9][0-9,]*(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)");
    private static final Pattern CORRELATION = Pattern.compile("\\br = ([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)");
    private static final Pattern P_VALUE = Pattern.compile("p = ([0-9.]+(?:[eE][+-]?[0-9]+)?)");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correlate-pair surrogates=99 bootstraps=50",
                "check-quality",
                "detect-events",
                "decompose-conductance bootstraps=20",
                "slope-conductance",
                "balance-ratio",
                "describe-spikes",
                "fit-aperiodic"
            })
    void noHeadlineHasAnImpossibleNumber(final String call) throws IOException {
        Assumptions.assumeTrue(
                Files.isDirectory(RECORDINGS),
                "skipped: the folder of recordings, " + RECORDINGS + ", is not there; -Dtests.data names its parent");
        final List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(RECORDINGS)) {
            all.filter(Files::isRegularFile)
                    .filter(p -> !p.toString().endsWith(".md") && !p.toString().endsWith(".csv"))
                    .sorted()
                    .forEach(files::add);
        }
        assertTrue(files.size() > 30, files.size() + " recordings");
        final List<String> wrong = new ArrayList<>();
        for (final Path file : files) {
            final List<String> lines = run(call, file, wrong);
            for (final String line : lines) impossible(line).forEach(w -> wrong.add(file.getFileName() + ": " + w));
            lagBesideChance(lines).forEach(w -> wrong.add(file.getFileName() + ": " + w));
        }
        assertEquals(List.of(), wrong);
    }

    private List<String> run(final String call, final Path file, final List<String> wrong) {
        final List<String> arguments = new ArrayList<>(List.of(call.split(" ")));
        arguments.add("recording=" + file);
        arguments.add("output=" + folder);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final int status = new Launcher(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(arguments.toArray(String[]::new));
        if (status != Launcher.DONE && status != Launcher.USAGE)
            wrong.add(file.getFileName() + ": status " + status + ", " + err.toString(StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(l -> !l.startsWith("Failed, ") && !l.startsWith("Doubtful, "))
                .toList();
    }

    private static List<String> impossible(final String line) {
        final List<String> wrong = new ArrayList<>();
        if (Pattern.compile("\\bNaN\\b").matcher(line).find()) wrong.add(line);
        for (final Matcher m = NUMBER_OF_NS.matcher(line); m.find(); ) if (Math.abs(number(m)) > 500) wrong.add(line);
        for (final Matcher m = COUPLING.matcher(line); m.find(); ) if (Math.abs(number(m)) > 1) wrong.add(line);
        for (final Matcher m = CORRELATION.matcher(line); m.find(); ) if (Math.abs(number(m)) > 1) wrong.add(line);
        return wrong;
    }

    /** A sentence about a lag, in a run whose p is above 0.05. */
    private static List<String> lagBesideChance(final List<String> lines) {
        boolean chance = false;
        for (final String line : lines) {
            for (final Matcher m = P_VALUE.matcher(line); m.find(); ) chance |= number(m) > 0.05;
        }
        final boolean one = lines.stream().filter(l -> l.contains("p = ")).count() <= 2;
        if (!chance || !one) return List.of();
        return lines.stream().filter(l -> l.contains("at a lag of")).toList();
    }

    private static double number(final Matcher m) {
        return Double.parseDouble(m.group(1).replace(",", "").replaceAll("\\.$", ""));
    }
}
