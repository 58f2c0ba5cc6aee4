package org.eibalance.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eibalance.analysis.event.EventResult;
import org.eibalance.analysis.event.SynapticEvent;
import org.eibalance.annotation.Annotations;
import org.eibalance.annotation.EventMatch;
import org.eibalance.annotation.EventVerdict;
import org.eibalance.rig.EventTrain;

/**
 * Detected events against the true ones. A detection is a hit where it is accepted and its onset lies within 3 ms of
 * that of an event; the closest pairs are made first, and each event and each detection is in one pair at most.
 *
 * @param events how many true events there were
 * @param detections how many were accepted
 * @param hits how many of these are events
 * @param truePeakNs mean peak of the events that were found; NaN without hits
 * @param amplitude mean size, without its sign, of the detections that are hits, in pA or mV; NaN without hits
 */
public record EventScore(int events, int detections, int hits, double truePeakNs, double amplitude) {

    /** As in the comparison with other programs, benchmarks/events.sh. */
    private static final double TOLERANCE_MS = 3;

    /**
     * Compares.
     *
     * @param truth true events, by sweep
     * @param found what was detected in these sweeps
     * @return the score
     */
    public static EventScore of(final Map<Integer, List<EventTrain.Event>> truth, final EventResult found) {
        int events = 0, hits = 0;
        double peaks = 0, amplitudes = 0;
        for (final Map.Entry<Integer, List<EventTrain.Event>> sweep : truth.entrySet()) {
            final List<EventVerdict> known = new ArrayList<>();
            for (final EventTrain.Event event : sweep.getValue())
                known.add(new EventVerdict(0, sweep.getKey(), event.timeMs(), true));
            final List<SynapticEvent> detected = found.accepted().stream()
                    .filter(e -> e.sweep() == sweep.getKey())
                    .sorted(Comparator.comparingDouble(SynapticEvent::timeMs))
                    .toList();
            final EventMatch match = Annotations.none()
                    .withEvents(known)
                    .match(
                            0,
                            sweep.getKey(),
                            detected.stream().mapToDouble(SynapticEvent::timeMs).toArray(),
                            TOLERANCE_MS);
            for (int i = 0; i < detected.size(); i++) {
                if (match.accepted(i).isEmpty()) continue;
                hits++;
                amplitudes += Math.abs(detected.get(i).amplitude());
            }
            final Set<Double> missed = new HashSet<>();
            match.lost().forEach(m -> missed.add(m.timeMs()));
            for (final EventTrain.Event event : sweep.getValue())
                if (!missed.contains(event.timeMs())) peaks += event.peakNs();
            events += sweep.getValue().size();
        }
        return new EventScore(events, found.accepted().size(), hits, peaks / hits, amplitudes / hits);
    }

    /** Share of the events that were found; NaN without events. */
    public double recall() {
        return (double) hits / events;
    }

    /** Share of the detections that are events; NaN without detections. */
    public double precision() {
        return (double) hits / detections;
    }

    /** Harmonic mean of recall and precision. */
    public double f1() {
        return 2.0 * hits / (events + detections);
    }
}
