package org.eibalance.format;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eibalance.format.binary.BinaryFile;
import org.eibalance.format.binary.Fields;
import org.eibalance.format.binary.NumberType;
import org.eibalance.format.binary.RecordingParts;
import org.eibalance.format.binary.StoredTrace;
import org.eibalance.recording.Channel;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Tag;
import org.eibalance.recording.Unit;
import org.scijava.plugin.Plugin;

/**
 * WinWCP: a header of {@code KEY=value} lines, then records of an analysis block and interleaved 16-bit counts. A
 * record is a sweep. The stimulus lies in files of its own, so there is no command.
 */
@Plugin(type = RecordingFormat.class)
public final class WinWcpFormat implements RecordingFormat {

    private static final int SECTOR = 512;
    private static final int CHANNELS_PER_KB = 8;
    private static final int MAX_CHANNELS = 128;
    private static final int MAX_HEADER_BYTES = 64 * 1024;

    /** Versions before have a fixed analysis block and no places of the channels. */
    private static final double CONFIRMED_VERSION = 9;

    private static final double WINDOWS_VERSION = 6;

    private static final double OLD_ADC_MAX = 2047;
    private static final double MISSING_GAIN = 0.001;

    private static final Pattern START = Pattern.compile("^VER=\\s*\\d.*\\bNC=", Pattern.DOTALL);

    @Override
    public String name() {
        return "WinWCP (starts with \"VER=\")";
    }

    @Override
    public boolean recognises(final Path file, final byte[] head) {
        final String start = new String(head, StandardCharsets.ISO_8859_1);
        return start.startsWith("VER=") && START.matcher(start).find();
    }

    @Override
    public Recording open(final Path path) {
        return BinaryFile.read(path, file -> new Reader(file).recording());
    }

    /** One file being read. */
    private static final class Reader {

        private final BinaryFile file;
        private final Map<String, String> header;
        private final double version;
        private final int channels;
        private final long headerBytes;
        private final long analysisBytes;
        private final long dataBytes;
        private final double intervalS;

        Reader(final BinaryFile file) {
            this.file = file;
            header = header(file);
            version = number("VER", 0);
            channels = whole("NC", 0);
            if (channels < 1 || channels > MAX_CHANNELS)
                throw file.fault("the header gives NC=" + header.get("NC") + " channels, expected was 1 to "
                        + MAX_CHANNELS + ".");
            headerBytes = ((channels - 1) / CHANNELS_PER_KB + 1) * 1024L;
            analysisBytes = sectors("NBA");
            dataBytes = sectors("NBD");
            intervalS = number("DT", 0);
            if (version < CONFIRMED_VERSION) file.remark(RecordingFormat.unconfirmed("WinWCP files before version 9"));
        }

        private static Map<String, String> header(final BinaryFile file) {
            final Map<String, String> values = new HashMap<>();
            final Fields text = file.part(0, MAX_HEADER_BYTES, ByteOrder.LITTLE_ENDIAN);
            for (final String line : text.wholeText(0, text.length(), Fields.WINDOWS_1252)
                    .split("\0", 2)[0]
                    .split("[\\r\\n]+")) {
                final int equals = line.indexOf('=');
                if (equals > 0)
                    values.putIfAbsent(
                            line.substring(0, equals).strip().toUpperCase(Locale.ROOT),
                            Fields.oneLine(line.substring(equals + 1)));
            }
            return values;
        }

        /** A number of the header; local settings may have written a decimal comma. */
        private double number(final String key, final double missing) {
            try {
                final double value =
                        Double.parseDouble(header.getOrDefault(key, "").replace(',', '.'));
                return Double.isFinite(value) ? value : missing;
            } catch (final NumberFormatException exc) {
                return missing;
            }
        }

        private int whole(final String key, final int missing) {
            return (int) number(key, missing);
        }

        private long sectors(final String key) {
            final int sectors = whole(key, 0);
            if (sectors < 1)
                throw file.fault(
                        "the header gives " + key + "=" + InputException.shortened(String.valueOf(header.get(key)))
                                + ", a number of sectors above 0 was expected.");
            return sectors * (long) SECTOR;
        }

        Recording recording() {
            final int records = records();
            final long claimed = dataBytes / 2 / channels;
            final long points = number("NP", 0) > 0 ? Math.min(claimed, whole("NP", 0)) : claimed;
            final int[] place = places();
            final StoredTrace[][] traces = new StoredTrace[channels][records];
            final double[] starts = new double[records];
            final String[] markers = new String[records];
            final List<Integer> rejected = new ArrayList<>();
            boolean ratesDiffer = false;
            for (int k = 0; k < records; k++) {
                final long at = headerBytes + k * (analysisBytes + dataBytes);
                final Fields record = file.part(at, analysisBytes, ByteOrder.LITTLE_ENDIAN);
                final boolean described =
                        record.text(0, 8).toLowerCase(Locale.ROOT).matches("(acce|reje).*");
                if (described && record.text(0, 4).equalsIgnoreCase("reje")) rejected.add(k);
                starts[k] = described ? record.f32(16) : Double.NaN;
                if (described && Math.abs(record.f32(20) - intervalS) > 1e-4 * intervalS) ratesDiffer = true;
                for (int c = 0; c < channels; c++) {
                    final long first = at + analysisBytes + 2L * place[c];
                    final long present = file.present("record " + k, first, 2L * channels, NumberType.I16, points);
                    traces[c][k] = present == 0
                            ? StoredTrace.EMPTY
                            : StoredTrace.spaced(
                                    NumberType.I16,
                                    ByteOrder.LITTLE_ENDIAN,
                                    first,
                                    2 * channels,
                                    present,
                                    scale(described ? record : null, c),
                                    0);
                }
                final int ranges = version < CONFIRMED_VERSION ? 8 : channels;
                markers[k] = described ? record.text(24 + 4 * ranges, 16) : "";
            }
            if (!rejected.isEmpty())
                file.remark("Rejected in WinWCP, and kept here: sweep "
                        + rejected.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ".");
            if (ratesDiffer)
                file.remark("Some records have another sampling interval than the " + intervalS
                        + " s of the header: times are those of the header.");
            if (!ascending(starts, points)) {
                for (int k = 0; k < records; k++) starts[k] = k * points * intervalS;
            }
            final List<Tag> tags = new ArrayList<>();
            for (int k = 0; k < records; k++) {
                if (!markers[k].isEmpty()) tags.add(new Tag(starts[k], markers[k]));
            }
            return file.recording(
                    new RecordingParts("WinWCP " + header.get("VER"), described(), List.of(), tags, start()),
                    starts,
                    traces);
        }

        /** Records that the file has room for: crashed programs leave 0 in the header. */
        private int records() {
            final long recordBytes = analysisBytes + dataBytes;
            final long begun = Math.max(0, file.size() - headerBytes - analysisBytes + recordBytes - 1) / recordBytes;
            final long claimed = whole("NR", 0);
            if (claimed > 0 && begun < claimed) file.remark(begun + " of " + claimed + " records are in the file.");
            if (claimed <= 0 && begun > 0)
                file.remark("The header gives no records: " + begun + " were counted by the size of the file.");
            final long records = claimed > 0 ? Math.min(claimed, begun) : begun;
            if (records == 0)
                throw file.fault("there is no record behind the header of " + headerBytes + " bytes, at least one of "
                        + recordBytes + " bytes was expected.");
            return (int) Math.min(Integer.MAX_VALUE, records);
        }

        /** The place of each channel among the interleaved samples. */
        private int[] places() {
            final int[] places = new int[channels];
            final boolean[] taken = new boolean[channels];
            boolean usable = true;
            for (int c = 0; c < channels; c++) {
                // before places were written, Windows programs stored the channels in reverse
                final int custom = version < CONFIRMED_VERSION && version >= WINDOWS_VERSION ? channels - 1 - c : c;
                places[c] = whole("YO" + c, custom);
                usable &= places[c] >= 0 && places[c] < channels && !taken[places[c]];
                if (usable) taken[places[c]] = true;
            }
            if (usable) return places;
            file.remark("The places of the channels (YO) are no order of " + channels + ": 0, 1, 2… was taken.");
            for (int c = 0; c < channels; c++) places[c] = c;
            return places;
        }

        private double scale(final Fields record, final int channel) {
            double range = record == null ? 0 : record.f32(24 + 4 * channel);
            if (!usable(range) && record != null) range = record.f32(24);
            if (!usable(range)) range = number("AD", 0);
            if (!usable(range)) {
                file.remark("The range of the converter is missing in the file: values are as if it were 1 V.");
                range = 1;
            }
            double gain = number("YG" + channel, 0);
            if (gain == 0) {
                file.remark("The gain of channel '" + header.getOrDefault("YN" + channel, "ch" + channel)
                        + "' is missing in the file: " + MISSING_GAIN + " V was taken, as WinWCP does.");
                gain = MISSING_GAIN;
            }
            final double most = number("ADCMAX", 0);
            return range / (gain * ((most > 0 ? most : OLD_ADC_MAX) + 1));
        }

        private static boolean usable(final double range) {
            return range != 0 && Double.isFinite(range);
        }

        /** Whether records start one after the other; else their times are not known. */
        private boolean ascending(final double[] starts, final long points) {
            for (int k = 1; k < starts.length; k++) {
                if (!(starts[k] >= starts[k - 1] + 0.99 * points * intervalS)) return false;
            }
            return Double.isFinite(starts[0]) && starts[0] >= 0;
        }

        private List<Channel> described() {
            final List<Channel> all = new ArrayList<>();
            for (int c = 0; c < channels; c++)
                all.add(RecordingParts.channel(
                        c,
                        header.getOrDefault("YN" + c, ""),
                        Unit.parse(header.getOrDefault("YU" + c, "")),
                        1 / intervalS));
            return all;
        }

        /** Day and month in the order of all files seen, where both are possible. */
        private Optional<LocalDateTime> start() {
            final Pattern form = Pattern.compile("(\\d{1,2})\\D(\\d{1,2})\\D(\\d{4})\\s+(\\d{1,2}):(\\d{2}):(\\d{2})");
            for (final String key : List.of("RTIME", "CTIME")) {
                final Matcher found = form.matcher(header.getOrDefault(key, ""));
                if (!found.lookingAt()) continue;
                final int[] n = new int[6];
                for (int i = 0; i < 6; i++) n[i] = Integer.parseInt(found.group(i + 1));
                final boolean monthFirst = n[1] > 12;
                try {
                    return Optional.of(
                            LocalDateTime.of(n[2], n[monthFirst ? 0 : 1], n[monthFirst ? 1 : 0], n[3], n[4], n[5]));
                } catch (final DateTimeException exc) {
                    // as where there is none
                }
            }
            return Optional.empty();
        }
    }
}
