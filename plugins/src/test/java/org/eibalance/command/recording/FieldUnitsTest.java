package org.eibalance.command.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.eibalance.command.CommandInput;
import org.eibalance.command.EiCommand;
import org.eibalance.figure.Panel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file in amperes: its pictures are in pA, with ticks that people read. */
class FieldUnitsTest {

    @TempDir
    Path folder;

    private Panel panel(final EiCommand command, final String name) throws IOException {
        final StringBuilder text = new StringBuilder("Time (ms),Current (A)\n");
        for (int i = 0; i < 100; i++)
            text.append(i).append(',').append(-3e-10 * i / 99).append('\n');
        final Path file = Files.writeString(folder.resolve("amperes.csv"), text);
        CommandInput.fill(
                command,
                name,
                new HashMap<>(Map.of(
                        "recording",
                        file.toString(),
                        "output",
                        folder.resolve("output").toString())));
        return command.execute().report().figure().rows().get(0).panels().get(0);
    }

    @Test
    void picturesOfAmperesAreInPicoamperes() throws IOException {
        for (final Panel panel : new Panel[] {
            panel(new ViewRecording(), "view-recording"), panel(new DescribeRecording(), "describe-recording")
        }) {
            assertEquals("Current (pA)", panel.y().label());
            final double[] y = panel.series().get(0).y();
            assertEquals(-300, Arrays.stream(y).min().orElseThrow(), 1e-6);
            assertTrue(Arrays.stream(y).max().orElseThrow() <= 0);
        }
    }
}
