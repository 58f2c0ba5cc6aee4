package org.eibalance.batch;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.eibalance.recording.InputException;

/**
 * A file to work on.
 *
 * @param name its path below the folder of the batch, with slashes on every system
 * @param path where it lies
 */
public record BatchItem(String name, Path path) {

    /**
     * A file of a folder. Where Java has no letters for its name, as with {@code LANG=C}, the name is read as UTF-8.
     *
     * @param folder the folder of the batch
     * @param relative its path below it
     * @return the file
     */
    static BatchItem of(final Path folder, final Path relative) {
        final Path path = folder.resolve(relative);
        if (isNameable(path)) {
            final StringBuilder name = new StringBuilder();
            for (final Path part : relative)
                name.append(name.length() == 0 ? "" : "/").append(part);
            return new BatchItem(name.toString(), path);
        }
        final URI below = folder.toUri().relativize(path.toUri());
        // A plus is a plus in a path.
        return new BatchItem(URLDecoder.decode(below.getRawPath().replace("+", "%2B"), StandardCharsets.UTF_8), path);
    }

    /**
     * To be called before anything is done with it.
     *
     * @throws InputException if Java cannot write its name, so that it cannot be opened by that
     */
    void checkName() {
        if (!isNameable(path))
            throw new InputException(name + " has letters in its path that Java cannot write in this locale ("
                    + System.getProperty("sun.jnu.encoding") + "): set LC_ALL=C.UTF-8 before the program is started, "
                    + "or rename it.");
    }

    private static boolean isNameable(final Path path) {
        try {
            return Path.of(path.toString()).equals(path);
        } catch (final InvalidPathException e) {
            return false;
        }
    }
}
