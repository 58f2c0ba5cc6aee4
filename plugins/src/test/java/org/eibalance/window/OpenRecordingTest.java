package org.eibalance.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.eibalance.recording.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.io.IOPlugin;
import org.scijava.io.IOService;
import org.scijava.plugin.PluginService;

/** Recordings by the way that Fiji opens files: File &gt; Open, dropping, scripts. */
class OpenRecordingTest {

    private static final Path PAIR = Path.of("../sample-data/pair-hd.abf");

    @TempDir
    Path folder;

    @Test
    void aRecordingIsKnownByItsContents() throws Exception {
        final Path renamed = Files.copy(PAIR, folder.resolve("pair.tif"));
        try (Context context = new Context()) {
            assertInstanceOf(
                    OpenRecording.class, context.service(IOService.class).getOpener(renamed.toString()));
            try (Recording recording =
                    (Recording) context.service(IOService.class).open(renamed.toString())) {
                assertEquals(10, recording.sweeps().size());
            }
        }
    }

    /**
     * The very steps of Fiji with a file that was dropped on its window, as long as "SciJava I/O" is not ticked in its
     * options.
     */
    @Test
    void fijiAsksForRecordingsBeforeItsOwnOpenerDoes() throws Exception {
        final Path table = Files.writeString(folder.resolve("text.csv"), "time_ms,a_mv\n0,-65\n0.1,-64\n");
        final Path image = Files.write(folder.resolve("image.tif"), new byte[] {'I', 'I', 42, 0, 8, 0, 0, 0, 0, 0});
        try (Context context = new Context()) {
            final PluginService plugins = context.service(PluginService.class);
            final List<IOPlugin<?>> eager = context.service(IOService.class).getPlugins().stream()
                    .filter(info -> info.is("eager"))
                    .<IOPlugin<?>>map(plugins::createInstance)
                    .toList();
            for (final Path recording : List.of(PAIR, table)) {
                final IOPlugin<?> first = eager.stream()
                        .filter(io -> supports(io, recording))
                        .findFirst()
                        .orElseThrow();
                try (Recording opened = (Recording) first.open(recording.toString())) {
                    assertEquals(recording.getFileName().toString(), opened.name());
                }
            }
            assertTrue(eager.stream().noneMatch(io -> supports(io, image)), "images are left to ImageJ");
        }
    }

    private static boolean supports(final IOPlugin<?> io, final Path file) {
        return io.supportsOpen(file.toString());
    }

    @Test
    void whatIsNoRecordingIsLeftToOthers() throws Exception {
        final Path image = Files.write(folder.resolve("image.abf"), new byte[] {'I', 'I', 42, 0, 8, 0, 0, 0, 0, 0});
        final Path table = Files.writeString(folder.resolve("table.csv"), "Area,Mean\n1,2\n");
        try (Context context = new Context()) {
            for (final Path file : new Path[] {image, table, folder, folder.resolve("none")}) {
                final IOPlugin<?> opener = context.service(IOService.class).getOpener(file.toString());
                assertFalse(opener instanceof OpenRecording, file.toString());
            }
        }
    }

    @Test
    void aDamagedRecordingSaysWhatIsWrong() throws Exception {
        final Path damaged = Files.write(folder.resolve("damaged.abf"), Arrays.copyOf(Files.readAllBytes(PAIR), 600));
        try (Context context = new Context()) {
            final IOException said = assertThrows(
                    IOException.class, () -> context.service(IOService.class).open(damaged.toString()));
            assertTrue(said.getMessage().contains("damaged.abf"), said.getMessage());
        }
    }
}
