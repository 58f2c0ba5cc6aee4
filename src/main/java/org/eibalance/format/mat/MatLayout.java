package org.eibalance.format.mat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Unit;

/**
 * What the variables of a MATLAB file mean, as a person has declared it: in a file {@code <name>.layout.json} beside,
 * or for a whole folder in {@code mat.layout.json}.
 *
 * @param file where it was declared
 * @param sampleRateHz samples per second of all signals
 * @param signals the variables
 */
record MatLayout(Path file, double sampleRateHz, List<Signal> signals) {

    /** What a dimension of a variable counts. */
    enum Dimension {
        TIME,
        CHANNEL,
        SWEEP,
        NONE
    }

    /**
     * A variable.
     *
     * @param variable its path, such as {@code data{1}.current}
     * @param dimensions what its dimensions count, as MATLAB orders them
     * @param unit of its numbers
     * @param name of its channel; with a number where it holds several
     * @param clampMode what was held; empty: it follows from the unit
     */
    record Signal(String variable, List<Dimension> dimensions, Unit unit, String name, Optional<ClampMode> clampMode) {}

    private static final String EXTENSION = ".layout.json";
    private static final String OF_FOLDER = "mat.layout.json";
    private static final long MAX_BYTES = 1 << 20;

    /** Where the layout of a file alone is declared. */
    static Path place(final Path mat) {
        return mat.resolveSibling(mat.getFileName() + EXTENSION);
    }

    /**
     * Finds the layout of a file.
     *
     * @return empty where none is declared
     * @throws InputException if one is there that cannot be understood
     */
    static Optional<MatLayout> find(final Path mat) {
        for (final Path candidate : List.of(place(mat), mat.resolveSibling(OF_FOLDER))) {
            if (Files.isRegularFile(candidate)) return Optional.of(read(candidate));
        }
        return Optional.empty();
    }

    static MatLayout read(final Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) throw fault(file, "at most a megabyte of JSON was expected");
            final JsonObject json = JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            keys(file, json, Set.of("sample_rate_hz", "signals"));
            final double rate =
                    json.has("sample_rate_hz") ? json.get("sample_rate_hz").getAsDouble() : Double.NaN;
            if (!(rate > 0 && rate < 1e9)) throw fault(file, "sample_rate_hz was expected to be a number above 0");
            final List<Signal> signals = new ArrayList<>();
            if (json.has("signals"))
                for (final JsonElement signal : json.getAsJsonArray("signals"))
                    signals.add(signal(file, signal.getAsJsonObject(), signals.size()));
            if (signals.isEmpty()) throw fault(file, "signals was expected to be a list of at least one");
            return new MatLayout(file, rate, List.copyOf(signals));
        } catch (final IOException exc) {
            throw new InputException(file + " cannot be read: a layout in JSON was expected.", exc);
        } catch (final JsonParseException
                | IllegalStateException
                | UnsupportedOperationException
                | NumberFormatException exc) {
            throw new InputException(
                    file + " is not the JSON of a layout: an object with sample_rate_hz and a list of "
                            + "signals was expected.",
                    exc);
        }
    }

    private static Signal signal(final Path file, final JsonObject json, final int index) {
        keys(file, json, Set.of("variable", "dimensions", "unit", "name", "clamp_mode"));
        for (final String key : List.of("variable", "dimensions", "unit")) {
            if (!json.has(key)) throw fault(file, "signal " + index + " has no " + key + ", which was expected");
        }
        final List<Dimension> dimensions = new ArrayList<>();
        for (final String word : json.get("dimensions").getAsString().split(",")) {
            dimensions.add(
                    switch (word.strip()) {
                        case "time" -> Dimension.TIME;
                        case "channel" -> Dimension.CHANNEL;
                        case "sweep" -> Dimension.SWEEP;
                        case "none" -> Dimension.NONE;
                        default ->
                            throw fault(
                                    file,
                                    "a dimension of signal " + index + " is '" + word.strip()
                                            + "', one of time, channel, sweep, none was expected");
                    });
        }
        if (dimensions.stream().filter(d -> d == Dimension.TIME).count() != 1
                || new HashSet<>(dimensions.stream()
                                        .filter(d -> d != Dimension.NONE)
                                        .toList())
                                .size()
                        != dimensions.stream().filter(d -> d != Dimension.NONE).count())
            throw fault(
                    file,
                    "the dimensions of signal " + index + " were expected to be time once, and channel and sweep at "
                            + "most once");
        final Optional<ClampMode> mode = Optional.ofNullable(json.get("clamp_mode"))
                .map(JsonElement::getAsString)
                .map(word -> Arrays.stream(ClampMode.values())
                        .filter(m -> m.label().equals(word))
                        .findFirst()
                        .orElseThrow(() -> fault(
                                file,
                                "clamp_mode of signal " + index
                                        + " was expected to be voltage clamp, current clamp, I = 0 or unknown")));
        return new Signal(
                json.get("variable").getAsString(),
                List.copyOf(dimensions),
                Unit.parse(json.get("unit").getAsString()),
                json.has("name")
                        ? json.get("name").getAsString()
                        : json.get("variable").getAsString(),
                mode);
    }

    private static void keys(final Path file, final JsonObject json, final Set<String> known) {
        for (final String key : json.keySet()) {
            if (!known.contains(key))
                throw fault(
                        file, "it has a key '" + key + "', one of " + new java.util.TreeSet<>(known) + " was expected");
        }
    }

    private static InputException fault(final Path file, final String what) {
        return new InputException(file + ": " + what.replaceAll("\\p{Cntrl}", " ") + ".");
    }
}
