package org.eibalance.result;

import java.nio.file.Path;
import org.eibalance.recording.FileDigest;
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
        final FileDigest digest = FileDigest.of(path);
        return new InputFile(path, digest.bytes(), digest.sha256());
    }
}
