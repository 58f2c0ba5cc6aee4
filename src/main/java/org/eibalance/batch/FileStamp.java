package org.eibalance.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.eibalance.recording.InputException;

/**
 * What tells without reading it that a file is the one seen before.
 *
 * @param bytes its length
 * @param modifiedNs time of its last change, ns since 1970
 */
record FileStamp(long bytes, long modifiedNs) {

    /**
     * Looks at a file.
     *
     * @throws InputException if it is not there any more
     */
    static FileStamp of(final Path file) {
        try {
            final BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileStamp(
                    attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
        } catch (final IOException e) {
            throw new InputException(
                    file + " is not there any more: it was when the batch looked through the folder.", e);
        }
    }

    /** As one word of the journal. */
    @Override
    public String toString() {
        return bytes + "@" + modifiedNs;
    }

    /** The inverse of {@link #toString()}. */
    static FileStamp parse(final String word) {
        final int at = word.indexOf('@');
        return new FileStamp(Long.parseLong(word.substring(0, at)), Long.parseLong(word.substring(at + 1)));
    }
}
