package org.eibalance.result;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of one run, written whole or not at all: each goes to a name of its own beside the final one, and when all
 * are complete they are renamed. Files in the folder that are none of this run's stay as they are.
 *
 * <p>Use it in try-with-resources; what is not {@link #commit() committed} leaves nothing behind, not even a folder.
 * Not safe in threads.
 */
public final class ResultFolder implements AutoCloseable {

    /** Writes the contents of a file. */
    @FunctionalInterface
    public interface Contents {

        /**
         * @param out where to; closed by the caller
         * @throws IOException if it cannot be written
         */
        void write(OutputStream out) throws IOException;
    }

    /** Writes a file by its path. */
    @FunctionalInterface
    public interface FileContents {

        /** @param file where to; there is no such file yet */
        void write(Path file);
    }

    private final Path folder;
    private final List<Path> created = new ArrayList<>();
    private final Map<String, Path> pending = new LinkedHashMap<>();

    /**
     * Makes the folder and those above it where they are missing.
     *
     * @param folder where the files go
     * @throws OutputException if it is not a folder, or cannot be made or written to
     */
    public ResultFolder(final Path folder) {
        this.folder = folder;
        try {
            create(folder.toAbsolutePath());
            if (!Files.isWritable(folder)) throw new IOException("no permission to write");
        } catch (final IOException e) {
            removeCreated();
            throw unwritable(e);
        }
    }

    private void create(final Path path) throws IOException {
        if (Files.isDirectory(path)) return;
        if (Files.exists(path)) throw new IOException(path + " is a file");
        if (path.getParent() != null) create(path.getParent());
        try {
            Files.createDirectory(path);
            created.add(path);
        } catch (final FileAlreadyExistsException e) {
            // Another run made it at the same moment; it is not ours to remove.
            if (!Files.isDirectory(path)) throw e;
        }
    }

    /**
     * Writes one file beside its final name.
     *
     * @param name the final name
     * @param contents what is in it
     * @throws OutputException if it cannot be written
     */
    public void add(final String name, final Contents contents) {
        final Path part = part(name);
        try (OutputStream out = Files.newOutputStream(part)) {
            contents.write(out);
        } catch (final IOException e) {
            throw unwritable(e);
        } catch (final UncheckedIOException e) { // the CSV library throws this where the disk is full
            throw unwritable(e.getCause());
        }
    }

    /**
     * Has one file written beside its final name by something that wants a path.
     *
     * @param name the final name
     * @param contents writes it
     */
    public void addFile(final String name, final FileContents contents) {
        contents.write(part(name));
    }

    private Path part(final String name) {
        final Path part = folder.resolve(
                "." + name + "." + ProcessHandle.current().pid() + "-" + System.identityHashCode(this) + ".part");
        if (pending.put(name, part) != null) throw new IllegalArgumentException("two files named " + name);
        return part;
    }

    /**
     * Gives all files their final names. If one cannot be renamed (on Windows, when it is open elsewhere), those before
     * it get their old contents back.
     *
     * @return the names, in the order in which they were added
     * @throws OutputException if one cannot be renamed
     */
    public List<String> commit() {
        final Map<Path, Path> replaced = new LinkedHashMap<>();
        final List<Path> renamed = new ArrayList<>();
        try {
            for (final Map.Entry<String, Path> file : pending.entrySet()) {
                final Path target = folder.resolve(file.getKey());
                if (Files.exists(target)) {
                    final Path old =
                            file.getValue().resolveSibling(file.getValue().getFileName() + ".old");
                    Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
                    replaced.put(target, old);
                }
                Files.move(file.getValue(), target, StandardCopyOption.ATOMIC_MOVE);
                renamed.add(target);
            }
        } catch (final IOException e) {
            renamed.forEach(ResultFolder::deleteIfPossible);
            replaced.forEach(ResultFolder::putBack);
            throw unwritable(e);
        }
        replaced.values().forEach(ResultFolder::deleteIfPossible);
        final List<String> names = List.copyOf(pending.keySet());
        pending.clear();
        created.clear();
        return names;
    }

    private static void putBack(final Path target, final Path old) {
        try {
            Files.move(old, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException e) {
            // The old file stays beside its place, under the name it was put away with.
        }
    }

    private static void deleteIfPossible(final Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            // The disk is failing already; what brought us here says so.
        }
    }

    /**
     * Removes what runs that were killed have left in a folder. Only for a caller who knows that nobody else is writing
     * there.
     *
     * @param folder the folder of one run; need not exist
     * @throws OutputException if something in it cannot be removed
     */
    public static void removeLeftovers(final Path folder) {
        if (!Files.isDirectory(folder)) return;
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, ".*.{part,part.old}")) {
            for (final Path part : parts) Files.deleteIfExists(part);
        } catch (final IOException | DirectoryIteratorException e) {
            throw new OutputException("The output folder " + folder + " cannot be tidied: " + e.getMessage() + ".", e);
        }
    }

    /** Removes what was not committed. */
    @Override
    public void close() {
        pending.values().forEach(ResultFolder::deleteIfPossible);
        removeCreated();
    }

    private void removeCreated() {
        for (int i = created.size() - 1; i >= 0; i--) {
            try {
                Files.deleteIfExists(created.get(i));
            } catch (final IOException e) {
                return; // somebody else has put something into it
            }
        }
    }

    private OutputException unwritable(final IOException e) {
        return new OutputException("The output folder " + folder + " cannot be written: " + e.getMessage() + ".", e);
    }
}
