package org.eibalance.result;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eibalance.recording.FileDigest;
import org.eibalance.recording.InputException;

/**
 * The files that one run reads, each of which is read through once for its SHA-256, however many parts of the run ask
 * for it. One for each run: a file that changes afterwards is another file. Safe in threads.
 */
public final class InputFiles {

    private final Map<Path, FileDigest> digests = new ConcurrentHashMap<>();

    /**
     * What identifies the contents of a file.
     *
     * @param path the file
     * @return its digest, taken now if nobody asked before
     * @throws InputException if it cannot be read
     */
    public FileDigest digest(final Path path) {
        return digests.computeIfAbsent(path.toAbsolutePath().normalize(), file -> FileDigest.of(path));
    }

    /**
     * A file as the provenance names it.
     *
     * @param path the file
     * @return the file with what identifies it
     * @throws InputException if it cannot be read
     */
    public InputFile of(final Path path) {
        final FileDigest digest = digest(path);
        return new InputFile(path, digest.bytes(), digest.sha256());
    }

    /** Takes over a file whose digest was taken already. */
    public void know(final InputFile file) {
        digests.put(file.path().toAbsolutePath().normalize(), new FileDigest(file.bytes(), file.sha256()));
    }
}
