package org.eibalance.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The last error, in a file in the temporary folder of the system, for bug reports. */
public final class ErrorLog {

    private ErrorLog() {}

    private static Path file() {
        final String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9]", "_");
        return Path.of(System.getProperty("java.io.tmpdir"), "ei-balance-" + user + "-last-error.log");
    }

    /**
     * Keeps an error; it replaces the one before.
     *
     * @param error what was thrown
     * @return where its stack trace is, or why it could not be kept
     */
    public static String keep(final Throwable error) {
        try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file(), StandardCharsets.UTF_8))) {
            writer.println(Program.current());
            error.printStackTrace(writer);
            return file().toString();
        } catch (final IOException e) {
            return "none (it cannot be written: " + e.getMessage() + ")";
        }
    }

    /**
     * The error that was kept last.
     *
     * @return its stack trace; empty where there is none
     */
    public static Optional<String> last() {
        try {
            return Files.exists(file()) ? Optional.of(Files.readString(file())) : Optional.empty();
        } catch (final IOException e) {
            return Optional.empty();
        }
    }
}
