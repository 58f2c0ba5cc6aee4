package org.eibalance.format;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CancellationException;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;

/** Writes a file of a recording beside its place and moves it there once it is whole. */
public final class WholeFile {

    /** Writes the contents. */
    @FunctionalInterface
    public interface Contents {

        /**
         * @param file where to; may be there
         * @throws IOException if it cannot be written
         */
        void write(Path file) throws IOException;
    }

    private WholeFile() {}

    /**
     * Writes a file; one that is there is replaced whole.
     *
     * @param recording what is written
     * @param file where to; not the file of the recording itself
     * @param contents writes it
     * @throws InputException if it cannot be written; nothing is left then
     * @throws CancellationException if the thread is interrupted; nothing is left then
     */
    public static void write(final Recording recording, final Path file, final Contents contents) {
        final Path target = file.toAbsolutePath();
        final Path beside = target.resolveSibling(target.getFileName() + ".part");
        try {
            if (recording.file().isPresent()
                    && Files.exists(target)
                    && Files.isSameFile(recording.file().get(), target))
                throw new InputException(file
                        + " is the file of the recording itself, which is never written to: another "
                        + "name was expected.");
            contents.write(beside);
            move(beside, target);
        } catch (final IOException exc) {
            throw new InputException(
                    file + " cannot be written: a folder with room and leave to write was expected ("
                            + exc.getClass().getSimpleName() + ").",
                    exc);
        } finally {
            delete(beside);
        }
    }

    private static void move(final Path from, final Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (final AtomicMoveNotSupportedException exc) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(final Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (final IOException exc) {
            // the fault that is thrown already is the same one
        }
    }
}
