package org.eibalance.format.clamp;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Unit;

/**
 * What stands at the start of a file of the clamp, as JSON.
 *
 * @param sampleRateHz of all channels
 * @param start local date and time, ISO 8601; empty for none
 * @param channels in order
 * @param commandChannel index of the channel that holds the command current, the command of every channel in current
 *     clamp; −1 for none
 * @param details of protocol, calibration and device, each under its name, as text
 */
public record ClampFileHeader(
        double sampleRateHz, String start, List<Signal> channels, int commandChannel, Map<String, String> details) {

    private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

    /**
     * A channel.
     *
     * @param name its name
     * @param unit symbol of its unit
     * @param mode what the amplifier held
     */
    public record Signal(String name, String unit, ClampMode mode) {}

    /**
     * A header.
     *
     * @param sampleRateHz of all channels
     * @param start local date and time; empty where it is not to be written
     * @param channels in order
     * @param commandChannel index of the channel with the command current; −1 for none
     * @param details each under its name, as text
     * @return the header
     */
    public static ClampFileHeader of(
            final double sampleRateHz,
            final Optional<LocalDateTime> start,
            final List<Signal> channels,
            final int commandChannel,
            final Map<String, String> details) {
        return new ClampFileHeader(
                sampleRateHz,
                start.map(DateTimeFormatter.ISO_LOCAL_DATE_TIME::format).orElse(""),
                List.copyOf(channels),
                commandChannel,
                new LinkedHashMap<>(details));
    }

    byte[] toBytes() {
        return JSON.toJson(this).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a header; null where it is none. */
    static ClampFileHeader fromBytes(final byte[] bytes) {
        final ClampFileHeader header;
        try {
            header = JSON.fromJson(new String(bytes, StandardCharsets.UTF_8), ClampFileHeader.class);
        } catch (final JsonParseException e) {
            return null;
        }
        if (header == null || header.channels == null || header.channels.isEmpty() || header.details == null)
            return null;
        if (!(header.sampleRateHz > 0 && header.sampleRateHz < 1e9)) return null;
        if (header.commandChannel < -1 || header.commandChannel >= header.channels.size()) return null;
        for (final Signal s : header.channels) {
            if (s == null || s.name == null || s.unit == null || s.mode == null) return null;
        }
        return header;
    }

    List<Channel> toChannels() {
        final List<Channel> made = new java.util.ArrayList<>();
        for (int c = 0; c < channels.size(); c++) {
            final Signal s = channels.get(c);
            made.add(new Channel(
                    c,
                    s.name,
                    Unit.parse(s.unit),
                    s.mode,
                    sampleRateHz,
                    s.mode == ClampMode.CURRENT_CLAMP && commandChannel >= 0 ? 0 : Channel.NO_COMMAND));
        }
        return made;
    }

    Optional<LocalDateTime> startTime() {
        try {
            return start == null || start.isEmpty() ? Optional.empty() : Optional.of(LocalDateTime.parse(start));
        } catch (final DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
