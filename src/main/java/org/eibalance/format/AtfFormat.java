package org.eibalance.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
 * Axon Text Format, as Clampfit exports it: a column of times, then for each sweep a column of each channel. Six digits
 * of each value; no commands, no date. The clamp mode follows from the unit.
 */
@Plugin(type = RecordingFormat.class)
public final class AtfFormat implements RecordingFormat {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    @Override
    public String name() {
        return "ATF (starts with \"ATF\")";
    }

    @Override
    public boolean recognises(final Path file, final byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1).matches("(?s)ATF[\\s,].*");
    }

    @Override
    public Recording open(final Path file) {
        try (BufferedReader reader = TextColumns.reader(file, WINDOWS_1252)) {
            return new Reader(file, reader).recording();
        } catch (final IOException exc) {
            throw InputException.unreadable(file, exc);
        }
    }

    /** One file being read. */
    private static final class Reader {

        private final Path file;
        private final BufferedReader reader;
        private final Map<String, List<String>> records = new LinkedHashMap<>();
        private final List<String> remarks = new ArrayList<>();
        private int line;

        Reader(final Path file, final BufferedReader reader) {
            this.file = file;
            this.reader = reader;
        }

        private InputException fault(final String what) {
            return new InputException(file + ", line " + line + ": " + what);
        }

        private String next() throws IOException {
            line++;
            return reader.readLine();
        }

        Recording recording() throws IOException {
            next();
            final List<String> counts = split(String.valueOf(next()), false);
            if (counts.size() < 2 || !counts.get(1).matches("\\d{1,9}"))
                throw fault("the number of header records and of columns was expected.");
            final List<String> titles = titles();
            if (!counts.get(1).equals(Integer.toString(titles.size())))
                remarks.add(
                        "The header gives " + counts.get(1) + " columns, there are titles of " + titles.size() + ".");
            if (titles.size() < 2) throw fault("a title of times and at least one of a signal were expected.");
            final TextColumns columns = data(titles);
            if (columns.rows() < 2)
                throw fault("at least two rows of samples were expected, to know the sampling interval.");
            final int firstLine = line;
            final double interval =
                    columns.interval(0, columns.rows(), row -> firstLine + row) * secondsPer(titles.get(0));
            return recording(titles, columns, interval);
        }

        /** Reads header records up to the titles. The number of records is wrong in files of some programs. */
        private List<String> titles() throws IOException {
            for (String text = next(); text != null; text = next()) {
                final List<String> fields = split(text, false);
                final String first = fields.get(0);
                if (first.toLowerCase(Locale.ROOT).startsWith("time") && first.indexOf('=') < 0) return fields;
                final int equals = first.indexOf('=');
                if (equals < 0) continue;
                final List<String> values = new ArrayList<>(fields.subList(1, fields.size()));
                if (equals + 1 < first.length())
                    values.addAll(0, List.of(first.substring(equals + 1).split(",")));
                records.put(
                        first.substring(0, equals).strip(),
                        values.stream().map(String::strip).toList());
            }
            throw fault("the file ends in its header, a line of column titles that starts with \"Time\" was expected.");
        }

        /** Reads the rows; {@link #line} is that of the first row afterwards. */
        private TextColumns data(final List<String> titles) throws IOException {
            final int columnCount = titles.size();
            final TextColumns columns = new TextColumns(file, columnCount);
            boolean tabsOnly = false;
            int firstRow = 0;
            boolean partial = false;
            for (String text = next(); text != null; text = next()) {
                if (text.isBlank()) continue;
                if (firstRow == 0) {
                    firstRow = line;
                    tabsOnly = split(text, false).size() > columnCount;
                } else if (partial) {
                    line--;
                    throw fault("fewer values than the " + columnCount + " titles.");
                }
                final List<String> fields = split(text, tabsOnly);
                partial = fields.size() < columnCount;
                if (fields.size() > columnCount) throw fault(fields.size() + " values for " + columnCount + " titles.");
                if (partial) continue;
                columns.addRow();
                for (int c = 0; c < columnCount; c++)
                    columns.set(c, columns.number(fields.get(c), tabsOnly, line, TableReader.named(c, titles.get(c))));
            }
            if (partial)
                remarks.add(
                        "The file ends within a row, which was left out: " + columns.rows() + " rows are complete.");
            line = firstRow;
            return columns;
        }

        private Recording recording(final List<String> titles, final TextColumns columns, final double intervalS) {
            final int traces = titles.size() - 1;
            final int channelCount = channelCount(titles);
            if (traces % channelCount != 0)
                throw new InputException(file + " has " + traces + " traces of " + channelCount
                        + " channels: a whole number of sweeps was expected.");
            final List<Channel> channels = new ArrayList<>();
            for (int c = 0; c < channelCount; c++) {
                final Unit unit = Unit.parse(units(titles.get(1 + c)));
                channels.add(new Channel(c, name(c), unit, ClampMode.of(unit), 1 / intervalS, Channel.NO_COMMAND));
            }
            final List<Sweep> sweeps = new ArrayList<>();
            final double[][][] samples = new double[channelCount][traces / channelCount][];
            final int rows = columns.rows();
            for (int k = 0; k < traces / channelCount; k++) {
                sweeps.add(Sweep.uniform(k, startS(k, rows * intervalS), rows, channelCount));
                for (int c = 0; c < channelCount; c++)
                    samples[c][k] = columns.values(1 + k * channelCount + c, 0, rows);
            }
            return Recording.inMemory(
                    new RecordingHeader(
                            file.getFileName().toString(),
                            Optional.of(file),
                            "ATF 1.0",
                            channels,
                            sweeps,
                            List.of(),
                            List.of(),
                            Optional.empty(),
                            remarks),
                    samples);
        }

        /** Exported channels, or as many traces as share the title of the first: names of signals may repeat. */
        private int channelCount(final List<String> titles) {
            final List<String> exported = records.getOrDefault("SignalsExported", List.of());
            if (!exported.isEmpty() && exported.size() < titles.size()) return exported.size();
            final String first = withoutUnits(titles.get(1));
            return Math.max(1, (int) titles.stream()
                    .skip(1)
                    .filter(t -> withoutUnits(t).equals(first))
                    .count());
        }

        private String name(final int channel) {
            final List<String> exported = records.getOrDefault("SignalsExported", List.of());
            final List<String> names = exported.isEmpty() ? records.getOrDefault("Signals", List.of()) : exported;
            return channel < names.size() && !names.get(channel).isEmpty() ? names.get(channel) : "ch" + channel;
        }

        private double startS(final int sweep, final double lengthS) {
            final List<String> starts = records.getOrDefault("SweepStartTimesMS", List.of());
            try {
                final double startMs = sweep < starts.size() ? Double.parseDouble(starts.get(sweep)) : Double.NaN;
                if (Double.isFinite(startMs)) return startMs / 1000;
            } catch (final NumberFormatException exc) {
                // as where there is none
            }
            return sweep * lengthS;
        }

        private double secondsPer(final String title) {
            return switch (units(title)) {
                case "s", "sec" -> 1;
                case "ms", "msec" -> 1e-3;
                case "us", "µs", "\u03bcs" -> 1e-6;
                default ->
                    throw fault("the title '" + InputException.shortened(title)
                            + "' of the times was expected to end with (s), (ms) or (us).");
            };
        }

        /** The text in the last brackets. */
        private static String units(final String title) {
            final int open = title.lastIndexOf('(');
            final int close = title.lastIndexOf(')');
            return open < 0 || close < open
                    ? ""
                    : title.substring(open + 1, close).strip();
        }

        private static String withoutUnits(final String title) {
            final int open = title.lastIndexOf('(');
            return (open < 0 ? title : title.substring(0, open)).strip();
        }

        /** Fields between tabs or commas, blanks around them and quotes taken off. */
        private static List<String> split(final String text, final boolean tabsOnly) {
            final List<String> fields = new ArrayList<>();
            boolean quoted = false;
            int start = 0;
            for (int i = 0; i <= text.length(); i++) {
                final char c = i < text.length() ? text.charAt(i) : '\t';
                if (c == '"') quoted = !quoted;
                final boolean ends = i == text.length() || !quoted && (c == '\t' || c == ',' && !tabsOnly);
                if (!ends) continue;
                fields.add(unquoted(text.substring(start, i).strip()));
                start = i + 1;
            }
            // a separator at the end of a line ends the last field
            if (fields.size() > 1 && fields.get(fields.size() - 1).isEmpty()) fields.remove(fields.size() - 1);
            return fields;
        }

        private static String unquoted(final String field) {
            return field.length() >= 2 && field.startsWith("\"") && field.endsWith("\"")
                    ? field.substring(1, field.length() - 1).strip()
                    : field;
        }
    }
}
