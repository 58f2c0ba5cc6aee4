package org.eibalance.batch;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;
import org.eibalance.annotation.AnnotationStore;
import org.eibalance.recording.InputException;
import org.eibalance.signal.ParallelLoop;

/**
 * Finds the files of a batch. Hidden files and folders, whose names begin with a dot, are left out, and so are
 * annotations; linked files are taken, linked folders are not entered.
 */
public final class FolderScan {

    private static final String ANY_FOLDERS = "**/";

    private final Path folder;
    private final List<PathMatcher> matchers = new ArrayList<>();
    private final String pattern;
    private final boolean recursive;

    /**
     * @param folder where to look
     * @param pattern which names to take, such as {@code *.abf} or <code>*.{abf,atf}</code>; capitals do not matter;
     *     one with a slash is held against the path below the folder, such as {@code 2019/**.abf}; {@code **}{@code /}
     *     stands for any number of folders, also for none
     * @param recursive whether folders in the folder are searched too
     * @throws InputException if there is no such folder or the pattern is none
     */
    public FolderScan(final Path folder, final String pattern, final boolean recursive) {
        if (!Files.exists(folder))
            throw new InputException(
                    "folder is " + folder + ", which does not exist: it must be a folder with recordings.");
        if (!Files.isDirectory(folder))
            throw new InputException("folder is " + folder + ", which is a file: it must be a folder with recordings.");
        this.folder = folder;
        this.pattern = pattern;
        this.recursive = recursive;
        try {
            for (final String glob : alsoWithoutFolders(pattern.toLowerCase(Locale.ROOT), 0))
                matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + glob));
        } catch (final PatternSyntaxException e) {
            throw new InputException(
                    "pattern is '" + pattern + "': it must be a pattern of file names such as *.abf ("
                            + e.getDescription() + ").",
                    e);
        }
    }

    /**
     * Looks through the folder.
     *
     * @return the files, by their relative paths in ascending order; a folder in the folder that cannot be read is
     *     among them
     * @throws InputException if the folder itself cannot be read, there is no file at all, or none that the pattern
     *     matches
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public List<BatchItem> items() {
        final List<BatchItem> items = new ArrayList<>();
        final int[] seen = {0};
        try {
            // The walk would take a linked folder for a file; what it finds is named by the link all the same.
            final Path start = folder.toRealPath();
            Files.walkFileTree(
                    start,
                    EnumSet.noneOf(FileVisitOption.class),
                    recursive ? Integer.MAX_VALUE : 1,
                    new SimpleFileVisitor<>() {

                        @Override
                        public FileVisitResult preVisitDirectory(
                                final Path directory, final BasicFileAttributes attributes) {
                            return !directory.equals(start) && isHidden(directory)
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
                            ParallelLoop.checkCancelled();
                            if (isHidden(file) || AnnotationStore.isAnnotationFile(file) || !Files.isRegularFile(file))
                                return FileVisitResult.CONTINUE;
                            seen[0]++;
                            final BatchItem item = item(start.relativize(file));
                            if (matches(item.name())) items.add(item);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(final Path file, final IOException exc) {
                            if (file.equals(start))
                                throw new InputException(
                                        "folder " + folder
                                                + " cannot be looked into, the system denies it: a readable "
                                                + "folder was expected.",
                                        exc);
                            // Its own error among those of the batch, rather than the end of all.
                            items.add(item(start.relativize(file)));
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (final IOException e) {
            throw new InputException("folder " + folder + " cannot be read: " + e.getMessage() + ".", e);
        }
        if (seen[0] == 0)
            throw new InputException(
                    "folder " + folder + " holds no file" + where() + ": a folder with recordings was expected.");
        if (items.isEmpty())
            throw new InputException("pattern is '" + pattern + "', which none of the " + seen[0] + " files in "
                    + folder + where() + " matches: it must be a pattern of file names such as *.abf.");
        items.sort(Comparator.comparing(BatchItem::name));
        return items;
    }

    private String where() {
        return recursive ? "" : " itself (recursive is false)";
    }

    private static boolean isHidden(final Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private BatchItem item(final Path relative) {
        return BatchItem.of(folder, relative);
    }

    private boolean matches(final String name) {
        final String held = pattern.indexOf('/') < 0 ? name.substring(name.lastIndexOf('/') + 1) : name;
        final Path path = writable(held.toLowerCase(Locale.ROOT));
        return matchers.stream().anyMatch(m -> m.matches(path));
    }

    /** A path for the matcher. Letters that this locale does not have are any others, for no pattern can have them. */
    private static Path writable(final String name) {
        try {
            return Path.of(name);
        } catch (final InvalidPathException e) {
            return Path.of(name.replaceAll("[^\\x20-\\x7e]", "x"));
        }
    }

    /** The pattern, and what it becomes if some of its {@code **}{@code /} stand for no folder. */
    private static List<String> alsoWithoutFolders(final String glob, final int from) {
        final int at = glob.indexOf(ANY_FOLDERS, from);
        if (at < 0) return List.of(glob);
        final List<String> globs = new ArrayList<>(alsoWithoutFolders(glob, at + ANY_FOLDERS.length()));
        final String without = glob.substring(0, at) + glob.substring(at + ANY_FOLDERS.length());
        if (at == 0 || glob.charAt(at - 1) == '/') globs.addAll(alsoWithoutFolders(without, at));
        return globs;
    }
}
