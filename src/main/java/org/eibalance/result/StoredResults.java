package org.eibalance.result;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eibalance.recording.InputException;

/**
 * What a command left in a folder: its tables, and what its provenance says.
 *
 * @param folder where it lies
 * @param command name of the command
 * @param program name and version of the program
 * @param parameters the command's inputs as text, by key
 * @param inputDigests SHA-256 of each file that was read, in hexadecimal digits
 * @param tables the files of its tables, by name
 */
public record StoredResults(
        Path folder,
        String command,
        String program,
        Map<String, String> parameters,
        List<String> inputDigests,
        List<Path> tables) {

    private static final String PROVENANCE = "provenance.json";

    /** Takes copies. */
    public StoredResults {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        inputDigests = List.copyOf(inputDigests);
        tables = List.copyOf(tables);
    }

    /** Whether a folder looks like one of results. */
    public static boolean isAt(final Path folder) {
        return Files.isRegularFile(folder.resolve(PROVENANCE));
    }

    /**
     * Reads a folder; its tables are only named.
     *
     * @param folder the folder of one run
     * @return what is there
     * @throws InputException if it is no such folder
     */
    public static StoredResults of(final Path folder) {
        if (!isAt(folder))
            throw new InputException(
                    folder + " is no folder of results: one with " + PROVENANCE + " and tables was expected.");
        final Path file = folder.resolve(PROVENANCE);
        try {
            final JsonObject root = JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            final Map<String, String> parameters = new LinkedHashMap<>();
            root.getAsJsonObject("parameters")
                    .entrySet()
                    .forEach(p -> parameters.put(p.getKey(), p.getValue().getAsString()));
            final List<String> digests = new ArrayList<>();
            for (final JsonElement input : root.getAsJsonArray("inputs"))
                digests.add(input.getAsJsonObject().get("sha256").getAsString());
            return new StoredResults(
                    folder,
                    root.get("command").getAsString(),
                    root.get("program").getAsString() + " "
                            + root.get("version").getAsString(),
                    parameters,
                    digests,
                    tables(folder));
        } catch (final IOException e) {
            throw InputException.unreadable(file, e);
        } catch (final JsonParseException
                | IllegalStateException
                | NullPointerException
                | ClassCastException
                | UnsupportedOperationException
                        e) { // the library throws any of these where something is missing or of another type
            throw new InputException(
                    file + " cannot be read: the provenance of a command, as this program writes it, was expected.", e);
        }
    }

    private static List<Path> tables(final Path folder) throws IOException {
        final List<Path> tables = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[!.]*.csv")) {
            files.forEach(tables::add);
        } catch (final DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(tables);
        return tables;
    }
}
