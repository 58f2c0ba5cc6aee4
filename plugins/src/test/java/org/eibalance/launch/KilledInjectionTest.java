package org.eibalance.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eibalance.format.Formats;
import org.eibalance.recording.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program killed in the midst of an injection. */
class KilledInjectionTest {

    @TempDir
    private Path folder;

    @Test
    void theRecordingOfAKilledProgramOpensWithAllButItsLastQuarterOfASecond() throws Exception {
        final Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-Djava.util.prefs.userRoot=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "inject-conductance",
                        "source=noise",
                        "duration_ms=100000",
                        "real_time=true",
                        "output=" + folder.resolve("out"))
                .redirectErrorStream(true)
                .start();
        final Path file = folder.resolve("out/inject-conductance/running.eiclamp");
        final long bytes;
        try {
            while (Files.notExists(file) || Files.size(file) < 500_000) {
                assertTrue(program.isAlive(), () -> "the program ended: " + text(program));
                Thread.sleep(5);
            }
        } finally {
            // SIGKILL where the system has it.
            program.destroyForcibly().waitFor();
        }
        bytes = Files.size(file);
        try (Recording recording = Formats.open(file)) {
            assertEquals(1, recording.sweeps().size());
            final double[][] channels = new double[5][];
            for (int c = 0; c < channels.length; c++) channels[c] = recording.read(c, 0);
            // Six channels of four bytes; a block lasts a quarter of a second.
            final double seconds =
                    channels[0].length / recording.channels().get(0).sampleRateHz();
            assertTrue(seconds > bytes / 24.0 / 10_000 - 0.6, seconds + " s of " + bytes + " bytes");
            int known = 0;
            // During the first sample the current still rises from 0, at the largest slew rate.
            for (int k = 1; k < channels[0].length; k++) {
                final double mv = channels[0][k];
                final double law = channels[3][k] * (0 - mv) + channels[4][k] * (-75 - mv);
                if (Double.isNaN(law)) continue;
                known++;
                assertEquals(law, channels[1][k], 0.5, "sample " + k);
            }
            assertTrue(known > 0.9 * channels[0].length, known + " of " + channels[0].length);
            assertTrue(
                    recording.tags().stream()
                            .anyMatch(tag -> tag.text().contains("rig calibration")
                                    || tag.text().contains("g_E x 1")),
                    recording.tags().toString());
        }
    }

    private static String text(final Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            return e.toString();
        }
    }
}
