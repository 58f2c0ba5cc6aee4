package org.eibalance.report.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eibalance.analysis.event.AverageEvent;
import org.eibalance.analysis.event.DecayFit;
import org.eibalance.analysis.event.EventKinetics;
import org.eibalance.analysis.event.EventPopulation;
import org.eibalance.analysis.event.Polarity;
import org.eibalance.analysis.event.SynapticEvent;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;

/**
 * An excerpt of the trace with its events, how amplitudes and intervals are distributed, and the average event with its
 * decay.
 */
final class EventFigure {

    private static final double HEIGHT_MM = 120;

    /** One colour a condition; further ones start over. */
    private static final Role[] ROLES = {
        Role.RESULT, Role.EXCITATION, Role.INHIBITION, Role.CELL_A, Role.CELL_B, Role.REFERENCE
    };

    private final List<DetectedEvents> detected;
    private final TraceExcerpt excerpt;
    private final String unit;

    EventFigure(final List<DetectedEvents> detected) {
        this.detected = detected;
        excerpt = detected.get(0).excerpt();
        unit = detected.get(0).result().unit();
    }

    Figure figure() {
        final List<EventPopulation> populations = new ArrayList<>(EventReport.populations(detected, Polarity.NEGATIVE));
        populations.addAll(EventReport.populations(detected, Polarity.POSITIVE));
        final Panel amplitudes = cumulative("amplitude (" + unit + ")", populations, EventPopulation::magnitudes, true);
        final Panel intervals = cumulative(
                "interval (s)",
                populations,
                p -> Arrays.stream(p.intervalsMs()).map(ms -> ms / 1000).toArray(),
                false);
        return Figure.stacked(
                String.format(
                        Locale.ROOT,
                        "%s: an excerpt of sweep %d, and all events",
                        detected.get(0).recording(),
                        excerpt.sweep()),
                HEIGHT_MM,
                Figure.row(1, trace()),
                new Figure.Row(1.1, List.of(amplitudes, intervals, average())));
    }

    private Panel trace() {
        final double[] times = new double[excerpt.samples().length];
        for (int t = 0; t < times.length; t++) times[t] = excerpt.firstMs() + t * excerpt.stepMs();
        final List<Series> series =
                new ArrayList<>(List.of(Series.line(excerpt.channel(), times, excerpt.samples(), Role.NEUTRAL)));
        final Series accepted = peaks("events", SynapticEvent::accepted, Role.EXCITATION);
        final Series rejected = peaks("rejected", event -> !event.accepted(), Role.CHANCE);
        if (accepted.x().length > 0) series.add(accepted);
        if (rejected.x().length > 0) series.add(rejected);
        return new Panel(
                "",
                Axis.of("time (ms)", excerpt.firstMs(), excerpt.endMs()),
                Axis.of(excerpt.channel() + " (" + unit + ")"),
                series,
                List.of(),
                List.of(),
                series.size() > 1);
    }

    /** Where the events of the first recording peak. */
    private Series peaks(final String name, final Predicate<SynapticEvent> which, final Role role) {
        final String recording = detected.get(0).recording();
        final List<SynapticEvent> events = detected.stream()
                .limit(2)
                .filter(part -> part.recording().equals(recording))
                .flatMap(part -> part.result().events().stream())
                .filter(which.and(excerpt::contains))
                .filter(event -> event.kinetics().isPresent())
                .toList();
        final double[] x = new double[events.size()], y = new double[events.size()];
        for (int i = 0; i < x.length; i++) {
            final EventKinetics kinetics = events.get(i).kinetics().orElseThrow();
            x[i] = events.get(i).timeMs() + kinetics.peakMs();
            y[i] = kinetics.baseline() + kinetics.amplitude();
        }
        return new Series(name, x, y, role, Series.Style.POINTS);
    }

    private static Panel cumulative(
            final String label,
            final List<EventPopulation> populations,
            final Function<EventPopulation, double[]> values,
            final boolean legend) {
        final List<Series> series = new ArrayList<>();
        double highest = 0;
        for (int i = 0; i < populations.size(); i++) {
            final double[] sorted = values.apply(populations.get(i)).clone();
            Arrays.sort(sorted);
            if (sorted.length == 0) continue;
            // the last percent would squeeze all others into a corner
            highest = Math.max(highest, sorted[(int) (0.99 * (sorted.length - 1))]);
            final double[] x = new double[2 * sorted.length], share = new double[2 * sorted.length];
            for (int k = 0; k < sorted.length; k++) {
                x[2 * k] = x[2 * k + 1] = sorted[k];
                share[2 * k] = (double) k / sorted.length;
                share[2 * k + 1] = (k + 1.0) / sorted.length;
            }
            series.add(Series.line(populations.get(i).name(), x, share, ROLES[i % ROLES.length]));
        }
        return new Panel(
                "",
                highest > 0 ? Axis.of(label, 0, highest) : Axis.of(label),
                Axis.of("share of events", 0, 1),
                series,
                List.of(),
                List.of(),
                legend && series.size() > 1);
    }

    private Panel average() {
        final List<Series> series = new ArrayList<>();
        final String recording = detected.get(0).recording();
        for (final DetectedEvents part : detected) {
            if (!part.recording().equals(recording) || part.average().isEmpty()) continue;
            final AverageEvent average = part.average().get();
            series.add(Series.line("mean of " + average.events(), average.timesMs(), average.course(), Role.RESULT));
            fit(average, part.direction()).ifPresent(series::add);
        }
        return new Panel(
                "",
                Axis.of("time from half rise (ms)"),
                Axis.of("average (" + unit + ")"),
                series,
                List.of(),
                List.of(),
                !series.isEmpty());
    }

    private static Optional<Series> fit(final AverageEvent average, final Polarity direction) {
        final Optional<DecayFit> decay = average.kinetics().flatMap(EventKinetics::decay);
        if (decay.isEmpty()) return Optional.empty();
        final double peakMs = average.kinetics().orElseThrow().peakMs()
                - average.kinetics().orElseThrow().halfRiseMs();
        final double sign = direction == Polarity.POSITIVE ? 1 : -1;
        final double baseline = average.kinetics().orElseThrow().baseline();
        final double amplitude = Math.abs(average.kinetics().orElseThrow().amplitude());
        // the exponentials belong to the decay: at the peak, where the rise still goes on, they lie beyond it
        final double[] times = Arrays.stream(average.timesMs())
                .filter(ms -> ms >= peakMs && decay.get().value(ms - peakMs) <= amplitude)
                .toArray();
        final double[] fitted = Arrays.stream(times)
                .map(ms -> baseline + sign * decay.get().value(ms - peakMs))
                .toArray();
        return Optional.of(new Series(
                String.format(Locale.ROOT, "decay of %.2f ms", decay.get().weightedTauMs()),
                times,
                fitted,
                Role.REFERENCE,
                Series.Style.DASHED));
    }
}
