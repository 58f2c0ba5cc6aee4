package org.eibalance.command.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eibalance.annotation.EventVerdict;
import org.eibalance.annotation.Region;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;

/** The inputs of annotate-recording that name events and regions: a sweep, a colon, and times in ms. */
final class AnnotationEdits {

    static final String KEEP = "keep";
    static final String NONE = "none";

    /** A new verdict on an event within this time replaces the old one. */
    private static final double SAME_EVENT_MS = 1;

    private static final String NUMBER = "(\\d{1,9}(?:\\.\\d*)?|\\.\\d+)";
    private static final Pattern EVENT = Pattern.compile("(\\d{1,9}):" + NUMBER);
    private static final Pattern REGION = Pattern.compile("(\\d{1,9}):" + NUMBER + "-" + NUMBER + "(?:\\s+(.*))?");

    private AnnotationEdits() {}

    /**
     * Verdicts with those of one input.
     *
     * @param key of the input, for the sentence
     * @param text keep; none, to remove all of this kind; or events such as 0:12.3 joined by commas
     * @param accepted which kind the input gives
     * @param channel 0-based channel
     * @param recording the recording, open
     * @param before the verdicts so far
     * @return the verdicts
     * @throws InputException if the text is none of these, or names a sweep that does not exist
     */
    static List<EventVerdict> events(
            final String key,
            final String text,
            final boolean accepted,
            final int channel,
            final Recording recording,
            final List<EventVerdict> before) {
        if (text.strip().equals(KEEP)) return before;
        final List<EventVerdict> verdicts = new ArrayList<>(before);
        if (text.strip().equals(NONE)) {
            verdicts.removeIf(v -> v.channel() == channel && v.accepted() == accepted);
            return verdicts;
        }
        for (final String part : text.split(",", -1)) {
            final Matcher event = EVENT.matcher(part.strip());
            if (!event.matches())
                throw new InputException(key + " is '" + text
                        + "': it must be keep, none, or sweeps and times in ms such as 0:12.3,2:840.5.");
            final int sweep = sweep(event.group(1), recording);
            final double timeMs = Double.parseDouble(event.group(2));
            verdicts.removeIf(v ->
                    v.channel() == channel && v.sweep() == sweep && Math.abs(v.timeMs() - timeMs) <= SAME_EVENT_MS);
            verdicts.add(new EventVerdict(channel, sweep, timeMs, accepted));
        }
        return verdicts;
    }

    /**
     * The regions of an input.
     *
     * @param text keep; none; or regions such as 0:10-20 artefact joined by semicolons
     * @param recording the recording, open
     * @param before the regions so far
     * @return the regions, which replace those so far
     * @throws InputException if the text is none of these, or names a sweep that does not exist
     */
    static List<Region> regions(final String text, final Recording recording, final List<Region> before) {
        if (text.strip().equals(KEEP)) return before;
        if (text.strip().equals(NONE)) return List.of();
        final List<Region> regions = new ArrayList<>();
        for (final String part : text.split(";", -1)) {
            final Matcher region = REGION.matcher(part.strip());
            if (!region.matches())
                throw new InputException("regions is '" + text
                        + "': it must be keep, none, or sweep, times in ms and a label such as 0:10-20 "
                        + "artefact, joined by semicolons.");
            final double fromMs = Double.parseDouble(region.group(2));
            final double toMs = Double.parseDouble(region.group(3));
            if (!(fromMs < toMs))
                throw new InputException(
                        "regions has one from " + fromMs + " to " + toMs + " ms: its end must be after its start.");
            regions.add(new Region(
                    sweep(region.group(1), recording),
                    fromMs,
                    toMs,
                    region.group(4) == null ? "" : region.group(4).strip()));
        }
        return regions;
    }

    private static int sweep(final String digits, final Recording recording) {
        final int sweep = Integer.parseInt(digits);
        if (sweep >= recording.sweeps().size())
            throw new InputException(recording.name() + " has no sweep " + sweep + ": its sweeps are 0 to "
                    + (recording.sweeps().size() - 1) + ".");
        return sweep;
    }
}
