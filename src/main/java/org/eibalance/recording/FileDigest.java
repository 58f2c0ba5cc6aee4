package org.eibalance.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;

/**
 * What identifies the contents of a file.
 *
 * @param bytes its length
 * @param sha256 what was in it, as 64 hexadecimal digits
 */
public record FileDigest(long bytes, String sha256) {

    /**
     * Reads a file through once; of a {@link FilePattern}, all files one after the other.
     *
     * @param path the file, or a pattern
     * @return what identifies its contents
     * @throws InputException if it cannot be read
     * @throws CancellationException if the thread is interrupted
     */
    public static FileDigest of(final Path path) {
        try {
            final MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long bytes = 0;
            for (final Path file : FilePattern.files(path)) bytes += update(digest, file);
            return new FileDigest(bytes, HexFormat.of().formatHex(digest.digest()));
        } catch (final AccessDeniedException e) {
            throw new InputException(path + " cannot be read, the system denies it: a readable file was expected.", e);
        } catch (final IOException e) {
            throw new InputException(path + " cannot be read: " + e.getMessage() + ".", e);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static long update(final MessageDigest digest, final Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            final byte[] buffer = new byte[1 << 16];
            long bytes = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (Thread.currentThread().isInterrupted()) throw new CancellationException("cancelled");
                digest.update(buffer, 0, n);
                bytes += n;
            }
            return bytes;
        }
    }
}
