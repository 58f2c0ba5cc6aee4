package org.eibalance.annotation;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eibalance.recording.InputException;

/** The text of an annotation file: JSON, one value a line. */
final class AnnotationJson {

    private static final int SCHEMA = 1;

    /** What a file says. */
    record Contents(String sha256, Annotations annotations) {}

    private AnnotationJson() {}

    static String write(final String recording, final String sha256, final Annotations annotations) {
        final JsonObject root = new JsonObject();
        root.addProperty("schema", SCHEMA);
        root.addProperty("recording", recording);
        root.addProperty("sha256", sha256);
        final JsonArray sweeps = new JsonArray();
        annotations.excludedSweeps().forEach(sweeps::add);
        root.add("excluded_sweeps", sweeps);
        final JsonArray regions = new JsonArray();
        for (final Region region : annotations.regions()) {
            final JsonObject json = new JsonObject();
            json.addProperty("sweep", region.sweep());
            json.addProperty("from_ms", region.fromMs());
            json.addProperty("to_ms", region.toMs());
            json.addProperty("label", region.label());
            regions.add(json);
        }
        root.add("regions", regions);
        final JsonArray events = new JsonArray();
        for (final EventVerdict event : annotations.events()) {
            final JsonObject json = new JsonObject();
            json.addProperty("channel", event.channel());
            json.addProperty("sweep", event.sweep());
            json.addProperty("time_ms", event.timeMs());
            json.addProperty("accepted", event.accepted());
            events.add(json);
        }
        root.add("events", events);
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(root) + "\n";
    }

    /**
     * Reads a file.
     *
     * @param place the file, for the sentence
     * @throws InputException if it is no such file
     */
    static Contents read(final String place, final String text) {
        try {
            final JsonObject root = JsonParser.parseString(text).getAsJsonObject();
            keys(place, root, "schema", "recording", "sha256", "excluded_sweeps", "regions", "events");
            if (root.get("schema").getAsInt() != SCHEMA)
                throw new InputException(place + " is of schema " + root.get("schema") + ", where " + SCHEMA
                        + " was expected: it was written by another version of the program.");
            final Set<Integer> sweeps = new TreeSet<>();
            for (final JsonElement sweep : root.getAsJsonArray("excluded_sweeps")) sweeps.add(whole(sweep));
            final List<Region> regions = new ArrayList<>();
            for (final JsonElement element : root.getAsJsonArray("regions")) {
                final JsonObject json = keys(place, element.getAsJsonObject(), "sweep", "from_ms", "to_ms", "label");
                regions.add(new Region(
                        whole(json.get("sweep")),
                        json.get("from_ms").getAsDouble(),
                        json.get("to_ms").getAsDouble(),
                        json.get("label").getAsString()));
            }
            final List<EventVerdict> events = new ArrayList<>();
            for (final JsonElement element : root.getAsJsonArray("events")) {
                final JsonObject json =
                        keys(place, element.getAsJsonObject(), "channel", "sweep", "time_ms", "accepted");
                events.add(new EventVerdict(
                        whole(json.get("channel")),
                        whole(json.get("sweep")),
                        json.get("time_ms").getAsDouble(),
                        truth(json.get("accepted"))));
            }
            return new Contents(
                    root.get("sha256").getAsString(),
                    Annotations.none()
                            .withExcludedSweeps(sweeps)
                            .withRegions(regions)
                            .withEvents(events));
        } catch (final JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | NullPointerException
                | UnsupportedOperationException e) {
            // gson has one of these for each way in which a value can be of another kind
            throw new InputException(
                    place + " is no annotation file, or a value in it is of the wrong kind (" + e.getMessage()
                            + "): JSON with schema, recording, sha256, excluded_sweeps, regions and events was "
                            + "expected.",
                    e);
        }
    }

    private static JsonObject keys(final String place, final JsonObject json, final String... known) {
        for (final String key : json.keySet()) {
            if (!List.of(known).contains(key))
                throw new InputException(place + " has an entry '" + key + "', where one of " + String.join(", ", known)
                        + " was expected.");
        }
        return json;
    }

    private static int whole(final JsonElement json) {
        final double value = json.getAsDouble();
        if (value != Math.rint(value) || value < 0 || value > Integer.MAX_VALUE)
            throw new IllegalArgumentException(json + " is no number of a sweep or channel");
        return (int) value;
    }

    /** gson reads any text but "true" as false. */
    private static boolean truth(final JsonElement json) {
        if (!json.getAsJsonPrimitive().isBoolean())
            throw new IllegalArgumentException(json + " is neither true nor false");
        return json.getAsBoolean();
    }
}
