package org.eibalance.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rigs behind pseudo-terminals: boards of one kind, with numbers and amplifiers of their own. The cell of each has 100
 * MOhm. Skips where this machine has no C compiler.
 */
class RigOnAPortTest {

    @TempDir
    private Path folder;

    private Path program;
    private Path table;
    private String err;

    @BeforeEach
    void buildTheDevice() throws IOException, InterruptedException {
        final Path gcc = Path.of("/usr/bin/gcc");
        Assumptions.assumeTrue(
                Files.isExecutable(gcc) && Files.exists(Path.of("/dev/ptmx")), "no gcc, or no terminals");
        program = folder.resolve("device");
        final Path firmware = Path.of("..", "firmware-bridge", "firmware");
        final List<String> command = new ArrayList<>(List.of(
                gcc.toString(),
                "-O2",
                "-std=gnu11",
                "-ffp-contract=off",
                "-o",
                program.toString(),
                "ports/posix/main.c",
                "model/model.c"));
        try (Stream<Path> core = Files.list(firmware.resolve("core"))) {
            core.map(file -> "core/" + file.getFileName())
                    .filter(file -> file.endsWith(".c"))
                    .sorted()
                    .forEach(command::add);
        }
        command.addAll(List.of("-lutil", "-lm"));
        assertEquals(
                0,
                new ProcessBuilder(command)
                        .directory(firmware.toFile())
                        .inheritIO()
                        .start()
                        .waitFor());
        table = Files.writeString(
                folder.resolve("g.csv"), "time_ms,g_e_ns,g_i_ns\n0,0.1,0.2\n1,0.1,0.2\n2,0.1,0.2\n3,0.1,0.2\n");
    }

    /** A rig that is switched on. */
    private final class Rig implements AutoCloseable {

        private final Process process;
        private final String path;

        Rig(final String serial, final double gain) throws IOException {
            process = new ProcessBuilder(
                            program.toString(),
                            "10000",
                            "0",
                            "leak_ns=10",
                            "c_pf=20",
                            "serial=" + folder.resolve(serial),
                            "gain=" + gain)
                    .redirectErrorStream(true)
                    .start();
            path = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }

        /** A process on a busy machine misses its time as no board does; that is another test's matter. */
        private int run(final String command, final String... keys) {
            for (int attempt = 0; ; attempt++) {
                final int status = runOnce(command, keys);
                if (attempt == 5 || !err.contains("missed its time")) return status;
            }
        }

        private int runOnce(final String command, final String... keys) {
            final ByteArrayOutputStream error = new ByteArrayOutputStream();
            final List<String> all = new ArrayList<>(List.of(command, "device=" + path));
            all.addAll(List.of(keys));
            all.add("output=" + folder.resolve("out"));
            final int status = new Launcher(
                            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                            new PrintStream(error, true, StandardCharsets.UTF_8))
                    .run(all.toArray(String[]::new));
            err = error.toString(StandardCharsets.UTF_8);
            return status;
        }

        private void calibrate() {
            assertEquals(
                    0,
                    run(
                            "calibrate-device",
                            "known_mohm=100",
                            "settle_ms=40",
                            "steps=3",
                            "span_mv=10",
                            "keep_as=" + folder.resolve("rig.json")),
                    () -> err);
        }

        private void refuses(final String sentence, final String expected) {
            for (final String command : new String[] {"inject-conductance", "impedance-probe", "inject-ratio-series"}) {
                assertTrue(
                        run(
                                        command,
                                        "conductances=" + table,
                                        "calibration=" + folder.resolve("rig.json"),
                                        "expected_resistance_mohm=" + expected)
                                != 0,
                        command);
                assertTrue(err.contains(sentence), command + ": " + err);
            }
            assertTrue(run(
                            "measure-electrode",
                            "calibration=" + folder.resolve("rig.json"),
                            "expected_resistance_mohm=" + expected)
                    != 0);
            assertTrue(err.contains(sentence), err);
            assertTrue(Files.notExists(folder.resolve("out/inject-conductance/recording.eiclamp")));
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    @Test
    void theCalibrationOfOneRigArmsNoOther() throws IOException {
        try (Rig calibrated = new Rig("first", 1)) {
            calibrated.calibrate();
            // Only with the resistance that the seal test showed, and only where the cell has it.
            calibrated.refuses("expected_resistance_mohm is not given", "0");
            calibrated.refuses("a factor of at most 1.5 was expected", "200");
            assertEquals(
                    0,
                    calibrated.run(
                            "inject-conductance",
                            "conductances=" + table,
                            "calibration=" + folder.resolve("rig.json"),
                            "expected_resistance_mohm=110"),
                    () -> err);
            Files.delete(folder.resolve("out/inject-conductance/recording.eiclamp"));
        }
        // The same board, whose amplifier was changed since.
        try (Rig changed = new Rig("first", 5)) {
            changed.refuses("a factor of at most 1.5 was expected", "100");
        }
        try (Rig reversed = new Rig("first", -1)) {
            reversed.refuses("the wrong sign, as with reversed leads", "100");
        }
        // Another rig with a board of the same kind and the same scaling.
        try (Rig other = new Rig("second", 5)) {
            other.refuses("with a board of the same kind: run calibrate-device with this one", "100");
        }
    }
}
