package org.eibalance.result;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.eibalance.recording.InputException;

/**
 * A file that a result was made from.
 *
 * @param path where it lay
 * @param bytes its length
 * @param sha256 what was in it, as 64 hexadecimal digits
 */
public record InputFile(Path path, long bytes, String sha256) {

	/**
	 * Reads a file through once.
	 *
	 * @param path the file
	 * @return what identifies it
	 * @throws InputException if it cannot be read
	 */
	public static InputFile of(final Path path) {
		try {
			final MessageDigest digest = MessageDigest.getInstance("SHA-256");
			long bytes = 0;
			try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
				final byte[] buffer = new byte[1 << 16];
				for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) bytes += n;
			}
			return new InputFile(path, bytes, HexFormat.of().formatHex(digest.digest()));
		}
		catch (final IOException e) {
			throw new InputException(path + " cannot be read: " + e.getMessage() + ".", e);
		}
		catch (final NoSuchAlgorithmException e) {
			throw new IllegalStateException("every JVM has SHA-256", e);
		}
	}
}
