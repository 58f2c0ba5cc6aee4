package org.eibalance.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A result says how it came about. */
class ProvenanceTest {

    @TempDir
    Path folder;

    @Test
    void theHashOfAnInputIsTheKnownOne() throws IOException {
        final Path file = Files.writeString(folder.resolve("abc.txt"), "abc");
        final InputFile input = InputFile.of(file);
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", input.sha256());
        assertEquals(3, input.bytes());
        assertTrue(assertThrows(InputException.class, () -> InputFile.of(folder.resolve("none")))
                .getMessage()
                .contains("none"));
    }

    @Test
    void everythingIsInTheJson() {
        final Provenance provenance = new Provenance(
                "E/I Balance",
                "1.0",
                "abc",
                "correlate-pair",
                Map.of("max_lag_ms", "200.0"),
                List.of(new InputFile(Path.of("pair.abf"), 7, "00")),
                List.of("Sweep 3 is left out."),
                OptionalLong.of(3),
                OffsetDateTime.parse("2026-01-02T03:04:05.678+01:00"));
        final String text = new String(provenance.toJson(), StandardCharsets.UTF_8);
        assertTrue(text.endsWith("}\n"));
        final JsonObject json = JsonParser.parseString(text).getAsJsonObject();
        assertEquals(
                "200.0", json.getAsJsonObject("parameters").get("max_lag_ms").getAsString());
        assertEquals(
                "00",
                json.getAsJsonArray("inputs")
                        .get(0)
                        .getAsJsonObject()
                        .get("sha256")
                        .getAsString());
        assertEquals(3, json.get("seed").getAsLong());
        assertEquals("2026-01-02T03:04:05+01:00", json.get("time").getAsString());
    }
}
