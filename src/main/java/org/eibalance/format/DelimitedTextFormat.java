package org.eibalance.format;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
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
import org.eibalance.result.TableReader;
import org.scijava.plugin.Plugin;

/**
 * Text tables with the header {@code time_ms,<name>_mv|<name>_pa,…}, before it an optional column {@code sweep};
 * {@code Time (s)} and {@code <name> (<unit>)}, as spreadsheets and other programs write them, are read too. Fields
 * between commas, semicolons or tabs (the header shows which; where it is no comma, a comma in a number is the decimal
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

    /** Units that may stand behind the last underscore: a name such as cell_a must not become amperes. */
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

    /** A table with a column of times is no recording for that: each title must name a signal and its unit. */
    @Override
    public boolean claims(final Path file, final byte[] head) {
        if (!recognises(file, head)) return false;
        final String start = new String(head, StandardCharsets.UTF_8).replace("\"", "");
        final int end = start.indexOf('\n');
        final String[] titles =
                (end < 0 ? start : start.substring(0, end)).strip().split("\\s*[,;\t]\\s*");
        final int first = titles[0].toLowerCase(Locale.ROOT).endsWith(SWEEP) ? 2 : 1;
        // The head ends within a title where the line is longer.
        final int last = end < 0 && head.length == HEAD_BYTES ? titles.length - 1 : titles.length;
        return last > first
                && Arrays.stream(titles, first, last)
                        .allMatch(title -> Rows.named(title).isPresent());
    }

    /** Whether the first letter is that of sweep or time: most files are something else and need no further look. */
    private static boolean mayBeHeader(final byte[] head) {
        int at = head.length > 2 && head[0] == (byte) 0xef ? 3 : 0;
        while (at < head.length && (head[at] == ' ' || head[at] == '"' || head[at] >= '\t' && head[at] <= '\r')) at++;
        return at < head.length && "stST".indexOf(head[at]) >= 0;
    }

    @Override
    public Recording open(final Path file) {
        try (TableReader table = TableReader.open(file, "a header with time_ms")) {
            return new Rows(file, table).recording();
        }
    }

    /** What a title says. */
    private record Signal(String name, Unit unit) {}

    /** One file being read. */
    private static final class Rows {

        private final Path file;
        private final TableReader table;
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

        Rows(final Path file, final TableReader table) {
            this.file = file;
            this.table = table;
            titles = table.titles();
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
            return named(title)
                    .orElseThrow(() -> new InputException(file + ", line 1, column " + (column + 1) + ": the title '"
                            + InputException.shortened(title)
                            + "' was expected to be <name>_mv, <name>_pa (also _uv, _na) or <name> (<unit>)."));
        }

        private static Optional<Signal> named(final String title) {
            final Matcher brackets = BRACKETS.matcher(title);
            if (brackets.matches()
                    && !brackets.group(1).isBlank()
                    && !brackets.group(2).isBlank())
                return Optional.of(new Signal(brackets.group(1), Unit.parse(brackets.group(2))));
            final int underline = title.lastIndexOf('_');
            final String unit = SUFFIXES.get(title.substring(underline + 1).toLowerCase(Locale.ROOT));
            return underline < 1 || unit == null
                    ? Optional.empty()
                    : Optional.of(new Signal(title.substring(0, underline), Unit.parse(unit)));
        }

        Recording recording() {
            final List<Channel> channels = new ArrayList<>();
            while (table.nextFilled()) addRow();
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

        private void addRow() {
            final long line = table.line();
            if (timeColumn == 0 && sweepStarts.isEmpty()) sweepStarts.add(0);
            if (timeColumn == 1 && !table.text(0).equals(sweepName)) startSweep(table.text(0));
            columns.addRow();
            final int last = columns.rows() - 1;
            if (lines.isEmpty() || lines.get(lines.size() - 1)[1] != line - last)
                lines.add(new int[] {last, (int) (line - last)});
            for (int c = timeColumn; c < titles.size(); c++) {
                final double value = table.number(c);
                columns.set(c - timeColumn, c == timeColumn ? value * msPerTime : value);
            }
            if (Double.isNaN(columns.get(last, 0))) throw table.fault("the time is missing, a number was expected");
        }

        private void startSweep(final String name) {
            if (!name.strip().matches("\\d{1,9}"))
                throw table.fault(0, "is no number of a sweep, 0, 1, 2… was expected");
            if (!sweepNames.add(name.strip()))
                throw table.fault(
                        "sweep " + name.strip() + " comes a second time, the rows of a sweep were expected together");
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
