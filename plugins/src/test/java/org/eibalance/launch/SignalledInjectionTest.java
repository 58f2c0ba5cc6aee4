package org.eibalance.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is ended by a signal while a current flows through a serial line: the device is stopped first, and what
 * is said follows from its answer. The device is the firmware as a process behind a pseudo-terminal; it notes when its
 * switch closes and opens.
 */
@Tag("slow")
class SignalledInjectionTest {

    /** Watchdog and ramp: what ends a run that nobody stops. */
    private static final double WATCHDOG_MS = 200 + 10;

    /** {@code -Dsignals.trials=100}: of each signal. */
    private static final int TRIALS = Integer.getInteger("signals.trials", 4);

    /** {@code -Dsignals.load=3}: threads that do nothing but need a processor. */
    private static final int LOAD = Integer.getInteger("signals.load", 0);

    @TempDir
    private Path folder;

    private Process device;
    private Process shell;
    private Path times;
    private String terminal;

    private void startDevice() throws Exception {
        times = folder.resolve("times");
        Files.writeString(times, "");
        final ProcessBuilder builder = new ProcessBuilder(program().toString(), "20000");
        builder.environment().put("CLAMP_TIMES", times.toString());
        device = builder.redirectErrorStream(true).start();
        terminal = device.inputReader(StandardCharsets.UTF_8).readLine();
    }

    private static Path program() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                System.getProperty("os.name").equals("Linux") && Files.isExecutable(Path.of("/usr/bin/gcc")),
                () -> skipped("the device behind a pseudo-terminal needs Linux and gcc"));
        final Path firmware =
                Path.of("..", "firmware-bridge", "firmware").toAbsolutePath().normalize();
        final Path made = Path.of("target", "posix-device").toAbsolutePath();
        final List<String> command = new ArrayList<>(
                List.of("/usr/bin/gcc", "-O2", "-std=gnu11", "-ffp-contract=off", "-o", made.toString()));
        command.addAll(List.of("ports/posix/main.c", "model/model.c"));
        try (Stream<Path> core = Files.list(firmware.resolve("core"))) {
            core.map(file -> "core/" + file.getFileName())
                    .filter(name -> name.endsWith(".c"))
                    .sorted()
                    .forEach(command::add);
        }
        command.addAll(List.of("-lutil", "-lm"));
        final Process build = new ProcessBuilder(command)
                .directory(firmware.toFile())
                .inheritIO()
                .start();
        Assumptions.assumeTrue(build.waitFor() == 0, () -> skipped("the C compiler cannot build the device"));
        return made;
    }

    private static String skipped(final String why) {
        System.out.println("skipped: " + why);
        return why;
    }

    private Path calibrated() {
        final Path rig = folder.resolve("rig.json");
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        final PrintStream to = new PrintStream(said, true, StandardCharsets.UTF_8);
        final int status = new Launcher(to, to)
                .run(
                        "calibrate-device",
                        "device=" + terminal,
                        "known_mohm=200",
                        "model_cell_mv=-70",
                        "steps=3",
                        "keep_as=" + rig,
                        "output=" + folder.resolve("out"));
        assertEquals(0, status, () -> said.toString(StandardCharsets.UTF_8));
        assertTrue(Files.exists(rig), () -> said.toString(StandardCharsets.UTF_8));
        return rig;
    }

    /** As ImageJ does when its last window is closed: the JVM ends, and no command is asked. */
    static final class ClosedWindow {

        private ClosedWindow() {}

        public static void main(final String[] arguments) throws IOException {
            final Thread work = new Thread(() -> new Launcher(System.out, System.err).run(arguments));
            work.setDaemon(true);
            work.start();
            System.in.read();
            System.exit(0);
        }
    }

    private Process inject(final Path rig, final int trial) throws IOException {
        return inject(Main.class, rig, trial);
    }

    private Process inject(final Class<?> main, final Path rig, final int trial) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-Djava.util.prefs.userRoot=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        "inject-conductance",
                        "device=" + terminal,
                        "calibration=" + rig,
                        "expected_resistance_mohm=200",
                        "source=noise",
                        "duration_ms=100000",
                        "output=" + folder.resolve("out" + trial))
                .start();
    }

    /** Time of the last line of a kind, in ns; -1 without one. */
    private long last(final String kind, final int number) throws IOException {
        final List<String> lines = Files.readAllLines(times).stream()
                .filter(line -> line.startsWith(kind + " "))
                .toList();
        return lines.size() < number ? -1 : Long.parseLong(lines.get(number - 1).split(" ")[1]);
    }

    private long await(final String kind, final int number, final long ms, final Process program) throws Exception {
        final long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        long at;
        while ((at = last(kind, number)) < 0 && System.nanoTime() < until && (program == null || program.isAlive()))
            Thread.sleep(1);
        return at;
    }

    /** By a shell that runs already: to start a program would take longer than what is measured. */
    private void signal(final Process process, final String name) throws IOException {
        shell.outputWriter(StandardCharsets.UTF_8).write("kill -" + name + " " + process.pid() + "\n");
        shell.outputWriter(StandardCharsets.UTF_8).flush();
    }

    @BeforeEach
    void startShell() throws IOException {
        Assumptions.assumeTrue(
                System.getProperty("os.name").equals("Linux"), () -> skipped("signals are sent by a shell of Linux"));
        shell = new ProcessBuilder("/bin/sh").redirectErrorStream(true).start();
    }

    @AfterEach
    void endShell() {
        if (shell != null) shell.destroy();
        if (device != null) device.destroyForcibly();
    }

    /** A process that was started in the background of a shell ignores SIGINT, and so do those that it starts. */
    private static List<String> signals() throws IOException {
        final long ignored = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .findFirst()
                .orElse(0);
        if ((ignored & 2) == 0) return List.of("INT", "TERM");
        System.out.println("skipped: SIGINT, which this process ignores because it runs in the background of a shell");
        return List.of("TERM");
    }

    private int runs() throws IOException {
        return (int) Files.readAllLines(times).stream()
                .filter(line -> line.startsWith("begin"))
                .count();
    }

    @Test
    void aSignalStopsTheDeviceBeforeTheLineIsClosed() throws Exception {
        startDevice();
        final Thread[] load = new Thread[LOAD];
        for (int k = 0; k < LOAD; k++) {
            load[k] = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) Thread.onSpinWait();
            });
            load[k].start();
        }
        try {
            final Path rig = calibrated();
            final Random random = new Random(1);
            for (final String name : signals()) {
                final double[] ms = new double[TRIALS];
                int without = 0;
                for (int k = 0; k < TRIALS; ) {
                    final int run = runs() + 2; // the check run is the first
                    final Process program = inject(rig, run);
                    try {
                        if (await("begin", run, 60_000, program) <= 0) {
                            // A program that waits 200 ms for a processor is stopped by the device before the
                            // signal comes, as it should be: that says nothing of signals.
                            without++;
                            assertTrue(without <= TRIALS / 10 + 1, () -> "no run began: " + text(program));
                            continue;
                        }
                        Thread.sleep(50 + random.nextInt(100));
                        final long from = System.nanoTime();
                        signal(program, name);
                        final long zero = await("zero", run, 5000, null);
                        assertTrue(zero > 0, "the current goes on 5 s after SIG" + name);
                        ms[k] = (zero - from) / 1e6;
                        assertTrue(program.waitFor(10, TimeUnit.SECONDS), "the program goes on after SIG" + name);
                        final String said = text(program);
                        assertEquals(3, program.exitValue(), said);
                        assertTrue(said.contains("no current flows any more"), said);
                        k++;
                    } finally {
                        program.destroyForcibly().waitFor();
                    }
                }
                Arrays.sort(ms);
                System.out.printf(
                        Locale.ROOT,
                        "SIG%s: current ends after %.0f ms (median), %.0f ms (99 %%), %.0f ms (worst) of %d; "
                                + "%d without a run%n",
                        name,
                        ms[TRIALS / 2],
                        ms[(TRIALS * 99 + 99) / 100 - 1],
                        ms[TRIALS - 1],
                        TRIALS,
                        without);
                assertTrue(ms[TRIALS - 1] <= WATCHDOG_MS, "worst " + ms[TRIALS - 1] + " ms");
                if (TRIALS < 100) continue;
                assertTrue(ms[TRIALS / 2] <= 30, "median " + ms[TRIALS / 2] + " ms");
                assertTrue(ms[98] <= 60, "99 of 100 " + ms[98] + " ms");
            }
        } finally {
            for (final Thread thread : load) thread.interrupt();
            device.destroyForcibly().waitFor();
        }
    }

    @Test
    void aWindowThatIsClosedStopsTheDeviceToo() throws Exception {
        startDevice();
        final Path rig = calibrated();
        final int run = runs() + 2; // the check run is the first
        final Process program = inject(ClosedWindow.class, rig, 1);
        try {
            assertTrue(await("begin", run, 60_000, program) > 0, () -> "no run began: " + text(program));
            Thread.sleep(100);
            final long from = System.nanoTime();
            program.outputWriter(StandardCharsets.UTF_8).write("\n");
            program.outputWriter(StandardCharsets.UTF_8).flush();
            final double ms = (await("zero", run, 5000, null) - from) / 1e6;
            assertTrue(ms > 0 && ms < WATCHDOG_MS / 2, "the current ends after " + ms + " ms");
            assertTrue(program.waitFor(10, TimeUnit.SECONDS), "the program goes on");
        } finally {
            program.destroyForcibly().waitFor();
        }
    }

    @Test
    void aDeviceThatDoesNotAnswerIsNotSaidToBeWithoutCurrent() throws Exception {
        startDevice();
        try {
            final Path rig = calibrated();
            final int run = runs() + 2; // the check run is the first
            final Process program = inject(rig, 1);
            try {
                assertTrue(await("begin", run, 60_000, program) > 0, () -> "no run began: " + text(program));
                Thread.sleep(100);
                signal(device, "STOP");
                signal(program, "TERM");
                assertTrue(program.waitFor(10, TimeUnit.SECONDS), "the program goes on");
                final String said = text(program);
                assertEquals(3, program.exitValue(), said);
                assertFalse(said.contains("no current"), said);
                assertTrue(said.contains("take the headstage off the cell"), said);
            } finally {
                program.destroyForcibly().waitFor();
            }
        } finally {
            device.destroyForcibly().waitFor();
        }
    }

    private static String text(final Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    + new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            return e.toString();
        }
    }
}
