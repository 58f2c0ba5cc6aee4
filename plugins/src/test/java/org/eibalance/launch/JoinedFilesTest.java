package org.eibalance.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pattern in place of the recording, from the command line. */
class JoinedFilesTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(final String... arguments) {
        return new Launcher(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(arguments);
    }

    @Test
    void filesOfOneCellAreDescribedAsOneRecordingWithAllOfThemInTheDigest() throws IOException {
        for (int sweep = 1; sweep < 4; sweep++) {
            Files.writeString(
                    folder.resolve("cell_I_" + sweep + ".csv"), "time_ms,x_pa\n0,1\n0.1,2\n0.2," + sweep + "\n");
            Files.writeString(folder.resolve("cell_V_" + sweep + ".csv"), "time_ms,x_mv\n0,-70\n0.1,-71\n0.2,-72\n");
        }
        final String[] arguments = {
            "describe-recording",
            "recording=" + folder.resolve("cell_{channel}_{sweep}.csv"),
            "output=" + folder.resolve("o")
        };
        assertEquals(0, run(arguments), err.toString(StandardCharsets.UTF_8));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
        final Path results =
                folder.resolve("o").resolve("cell_{channel}_{sweep}").resolve("describe-recording");
        final List<String> sweeps = Files.readAllLines(results.resolve("sweeps.csv"));
        assertEquals(7, sweeps.size());
        assertTrue(sweeps.get(3).startsWith("cell_{channel}_{sweep}.csv,,0,I,pA,2,10000,3,1,3,2,0.8"), sweeps.get(3));
        final String before = digest(results);
        Files.writeString(folder.resolve("cell_V_3.csv"), "time_ms,x_mv\n0,-70\n0.1,-71\n0.2,-73\n");
        assertEquals(0, run(arguments));
        assertTrue(!digest(results).equals(before), "the digest is that of all files");
    }

    private static String digest(final Path results) throws IOException {
        return Files.readAllLines(results.resolve("provenance.json")).stream()
                .filter(line -> line.contains("sha256"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPatternWithoutFilesIsToldOfInOneLine() {
        assertEquals(
                2,
                run(
                        "describe-recording",
                        "recording=" + folder.resolve("none_{sweep}.ibw"),
                        "output=" + folder.resolve("o")));
        assertTrue(
                err.toString(StandardCharsets.UTF_8).contains("there is none"), err.toString(StandardCharsets.UTF_8));
    }
}
