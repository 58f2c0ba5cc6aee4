package org.eibalance.format;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eibalance.format.binary.BinaryFile;
import org.eibalance.format.binary.Fields;
import org.eibalance.format.binary.NumberType;
import org.eibalance.format.binary.RecordingParts;
import org.eibalance.format.binary.StoredTrace;
import org.eibalance.recording.Channel;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Unit;
import org.scijava.plugin.Plugin;

/**
 * CED Filing System, as Signal and older CED programs write it: channels in data sections, each section a sweep. Layout
 * as in the vendor's manual (CFS - The CED Filing System, 2006). Only equally spaced channels are read; there is no
 * command.
 */
@Plugin(type = RecordingFormat.class)
public final class CfsFormat implements RecordingFormat {

    private static final String MAGIC = "CEDFILE";
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int GENERAL_BYTES = 178;
    private static final int CHANNEL_BYTES = 48;
    private static final int VARIABLE_BYTES = 36;
    private static final int SECTION_BYTES = 30;
    private static final int SECTION_CHANNEL_BYTES = 24;
    private static final int MAX_CHANNELS = 99;

    @Override
    public String name() {
        return "CFS (starts with \"CEDFILE\")";
    }

    @Override
    public boolean recognises(final Path file, final byte[] head) {
        return new String(head, 0, Math.min(MAGIC.length(), head.length), StandardCharsets.ISO_8859_1).equals(MAGIC);
    }

    @Override
    public Recording open(final Path path) {
        return BinaryFile.read(path, file -> new Reader(file).recording());
    }

    /** What the file header says of a channel that is read. */
    private record Signal(int number, String name, Unit unit, double secondsPerX, NumberType type, int strideBytes) {}

    /** One file being read. */
    private static final class Reader {

        private final BinaryFile file;
        private final Fields general;
        private final int channelCount;
        private final int fileVariables;
        private final int sectionVariables;
        private final List<Signal> signals = new ArrayList<>();

        Reader(final BinaryFile file) {
            this.file = file;
            general = file.part(0, GENERAL_BYTES, ORDER);
            channelCount = general.i16(42);
            fileVariables = general.i16(44);
            sectionVariables = general.i16(46);
            if (channelCount < 1 || channelCount > MAX_CHANNELS)
                throw file.fault("the header gives " + channelCount + " channels at byte 42, expected was 1 to "
                        + MAX_CHANNELS + ".");
            file.remark(RecordingFormat.unconfirmed("CFS files"));
            for (int c = 0; c < channelCount; c++) addSignal(c);
            if (signals.isEmpty())
                throw file.fault("none of the " + channelCount
                        + " channels is equally spaced in time, at least one was expected.");
        }

        private void addSignal(final int number) {
            final Fields channel = file.part(GENERAL_BYTES + (long) CHANNEL_BYTES * number, CHANNEL_BYTES, ORDER);
            final String name = channel.pascalText(0, 22);
            final int kind = channel.u8(43);
            final NumberType type = type(channel.u8(42));
            if (kind != 0 || type == null) {
                file.remark("Channel " + number + " '" + name + "' was left out: it holds "
                        + (type == null ? "text" : kind == 1 ? "a matrix" : "values that belong to another channel")
                        + ".");
                return;
            }
            final int stride = channel.i16(44);
            signals.add(new Signal(
                    number,
                    name,
                    Unit.parse(channel.pascalText(22, 10)),
                    secondsPer(channel.pascalText(32, 10)),
                    type,
                    stride < type.bytes() ? type.bytes() : stride));
        }

        private static NumberType type(final int code) {
            return switch (code) {
                case 0 -> NumberType.I8;
                case 1 -> NumberType.U8;
                case 2 -> NumberType.I16;
                case 3 -> NumberType.U16;
                case 4 -> NumberType.I32;
                case 5 -> NumberType.F32;
                case 6 -> NumberType.F64;
                default -> null;
            };
        }

        private double secondsPer(final String unit) {
            return switch (unit) {
                case "s", "S", "sec" -> 1;
                case "ms", "mS", "msec" -> 1e-3;
                case "us", "µs", "\u03bcs", "usec" -> 1e-6;
                default -> {
                    file.remark(
                            "The unit '" + unit + "' of the sampling interval is not known: it was taken for seconds.");
                    yield 1;
                }
            };
        }

        Recording recording() {
            final List<Fields> sections = sections();
            final StoredTrace[][] traces = new StoredTrace[signals.size()][sections.size()];
            final double[] intervalS = new double[signals.size()];
            for (int c = 0; c < signals.size(); c++) {
                for (int k = 0; k < sections.size(); k++) traces[c][k] = trace(signals.get(c), sections.get(k), k);
                intervalS[c] = intervalS(signals.get(c), sections);
            }
            final List<Channel> channels = new ArrayList<>();
            for (int c = 0; c < signals.size(); c++)
                channels.add(RecordingParts.channel(
                        c, signals.get(c).name(), signals.get(c).unit(), 1 / intervalS[c]));
            return file.recording(RecordingParts.of("CFS", channels, start()), starts(sections), traces);
        }

        /** From the last section back to the first: each header says where the one before it is. */
        private List<Fields> sections() {
            final int claimed = general.u16(56);
            final List<Fields> sections = new ArrayList<>();
            final Set<Long> seen = new HashSet<>();
            final long bytes = sectionBytes();
            long at = general.u32(52);
            while (sections.size() < claimed && at > 0 && at + SECTION_BYTES <= file.size() && seen.add(at)) {
                final Fields section = file.part(at, bytes, ORDER);
                sections.add(section);
                at = section.u32(0);
            }
            if (sections.size() < claimed)
                file.remark(sections.size() + " of " + claimed + " data sections are linked in the file.");
            if (sections.isEmpty())
                throw file.fault("there is no data section at byte " + general.u32(52) + " of " + file.size()
                        + ", at least one was expected.");
            Collections.reverse(sections);
            return sections;
        }

        private long sectionBytes() {
            final long variables =
                    variable(sectionVariables).map(last -> (long) last.u16(34)).orElse(0L);
            return SECTION_BYTES + (long) SECTION_CHANNEL_BYTES * channelCount + variables;
        }

        private StoredTrace trace(final Signal signal, final Fields section, final int sweep) {
            final int info = SECTION_BYTES + SECTION_CHANNEL_BYTES * signal.number();
            final long at = section.u32(4) + section.u32(info);
            final long points = Math.max(0, section.i32(info + 4));
            final long present = file.present("data section " + sweep, at, signal.strideBytes(), signal.type(), points);
            if (present == 0) return StoredTrace.EMPTY;
            double scale = section.f32(info + 8);
            if (scale == 0 || !Double.isFinite(scale)) {
                file.remark("The scale of channel '" + signal.name() + "' is " + scale
                        + " in a data section: 1 was taken.");
                scale = 1;
            }
            final double offset = section.f32(info + 12);
            return StoredTrace.spaced(
                    signal.type(),
                    ORDER,
                    at,
                    signal.strideBytes(),
                    present,
                    scale,
                    Double.isFinite(offset) ? offset : 0);
        }

        /** The rate of the first section with samples; a remark says if others differ. */
        private double intervalS(final Signal signal, final List<Fields> sections) {
            final int info = SECTION_BYTES + SECTION_CHANNEL_BYTES * signal.number();
            double interval = 0;
            for (final Fields section : sections) {
                if (section.i32(info + 4) <= 0) continue;
                final double own = section.f32(info + 16) * signal.secondsPerX();
                if (interval == 0) interval = own;
                else if (Math.abs(own - interval) > 1e-4 * interval)
                    file.remark("The sampling interval of channel '" + signal.name()
                            + "' differs between data sections: times are those of the first, " + interval + " s.");
            }
            // no samples in any section, so any rate will do
            return interval == 0 && sections.stream().allMatch(s -> s.i32(info + 4) <= 0) ? 1 : interval;
        }

        /** Description of a variable of data sections. */
        private Optional<Fields> variable(final int number) {
            if (number < 0 || fileVariables < 0 || sectionVariables < 0) return Optional.empty();
            final Fields described = file.part(
                    GENERAL_BYTES
                            + (long) CHANNEL_BYTES * channelCount
                            + (long) VARIABLE_BYTES * (fileVariables + 1 + number),
                    VARIABLE_BYTES,
                    ORDER);
            return described.length() < VARIABLE_BYTES ? Optional.empty() : Optional.of(described);
        }

        /** Signal keeps the time of each section in a variable called Start. */
        private double[] starts(final List<Fields> sections) {
            final double[] starts = new double[sections.size()];
            final OptionalInt at = startVariable();
            for (int k = 0; k < starts.length; k++) {
                starts[k] = at.isEmpty()
                        ? Double.NaN
                        : sections.get(k).f64(SECTION_BYTES + SECTION_CHANNEL_BYTES * channelCount + at.getAsInt());
                if (!(starts[k] >= 0 && starts[k] < 1e9) || k > 0 && starts[k] < starts[k - 1]) {
                    Arrays.fill(starts, Double.NaN);
                    return starts;
                }
            }
            // all at 0 is a variable that nobody set
            if (starts.length > 1 && starts[starts.length - 1] == 0) Arrays.fill(starts, Double.NaN);
            return starts;
        }

        private OptionalInt startVariable() {
            final int doubles = 6;
            for (int v = 0; v < Math.min(sectionVariables, MAX_CHANNELS); v++) {
                final Optional<Fields> variable = variable(v);
                if (variable.isPresent()
                        && variable.get().pascalText(0, 22).equals("Start")
                        && variable.get().u16(22) == doubles
                        && variable.get().pascalText(24, 10).equals("s"))
                    return OptionalInt.of(variable.get().u16(34));
            }
            return OptionalInt.empty();
        }

        /** Time hh:mm:ss and date dd/mm/yy; years from 80 on are of the last century. */
        private Optional<LocalDateTime> start() {
            final Matcher found = Pattern.compile(
                            "(\\d{1,2})\\D(\\d{1,2})\\D(\\d{1,2}) (\\d{1,2})\\D(\\d{1,2})\\D(\\d{2})")
                    .matcher(general.text(26, 8) + " " + general.text(34, 8));
            if (!found.matches()) return Optional.empty();
            final int[] n = new int[6];
            for (int i = 0; i < 6; i++) n[i] = Integer.parseInt(found.group(i + 1));
            try {
                return Optional.of(LocalDateTime.of(n[5] + (n[5] < 80 ? 2000 : 1900), n[4], n[3], n[0], n[1], n[2]));
            } catch (final DateTimeException exc) {
                return Optional.empty();
            }
        }
    }
}
