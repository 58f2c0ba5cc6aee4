package org.eibalance.window.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.eibalance.annotation.Annotations;
import org.eibalance.annotation.EventMatch;
import org.eibalance.annotation.EventVerdict;
import org.eibalance.result.Table;

/**
 * An event that was detected or has a verdict.
 *
 * @param channel 0-based channel
 * @param sweep 0-based sweep
 * @param timeMs when, from the start of the sweep
 * @param accepted the verdict; empty without one
 */
record ShownEvent(int channel, int sweep, double timeMs, Optional<Boolean> accepted) {

    /** An event with a verdict is recognised within this time in a later detection. */
    private static final double TOLERANCE_MS = 1;

    /**
     * The events of a detection.
     *
     * @param channel the searched channel
     * @param events a table with the columns {@code sweep} and {@code time_ms}
     */
    static List<ShownEvent> of(final int channel, final Table events) {
        final List<ShownEvent> found = new ArrayList<>();
        for (int row = 0; row < events.rows(); row++) {
            found.add(new ShownEvent(
                    channel,
                    ((Number) events.get(row, "sweep")).intValue(),
                    ((Number) events.get(row, "time_ms")).doubleValue(),
                    Optional.empty()));
        }
        return found;
    }

    /**
     * Detected events with their verdicts, and events with a verdict that were not detected (again).
     *
     * @param detected events of one channel or several
     * @param annotations the verdicts
     * @return all, by channel, sweep and time
     */
    static List<ShownEvent> judged(final List<ShownEvent> detected, final Annotations annotations) {
        final List<ShownEvent> all = new ArrayList<>();
        final TreeSet<List<Integer>> places = new TreeSet<>(
                Comparator.<List<Integer>>comparingInt(p -> p.get(0)).thenComparingInt(p -> p.get(1)));
        detected.forEach(e -> places.add(List.of(e.channel, e.sweep)));
        annotations.events().forEach(e -> places.add(List.of(e.channel(), e.sweep())));
        for (final List<Integer> place : places) {
            final double[] times = detected.stream()
                    .filter(e -> e.channel == place.get(0) && e.sweep == place.get(1))
                    .mapToDouble(ShownEvent::timeMs)
                    .sorted()
                    .toArray();
            final EventMatch match = annotations.match(place.get(0), place.get(1), times, TOLERANCE_MS);
            for (int i = 0; i < times.length; i++)
                all.add(new ShownEvent(place.get(0), place.get(1), times[i], match.accepted(i)));
            for (final EventVerdict lost : match.lost())
                all.add(new ShownEvent(place.get(0), place.get(1), lost.timeMs(), Optional.of(lost.accepted())));
        }
        all.sort(Comparator.comparingInt(ShownEvent::channel)
                .thenComparingInt(ShownEvent::sweep)
                .thenComparingDouble(ShownEvent::timeMs));
        return all;
    }
}
