package org.eibalance.command.clamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eibalance.bridge.link.DeviceException;
import org.eibalance.launch.Main;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One program stops the currents of another one of the same user. */
class StopSocketTest {

    @TempDir
    private Path folder;

    private long files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    @Test
    void whoeverConnectsStopsAllAndIsToldHowMany() throws IOException {
        final AtomicInteger stops = new AtomicInteger();
        try (StopSocket first = StopSocket.open(folder, () -> {
                    stops.incrementAndGet();
                    return 2;
                });
                StopSocket second = StopSocket.open(folder, () -> {
                    stops.incrementAndGet();
                    return 1;
                })) {
            assertEquals(3, StopSocket.stopOthers(folder));
            assertEquals(3, StopSocket.stopOthers(folder), "again");
            assertEquals(4, stops.get());
            assertTrue(first != null && second != null);
        }
        assertEquals(0, files(), "nothing is left");
        assertEquals(0, StopSocket.stopOthers(folder));
    }

    @Test
    void onlyTheUserMayEnterTheFolder() throws IOException {
        try (StopSocket socket = StopSocket.open(folder, () -> 0)) {
            assertTrue(socket != null);
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        }
    }

    /** The file of a program that was killed: nobody listens behind it. */
    @Test
    void aSocketThatIsLeftOverNeverPreventsAStop() throws IOException {
        final Path stale = folder.resolve("1-1.s");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(stale));
        }
        Files.writeString(folder.resolve("2-2.s"), "no socket at all");
        try (StopSocket socket = StopSocket.open(folder, () -> 1)) {
            assertTrue(socket != null);
            assertEquals(1, StopSocket.stopOthers(folder));
        }
        assertEquals(0, files());
    }

    @Test
    void aProgramThatFailsOrDoesNotAnswerIsSaidWhileTheOthersAreStopped() throws IOException {
        final AtomicInteger stops = new AtomicInteger();
        try (StopSocket failing = StopSocket.open(folder, () -> {
                    throw new IllegalStateException("the device does not confirm");
                });
                StopSocket good = StopSocket.open(folder, stops::incrementAndGet)) {
            final DeviceException e = assertThrows(DeviceException.class, () -> StopSocket.stopOthers(folder));
            assertTrue(
                    e.getMessage().contains("the device does not confirm")
                            && e.getMessage().contains("take the headstage off the cell"),
                    e.getMessage());
            assertEquals(1, stops.get());
            assertTrue(failing != null && good != null);
        }
        // one that accepts and then hangs
        try (ServerSocketChannel hung = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            hung.bind(UnixDomainSocketAddress.of(folder.resolve("3-3.s")));
            final long from = System.nanoTime();
            final DeviceException e = assertThrows(DeviceException.class, () -> StopSocket.stopOthers(folder));
            assertTrue(e.getMessage().contains("no answer within 4 s"), e.getMessage());
            assertTrue(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from) < 8);
        }
    }

    @Test
    void aFolderThatCannotBeMadeKeepsNobodyFromWorking() throws IOException {
        final Path file = Files.writeString(folder.resolve("file"), "");
        assertNull(StopSocket.open(file.resolve("below"), () -> 0));
        assertEquals(0, StopSocket.stopOthers(file.resolve("below")));
        assertFalse(Files.exists(file.resolve("below")));
    }

    /** Two processes: one injects in real time, the other one stops it. */
    @Tag("slow")
    @Test
    void stopInjectionEndsARunOfAnotherProcess() throws Exception {
        final Process run = program("inject-conductance", "source=noise", "duration_ms=100000", "real_time=true");
        try {
            final Path file = folder.resolve("out/inject-conductance/running.eiclamp");
            while (run.isAlive() && (Files.notExists(file) || Files.size(file) < 100_000)) Thread.sleep(20);
            final Process stop = program("stop-injection");
            final String said =
                    new String(stop.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertEquals(0, stop.waitFor(), said);
            assertTrue(said.contains("1 injection was stopped."), said);
            assertTrue(run.waitFor(20, TimeUnit.SECONDS), "the run goes on");
            assertEquals(0, run.exitValue(), "a stop by a person is no error");
        } finally {
            run.destroyForcibly().waitFor();
        }
    }

    private Process program(final String... arguments) throws IOException {
        final java.util.List<String> command = new java.util.ArrayList<>(java.util.List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Duser.home=" + folder,
                "-Djava.util.prefs.userRoot=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(java.util.List.of(arguments));
        command.add("output=" + folder.resolve("out"));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
