package org.eibalance.format.hdf5;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The HDF5 library itself, through Python's h5py, where it is installed. */
public final class H5py {

    private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");

    private H5py() {}

    /**
     * Runs a script that uses h5py; the calling test is skipped where there is none.
     *
     * @return what it printed
     */
    public static String run(final Path folder, final String script, final Object... arguments)
            throws IOException, InterruptedException {
        for (final String python : PYTHONS) {
            if (!works(python)) continue;
            final Path file = Files.writeString(folder.resolve("script.py"), script, StandardCharsets.UTF_8);
            final List<String> command = new ArrayList<>(List.of(python, file.toString()));
            Arrays.stream(arguments).map(Object::toString).forEach(command::add);
            final Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            final String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Assertions.assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the script ends");
            Assertions.assertEquals(0, process.exitValue(), printed);
            return printed;
        }
        final String reason = "No python3 with h5py: checks against the HDF5 library are skipped.";
        System.out.println(reason);
        return Assumptions.abort(reason);
    }

    private static boolean works(final String python) throws InterruptedException {
        try {
            final Process process = new ProcessBuilder(python, "-c", "import h5py")
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (final IOException exc) {
            return false;
        }
    }
}
