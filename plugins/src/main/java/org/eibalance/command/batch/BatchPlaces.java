package org.eibalance.command.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eibalance.batch.BatchItem;
import org.eibalance.command.EiCommand;
import org.eibalance.command.RecordingPaths;
import org.eibalance.recording.InputException;

/**
 * Where the results of a batch lie: those of {@code sub/pair.abf} in {@code sub/pair/<command>} below the output
 * folder, those of all in {@code batch-folder/<command>}. If files of one folder differ only in their extension, the
 * extension is kept.
 */
final class BatchPlaces {

    /** Folder of the results of all files together. */
    static final String OWN = EiCommand.name(BatchFolder.class);

    private final Path output;
    private final String command;
    /** Paths without extension that more than one file has, in lower case. */
    private final Set<String> ambiguous;

    private BatchPlaces(final Path output, final String command, final Set<String> ambiguous) {
        this.output = output;
        this.command = command;
        this.ambiguous = ambiguous;
    }

    /**
     * Chooses the places.
     *
     * @param output root of all results
     * @param folder where the recordings are
     * @param command name of the analysis
     * @param items the recordings
     * @throws InputException if the output lies in the folder of the recordings
     */
    static BatchPlaces of(final Path output, final Path folder, final String command, final List<BatchItem> items) {
        final Path root = output.toAbsolutePath().normalize();
        if (real(root).startsWith(real(folder)))
            throw new InputException("output is " + root
                    + ", inside the folder of the recordings. A later run would read its tables as recordings: "
                    + "choose a folder outside of "
                    + folder
                    + ".");
        final Map<String, Integer> uses = new HashMap<>();
        uses.put(OWN, 1);
        for (final BatchItem item : items) uses.merge(key(item.name()), 1, Integer::sum);
        final Set<String> ambiguous = new HashSet<>();
        uses.forEach((stem, count) -> {
            if (count > 1) ambiguous.add(stem);
        });
        return new BatchPlaces(root, command, ambiguous);
    }

    /** The path without links, as far as it exists. */
    private static Path real(final Path path) {
        try {
            if (Files.exists(path)) return path.toRealPath();
        } catch (final IOException e) {
            return path; // what cannot be resolved is compared as it is written
        }
        return path.getParent() == null ? path : real(path.getParent()).resolve(path.getFileName());
    }

    /** In lower case, because some file systems do not distinguish upper and lower case. */
    private static String key(final String name) {
        return (parent(name) + RecordingPaths.stem(name.substring(parent(name).length()))).toLowerCase(Locale.ROOT);
    }

    /** The folder in a relative path, with the slash at its end. */
    private static String parent(final String name) {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }

    /** The folder of the results of all files together. */
    Path own() {
        return output.resolve(OWN).resolve(command);
    }

    /** The output folder that a single run of the command would have for a recording. */
    Path output(final String name) {
        return output.resolve(parent(name)).normalize();
    }

    private String below(final String name) {
        final String file = name.substring(parent(name).length());
        return parent(name) + (ambiguous.contains(key(name)) ? file : RecordingPaths.stem(file)) + "/" + command;
    }

    /** The folder of a recording's results. */
    Path of(final String name) {
        return output.resolve(below(name));
    }

    /** The figure of a recording, relative to the folder of the results of all files together. */
    String figureOf(final String name) {
        return "../../" + below(name) + "/figure.png";
    }
}
