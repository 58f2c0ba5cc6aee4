package org.eibalance.annotation;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.eibalance.recording.FileDigest;
import org.eibalance.recording.InputException;

/**
 * Where annotations lie: for {@code pair.abf} in {@code pair.abf.annotations.json} beside it, or, where that folder
 * cannot be written to, in a folder of the user, under a name made from the recording's path. Where there are both, the
 * user's counts.
 */
public final class AnnotationStore {

    private static final String END = ".annotations.json";

    private final Path userFolder;

    /** @param userFolder for annotations of recordings whose folder is read-only; made when it is needed */
    public AnnotationStore(final Path userFolder) {
        this.userFolder = userFolder;
    }

    /** The store of the person who runs the program. */
    public static AnnotationStore ofUser() {
        return new AnnotationStore(Path.of(System.getProperty("user.home"), ".ei-balance", "annotations"));
    }

    /**
     * Whether a file holds annotations rather than a recording.
     *
     * @param file any path
     * @return whether its name says so
     */
    public static boolean isAnnotationFile(final Path file) {
        return file.getFileName().toString().endsWith(END);
    }

    /**
     * The file with the annotations of a recording.
     *
     * @param recording the recording
     * @return the file; empty where nothing was added
     */
    public Optional<Path> find(final Path recording) {
        final Path users = users(recording);
        if (Files.exists(users)) return Optional.of(users);
        final Path beside = beside(recording);
        return Files.exists(beside) ? Optional.of(beside) : Optional.empty();
    }

    /**
     * Reads what was added to a recording.
     *
     * @param recording the recording; it is read through where there is anything
     * @return the annotations; none where there is no file
     * @throws InputException if the file is damaged, or was made for another state of the recording
     */
    public Annotations read(final Path recording) {
        return read(recording, () -> FileDigest.of(recording));
    }

    /**
     * Reads what was added to a recording.
     *
     * @param recording the recording
     * @param digest what identifies it; asked for where there is anything
     * @return the annotations; none where there is no file
     * @throws InputException if the file is damaged, or was made for another state of the recording
     */
    public Annotations read(final Path recording, final Supplier<FileDigest> digest) {
        final Optional<Path> file = find(recording);
        if (file.isEmpty()) return Annotations.none();
        final AnnotationJson.Contents contents;
        try {
            contents = AnnotationJson.read(file.get().toString(), Files.readString(file.get()));
        } catch (final CharacterCodingException e) {
            throw new InputException(file.get() + " is not UTF-8: an annotation file was expected.", e);
        } catch (final IOException e) {
            throw new InputException(file.get() + " cannot be read: " + e.getMessage() + ".", e);
        }
        final String sha256 = digest.get().sha256();
        if (!contents.sha256().equals(sha256))
            throw new InputException(file.get() + " belongs to another state of " + recording.getFileName()
                    + " (SHA-256 " + contents.sha256() + ", now " + sha256
                    + "): bring that recording back, or remove the annotations.");
        return contents.annotations();
    }

    /**
     * Replaces what was added to a recording, whole or not at all.
     *
     * @param recording the recording
     * @param annotations what is to be there
     * @return the file
     * @throws InputException if the recording cannot be read, or the file not written
     */
    public Path write(final Path recording, final Annotations annotations) {
        return write(recording, annotations, FileDigest.of(recording));
    }

    /**
     * Replaces what was added to a recording, whole or not at all.
     *
     * @param recording the recording
     * @param annotations what is to be there
     * @param digest what identifies the recording
     * @return the file
     * @throws InputException if the file cannot be written
     */
    public Path write(final Path recording, final Annotations annotations, final FileDigest digest) {
        final String text = AnnotationJson.write(recording.getFileName().toString(), digest.sha256(), annotations);
        final Path users = users(recording);
        final Path beside = beside(recording);
        final Path file = Files.isWritable(beside.getParent()) ? beside : users;
        try {
            Files.createDirectories(file.getParent());
            replace(file, text);
            if (file.equals(beside)) Files.deleteIfExists(users);
            return file;
        } catch (final IOException e) {
            throw new InputException("The annotations " + file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private static void replace(final Path file, final String text) throws IOException {
        final Path part = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            try (FileOutputStream out = new FileOutputStream(part.toFile())) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.getFD().sync();
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Path beside(final Path recording) {
        final Path absolute = recording.toAbsolutePath();
        return absolute.resolveSibling(absolute.getFileName() + END);
    }

    /** By path, not by contents: otherwise each look would read the whole recording. */
    private Path users(final Path recording) {
        try {
            final byte[] path =
                    recording.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
            return userFolder.resolve(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(path), 0, 16)
                    + END);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
