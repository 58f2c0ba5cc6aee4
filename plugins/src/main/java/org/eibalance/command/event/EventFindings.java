package org.eibalance.command.event;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eibalance.analysis.event.AverageEvent;
import org.eibalance.analysis.event.ConditionComparison;
import org.eibalance.analysis.event.DecayFit;
import org.eibalance.analysis.event.EventKinetics;
import org.eibalance.analysis.event.EventPopulation;
import org.eibalance.analysis.event.EventResult;
import org.eibalance.analysis.event.EventSettings;
import org.eibalance.analysis.event.NoiseLevel;
import org.eibalance.analysis.event.Polarity;
import org.eibalance.analysis.event.SynapticEvent;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** Events in words, tables and a figure. */
final class EventFindings {

    private final List<Path> paths;
    private final EventSettings settings;
    private final List<DetectedEvents> detected;
    private final List<String> remarks;
    private final String unit;

    EventFindings(
            final List<Path> paths,
            final EventSettings settings,
            final List<DetectedEvents> detected,
            final List<String> remarks) {
        this.paths = paths;
        this.settings = settings;
        this.detected = detected;
        this.remarks = remarks;
        unit = detected.get(0).result().unit();
        for (final DetectedEvents part : detected) {
            if (!part.result().unit().equals(unit))
                throw new InputException(part.recording() + " is in "
                        + part.result().unit() + " and " + detected.get(0).recording() + " in " + unit
                        + ": recordings that are compared need one quantity.");
        }
    }

    Report report() {
        final List<ConditionComparison> comparisons = comparisons();
        final Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("events.csv", events());
        tables.put("kinetics.csv", kinetics());
        if (paths.size() == 1) tables.put("average.csv", average());
        if (!comparisons.isEmpty()) tables.put("comparison.csv", comparison(comparisons));
        return Report.of(sentences(comparisons), summary(), new EventFigure(detected).figure())
                .withTables(tables)
                .from(paths);
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
            sentences.add(String.format(
                    Locale.ROOT,
                    "%s, channel '%s': %d %s events by %s at threshold %s, %.3f a second%s%s.",
                    part.recording(),
                    part.excerpt().channel(),
                    accepted,
                    part.direction().label(),
                    settings.method().label(),
                    settings.threshold(),
                    result.rateHz(),
                    accepted == 0
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    ", median amplitude %.2f %s and decay %.2f ms",
                                    result.medianAmplitude(),
                                    unit,
                                    result.medianDecayMs()),
                    rejected == 0 ? "" : "; " + rejected + " more were rejected"));
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
        sentences.addAll(remarks);
        return sentences;
    }

    private Table summary() {
        final Table.Builder table = Table.withColumns(
                "recording",
                "channel",
                "events",
                "rate_hz",
                "amplitude_median",
                "decay_median_ms",
                "rejected",
                "condition",
                "polarity",
                "method",
                "threshold",
                "noise_sd",
                "average_events",
                "average_amplitude",
                "average_rise_10_90_ms",
                "average_half_width_ms",
                "average_decay_ms",
                "average_decay_fast_ms",
                "average_decay_slow_ms");
        for (final DetectedEvents part : detected) {
            final EventResult result = part.result();
            final Optional<EventKinetics> average = part.average().flatMap(AverageEvent::kinetics);
            final Optional<DecayFit> decay = average.flatMap(EventKinetics::decay);
            final int accepted = result.accepted().size();
            table.row(
                    part.recording(),
                    part.channel(),
                    accepted,
                    result.rateHz(),
                    result.medianAmplitude(),
                    result.medianDecayMs(),
                    result.events().size() - accepted,
                    part.condition(),
                    part.direction().label(),
                    settings.method().label(),
                    settings.threshold(),
                    result.noise().map(NoiseLevel::deviation).orElse(null),
                    part.average().map(AverageEvent::events).orElse(0),
                    average.map(EventKinetics::amplitude).orElse(null),
                    average.map(EventKinetics::rise10To90Ms).orElse(null),
                    average.map(EventKinetics::halfWidthMs).orElse(null),
                    decay.map(DecayFit::weightedTauMs).orElse(null),
                    decay.map(DecayFit::fastTauMs).orElse(null),
                    decay.map(DecayFit::slowTauMs).orElse(null));
        }
        return table.build();
    }

    private Table events() {
        final List<String> columns = new ArrayList<>(List.of(
                "sweep",
                "time_ms",
                "amplitude_" + field(),
                "rise_10_90_ms",
                "half_width_ms",
                "decay_ms",
                unit.equals("pA") ? "charge_fc" : "charge_mv_ms",
                "accepted"));
        if (paths.size() > 1) columns.add(0, "recording");
        final Table.Builder table = Table.withColumns(columns.toArray(String[]::new));
        eachEvent((recording, event) -> {
            final Optional<EventKinetics> k = event.kinetics();
            final List<Object> row = new ArrayList<>();
            if (paths.size() > 1) row.add(recording);
            row.add(event.sweep());
            row.add(event.timeMs());
            row.add(event.amplitude());
            row.add(k.map(EventKinetics::rise10To90Ms).orElse(null));
            row.add(k.map(EventKinetics::halfWidthMs).orElse(null));
            row.add(k.map(EventKinetics::decayMs).orElse(null));
            row.add(k.map(EventKinetics::charge).orElse(null));
            row.add(event.accepted());
            table.row(row.toArray());
        });
        return table.build();
    }

    private Table kinetics() {
        final Table.Builder table = Table.withColumns(
                "recording",
                "sweep",
                "time_ms",
                "score",
                "baseline_" + field(),
                "peak_after_onset_ms",
                "rise_20_80_ms",
                "decay_fast_ms",
                "decay_fast_share",
                "decay_slow_ms",
                "decay_r_squared",
                "rejected_because");
        eachEvent((recording, event) -> {
            final Optional<EventKinetics> k = event.kinetics();
            final Optional<DecayFit> decay = k.flatMap(EventKinetics::decay);
            table.row(
                    recording,
                    event.sweep(),
                    event.timeMs(),
                    event.score(),
                    k.map(EventKinetics::baseline).orElse(null),
                    k.map(EventKinetics::peakMs).orElse(null),
                    k.map(EventKinetics::rise20To80Ms).orElse(null),
                    decay.map(DecayFit::fastTauMs).orElse(null),
                    decay.map(d -> d.fastAmplitude() / (d.fastAmplitude() + d.slowAmplitude()))
                            .orElse(null),
                    decay.map(DecayFit::slowTauMs).orElse(null),
                    decay.map(DecayFit::rSquared).orElse(null),
                    event.accepted() ? null : event.rejection().label());
        });
        return table.build();
    }

    private interface EventRow {

        void add(String recording, SynapticEvent event);
    }

    /** By recording, sweep and time; directions together. */
    private void eachEvent(final EventRow row) {
        for (int i = 0; i < detected.size(); ) {
            final String recording = detected.get(i).recording();
            final List<SynapticEvent> events =
                    new ArrayList<>(detected.get(i).result().events());
            final boolean both = settings.polarity() == Polarity.BOTH;
            if (both) events.addAll(detected.get(i + 1).result().events());
            i += both ? 2 : 1;
            events.sort((a, b) -> a.sweep() != b.sweep()
                    ? Integer.compare(a.sweep(), b.sweep())
                    : Double.compare(a.timeMs(), b.timeMs()));
            for (final SynapticEvent event : events) row.add(recording, event);
        }
    }

    private Table average() {
        final List<String> columns = new ArrayList<>();
        final List<double[]> values = new ArrayList<>();
        for (final DetectedEvents part : detected) {
            if (part.average().isEmpty()) continue;
            if (columns.isEmpty()) {
                columns.add("time_ms");
                values.add(part.average().get().timesMs());
            }
            columns.add("average_" + part.direction().label() + "_" + field());
            values.add(part.average().get().course());
        }
        return columns.isEmpty()
                ? Table.ofNumbers(List.of("time_ms"), new double[0])
                : Table.ofNumbers(columns, values.toArray(double[][]::new));
    }

    private static Table comparison(final List<ConditionComparison> comparisons) {
        final Table.Builder table = Table.withColumns(
                "condition_a",
                "condition_b",
                "events_a",
                "events_b",
                "amplitude_d",
                "amplitude_p",
                "interval_d",
                "interval_p");
        for (final ConditionComparison c : comparisons) {
            table.row(
                    c.first(),
                    c.second(),
                    c.firstEvents(),
                    c.secondEvents(),
                    c.amplitudeD(),
                    c.amplitudeP(),
                    c.intervalD(),
                    c.intervalP());
        }
        return table.build();
    }

    /** The unit in names of columns. */
    private String field() {
        return unit.toLowerCase(Locale.ROOT);
    }
}
