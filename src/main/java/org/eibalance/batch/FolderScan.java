package org.eibalance.batch;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
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

    private final Path folder;
    private final PathMatcher matcher;
    private final String pattern;
    private final boolean recursive;

    /**
     * @param folder where to look
     * @param pattern which names to take, such as {@code *.abf} or <code>*.{abf,atf}</code>; capitals do not matter;
     *     one with a slash is held against the path below the folder, such as {@code 2019/**.abf}
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
            matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern.toLowerCase(Locale.ROOT));
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
            Files.walkFileTree(
                    folder,
                    EnumSet.noneOf(FileVisitOption.class),
                    recursive ? Integer.MAX_VALUE : 1,
                    new SimpleFileVisitor<>() {

                        @Override
                        public FileVisitResult preVisitDirectory(
                                final Path directory, final BasicFileAttributes attributes) {
                            return !directory.equals(folder) && isHidden(directory)
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
                            ParallelLoop.checkCancelled();
                            if (isHidden(file) || AnnotationStore.isAnnotationFile(file) || !Files.isRegularFile(file))
                                return FileVisitResult.CONTINUE;
                            seen[0]++;
                            final Path relative = folder.relativize(file);
                            if (matches(relative)) items.add(new BatchItem(slashes(relative), file));
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(final Path file, final IOException exc) {
                            if (file.equals(folder))
                                throw new InputException(
                                        "folder " + folder
                                                + " cannot be looked into, the system denies it: a readable "
                                                + "folder was expected.",
                                        exc);
                            // Its own error among those of the batch, rather than the end of all.
                            items.add(new BatchItem(slashes(folder.relativize(file)), file));
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

    private boolean matches(final Path relative) {
        final Path held = pattern.indexOf('/') < 0 ? relative.getFileName() : relative;
        return matcher.matches(FileSystems.getDefault().getPath(held.toString().toLowerCase(Locale.ROOT)));
    }

    private static String slashes(final Path relative) {
        final StringBuilder name = new StringBuilder();
        for (final Path part : relative)
            name.append(name.length() == 0 ? "" : "/").append(part);
        return name.toString();
    }
}
