package org.eibalance.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** SAFETY.md names for each hazard a test that exists. */
class SafetyCaseTest {

    private static final Pattern TEST = Pattern.compile("`([^`]+)`");

    /** Rows of the tables that have a test, in cells. */
    private static List<String[]> rows() throws IOException {
        final List<String[]> rows = new ArrayList<>();
        for (final String line : Files.readAllLines(Path.of("SAFETY.md"))) {
            if (!line.startsWith("| ") || line.startsWith("| hazard") || line.startsWith("| ---")) continue;
            // a bar within a cell is escaped
            rows.add(line.substring(2).split("(?<!\\\\)\\|"));
        }
        return rows;
    }

    private static Path java(final String name) throws IOException {
        for (final Path root :
                List.of(Path.of("src", "test", "java"), Path.of("..", "plugins", "src", "test", "java"))) {
            try (Stream<Path> files = Files.walk(root)) {
                final var found = files.filter(f -> f.endsWith(name + ".java")).findFirst();
                if (found.isPresent()) return found.get();
            }
        }
        throw new AssertionError("no test class " + name);
    }

    @Test
    void eachHazardHasATestThatExists() throws IOException {
        final List<String> missing = new ArrayList<>();
        int tests = 0;
        for (final String[] row : rows()) {
            if (row.length < 4) continue; // closed by hardware
            final List<String> named =
                    TEST.matcher(row[3]).results().map(r -> r.group(1)).toList();
            assertTrue(!named.isEmpty(), "no test for: " + row[0]);
            for (final String test : named) {
                tests++;
                if (test.contains(".c: ")) {
                    final String[] parts = test.split(": ");
                    final String code = Files.readString(Path.of("firmware", "test", parts[0]));
                    if (!code.contains("static void " + parts[1] + "(")) missing.add(test);
                } else {
                    final String[] parts = test.split("\\.");
                    final String code = Files.readString(java(parts[0]));
                    if (parts.length > 1 && !code.contains("void " + parts[1] + "(")) missing.add(test);
                }
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(tests > 30, tests + " tests are named");
    }

    @Test
    void whatSoftwareCannotPreventNamesItsHardware() throws IOException {
        final long hardware = rows().stream().filter(row -> row.length < 4).count();
        assertTrue(hardware >= 5, hardware + " rows");
        for (final String[] row : rows()) for (final String cell : row) assertTrue(!cell.isBlank(), row[0]);
    }
}
