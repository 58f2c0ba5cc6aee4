package org.eibalance.command.clamp;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.eibalance.bridge.link.DeviceException;

/**
 * Where another program of the same user can stop the currents of this one: a Unix-domain socket in a folder that only
 * this user may enter. Whoever connects has all currents stopped and is told how many injections there were.
 *
 * <p>A socket whose program is gone is removed by the next stop. Where the system has no such sockets, a program is
 * stopped by its own window or Ctrl-C alone.
 */
final class StopSocket implements AutoCloseable {

    /** A device confirms a stop within 1.5 s, or the program reports that it does not. */
    private static final long ANSWER_MS = 4000;

    private static final String FAILED = "failed ";

    private final ServerSocketChannel server;
    private final Path file;
    private final Thread thread;

    private StopSocket(final ServerSocketChannel server, final Path file, final IntSupplier stop) {
        this.server = server;
        this.file = file;
        thread = new Thread(() -> serve(stop), "stop-injection");
        thread.setDaemon(true);
        thread.start();
    }

    /** The folder of this user's sockets. */
    static Path folderOfUser() {
        return Path.of(System.getProperty("user.home"), ".ei-balance", "running");
    }

    /**
     * Listens from now on.
     *
     * @param folder of the sockets
     * @param stop stops all currents of this program, and says how many injections there were
     * @return null where the system has no such sockets, or the folder cannot be written: that keeps nobody from
     *     working
     */
    static StopSocket open(final Path folder, final IntSupplier stop) {
        try {
            Files.createDirectories(folder);
            if (Files.getFileStore(folder).supportsFileAttributeView("posix"))
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            final Path file =
                    folder.resolve(ProcessHandle.current().pid() + "-" + System.nanoTime() % 1_000_000 + ".s");
            final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                server.bind(UnixDomainSocketAddress.of(file));
            } catch (final IOException | RuntimeException e) {
                server.close();
                throw e;
            }
            return new StopSocket(server, file, stop);
        } catch (final IOException | RuntimeException e) {
            return null;
        }
    }

    private void serve(final IntSupplier stop) {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                String answer;
                try {
                    answer = Integer.toString(stop.getAsInt());
                } catch (final RuntimeException e) {
                    answer = FAILED + e.getMessage();
                }
                client.write(StandardCharsets.UTF_8.encode(answer.replace('\n', ' ') + "\n"));
            } catch (final IOException e) {
                // Closed, or the other one is gone: it was stopped all the same.
            }
        }
    }

    /**
     * Stops the currents of all other programs of this user.
     *
     * @param folder of the sockets
     * @return number of injections
     * @throws DeviceException if one does not answer, or says that it failed; all others were stopped
     */
    static int stopOthers(final Path folder) {
        final List<CompletableFuture<String>> answers = new ArrayList<>();
        for (final Path file : sockets(folder))
            answers.add(CompletableFuture.supplyAsync(() -> ask(file), StopSocket::onThread));
        int stopped = 0;
        String failure = null;
        for (final CompletableFuture<String> answer : answers) {
            String text;
            try {
                text = answer.get(ANSWER_MS, TimeUnit.MILLISECONDS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                text = FAILED + "the wait was interrupted";
            } catch (final Exception e) {
                text = FAILED + "no answer within " + ANSWER_MS / 1000 + " s";
            }
            if (text.startsWith(FAILED)) failure = text.substring(FAILED.length());
            else stopped += Integer.parseInt(text);
        }
        if (failure != null)
            throw new DeviceException("An injection of another program could not be stopped from here (" + failure
                    + "): take the headstage off the cell.");
        return stopped;
    }

    private static void onThread(final Runnable work) {
        final Thread thread = new Thread(work, "stop-injection of another program");
        thread.setDaemon(true);
        thread.start();
    }

    private static List<Path> sockets(final Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".s")).sorted().toList();
        } catch (final IOException e) {
            throw new DeviceException(folder + " cannot be read (" + e.getMessage()
                    + "): injections of other programs could not be looked for.");
        }
    }

    /** The answer of one; 0 where nobody listens, whose file is then removed. */
    private static String ask(final Path file) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            try {
                channel.connect(UnixDomainSocketAddress.of(file));
            } catch (final IOException nobody) {
                Files.deleteIfExists(file);
                return "0";
            }
            final ByteBuffer answer = ByteBuffer.allocate(4096);
            while (channel.read(answer) >= 0 && answer.hasRemaining()) {
                // until its end
            }
            final String text = new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? FAILED + "it ended meanwhile" : text;
        } catch (final IOException e) {
            return FAILED + e.getMessage();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            // The next stop removes it.
        }
        if (Thread.currentThread() == thread) return;
        try {
            thread.join(1000);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
