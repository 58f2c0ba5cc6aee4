package org.eibalance.report.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eibalance.analysis.event.ConditionComparison;
import org.eibalance.analysis.event.EventPopulation;
import org.eibalance.analysis.event.EventResult;
import org.eibalance.analysis.event.EventSettings;
import org.eibalance.analysis.event.Polarity;
import org.eibalance.check.CheckResult;
import org.eibalance.check.Checks;
import org.eibalance.check.event.AmplitudesFitScores;
import org.eibalance.check.event.BeyondNoise;
import org.eibalance.check.event.EventChecks;
import org.eibalance.check.event.EventPolarity;
import org.eibalance.check.event.NoActionPotentials;
import org.eibalance.check.event.PlausibleAmplitudes;
import org.eibalance.check.event.SpontaneousTimes;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** Synaptic events as sentences, tables and a figure. */
public final class EventReport {

    private static final String[] NAMES = {
        PlausibleAmplitudes.NAME,
        NoActionPotentials.NAME,
        EventPolarity.NAME,
        SpontaneousTimes.NAME,
        AmplitudesFitScores.NAME,
        BeyondNoise.NAME
    };

    private final EventSettings settings;
    private final List<DetectedEvents> detected;
    private final String unit;

    private EventReport(final EventSettings settings, final List<DetectedEvents> detected) {
        this.settings = settings;
        this.detected = detected;
        unit = detected.get(0).result().unit();
        for (final DetectedEvents part : detected) {
            if (!part.result().unit().equals(unit))
                throw new InputException(part.recording() + " is in "
                        + part.result().unit() + " and " + detected.get(0).recording() + " in " + unit
                        + ": recordings that are compared need one quantity.");
        }
    }

    /**
     * Reports events of one recording, or of several that are compared.
     *
     * @param settings how they were detected
     * @param detected of each recording and direction, at least one, in order
     * @param remarks sentences for the reader
     * @return sentences and a summary with one row for each recording and direction; the tables events.csv and
     *     kinetics.csv, average.csv for one recording, comparison.csv for several; a figure
     * @throws InputException if the recordings differ in their quantity
     */
    public static Report of(
            final EventSettings settings, final List<DetectedEvents> detected, final List<String> remarks) {
        final EventReport report = new EventReport(settings, detected);
        final List<ConditionComparison> comparisons = report.comparisons();
        final EventTables tables = new EventTables(settings, detected);
        final Map<String, Table> more = new LinkedHashMap<>();
        more.put("events.csv", tables.events());
        more.put("kinetics.csv", tables.kinetics());
        if (tables.ofOneRecording()) more.put("average.csv", tables.average());
        if (!comparisons.isEmpty()) more.put("comparison.csv", EventTables.comparison(comparisons));
        return Report.of(report.sentences(comparisons), tables.summary(), new EventFigure(detected).figure())
                .withTables(more)
                .withSentences(remarks)
                .withChecks(report.checks());
    }

    /** Every two conditions, within each direction. */
    private List<ConditionComparison> comparisons() {
        final List<ConditionComparison> comparisons = new ArrayList<>();
        for (final Polarity direction : List.of(Polarity.NEGATIVE, Polarity.POSITIVE)) {
            final List<EventPopulation> populations = populations(detected, direction);
            for (int i = 0; i < populations.size(); i++) {
                for (int j = i + 1; j < populations.size(); j++) {
                    comparisons.add(ConditionComparison.between(populations.get(i), populations.get(j)));
                }
            }
        }
        return comparisons;
    }

    /** The conditions of one direction, in the order in which they were given; empty where it was not sought. */
    static List<EventPopulation> populations(final List<DetectedEvents> detected, final Polarity direction) {
        final Map<String, List<EventResult>> results = new LinkedHashMap<>();
        boolean other = false;
        for (final DetectedEvents part : detected) {
            if (part.direction() == direction)
                results.computeIfAbsent(part.condition(), c -> new ArrayList<>())
                        .add(part.result());
            else other = true;
        }
        final boolean both = other, one = results.size() == 1;
        final List<EventPopulation> populations = new ArrayList<>();
        results.forEach((condition, parts) -> populations.add(EventPopulation.of(
                !both ? condition : one ? direction.label() : condition + ", " + direction.label(), parts)));
        return populations;
    }

    private List<String> sentences(final List<ConditionComparison> comparisons) {
        final List<String> sentences = new ArrayList<>();
        for (final DetectedEvents part : detected) {
            final EventResult result = part.result();
            final int accepted = result.accepted().size(),
                    rejected = result.events().size() - accepted;
            final String name =
                    part.recording() + ", channel '" + part.excerpt().channel() + "': ";
            sentences.add(EventChecks.of(result)
                    .headline(
                            name + "no rate is given",
                            String.format(
                                    Locale.ROOT,
                                    "%s%d %s events by %s at threshold %s, %.3f a second%s%s.",
                                    name,
                                    accepted,
                                    part.direction().label(),
                                    settings.method().label(),
                                    settings.threshold(),
                                    result.rateHz(),
                                    known(", median amplitude %.2f " + unit, result.medianAmplitude())
                                            + known(" and decay %.2f ms", result.medianDecayMs()),
                                    rejected == 0 ? "" : "; " + rejected + " more were rejected"),
                            NAMES));
        }
        final Optional<CheckResult> failed = checks().firstFailed(NAMES);
        if (failed.isPresent()) {
            if (!comparisons.isEmpty())
                sentences.add("No comparison is given: " + failed.get().explanation());
            return sentences;
        }
        for (final ConditionComparison c : comparisons) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "%s against %s (Kolmogorov–Smirnov, each event taken as independent): amplitudes D = %.3f, "
                            + "p = %.3g; intervals D = %.3f, p = %.3g.",
                    c.first(),
                    c.second(),
                    c.amplitudeD(),
                    c.amplitudeP(),
                    c.intervalD(),
                    c.intervalP()));
        }
        return sentences;
    }

    private static String known(final String format, final double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }

    /** Of all recordings and directions; of several the worst counts, and is named. */
    private Checks checks() {
        if (detected.size() == 1) return EventChecks.of(detected.get(0).result());
        Checks all = Checks.NONE;
        for (final DetectedEvents part : detected)
            all = all.and(EventChecks.of(part.result())
                    .in(part.recording() + ", " + part.direction().label()));
        return all;
    }
}
