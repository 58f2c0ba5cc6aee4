package org.eibalance.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One thing has one name: a reader who sees the name of a class knows which one is meant. */
class NamesTest {

    @Test
    void noTwoClassesOfTheProjectHaveTheSameName() throws IOException {
        final Map<String, TreeSet<String>> places = new TreeMap<>();
        for (final String folder : List.of(
                "../src/main/java",
                "../firmware-bridge/src/main/java",
                "src/main/java",
                "src/main/java8",
                "../benchmarks/src/main/java")) {
            try (Stream<Path> all = Files.walk(Path.of(folder))) {
                all.filter(f -> f.toString().endsWith(".java") && !f.endsWith("package-info.java"))
                        .forEach(f -> places.computeIfAbsent(f.getFileName().toString(), name -> new TreeSet<>())
                                .add(f.getParent().toString()));
            }
        }
        assertTrue(places.size() > 500, "the classes of all modules are seen");
        places.values().removeIf(folders -> folders.size() == 1);
        assertEquals(Map.of(), places);
    }
}
