package org.eibalance.command;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.eibalance.recording.InputException;

/** The input {@code recording}: one path, or several joined by semicolons. */
public final class RecordingPaths {

    private RecordingPaths() {}

    /** All paths that a person gave. */
    public static List<Path> of(final File recording) {
        // A file name may contain a semicolon.
        if (recording.exists()) return List.of(recording.toPath());
        final List<Path> paths = Arrays.stream(recording.getPath().split(";"))
                .map(String::strip)
                .filter(p -> !p.isEmpty())
                .map(Path::of)
                .toList();
        if (paths.isEmpty()) throw new InputException("recording is not given: it must be the path of a file.");
        return paths;
    }

    /** The path of a command that takes only one. */
    public static Path one(final File recording) {
        final List<Path> paths = of(recording);
        if (paths.size() > 1)
            throw new InputException("recording names " + paths.size() + " files: this command takes only one.");
        return paths.get(0);
    }

    /** A file name without its extension. */
    public static String stem(final String name) {
        final int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** The folder of a command's results below the output folder; the command by its name. */
    public static String place(final List<Path> recordings, final String command) {
        final String stem = stem(recordings.get(0).getFileName().toString());
        final String others = recordings.size() > 1 ? "-and-" + (recordings.size() - 1) + "-more" : "";
        return stem + others + "/" + command;
    }
}
