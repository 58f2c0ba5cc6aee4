package org.eibalance.format;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eibalance.format.binary.BinaryFile;
import org.eibalance.format.binary.Fields;
import org.eibalance.format.binary.NumberType;
import org.eibalance.format.binary.RecordingParts;
import org.eibalance.format.binary.StoredTrace;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Unit;
import org.scijava.plugin.Plugin;

/**
 * AxoGraph: graph (1), digitized (2) and AxoGraph X (3 to 6). The first column is time; the others are the channels of
 * the first episode, then those of the next. Columns have SI units and lengths of their own. A command is known only
 * where it was recorded as a channel; episodes are laid end to end, because the file has no times of them.
 */
@Plugin(type = RecordingFormat.class)
public final class AxographFormat implements RecordingFormat {

    /** The version that was compared with recordings. */
    private static final int CONFIRMED_VERSION = 6;

    private static final String OLD = "AxGr";
    private static final String NEW = "axgx";
    private static final ByteOrder ORDER = ByteOrder.BIG_ENDIAN;
    private static final Pattern NUMBERED = Pattern.compile("(?i)column\\s*\\d+");
    private static final int OLD_TITLE_BYTES = 80;
    private static final int MAX_TITLE_BYTES = 1 << 16;
    private static final int MAX_NOTE_BYTES = 1 << 20;

    @Override
    public String name() {
        return "AxoGraph (starts with \"AxGr\" or \"axgx\")";
    }

    @Override
    public boolean recognises(final Path file, final byte[] head) {
        final String magic = new String(head, 0, Math.min(4, head.length), StandardCharsets.ISO_8859_1);
        return magic.equals(OLD) || magic.equals(NEW);
    }

    @Override
    public Recording open(final Path path) {
        return BinaryFile.read(path, file -> new Reader(file).recording());
    }

    /** A column: its title and its numbers, or a series that has none. */
    private record Column(String title, StoredTrace trace, double step) {

        /** Without the unit. */
        String name() {
            final int open = title.lastIndexOf('(');
            return (open > 0 && title.endsWith(")") ? title.substring(0, open) : title).strip();
        }

        String unit() {
            final int open = title.lastIndexOf('(');
            return open >= 0 && title.endsWith(")") ? title.substring(open + 1, title.length() - 1) : "";
        }

        /** Later episodes may have no titles, or numbered ones. */
        boolean unnamed() {
            return title.isEmpty() || NUMBERED.matcher(title).matches();
        }
    }

    /** One file being read. */
    private static final class Reader {

        private final BinaryFile file;
        private final boolean old;
        private final int version;
        private final int columnCount;
        private long at;

        Reader(final BinaryFile file) {
            this.file = file;
            final Fields head = file.part(0, 12, ORDER);
            old = head.text(0, 4).equals(OLD);
            version = old ? head.i16(4) : head.i32(4);
            columnCount = old ? head.i16(6) : head.i32(8);
            at = old ? 8 : 12;
            if (old ? version != 1 && version != 2 : version < 3 || version > 6)
                throw file.fault(
                        "AxoGraph format " + version + " at byte 4, expected was " + (old ? "1 or 2." : "3 to 6."));
            if (columnCount < 2)
                throw file.fault(columnCount + " columns, expected were the times and at least one signal.");
            if (version != CONFIRMED_VERSION)
                file.remark(RecordingFormat.unconfirmed("AxoGraph files of format " + version));
        }

        Recording recording() {
            final List<Column> columns = new ArrayList<>();
            boolean whole = true;
            // each column takes some bytes, so that reading ends with the file where the count is wrong
            while (columns.size() < columnCount && whole) {
                final Optional<Column> column = next(columns.isEmpty());
                column.ifPresent(columns::add);
                whole = column.isPresent();
            }
            if (columns.size() < columnCount)
                file.remark(
                        "The file ends within its columns: " + columns.size() + " of " + columnCount + " are there.");
            if (columns.size() < 2)
                throw file.fault("the file ends within its first columns (byte " + at
                        + "), the times and at least one signal were expected.");
            return recording(columns.get(0).step(), columns.subList(1, columns.size()), whole ? notes() : "");
        }

        private Optional<Column> next(final boolean time) {
            if (at + 8 > file.size()) return Optional.empty();
            return old ? Optional.of(nextOld(time)) : nextNew(time);
        }

        private Column nextOld(final boolean time) {
            final Fields head = file.part(at, 4 + OLD_TITLE_BYTES + 8, ORDER);
            final long count = Math.max(0, head.i32(0));
            final String title = head.pascalText(4, OLD_TITLE_BYTES);
            final long numbersAt = at + 4 + OLD_TITLE_BYTES;
            if (version == 1) return array(title, NumberType.F32, numbersAt, count, 1, 0, time);
            if (!time)
                return array(title, NumberType.I16, numbersAt + 4, count, head.f32(4 + OLD_TITLE_BYTES), 0, false);
            at = numbersAt + 8;
            return new Column(title, StoredTrace.EMPTY, head.f32(4 + OLD_TITLE_BYTES + 4));
        }

        private Optional<Column> nextNew(final boolean time) {
            final Fields head = file.part(at, 12, ORDER);
            final long count = Math.max(0, head.i32(0));
            final int type = head.i32(4);
            final int titleBytes = head.i32(8);
            if (titleBytes < 0 || titleBytes > MAX_TITLE_BYTES) return Optional.empty();
            final String title = Fields.oneLine(file.part(at + 12, titleBytes, ORDER)
                    .wholeText(0, titleBytes, StandardCharsets.UTF_16BE)
                    .replace("\0", ""));
            final long numbersAt = at + 12 + titleBytes;
            final Fields scaling = file.part(numbersAt, 16, ORDER);
            return switch (type) {
                case 4 -> Optional.of(array(title, NumberType.I16, numbersAt, count, 1, 0, time));
                case 5 -> Optional.of(array(title, NumberType.I32, numbersAt, count, 1, 0, time));
                case 6 -> Optional.of(array(title, NumberType.F32, numbersAt, count, 1, 0, time));
                case 7 -> Optional.of(array(title, NumberType.F64, numbersAt, count, 1, 0, time));
                case 9 -> {
                    at = numbersAt + 16;
                    if (!time) file.remark("Column '" + title + "' is a series without samples: it was left out.");
                    yield Optional.of(new Column(title, StoredTrace.EMPTY, scaling.f64(8)));
                }
                case 10 ->
                    Optional.of(
                            array(title, NumberType.I16, numbersAt + 16, count, scaling.f64(0), scaling.f64(8), time));
                default ->
                    throw file.fault("column '" + title + "' has numbers of type " + type + " (byte "
                            + (numbersAt - titleBytes - 8) + "), one of 4 to 7, 9 and 10 was expected.");
            };
        }

        private Column array(
                final String title,
                final NumberType type,
                final long from,
                final long count,
                final double scale,
                final double offset,
                final boolean time) {
            final long present = file.present("column '" + title + "'", from, type.bytes(), type, count);
            at = from + count * type.bytes();
            final StoredTrace trace = present == 0
                    ? StoredTrace.EMPTY
                    : StoredTrace.contiguous(type, ORDER, from, present, scale, offset);
            return new Column(title, trace, time ? step(type, from, present, scale, offset) : 0);
        }

        /** The mean step of times that stand as numbers. */
        private double step(
                final NumberType type, final long from, final long count, final double scale, final double offset) {
            if (count < 2)
                throw file.fault("the column of times has " + count + " numbers, at least two were expected.");
            final double first = number(type, from) * scale + offset;
            final double last = number(type, from + (count - 1) * type.bytes()) * scale + offset;
            final double middle = number(type, from + count / 2 * type.bytes()) * scale + offset;
            final double step = (last - first) / (count - 1);
            if (!(Math.abs(first + count / 2 * step - middle) <= Math.abs(step)))
                throw file.fault(
                        "the times in the first column are not in equal steps, samples at one rate were expected.");
            return step;
        }

        private double number(final NumberType type, final long from) {
            final Fields number = file.part(from, type.bytes(), ORDER);
            return switch (type) {
                case I16 -> number.i16(0);
                case I32 -> number.i32(0);
                case F32 -> number.f32(0);
                default -> number.f64(0);
            };
        }

        private Recording recording(final double stepS, final List<Column> columns, final String notes) {
            final int period = period(columns);
            final int episodes = columns.size() / period;
            final List<Channel> channels = new ArrayList<>();
            final StoredTrace[][] traces = new StoredTrace[period][episodes];
            for (int c = 0; c < period; c++) {
                final Column first = columns.get(c);
                channels.add(channel(c, first, 1 / stepS));
                for (int k = 0; k < episodes; k++)
                    traces[c][k] = columns.get(k * period + c).trace();
            }
            final double[] starts = new double[episodes];
            Arrays.fill(starts, Double.NaN);
            return file.recording(RecordingParts.of("AxoGraph " + version, channels, start(notes)), starts, traces);
        }

        /** A recorded command has the unit of a cell's signal but is not one. */
        private static Channel channel(final int index, final Column column, final double rateHz) {
            final Unit unit = Unit.parse(column.unit());
            return column.name().toLowerCase(Locale.ROOT).contains("command")
                    ? new Channel(index, column.name(), unit, ClampMode.UNKNOWN, rateHz, Channel.NO_COMMAND)
                    : RecordingParts.channel(index, column.name(), unit, rateHz);
        }

        /** Channels: the shortest cycle of titles that fills the columns. */
        private int period(final List<Column> columns) {
            for (int period = 1; period < columns.size(); period++) {
                if (columns.size() % period == 0 && repeats(columns, period)) return period;
            }
            return columns.size();
        }

        private static boolean repeats(final List<Column> columns, final int period) {
            for (int i = period; i < columns.size(); i++) {
                final Column column = columns.get(i);
                if (!column.unnamed()
                        && !column.title().equals(columns.get(i % period).title())) return false;
            }
            return true;
        }

        /** What stands behind the columns: a comment, then the notes of the acquisition. */
        private String notes() {
            if (old) return "";
            text();
            return text();
        }

        private String text() {
            if (at < 0 || at + 4 > file.size()) return "";
            final int length = file.part(at, 4, ORDER).i32(0);
            at += 4;
            if (length <= 0 || at + length > file.size()) return "";
            final int read = Math.min(length, MAX_NOTE_BYTES);
            final String text = file.part(at, read, ORDER).wholeText(0, read, StandardCharsets.UTF_16BE);
            at += length;
            return text;
        }

        /** "Created on Tue May 23 2006" and "Start data acquisition at 16:11:12", both needed. */
        private static Optional<LocalDateTime> start(final String notes) {
            final Matcher date = Pattern.compile("Created(?: on| :)\\s+\\w{3}\\s+(\\w{3} \\d{1,2} \\d{4})")
                    .matcher(notes);
            final Matcher time =
                    Pattern.compile("acquisition at (\\d{1,2}:\\d{2}:\\d{2})").matcher(notes);
            if (!date.find() || !time.find()) return Optional.empty();
            try {
                return Optional.of(LocalDateTime.of(
                        LocalDate.parse(date.group(1), DateTimeFormatter.ofPattern("MMM d uuuu", Locale.ENGLISH)),
                        LocalTime.parse(time.group(1), DateTimeFormatter.ofPattern("H:mm:ss", Locale.ROOT))));
            } catch (final DateTimeException exc) {
                return Optional.empty();
            }
        }
    }
}
