package org.eibalance.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a batch takes. */
class FolderScanTest {

    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        for (final String name :
                List.of("b.abf", "A.ABF", "notes.txt", "sub/c.abf", "sub/deep/d.atf", ".hidden/e.abf", "sub/._b.abf")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), name);
        }
    }

    private List<String> names(final String pattern, final boolean recursive) {
        return new FolderScan(folder, pattern, recursive)
                .items().stream().map(BatchItem::name).toList();
    }

    @Test
    void filesComeInTheOrderOfTheirPathsAndHiddenOnesDoNot() {
        assertEquals(List.of("A.ABF", "b.abf", "notes.txt", "sub/c.abf", "sub/deep/d.atf"), names("*", true));
        assertEquals(List.of("A.ABF", "b.abf", "notes.txt"), names("*", false));
    }

    @Test
    void aPatternIsHeldAgainstTheNameOrWithASlashAgainstThePath() {
        assertEquals(List.of("A.ABF", "b.abf", "sub/c.abf"), names("*.abf", true));
        assertEquals(List.of("A.ABF", "b.abf", "sub/c.abf", "sub/deep/d.atf"), names("*.{abf,atf}", true));
        assertEquals(List.of("sub/c.abf"), names("sub/*.abf", true));
    }

    @Test
    void anyNumberOfFoldersIsAlsoNone() {
        assertEquals(List.of("A.ABF", "b.abf", "sub/c.abf"), names("**/*.abf", true));
        assertEquals(List.of("sub/c.abf"), names("sub/**/*.abf", true));
        assertEquals(List.of("sub/c.abf"), names("**/sub/**/*.abf", true));
        assertEquals(List.of("sub/deep/d.atf"), names("**/deep/*", true));
        assertEquals(List.of("A.ABF", "b.abf", "sub/c.abf"), names("{**/,}*.abf", true));
    }

    @Test
    void aFolderThatIsALinkIsLookedThroughAndItsFilesHaveThePathOfTheLink() throws IOException {
        final Path link = Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-link"), folder);
        try {
            final List<BatchItem> items = new FolderScan(link, "*.abf", true).items();
            assertEquals(
                    List.of("A.ABF", "b.abf", "sub/c.abf"),
                    items.stream().map(BatchItem::name).toList());
            assertEquals(link.resolve("sub/c.abf"), items.get(2).path());
        } finally {
            Files.delete(link);
        }
    }

    @Test
    void linkedFoldersAreNotEntered() throws IOException {
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        Files.createSymbolicLink(folder.resolve("link.abf"), folder.resolve("b.abf"));
        assertEquals(List.of("A.ABF", "b.abf", "link.abf", "sub/c.abf"), names("*.abf", true));
    }

    @Test
    void whatGivesNoFileIsOneSentence() throws IOException {
        assertSentence(() -> names("*.nwb", true), "'*.nwb'", "none of the 5 files");
        assertSentence(() -> names("*.atf", false), "'*.atf'", "recursive is false");
        assertSentence(() -> names("[", true), "'['");
        final Path empty = Files.createDirectory(folder.resolve("empty"));
        assertSentence(() -> new FolderScan(empty, "*", true).items(), "empty", "holds no file");
        assertSentence(() -> new FolderScan(folder.resolve("none"), "*", true), "none", "does not exist");
        assertSentence(() -> new FolderScan(folder.resolve("b.abf"), "*", true), "b.abf", "is a file");
    }

    private static void assertSentence(final Runnable run, final String... words) {
        final String sentence = assertThrows(InputException.class, run::run).getMessage();
        for (final String word : words) assertTrue(sentence.contains(word), sentence);
    }
}
