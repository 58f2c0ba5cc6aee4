package org.eibalance.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the formatter leaves alone: texts and comments that are too long for a line. */
class LinesTest {

    private static final int MAX_COLUMNS = 120;

    @Test
    void noLineOfJavaCodeIsLongerThan120Columns() throws IOException {
        final List<String> longLines = new ArrayList<>();
        int files = 0;
        for (final String module : List.of("src", "firmware-bridge", "plugins", "benchmarks")) {
            try (Stream<Path> all = Files.walk(Path.of("..", module))) {
                for (final Path file : all.filter(f ->
                                f.toString().endsWith(".java") && !f.toString().contains("target"))
                        .toList()) {
                    files++;
                    longLines.addAll(longLines(file));
                }
            }
        }
        assertTrue(files > 500, "the sources of all modules are seen");
        assertEquals(List.of(), longLines);
    }

    /** Lines inside a text block are data: their breaks would be in the text. */
    private static List<String> longLines(final Path file) throws IOException {
        final List<String> found = new ArrayList<>();
        boolean inTextBlock = false;
        int number = 0;
        for (final String line : Files.readAllLines(file)) {
            number++;
            final boolean border = line.split("\"\"\"", -1).length % 2 == 0;
            if (!inTextBlock && !border && line.length() > MAX_COLUMNS) found.add(file + ":" + number);
            if (border) inTextBlock = !inTextBlock;
        }
        return found;
    }
}
