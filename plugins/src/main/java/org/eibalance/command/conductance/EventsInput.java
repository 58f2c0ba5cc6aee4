package org.eibalance.command.conductance;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.eibalance.analysis.conductance.balance.SpontaneousEvents;
import org.eibalance.recording.InputException;
import org.eibalance.result.TableReader;

/**
 * Rate and size of the events of one recording: given as numbers, or from the tables of detect-events. events.csv has
 * the events, whose {@code accepted} a person may have changed; summary.csv beside it gives the searched time, as
 * events divided by rate.
 *
 * @param events the accepted events
 * @param files the tables; empty if numbers were given
 */
record EventsInput(SpontaneousEvents events, List<Path> files) {

    private static final String NONE = "none";
    private static final String EVENTS = "events.csv";
    private static final String SUMMARY = "summary.csv";

    /**
     * Reads the inputs of one kind of events.
     *
     * @param kind sepsc or sipsc, with which the keys begin
     * @param table the input {@code …_events}: none, or the path of events.csv or of its folder
     * @param rateHz the input {@code …_rate_hz}; 0 if not known
     * @param amplitudePa the input {@code …_amplitude_pa}; 0 if not known
     * @param polarity of the events, where both directions were searched
     * @return the numbers; empty if nothing was given
     * @throws InputException if table and numbers are given, or the table cannot be used
     */
    static Optional<EventsInput> of(
            final String kind,
            final String table,
            final double rateHz,
            final double amplitudePa,
            final String polarity) {
        final String text = table.strip();
        if (text.equals(NONE))
            return rateHz > 0 || amplitudePa > 0
                    ? Optional.of(new EventsInput(new SpontaneousEvents(rateHz, amplitudePa), List.of()))
                    : Optional.empty();
        if (rateHz > 0 || amplitudePa > 0)
            throw new InputException(kind + "_events is given and so is " + kind
                    + (rateHz > 0 ? "_rate_hz" : "_amplitude_pa") + ": leave one of them out.");
        final Path events = events(kind, text);
        final Path summary = events.resolveSibling(SUMMARY);
        final String expected = "the events.csv of a current for " + kind
                + "_events, as detect-events leaves it with its summary.csv beside it,";
        final List<Run> runs = runs(summary, expected);
        final List<Run> fitting = runs.size() == 1
                ? runs
                : runs.stream().filter(r -> r.polarity.equals(polarity)).toList();
        if (fitting.size() != 1)
            throw new InputException(
                    summary + " has " + runs.size() + " rows: the events of one recording were expected.");
        final double found = fitting.get(0).events;
        final double foundHz = fitting.get(0).rateHz;
        if (!(found > 0 && foundHz > 0))
            throw new InputException(summary + " has no event, so that no ratio can be formed with it.");
        final DoubleStream.Builder accepted = DoubleStream.builder();
        try (TableReader rows = TableReader.open(events, expected)) {
            final int amplitudes = rows.require("amplitude_pa");
            final int verdicts = rows.require("accepted");
            while (rows.next()) {
                final String verdict = rows.text(verdicts).strip();
                if (!verdict.equals("true") && !verdict.equals("false"))
                    throw rows.fault(verdicts, "was expected to be true or false");
                if (verdict.equals("false")) continue;
                final double amplitude = rows.number(amplitudes);
                if (runs.size() > 1 && amplitude > 0 != polarity.equals("positive")) continue;
                accepted.add(amplitude);
            }
        }
        final double[] acceptedPa = accepted.build().toArray();
        if (acceptedPa.length == 0)
            throw new InputException(events + " has no accepted event, so that no ratio can be formed with it.");
        return Optional.of(new EventsInput(SpontaneousEvents.of(acceptedPa, found, foundHz), List.of(events, summary)));
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

    /** A row of the summary: one polarity. */
    private record Run(double events, double rateHz, String polarity) {}

    private static List<Run> runs(final Path summary, final String expected) {
        final List<Run> runs = new ArrayList<>();
        try (TableReader table = TableReader.open(summary, expected)) {
            final int events = table.require("events");
            final int rate = table.require("rate_hz");
            final int polarity = table.require("polarity");
            while (table.next()) runs.add(new Run(table.number(events), table.number(rate), table.text(polarity)));
        }
        return runs;
    }
}
