package org.eibalance.command;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eibalance.recording.InputException;

/**
 * The settings of a command as a readable file: JSON with {@code command} and {@code parameters}, values by key. Each
 * provenance.json is one. Keys of files and folders are ignored: settings say how, not where.
 */
public final class SettingsFile {

    /** Key of the input that names a settings file. */
    static final String KEY = "settings";
    /** Value of that input without a file. */
    public static final String NONE = "auto";

    /** Entries of a provenance; only command and parameters are used here. */
    private static final Set<String> ENTRIES =
            Set.of("program", "version", "commit", "command", "parameters", "inputs", "annotations", "seed", "time");

    private final Path file;
    private final Map<String, String> values;

    private SettingsFile(final Path file, final Map<String, String> values) {
        this.file = file;
        this.values = values;
    }

    /**
     * Reads a settings file.
     *
     * @param file the file
     * @param command name of the command that it must be for
     * @return its values
     * @throws InputException if it cannot be read, is for another command, or has an unknown entry or the same entry
     *     twice
     */
    public static SettingsFile read(final Path file, final String command) {
        final Map<String, String> values = new LinkedHashMap<>();
        String found = null;
        boolean parameters = false;
        // This reader refuses bytes that are not UTF-8.
        try (JsonReader json = new JsonReader(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
            json.beginObject();
            while (json.hasNext()) {
                final String entry = json.nextName();
                if (!ENTRIES.contains(entry))
                    throw new InputException(
                            file + " has an entry '" + entry + "', where command or parameters was expected.");
                if (entry.equals("command")) found = json.nextString();
                else if (entry.equals("parameters")) {
                    if (parameters) throw new InputException(file + " has the entry 'parameters' twice.");
                    parameters = true;
                    readParameters(file, json, values);
                } else json.skipValue();
            }
            json.endObject();
            if (json.peek() != JsonToken.END_DOCUMENT) throw new IllegalStateException("more after the end");
        } catch (final NoSuchFileException e) {
            throw new InputException(
                    "settings is " + file + ", which does not exist: it must be a settings file, or auto.", e);
        } catch (final EOFException
                | MalformedJsonException
                | IllegalStateException
                | NumberFormatException
                | CharacterCodingException e) {
            throw new InputException(
                    file + " is not a settings file (" + e.getMessage()
                            + "): JSON with command and parameters was expected, such as a provenance.json.",
                    e);
        } catch (final IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
        if (found == null || !parameters)
            throw new InputException(file + " has no entry '" + (found == null ? "command" : "parameters")
                    + "': a settings file must have it.");
        if (!found.equals(command))
            throw new InputException(
                    file + " holds settings of " + found + ", where those of " + command + " were expected.");
        return new SettingsFile(file, values);
    }

    private static void readParameters(final Path file, final JsonReader json, final Map<String, String> values)
            throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            final String key = json.nextName();
            final String value =
                    json.peek() == JsonToken.BOOLEAN ? Boolean.toString(json.nextBoolean()) : json.nextString();
            if (values.put(key, value) != null) throw new InputException(file + " has the key '" + key + "' twice.");
        }
        json.endObject();
    }

    /**
     * Puts the values into a command. Keys that the file does not have keep their value.
     *
     * @param command the command that the file is for
     * @param given keys that the user has given besides the file
     * @throws InputException if a key is unknown, if a text is not a value of its key, or if the command has another
     *     value for a key that was given or is not at its default
     */
    public void into(final EiCommand command, final Set<String> given) {
        final String name = command.name();
        final List<CommandInput> inputs = CommandInput.of(command);
        final EiCommand defaults = CommandCatalog.load().find(name).create();
        final EiCommand target = CommandCatalog.load().find(name).create();
        values.forEach((key, value) -> {
            final CommandInput input = inputs.stream()
                    .filter(i -> i.key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> new InputException(
                            file + " has the key '" + key + "', which " + name + " does not have: it has "
                                    + inputs.stream().map(CommandInput::key).collect(Collectors.joining(", ")) + "."));
            if (!input.isSetting()) return;
            try {
                input.set(target, value);
            } catch (final InputException e) {
                throw new InputException(file + ": " + e.getMessage(), e);
            }
            final String now = input.get(command);
            if ((given.contains(key) || !now.equals(input.get(defaults))) && !now.equals(input.get(target)))
                throw new InputException(key + " is " + now + ", but the settings file " + file + " says " + value
                        + ": leave one of them out.");
            input.set(command, value);
        });
    }

    /**
     * The settings of a command as the text of such a file.
     *
     * @param command the command
     * @return UTF-8 text that ends in a line feed
     */
    public static byte[] write(final EiCommand command) {
        final JsonObject root = new JsonObject();
        root.addProperty("program", Program.current().name());
        root.addProperty("version", Program.current().version());
        root.addProperty("command", command.name());
        final JsonObject parameters = new JsonObject();
        settings(command).forEach(parameters::addProperty);
        root.add("parameters", parameters);
        return (new GsonBuilder()
                                .setPrettyPrinting()
                                .disableHtmlEscaping()
                                .create()
                                .toJson(root) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The values of a command that belong into a settings file, by key. */
    public static Map<String, String> settings(final EiCommand command) {
        final Map<String, String> settings = new LinkedHashMap<>();
        for (final CommandInput input : CommandInput.of(command)) {
            if (input.isSetting()) settings.put(input.key(), input.get(command));
        }
        return settings;
    }
}
