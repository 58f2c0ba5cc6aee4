package org.eibalance.annotation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Earlier verdicts on newly detected events. Pairs are made from the closest on; no event has two verdicts, and no
 * verdict two events.
 */
public final class EventMatch {

    private final EventVerdict[] verdicts;
    private final List<EventVerdict> lost;

    private record Candidate(int verdict, int event, double distanceMs) {}

    private EventMatch(final EventVerdict[] verdicts, final List<EventVerdict> lost) {
        this.verdicts = verdicts;
        this.lost = List.copyOf(lost);
    }

    static EventMatch of(final List<EventVerdict> given, final double[] timesMs, final double toleranceMs) {
        final List<Candidate> candidates = new ArrayList<>();
        for (int v = 0; v < given.size(); v++) {
            final double timeMs = given.get(v).timeMs();
            for (int e = firstFrom(timesMs, timeMs - toleranceMs);
                    e < timesMs.length && timesMs[e] <= timeMs + toleranceMs;
                    e++) {
                candidates.add(new Candidate(v, e, Math.abs(timesMs[e] - timeMs)));
            }
        }
        candidates.sort(Comparator.comparingDouble(Candidate::distanceMs));
        final EventVerdict[] verdicts = new EventVerdict[timesMs.length];
        final boolean[] found = new boolean[given.size()];
        for (final Candidate candidate : candidates) {
            if (found[candidate.verdict()] || verdicts[candidate.event()] != null) continue;
            found[candidate.verdict()] = true;
            verdicts[candidate.event()] = given.get(candidate.verdict());
        }
        final List<EventVerdict> lost = new ArrayList<>();
        for (int v = 0; v < found.length; v++) if (!found[v]) lost.add(given.get(v));
        return new EventMatch(verdicts, lost);
    }

    private static int firstFrom(final double[] timesMs, final double fromMs) {
        int first = Arrays.binarySearch(timesMs, fromMs);
        if (first < 0) return -first - 1;
        while (first > 0 && timesMs[first - 1] == fromMs) first--;
        return first;
    }

    /**
     * What was said of a new event.
     *
     * @param event its place among the new events
     * @return accepted or rejected; empty where nobody has judged it
     */
    public Optional<Boolean> accepted(final int event) {
        return Optional.ofNullable(verdicts[event]).map(EventVerdict::accepted);
    }

    /** Verdicts on events that were not found again. */
    public List<EventVerdict> lost() {
        return lost;
    }
}
