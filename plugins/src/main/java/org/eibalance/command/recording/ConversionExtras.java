package org.eibalance.command.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eibalance.command.EiCommand;
import org.eibalance.command.RecordingPaths;
import org.eibalance.format.nwb.NwbAdditions;
import org.eibalance.format.nwb.NwbContents;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.result.InputFile;
import org.eibalance.result.StoredResults;

/**
 * What {@code convert-recording} puts into a file in addition to the recording.
 *
 * @param truth table of true conductances
 * @param results of analyses of the recording
 */
record ConversionExtras(Optional<Path> truth, List<StoredResults> results) {

    static final String AUTO = "auto";
    static final String NONE = "none";
    private static final String TRUTH_ENDING = "-truth.csv";
    private static final String DYNAMIC_CLAMP = "dynamic clamp";

    static ConversionExtras nothing() {
        return new ConversionExtras(Optional.empty(), List.of());
    }

    /**
     * Finds the files.
     *
     * @param recording the recording's file
     * @param truth a path, auto or none
     * @param results paths joined by semicolons, auto or none
     * @param output the output folder
     * @return what there is
     * @throws InputException if something that was named does not exist, or has results of another recording
     */
    static ConversionExtras find(
            final InputFile recording, final String truth, final String results, final Path output) {
        return new ConversionExtras(
                truth(recording.path(), truth.strip()), results(recording, results.strip(), output));
    }

    private static Optional<Path> truth(final Path recording, final String choice) {
        if (choice.equals(NONE)) return Optional.empty();
        if (!choice.equals(AUTO)) return Optional.of(Path.of(choice));
        return Optional.of(recording.resolveSibling(
                        RecordingPaths.stem(recording.getFileName().toString()) + TRUTH_ENDING))
                .filter(Files::isRegularFile);
    }

    private static List<StoredResults> results(final InputFile input, final String choice, final Path output) {
        if (choice.equals(NONE)) return List.of();
        final Path recording = input.path();
        final String digest = input.sha256();
        if (choice.equals(AUTO))
            return below(output.resolve(
                            RecordingPaths.stem(recording.getFileName().toString())))
                    .stream()
                    .map(StoredResults::of)
                    .filter(r ->
                            !r.command().equals(EiCommand.name(ConvertRecording.class)) && isOf(r, recording, digest))
                    .toList();
        final List<StoredResults> named = new ArrayList<>();
        for (final String folder : Arrays.stream(choice.split(";"))
                .map(String::strip)
                .filter(f -> !f.isEmpty())
                .toList()) {
            final StoredResults stored = StoredResults.of(Path.of(folder));
            if (!isOf(stored, recording, digest))
                throw new InputException(folder + " has results of other files, those " + "of " + recording
                        + " as it is now were expected.");
            named.add(stored);
        }
        return named;
    }

    /** Whether a result was made from the recording or together with it, as in the dynamic clamp. */
    private static boolean isOf(final StoredResults results, final Path recording, final String digest) {
        return results.inputDigests().contains(digest)
                || results.folder()
                        .toAbsolutePath()
                        .normalize()
                        .equals(recording.toAbsolutePath().normalize().getParent());
    }

    /** Folders of results in a folder, by name. */
    private static List<Path> below(final Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(StoredResults::isAt).sorted().toList();
        } catch (final IOException e) {
            throw new InputException(
                    folder + " cannot be listed: the folder of the recording's results was expected.", e);
        }
    }

    /** Which files were read: the recording first. */
    List<Path> inputs(final Path recording) {
        final List<Path> inputs = new ArrayList<>(List.of(recording));
        truth.ifPresent(inputs::add);
        results.forEach(r -> inputs.addAll(r.tables()));
        return inputs;
    }

    /** Sentences for the user. */
    List<String> sentences() {
        final List<String> sentences = new ArrayList<>();
        truth.ifPresent(t -> sentences.add("With the true conductances of " + t.getFileName() + "."));
        if (!results.isEmpty())
            sentences.add("With the tables of "
                    + String.join(
                            ", ", results.stream().map(StoredResults::command).toList()) + ".");
        return sentences;
    }

    /** What an NWB file contains besides the samples. */
    NwbContents contents(final Recording recording, final String identifier) {
        return new NwbContents(
                "Recording converted from " + recording.name() + " (" + recording.format() + ")."
                        + (recording.format().startsWith(DYNAMIC_CLAMP)
                                ? " In the dynamic clamp: clamp is the current of the conductances g_E and g_I, "
                                        + "command is the current injected in addition, which is the stimulus."
                                : ""),
                identifier,
                truth.map(t -> NwbAdditions.truth(t, recording)).orElse(List.of()),
                NwbAdditions.tables(results));
    }
}
