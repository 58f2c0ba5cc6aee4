package org.eibalance.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.eibalance.format.abf.AbfFormat;
import org.eibalance.format.hdf5.Hdf5Writer;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding the format of a file, and saying what is wrong with one that has none. */
class FormatsTest {

    @TempDir
    private Path folder;

    private String sentence(final Path file) {
        final String message =
                assertThrows(InputException.class, () -> Formats.open(file)).getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        assertTrue(message.endsWith("."), message);
        assertTrue(message.contains("expected"), message);
        return message;
    }

    @Test
    void theFormatsAreFoundThroughTheAnnotationIndex() {
        final List<Class<?>> found =
                Formats.all().stream().<Class<?>>map(RecordingFormat::getClass).toList();
        assertTrue(
                found.containsAll(List.of(AbfFormat.class, AtfFormat.class, DelimitedTextFormat.class)),
                found.toString());
    }

    @Test
    void aFileThatDoesNotExistIsNamed() {
        assertTrue(sentence(folder.resolve("none.abf")).contains("does not exist"));
    }

    @Test
    void aFolderIsNoRecording() {
        assertTrue(sentence(folder).contains("folder"));
    }

    @Test
    void anEmptyFileIsNoRecording() throws IOException {
        assertTrue(sentence(Files.createFile(folder.resolve("empty.abf"))).contains("is empty"));
    }

    @Test
    void textThatIsNoAbfIsInNoKnownFormatWhateverItsName() throws IOException {
        final String message = sentence(Files.writeString(folder.resolve("text.abf"), "some words\nof text"));
        assertTrue(message.contains("\"some wor\""), message);
        for (final RecordingFormat format : Formats.all()) assertTrue(message.contains(format.name()), message);
    }

    @Test
    void eachLayoutOfHdf5AndEachVersionOfMatlabIsAFormatOfItsOwn() {
        final List<String> names =
                Formats.all().stream().map(f -> f.getClass().getSimpleName()).toList();
        assertTrue(
                names.containsAll(
                        List.of("NwbFormat", "WaveSurferFormat", "StimfitFormat", "Mat5Format", "Mat73Format")),
                names.toString());
    }

    @Test
    void hdf5OfAnotherLayoutNamesTheLayoutsThatAreKnown() throws IOException {
        final Path file = folder.resolve("pictures.h5");
        try (Hdf5Writer writer = new Hdf5Writer(file, new byte[0])) {
            final Hdf5Writer.Group root = writer.root();
            root.group("pictures").close();
            root.close();
            writer.finish();
        }
        assertTrue(Formats.recognises(file));
        final String message = sentence(file);
        assertTrue(message.contains("HDF5 of a layout that is not known"), message);
        for (final String layout : List.of("NWB", "WaveSurfer", "Stimfit"))
            assertTrue(message.contains(layout), message);
        for (final RecordingFormat format : Formats.all())
            assertFalse(format.recognises(file, Files.readAllBytes(file)), format.name());
    }

    @Test
    void damagedHdf5NamesThePlaceOfTheDamage() throws IOException {
        final Path file = folder.resolve("damaged.h5");
        try (Hdf5Writer writer = new Hdf5Writer(file, new byte[0])) {
            writer.root().close();
            writer.finish();
        }
        final byte[] bytes = Files.readAllBytes(file);
        // the address of the root group of a superblock of version 2
        Arrays.fill(bytes, 36, 44, (byte) 0x11);
        Files.write(file, bytes);
        assertTrue(Formats.recognises(file));
        final String message = sentence(file);
        assertTrue(message.matches("(?s).*at byte \\d+.*"), message);
    }

    @Test
    void theExtensionDoesNotMatter() throws IOException {
        final Path file = Files.writeString(folder.resolve("recording.ABF"), "time_ms,cell_mv\n0,1\n0.1,2\n");
        try (Recording recording = Formats.open(file)) {
            assertEquals("delimited text", recording.format());
            assertEquals("recording.ABF", recording.name());
        }
    }

    @Test
    void aFileThatMayNotBeReadIsNamed() throws IOException {
        final Path file = Files.write(folder.resolve("secret.abf"), "ABF2".getBytes(StandardCharsets.US_ASCII));
        final boolean secret = file.toFile().setReadable(false) && !Files.isReadable(file);
        if (!secret) System.out.println("skipped: this user may read every file");
        Assumptions.assumeTrue(secret, "this user may read every file");
        assertTrue(sentence(file).contains("cannot be read"));
    }
}
