package org.eibalance.format.igor;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eibalance.format.binary.BinaryFile;
import org.eibalance.format.binary.Fields;
import org.eibalance.format.binary.NumberType;

/**
 * What stands before and behind the numbers of a wave. Layout as WaveMetrics published it (Technical Note 003).
 *
 * @param version 1, 2, 3 or 5
 * @param order byte order of all numbers
 * @param name name of the wave
 * @param type how its numbers are stored
 * @param dataAt byte of the first
 * @param rows samples of a column
 * @param columns columns, of all layers
 * @param numbers how many there are room for: at most rows × columns
 * @param interval from one row to the next, in {@code timeUnit}
 * @param dataUnit unit of the numbers; may be empty
 * @param timeUnit unit of the rows; may be empty
 * @param created local date and time; empty where the wave has none
 * @param note what the program that recorded wrote
 */
record IgorWave(
        int version,
        ByteOrder order,
        String name,
        NumberType type,
        long dataAt,
        long rows,
        int columns,
        long numbers,
        double interval,
        String dataUnit,
        String timeUnit,
        Optional<LocalDateTime> created,
        String note) {

    private static final LocalDateTime EPOCH = LocalDateTime.of(1904, 1, 1, 0, 0);

    private static final int HEADER_5 = 64;
    private static final int WAVE_5 = 320;
    private static final int WAVE_2 = 110;

    /** Behind the numbers of all versions but 5. */
    private static final int PADDING = 16;

    private static final int COMPLEX = 1;
    private static final int TEXT = 0;
    private static final int MAX_UNIT_BYTES = 1000;
    private static final int MAX_NOTE_BYTES = 1 << 20;

    /** More sweeps than any protocol has. */
    private static final int MAX_COLUMNS = 1_000_000;

    /** The low byte of the version is never 0. */
    static ByteOrder order(final byte[] head) {
        return head[0] != 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    /** Whether a file starts as a wave does: the version alone is not enough to know it. */
    static boolean isHeader(final Fields head) {
        final int version = head.i16(0);
        final boolean five = version == 5;
        if (!five && version != 1 && version != 2 && version != 3) return false;
        final int wave = waveAt(version);
        final long size = head.i32(five ? 4 : 2);
        final int type = head.i16(wave + (five ? 16 : 0));
        final int nameAt = wave + (five ? 28 : 6);
        final boolean named = Character.isLetterOrDigit(head.u8(nameAt)) || head.u8(nameAt) == 0;
        return head.length() >= wave + WAVE_2
                && size >= (five ? WAVE_5 : WAVE_2)
                && named
                && (type == TEXT || type(type & ~COMPLEX) != null);
    }

    private static int waveAt(final int version) {
        return switch (version) {
            case 1 -> 8;
            case 2 -> 16;
            case 3 -> 20;
            default -> HEADER_5;
        };
    }

    private static NumberType type(final int code) {
        return switch (code) {
            case 2 -> NumberType.F32;
            case 4 -> NumberType.F64;
            case 8 -> NumberType.I8;
            case 0x10 -> NumberType.I16;
            case 0x20 -> NumberType.I32;
            case 0x48 -> NumberType.U8;
            case 0x50 -> NumberType.U16;
            case 0x60 -> NumberType.U32;
            case 0x80 -> NumberType.I64;
            case 0xC0 -> NumberType.U64;
            default -> null;
        };
    }

    static IgorWave read(final BinaryFile file) {
        final byte[] first = {(byte) file.part(0, 1, ByteOrder.LITTLE_ENDIAN).u8(0)};
        final ByteOrder order = order(first);
        final Fields fields = file.part(0, HEADER_5 + WAVE_5, order);
        final int version = fields.i16(0);
        return version == 5 ? readFive(file, fields, order) : readOld(file, fields, order, version);
    }

    private static NumberType checkedType(final BinaryFile file, final int code) {
        if (code == TEXT) throw file.fault("the wave holds text, numbers were expected.");
        if ((code & COMPLEX) != 0) throw file.fault("the wave holds complex numbers, real ones were expected.");
        final NumberType type = type(code);
        if (type == null)
            throw file.fault("the wave has numbers of type " + code
                    + ", 2 (single), 4 (double) or one of the integers was expected.");
        return type;
    }

    private static IgorWave readFive(final BinaryFile file, final Fields fields, final ByteOrder order) {
        final Fields wave = waveHeader(file, HEADER_5, WAVE_5, order);
        final NumberType type = checkedType(file, wave.i16(16));
        final long dataBytes = Math.max(0, fields.i32(4) - (long) WAVE_5);
        long columns = 1;
        for (int d = 1; d < 4 && wave.i32(68 + 4 * d) > 0; d++) columns *= wave.i32(68 + 4 * d);
        if (columns > MAX_COLUMNS || columns < 1)
            throw file.fault("the wave has " + columns + " columns, at most " + MAX_COLUMNS + " were expected.");
        if (wave.i32(76) > 0) file.remark("The wave has layers: the columns of all were taken for sweeps.");
        long rows = Math.max(0, wave.i32(68));
        // a wave of one dimension may leave its size to the number of points
        if (rows == 0) rows = Math.max(0, wave.i32(12));
        final long held = dataBytes / type.bytes();
        if (held < rows * columns) {
            file.remark("The wave claims " + rows * columns + " numbers and has room for " + held + ".");
            if (columns == 1) rows = held;
        }
        final long noteAt = HEADER_5 + WAVE_5 + dataBytes + Math.max(0, fields.i32(8));
        final long noteBytes = Math.max(0, fields.i32(12));
        final long unitsAt = noteAt + noteBytes;
        final long unitBytes = Math.max(0, fields.i32(16));
        return new IgorWave(
                5,
                order,
                wave.text(28, 32),
                type,
                HEADER_5 + WAVE_5,
                rows,
                (int) columns,
                Math.min(held, rows * columns),
                wave.f64(84),
                unit(file, wave.text(148, 4), unitsAt, unitBytes),
                unit(file, wave.text(152, 4), unitsAt + unitBytes, fields.i32(20)),
                date(wave.u32(4)),
                note(file, noteAt, noteBytes));
    }

    private static IgorWave readOld(
            final BinaryFile file, final Fields fields, final ByteOrder order, final int version) {
        final int at = waveAt(version);
        final Fields wave = waveHeader(file, at, WAVE_2, order);
        final NumberType type = checkedType(file, wave.i16(0));
        final long dataBytes = Math.max(0, fields.i32(2) - (long) WAVE_2 - (version == 1 ? 0 : PADDING));
        long rows = Math.max(0, wave.i32(42));
        final long held = dataBytes / type.bytes();
        if (held < rows) {
            file.remark("The wave claims " + rows + " numbers and has room for " + held + ".");
            rows = held;
        }
        final long noteAt = at + WAVE_2 + dataBytes + PADDING;
        final long noteBytes = version == 1 ? 0 : Math.max(0, fields.i32(6));
        return new IgorWave(
                version,
                order,
                wave.text(6, 20),
                type,
                (long) at + WAVE_2,
                rows,
                1,
                rows,
                wave.f64(48),
                wave.text(34, 4),
                wave.text(38, 4),
                date(wave.u32(96)),
                note(file, noteAt, noteBytes));
    }

    /** Units of more than three characters stand behind the numbers. */
    private static String unit(final BinaryFile file, final String brief, final long at, final long bytes) {
        if (bytes <= 0 || bytes > MAX_UNIT_BYTES) return brief;
        final String extended = file.part(at, bytes, ByteOrder.LITTLE_ENDIAN).text(0, (int) bytes);
        return extended.isEmpty() ? brief : extended;
    }

    private static String note(final BinaryFile file, final long at, final long bytes) {
        final long read = Math.min(bytes, MAX_NOTE_BYTES);
        return file.part(at, read, ByteOrder.LITTLE_ENDIAN).wholeText(0, (int) read, StandardCharsets.ISO_8859_1);
    }

    private static Optional<LocalDateTime> date(final long seconds) {
        return seconds == 0 ? Optional.empty() : Optional.of(EPOCH.plusSeconds(seconds));
    }

    /**
     * A value of the note, which has {@code KEY:value;} or {@code KEY=value} in lines.
     *
     * @param key regular expression of the key
     * @return the value; empty where there is none
     */
    Optional<String> noted(final String key) {
        final Matcher found = Pattern.compile(
                        "(?:^|[;\\r\\n])\\s*" + key + "\\s*[:=]\\s*([^;\\r\\n]{1,40})", Pattern.CASE_INSENSITIVE)
                .matcher(note);
        return found.find() ? Optional.of(found.group(1).strip()) : Optional.empty();
    }

    private static Fields waveHeader(final BinaryFile file, final int at, final int bytes, final ByteOrder order) {
        final Fields header = file.part(at, bytes, order);
        if (header.length() < bytes)
            throw file.fault("the file ends within the header of the wave, " + (at + bytes) + " bytes were expected.");
        return header;
    }
}
