package org.eibalance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eibalance.annotation.AnnotationStore;
import org.eibalance.annotation.Annotations;
import org.eibalance.annotation.Region;
import org.eibalance.command.pair.CorrelatePair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says of the annotations of its recordings. */
class AnnotationUseTest {

    @TempDir
    Path folder;

    @Test
    void aRegionThatIsLeftOutOfACorrelationIsNamedOnceAndOneThatIsUsedToo() throws IOException {
        final Path pair = Files.copy(Path.of("../sample-data/pair-hd.abf"), folder.resolve("pair.abf"));
        AnnotationStore.ofUser()
                .write(
                        pair,
                        Annotations.none()
                                .withRegions(
                                        List.of(new Region(0, 280, 350, "artefact"), new Region(1, 10, 90, "Up"))));
        final CorrelatePair command = new CorrelatePair();
        CommandInput.fill(
                command,
                "test",
                Map.of(
                        "recording",
                        pair.toString(),
                        "output",
                        folder.toString(),
                        "surrogates",
                        "0",
                        "bootstraps",
                        "0"));
        final List<String> sentences = command.find().sentences();
        assertEquals(1, naming(sentences, "'artefact'").size(), sentences.toString());
        assertTrue(naming(sentences, "'artefact'").get(0).contains("left out of the correlation"));
        assertEquals(1, naming(sentences, "'Up'").size(), sentences.toString());
    }

    private static List<String> naming(final List<String> sentences, final String label) {
        return sentences.stream().filter(s -> s.contains(label)).toList();
    }
}
