package org.eibalance.result;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How a result came about: enough to make it again.
 *
 * @param program name of the program
 * @param version its version
 * @param commit the commit it was built from
 * @param command what was run
 * @param parameters every parameter and its value as text, in the order of the command
 * @param inputs the files that were read
 * @param annotations what was left out or judged because a person said so, a sentence each
 * @param seed of all random numbers; empty where none was drawn
 * @param time when
 */
public record Provenance(
        String program,
        String version,
        String commit,
        String command,
        Map<String, String> parameters,
        List<InputFile> inputs,
        List<String> annotations,
        OptionalLong seed,
        OffsetDateTime time) {

    /** Takes copies. */
    public Provenance {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        inputs = List.copyOf(inputs);
        annotations = List.copyOf(annotations);
    }

    /**
     * As JSON, one key a line, in a fixed order.
     *
     * @return UTF-8 text that ends in a line feed
     */
    public byte[] toJson() {
        final JsonObject root = new JsonObject();
        root.addProperty("program", program);
        root.addProperty("version", version);
        root.addProperty("commit", commit);
        root.addProperty("command", command);
        final JsonObject values = new JsonObject();
        parameters.forEach(values::addProperty);
        root.add("parameters", values);
        final JsonArray files = new JsonArray();
        for (final InputFile input : inputs) {
            final JsonObject file = new JsonObject();
            file.addProperty("path", input.path().toString());
            file.addProperty("bytes", input.bytes());
            file.addProperty("sha256", input.sha256());
            files.add(file);
        }
        root.add("inputs", files);
        if (!annotations.isEmpty()) {
            final JsonArray said = new JsonArray();
            annotations.forEach(said::add);
            root.add("annotations", said);
        }
        if (seed.isPresent()) root.addProperty("seed", seed.getAsLong());
        root.addProperty("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
        final Gson gson =
                new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
        return (gson.toJson(root) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
