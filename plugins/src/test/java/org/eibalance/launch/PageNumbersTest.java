package org.eibalance.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Numbers on the pages of analyses: the first line of their section that can be run is run, and each row of the table
 * below it, whose columns are those of summary.csv, must be in what comes out, to as many digits as the page has.
 */
class PageNumbersTest {

    private static final Path DOCS = Path.of("../docs");

    @TempDir
    Path folder;

    /** A line to be run, and the table below it. */
    private record Example(String page, String line, List<String> columns, List<List<String>> rows) {

        @Override
        public String toString() {
            return page + ": " + line;
        }
    }

    static Stream<Example> examples() throws IOException {
        final List<Example> examples = new ArrayList<>();
        try (Stream<Path> pages = Files.list(DOCS)) {
            for (final Path page :
                    pages.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
                final List<String> lines = Files.readAllLines(page).stream()
                        .dropWhile(l -> !l.equals("## Numbers on the sample data"))
                        .skip(1)
                        .takeWhile(l -> !l.startsWith("## "))
                        .toList();
                final List<String> run =
                        lines.stream().filter(l -> l.startsWith("    ")).toList();
                final List<String> table = lines.stream()
                        .dropWhile(l -> !l.startsWith("| `"))
                        .takeWhile(l -> l.startsWith("|"))
                        .toList();
                if (run.isEmpty() || table.isEmpty()) continue;
                examples.add(new Example(
                        page.getFileName().toString(),
                        run.get(0).strip(),
                        cells(table.get(0)).stream()
                                .map(c -> c.replace("`", ""))
                                .toList(),
                        table.stream().skip(2).map(PageNumbersTest::cells).toList()));
            }
        }
        return examples.stream();
    }

    private static List<String> cells(final String row) {
        return Arrays.stream(row.substring(1, row.lastIndexOf('|')).split("\\|"))
                .map(String::strip)
                .toList();
    }

    @Test
    void pagesHaveExamples() throws IOException {
        assertTrue(examples().count() >= 8, examples().toList().toString());
    }

    @Test
    void theQuickOneHasTheNumbersOfItsPage() throws IOException {
        check(examples()
                .filter(e -> e.line.equals("operating-point"))
                .findFirst()
                .orElseThrow());
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("examples")
    void anExampleHasTheNumbersOfItsPage(final Example example) throws IOException {
        check(example);
    }

    private void check(final Example example) throws IOException {
        final Matcher scenario = Pattern.compile("output/([a-z-]+)/").matcher(example.line);
        if (scenario.find()) run("simulate", "scenario=" + scenario.group(1), "output=" + folder);
        final List<String> arguments = new ArrayList<>(Arrays.asList(
                example.line.replace("=output/", "=" + folder + "/").split(" ")));
        arguments.add("output=" + folder);
        final Path results = Path.of(run(arguments.toArray(String[]::new)));
        final List<String> summary = Files.readAllLines(results.resolve("summary.csv"));
        final List<String> columns = List.of(summary.get(0).split(","));
        assertFalse(example.rows.isEmpty());
        for (final List<String> row : example.rows)
            assertTrue(
                    summary.stream()
                            .skip(1)
                            .anyMatch(line -> isIn(row, example.columns, List.of(line.split(",", -1)), columns)),
                    example + " has " + row + ", and the program " + summary);
    }

    private static boolean isIn(
            final List<String> row, final List<String> names, final List<String> found, final List<String> columns) {
        for (int k = 0; k < row.size(); k++) {
            assertTrue(columns.contains(names.get(k)), names.get(k) + " is no column of summary.csv: " + columns);
            final String value = found.get(columns.indexOf(names.get(k)));
            if (!row.get(k).matches("[-+.0-9]+")) {
                if (!row.get(k).equals(value)) return false;
                continue;
            }
            final BigDecimal said = new BigDecimal(row.get(k));
            final double half = 0.505 * Math.pow(10, -said.scale());
            if (value.isEmpty() || !(Math.abs(Double.parseDouble(value) - said.doubleValue()) <= half)) return false;
        }
        return true;
    }

    /** Runs a command line; the last line it says is the folder of its results. */
    private static String run(final String... arguments) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final int status = new Launcher(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(arguments);
        assertEquals(Launcher.DONE, status, err.toString(StandardCharsets.UTF_8));
        final List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        return lines.get(lines.size() - 1);
    }
}
