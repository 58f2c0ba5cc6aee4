package org.eibalance.report.event;

import static org.eibalance.result.Column.column;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.eibalance.analysis.event.AverageEvent;
import org.eibalance.analysis.event.ConditionComparison;
import org.eibalance.analysis.event.DecayFit;
import org.eibalance.analysis.event.EventKinetics;
import org.eibalance.analysis.event.EventSettings;
import org.eibalance.analysis.event.NoiseLevel;
import org.eibalance.analysis.event.Polarity;
import org.eibalance.analysis.event.SynapticEvent;
import org.eibalance.result.Column;
import org.eibalance.result.Table;

/** Synaptic events as tables. */
final class EventTables {

    /** An event and the recording it is in. */
    private record Row(String recording, SynapticEvent event) {}

    private final EventSettings settings;
    private final List<DetectedEvents> detected;
    private final String unit;

    EventTables(final EventSettings settings, final List<DetectedEvents> detected) {
        this.settings = settings;
        this.detected = detected;
        unit = detected.get(0).result().unit();
    }

    private int directions() {
        return settings.polarity() == Polarity.BOTH ? 2 : 1;
    }

    boolean ofOneRecording() {
        return detected.size() == directions();
    }

    /** One row for each recording and direction. */
    Table summary() {
        return Table.of(
                detected,
                column("recording", "", DetectedEvents::recording),
                column("channel", "", DetectedEvents::channel),
                column("events", "", d -> d.result().accepted().size()),
                column("rate_hz", "Hz", d -> d.result().rateHz()),
                column("amplitude_median", "", d -> d.result().medianAmplitude()),
                column("decay_median_ms", "ms", d -> d.result().medianDecayMs()),
                column(
                        "rejected",
                        "",
                        d -> d.result().events().size() - d.result().accepted().size()),
                column("condition", "", DetectedEvents::condition),
                column("polarity", "", d -> d.direction().label()),
                column("method", "", d -> settings.method().label()),
                column("threshold", "", d -> settings.threshold()),
                column(
                        "noise_sd",
                        "",
                        d -> d.result().noise().map(NoiseLevel::deviation).orElse(null)),
                column(
                        "average_events",
                        "",
                        d -> d.average().map(AverageEvent::events).orElse(0)),
                column("average_amplitude", "", ofAverage(EventKinetics::amplitude)),
                column("average_rise_10_90_ms", "ms", ofAverage(EventKinetics::rise10To90Ms)),
                column("average_half_width_ms", "ms", ofAverage(EventKinetics::halfWidthMs)),
                column("average_decay_ms", "ms", ofAverageDecay(DecayFit::weightedTauMs)),
                column("average_decay_fast_ms", "ms", ofAverageDecay(DecayFit::fastTauMs)),
                column("average_decay_slow_ms", "ms", ofAverageDecay(DecayFit::slowTauMs)));
    }

    private static Function<DetectedEvents, Double> ofAverage(final Function<EventKinetics, Double> value) {
        return d -> d.average().flatMap(AverageEvent::kinetics).map(value).orElse(null);
    }

    private static Function<DetectedEvents, Double> ofAverageDecay(final Function<DecayFit, Double> value) {
        return d -> d.average()
                .flatMap(AverageEvent::kinetics)
                .flatMap(EventKinetics::decay)
                .map(value)
                .orElse(null);
    }

    /** One row for each event, by recording, sweep and time. */
    Table events() {
        final List<Column<Row>> columns = new ArrayList<>();
        if (!ofOneRecording()) columns.add(column("recording", "", Row::recording));
        columns.addAll(List.of(
                column("sweep", "", r -> r.event().sweep()),
                column("time_ms", "ms", r -> r.event().timeMs()),
                column("amplitude_" + field(), unit, r -> r.event().amplitude()),
                column("rise_10_90_ms", "ms", of(EventKinetics::rise10To90Ms)),
                column("half_width_ms", "ms", of(EventKinetics::halfWidthMs)),
                column("decay_ms", "ms", of(EventKinetics::decayMs)),
                unit.equals("pA")
                        ? column("charge_fc", "fC", of(EventKinetics::charge))
                        : column("charge_mv_ms", "mV ms", of(EventKinetics::charge)),
                column("accepted", "", r -> r.event().accepted())));
        return Table.of(rows(), columns);
    }

    /** One row for each event, in the order of {@link #events()}. */
    Table kinetics() {
        return Table.of(
                rows(),
                column("recording", "", Row::recording),
                column("sweep", "", r -> r.event().sweep()),
                column("time_ms", "ms", r -> r.event().timeMs()),
                column("score", "", r -> r.event().score()),
                column("baseline_" + field(), unit, of(EventKinetics::baseline)),
                column("peak_after_onset_ms", "ms", of(EventKinetics::peakMs)),
                column("rise_20_80_ms", "ms", of(EventKinetics::rise20To80Ms)),
                column("decay_fast_ms", "ms", ofDecay(DecayFit::fastTauMs)),
                column(
                        "decay_fast_share",
                        "",
                        ofDecay(d -> d.fastAmplitude() / (d.fastAmplitude() + d.slowAmplitude()))),
                column("decay_slow_ms", "ms", ofDecay(DecayFit::slowTauMs)),
                column("decay_r_squared", "", ofDecay(DecayFit::rSquared)),
                column(
                        "rejected_because",
                        "",
                        r -> r.event().accepted() ? null : r.event().rejection().label()));
    }

    private static Function<Row, Double> of(final Function<EventKinetics, Double> value) {
        return r -> r.event().kinetics().map(value).orElse(null);
    }

    private static Function<Row, Double> ofDecay(final Function<DecayFit, Double> value) {
        return r ->
                r.event().kinetics().flatMap(EventKinetics::decay).map(value).orElse(null);
    }

    /** By recording, sweep and time; directions together. */
    private List<Row> rows() {
        final List<Row> rows = new ArrayList<>();
        for (int i = 0; i < detected.size(); i += directions()) {
            final String recording = detected.get(i).recording();
            final List<SynapticEvent> events =
                    new ArrayList<>(detected.get(i).result().events());
            if (directions() == 2) events.addAll(detected.get(i + 1).result().events());
            events.sort((a, b) -> a.sweep() != b.sweep()
                    ? Integer.compare(a.sweep(), b.sweep())
                    : Double.compare(a.timeMs(), b.timeMs()));
            for (final SynapticEvent event : events) rows.add(new Row(recording, event));
        }
        return rows;
    }

    /** The average event of each direction over time. */
    Table average() {
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

    /** One row for each two conditions that were compared. */
    static Table comparison(final List<ConditionComparison> comparisons) {
        return Table.of(
                comparisons,
                column("condition_a", "", ConditionComparison::first),
                column("condition_b", "", ConditionComparison::second),
                column("events_a", "", ConditionComparison::firstEvents),
                column("events_b", "", ConditionComparison::secondEvents),
                column("amplitude_d", "", ConditionComparison::amplitudeD),
                column("amplitude_p", "", ConditionComparison::amplitudeP),
                column("interval_d", "", ConditionComparison::intervalD),
                column("interval_p", "", ConditionComparison::intervalP));
    }

    /** The unit in names of columns. */
    private String field() {
        return unit.toLowerCase(Locale.ROOT);
    }
}
