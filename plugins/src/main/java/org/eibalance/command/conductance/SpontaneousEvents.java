package org.eibalance.command.conductance;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eibalance.recording.InputException;

/**
 * Rate and size of the events of one recording: typed in, or out of the tables that detect-events leaves. There
 * events.csv has the events, of which a person may have changed {@code accepted}, and summary.csv beside it the time
 * that was searched, as events over rate.
 *
 * @param rateHz accepted events a second
 * @param amplitudePa mean of their amplitudes, as a size
 * @param files the tables; empty where the numbers were typed in
 */
record SpontaneousEvents(double rateHz, double amplitudePa, List<Path> files) {

    private static final String NONE = "none";
    private static final String EVENTS = "events.csv";
    private static final String SUMMARY = "summary.csv";

    /**
     * Reads the inputs of one kind of events.
     *
     * @param kind sepsc or sipsc, with which the keys begin
     * @param table the input {@code …_events}: none, or the path of events.csv or of its folder
     * @param rateHz the input {@code …_rate_hz}; 0 where not known
     * @param amplitudePa the input {@code …_amplitude_pa}; 0 where not known
     * @param polarity of the events, where both directions were searched
     * @return the numbers; empty where nothing was given
     * @throws InputException if table and numbers are given, or the table cannot serve
     */
    static Optional<SpontaneousEvents> of(
            final String kind,
            final String table,
            final double rateHz,
            final double amplitudePa,
            final String polarity) {
        final String text = table.strip();
        if (text.equals(NONE))
            return rateHz > 0 || amplitudePa > 0
                    ? Optional.of(new SpontaneousEvents(rateHz, amplitudePa, List.of()))
                    : Optional.empty();
        if (rateHz > 0 || amplitudePa > 0)
            throw new InputException(kind + "_events is given and so is " + kind
                    + (rateHz > 0 ? "_rate_hz" : "_amplitude_pa") + ": leave one of them out.");
        final Path events = events(kind, text);
        final Path summary = events.resolveSibling(SUMMARY);
        final List<NamedCsvRecord> runs =
                rows(summary, kind, "events", "rate_hz", "polarity").stream().toList();
        final List<NamedCsvRecord> fitting = runs.size() == 1
                ? runs
                : runs.stream()
                        .filter(r -> r.getField("polarity").equals(polarity))
                        .toList();
        if (fitting.size() != 1)
            throw new InputException(
                    summary + " has " + runs.size() + " rows: the events of one recording were expected.");
        final double found = number(summary, fitting.get(0), "events");
        final double foundHz = number(summary, fitting.get(0), "rate_hz");
        if (!(found > 0 && foundHz > 0))
            throw new InputException(summary + " tells of no event, so that no ratio can be formed with it.");
        double sum = 0;
        int accepted = 0;
        for (final NamedCsvRecord row : rows(events, kind, "amplitude_pa", "accepted")) {
            final String verdict = row.getField("accepted").strip();
            if (!verdict.equals("true") && !verdict.equals("false"))
                throw new InputException(events + ", line " + row.getStartingLineNumber() + ": accepted is '" + verdict
                        + "', where true or false was expected.");
            if (verdict.equals("false")) continue;
            final double amplitude = number(events, row, "amplitude_pa");
            if (runs.size() > 1 && amplitude > 0 != polarity.equals("positive")) continue;
            sum += Math.abs(amplitude);
            accepted++;
        }
        if (accepted == 0)
            throw new InputException(events + " has no accepted event, so that no ratio can be formed with it.");
        return Optional.of(new SpontaneousEvents(accepted * foundHz / found, sum / accepted, List.of(events, summary)));
    }

    private static Path events(final String kind, final String text) {
        try {
            final Path path = Path.of(text);
            return Files.isDirectory(path) ? path.resolve(EVENTS) : path;
        } catch (final InvalidPathException e) {
            throw new InputException(
                    kind + "_events is '" + text + "', which is no path: none, or the events.csv of "
                            + "detect-events was expected.",
                    e);
        }
    }

    private static List<NamedCsvRecord> rows(final Path file, final String kind, final String... columns) {
        final List<NamedCsvRecord> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file, StandardCharsets.UTF_8)) {
            csv.forEach(rows::add);
        } catch (final IOException e) {
            throw new InputException(
                    kind + "_events needs " + file + ", which cannot be read: the events.csv of detect-events "
                            + "with its summary.csv beside it was expected.",
                    e);
        } catch (final CsvParseException e) {
            throw new InputException(file + " is no table of detect-events.", e);
        }
        if (rows.isEmpty()) throw new InputException(file + " has no rows: there is no event to form a ratio with.");
        for (final String column : columns) {
            if (rows.get(0).findField(column).isEmpty())
                throw new InputException(file + " has no column " + column
                        + ": a table of events of a current, as detect-events leaves it, was expected.");
        }
        return rows;
    }

    private static double number(final Path file, final NamedCsvRecord row, final String column) {
        final String text = row.getField(column).strip();
        try {
            return Double.parseDouble(text);
        } catch (final NumberFormatException e) {
            throw new InputException(
                    file + ", line " + row.getStartingLineNumber() + ": " + column + " is '" + text
                            + "', where a number was expected.",
                    e);
        }
    }
}
