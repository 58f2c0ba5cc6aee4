package org.eibalance.bridge.link;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The firmware as a process behind a pseudo-terminal, built with the C compiler of this machine; tests skip where it
 * has none.
 */
public final class PosixDevice implements AutoCloseable {

    private final Process process;
    private final String path;

    private PosixDevice(final Process process, final String path) {
        this.process = process;
        this.path = path;
    }

    /** Starts one with a passive cell. */
    public static PosixDevice start(final int loopHz) throws IOException, InterruptedException {
        return run(program().toString(), Integer.toString(loopHz));
    }

    /** Starts one with a passive cell whose ring has so many samples, a power of two. */
    public static PosixDevice start(final int loopHz, final int ringSamples) throws IOException, InterruptedException {
        return run(program().toString(), Integer.toString(loopHz), "0", "", Integer.toString(ringSamples));
    }

    /** A terminal that sends everything back: something that is no clamp. */
    public static PosixDevice terminal() throws IOException {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/python3")),
                () -> skipped("no python3 is installed to make a terminal"));
        return run("/usr/bin/python3", "-c", """
			import os, pty, tty
			master, slave = pty.openpty()
			tty.setraw(slave)
			print(os.ttyname(slave), flush=True)
			while True: os.write(master, os.read(master, 4096))
			""");
    }

    /** Starts a program that prints the path of its terminal first. */
    static PosixDevice run(final String... command) throws IOException {
        final Process process =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        final BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new PosixDevice(process, out.readLine());
    }

    private static synchronized Path program() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                System.getProperty("os.name").equals("Linux"),
                () -> skipped("the device behind a pseudo-terminal is for Linux"));
        final Path gcc = Path.of("/usr/bin/gcc");
        Assumptions.assumeTrue(Files.isExecutable(gcc), () -> skipped("no gcc is installed to build the device"));
        final Path made = Path.of("target", "posix-device").toAbsolutePath();
        if (Files.exists(made) && !isOlderThanItsSource(made)) return made;
        final List<String> command = new ArrayList<>(List.of(
                gcc.toString(),
                "-O2",
                "-std=gnu11",
                "-ffp-contract=off",
                "-o",
                made + ".part",
                "ports/posix/main.c",
                "model/model.c",
                "-lutil",
                "-lm"));
        try (Stream<Path> core = Files.list(Path.of("firmware", "core"))) {
            core.filter(file -> file.toString().endsWith(".c"))
                    .sorted()
                    .forEach(file -> command.add("core/" + file.getFileName()));
        }
        final Process build = new ProcessBuilder(command)
                .directory(Path.of("firmware").toFile())
                .inheritIO()
                .start();
        Assumptions.assumeTrue(
                build.waitFor() == 0, () -> skipped("the C compiler of this machine cannot build the device"));
        Files.move(Path.of(made + ".part"), made, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return made;
    }

    private static boolean isOlderThanItsSource(final Path made) throws IOException {
        final java.nio.file.attribute.FileTime built = Files.getLastModifiedTime(made);
        for (final String folder : List.of("core", "model", "ports/posix")) {
            try (java.util.stream.Stream<Path> files =
                    Files.list(Path.of("firmware").resolve(folder))) {
                for (final Path file : files.toList())
                    if (Files.getLastModifiedTime(file).compareTo(built) > 0) return true;
            }
        }
        return false;
    }

    private static String skipped(final String why) {
        System.out.println("skipped: " + why);
        return why;
    }

    /** Path of its terminal. */
    public String path() {
        return path;
    }

    /** Pulls the plug. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(5, TimeUnit.SECONDS);
    }

    /** Stops it in its tracks, as a device that hangs. */
    public void signal(final String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
