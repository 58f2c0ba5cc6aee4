package org.eibalance.format;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;
import org.scijava.plugin.Plugin;

/**
 * Text tables with the header {@code time_ms,<name>_mv|<name>_pa,…}, before it an optional column {@code sweep};
 * {@code Time (s)} and {@code <name> (<unit>)}, as spreadsheets and other programs write them, will do too. Fields
 * between commas, semicolons or tabs (the header tells which; where it is no comma, a comma in a number is the decimal
 * one), UTF-8, an empty field for a missing sample. Times are in equal steps within a sweep; a sweep is the rows with
 * one value of {@code sweep}.
 *
 * <p>Sweeps whose times restart are laid end to end. There are no commands, and the clamp mode follows from the unit.
 */
@Plugin(type = RecordingFormat.class)
public final class DelimitedTextFormat implements RecordingFormat {

    private static final String SWEEP = "sweep";
    private static final Pattern TIME = Pattern.compile(
            "time_(ms|s)|(?:time|t)\\s*[(\\[]\\s*(ms|msec|s|sec|us|µs)\\s*[)\\]]", Pattern.CASE_INSENSITIVE);

    /** Units that may stand behind the last underline: a name such as cell_a must not become amperes. */
    private static final Map<String, String> SUFFIXES = Map.of("mv", "mV", "uv", "µV", "pa", "pA", "na", "nA");

    private static final Pattern BRACKETS = Pattern.compile("(.*?)\\s*[(\\[]([^()\\[\\]]*)[)\\]]");
    private static final char BYTE_ORDER_MARK = '\ufeff';

    @Override
    public String name() {
        return "delimited text (header time_ms,<name>_mv or <name>_pa,…)";
    }

    @Override
    public boolean recognises(final Path file, final byte[] head) {
        if (!mayBeHeader(head)) return false;
        final String start =
                new String(head, StandardCharsets.UTF_8).replace("\"", "").toLowerCase(Locale.ROOT);
        final String header = start.startsWith(String.valueOf(BYTE_ORDER_MARK)) ? start.substring(1) : start;
        final Matcher time = TIME.matcher(header);
        final String before = time.find() ? header.substring(0, time.start()) : "no";
        return before.matches("\\s*(sweep\\s*[,;\t]\\s*)?")
                && header.substring(time.end()).matches("(?s)\\s*([,;\t\r\n].*)?");
    }

    /**
     * Whether the first letter is that of sweep or time: most files are something else, and are not to be taken apart.
     */
    private static boolean mayBeHeader(final byte[] head) {
        int at = head.length > 2 && head[0] == (byte) 0xef ? 3 : 0;
        while (at < head.length && (head[at] == ' ' || head[at] == '"' || head[at] >= '\t' && head[at] <= '\r')) at++;
        return at < head.length && "stST".indexOf(head[at]) >= 0;
    }

    @Override
    public Recording open(final Path file) {
        final char separator;
        try (Reader reader = TextColumns.reader(file, StandardCharsets.UTF_8)) {
            separator = separator(reader);
        } catch (final IOException exc) {
            throw TextColumns.unreadable(file, exc);
        }
        try (CsvReader<CsvRecord> table = CsvReader.builder()
                .fieldSeparator(separator)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowUnclosedQuote(false)
                .ofCsvRecord(TextColumns.reader(file, StandardCharsets.UTF_8))) {
            return new Table(file, separator != ',', table.iterator()).recording();
        } catch (final CsvParseException exc) {
            throw new InputException(
                    file + " cannot be taken apart into fields, each quote was expected to be closed ("
                            + TextColumns.shortened(String.valueOf(exc.getMessage())) + ").",
                    exc);
        } catch (final UncheckedIOException exc) {
            throw TextColumns.unreadable(file, exc.getCause());
        } catch (final IOException exc) {
            throw TextColumns.unreadable(file, exc);
        }
    }

    private static char separator(final Reader reader) throws IOException {
        boolean seen = false;
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == ',' || c == ';' || c == '\t') return (char) c;
            seen |= Character.isLetter(c);
            if (seen && (c == '\n' || c == '\r')) break;
        }
        return ',';
    }

    /** What a title says. */
    private record Signal(String name, Unit unit) {}

    /** One file being read. */
    private static final class Table {

        private final Path file;
        private final boolean decimalComma;
        private final Iterator<CsvRecord> records;
        private final List<String> titles;
        private final int timeColumn;
        private final double msPerTime;
        private final List<Signal> signals = new ArrayList<>();
        private final TextColumns columns;
        private final List<Integer> sweepStarts = new ArrayList<>();
        private final Set<String> sweepNames = new HashSet<>();
        private String sweepName;

        /** Line of the first row and, as rows may be apart, of each row after a gap. */
        private final List<int[]> lines = new ArrayList<>();

        Table(final Path file, final boolean decimalComma, final Iterator<CsvRecord> records) {
            this.file = file;
            this.decimalComma = decimalComma;
            this.records = records;
            if (!records.hasNext()) throw new InputException(file + " is empty: a header with time_ms was expected.");
            titles = records.next().getFields().stream()
                    .map(t -> t.replace(String.valueOf(BYTE_ORDER_MARK), "").strip())
                    .toList();
            timeColumn = titles.get(0).equalsIgnoreCase(SWEEP) ? 1 : 0;
            final Matcher time = TIME.matcher(titles.get(Math.min(timeColumn, titles.size() - 1)));
            if (titles.size() <= timeColumn + 1 || !time.matches())
                throw new InputException(file
                        + ", line 1: the header time_ms,<name>_mv or <name>_pa,… with at least one "
                        + "signal was expected.");
            msPerTime = msPer(time.group(1) == null ? time.group(2) : time.group(1));
            for (int c = timeColumn + 1; c < titles.size(); c++) signals.add(signal(c));
            columns = new TextColumns(file, titles.size() - timeColumn);
        }

        private static double msPer(final String unit) {
            return switch (unit.toLowerCase(Locale.ROOT)) {
                case "s", "sec" -> 1000;
                case "ms", "msec" -> 1;
                default -> 1e-3;
            };
        }

        private Signal signal(final int column) {
            final String title = titles.get(column);
            final Matcher brackets = BRACKETS.matcher(title);
            if (brackets.matches()
                    && !brackets.group(1).isBlank()
                    && !brackets.group(2).isBlank())
                return new Signal(brackets.group(1), Unit.parse(brackets.group(2)));
            final int underline = title.lastIndexOf('_');
            final String unit = SUFFIXES.get(title.substring(underline + 1).toLowerCase(Locale.ROOT));
            if (underline < 1 || unit == null)
                throw new InputException(file + ", line 1, column " + (column + 1) + ": the title '"
                        + TextColumns.shortened(title)
                        + "' was expected to be <name>_mv, <name>_pa (also _uv, _na) or <name> (<unit>).");
            return new Signal(title.substring(0, underline), Unit.parse(unit));
        }

        Recording recording() {
            final List<Channel> channels = new ArrayList<>();
            while (records.hasNext()) add(records.next());
            if (columns.rows() == 0)
                throw new InputException(file + " has a header and no samples: rows were expected.");
            sweepStarts.add(columns.rows());
            final double intervalMs = intervalMs();
            for (int c = 0; c < titles.size() - timeColumn - 1; c++) channels.add(channel(c, 1000 / intervalMs));
            final int sweepCount = sweepStarts.size() - 1;
            final double[][][] samples = new double[channels.size()][sweepCount][];
            final List<Sweep> sweeps = new ArrayList<>();
            double endMs = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < sweepCount; k++) {
                final int from = sweepStarts.get(k);
                final int to = sweepStarts.get(k + 1);
                for (int c = 0; c < channels.size(); c++) samples[c][k] = columns.values(c + 1, from, to);
                final double startMs = Math.max(columns.get(from, 0), endMs);
                endMs = startMs + (to - from) * intervalMs;
                sweeps.add(Sweep.uniform(k, startMs / 1000, to - from, channels.size()));
            }
            return Recording.inMemory(
                    new RecordingHeader(
                            file.getFileName().toString(),
                            Optional.of(file),
                            "delimited text",
                            channels,
                            sweeps,
                            List.of(),
                            List.of(),
                            Optional.empty(),
                            List.of()),
                    samples);
        }

        private void add(final CsvRecord row) {
            final long line = row.getStartingLineNumber();
            if (row.getFieldCount() != titles.size())
                throw new InputException(file + ", line " + line + ": " + row.getFieldCount()
                        + " fields, expected were " + titles.size() + " as in the header.");
            if (timeColumn == 0 && sweepStarts.isEmpty()) sweepStarts.add(0);
            if (timeColumn == 1 && !row.getField(0).equals(sweepName)) startSweep(row.getField(0), line);
            columns.addRow();
            final int last = columns.rows() - 1;
            if (lines.isEmpty() || lines.get(lines.size() - 1)[1] != line - last)
                lines.add(new int[] {last, (int) (line - last)});
            for (int c = timeColumn; c < titles.size(); c++) {
                final double value = columns.number(row.getField(c), decimalComma, line, c + 1);
                columns.set(c - timeColumn, c == timeColumn ? value * msPerTime : value);
            }
        }

        private void startSweep(final String name, final long line) {
            if (!name.strip().matches("\\d{1,9}"))
                throw new InputException(file + ", line " + line + ", column 1: '" + TextColumns.shortened(name)
                        + "' is no number of a sweep, 0, 1, 2… was expected.");
            if (!sweepNames.add(name.strip()))
                throw new InputException(file + ", line " + line + ": sweep " + name.strip()
                        + " comes a second time, the rows of a sweep were expected together.");
            sweepName = name;
            sweepStarts.add(columns.rows());
        }

        private int lineOf(final int row) {
            int offset = 0;
            for (final int[] from : lines) {
                if (from[0] <= row) offset = from[1];
            }
            return row + offset;
        }

        /** One for all sweeps. */
        private double intervalMs() {
            double intervalMs = 0;
            for (int k = 0; k + 1 < sweepStarts.size(); k++) {
                final int from = sweepStarts.get(k);
                final int to = sweepStarts.get(k + 1);
                if (to - from < 2) {
                    // one sample has a time but no interval; the time is still needed
                    if (!Double.isFinite(columns.get(from, 0)))
                        throw new InputException(file + ", line " + lineOf(from) + ": the time is missing.");
                    continue;
                }
                final double own = columns.interval(from, to, this::lineOf);
                if (intervalMs == 0) intervalMs = own;
                if (Math.abs(own - intervalMs) > 1e-3 * intervalMs)
                    throw new InputException(
                            file + ", line " + lineOf(from) + ": the sampling interval of this sweep is " + own
                                    + " ms, expected was " + intervalMs + " ms as in the first.");
            }
            if (intervalMs == 0)
                throw new InputException(file
                        + " has one sample in each sweep: at least two were expected, to know the sampling interval.");
            return intervalMs;
        }

        private Channel channel(final int index, final double rateHz) {
            final Signal signal = signals.get(index);
            return new Channel(
                    index, signal.name(), signal.unit(), ClampMode.of(signal.unit()), rateHz, Channel.NO_COMMAND);
        }
    }
}
