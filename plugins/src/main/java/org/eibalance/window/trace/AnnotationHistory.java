package org.eibalance.window.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eibalance.annotation.Annotations;
import org.eibalance.annotation.EventVerdict;
import org.eibalance.annotation.Region;

/** What a person added to the recording, with the state before each change. */
final class AnnotationHistory {

    private final Deque<Annotations> before = new ArrayDeque<>();
    private final Deque<Annotations> after = new ArrayDeque<>();
    private Annotations current;

    AnnotationHistory(final Annotations current) {
        this.current = current;
    }

    Annotations current() {
        return current;
    }

    private boolean change(final Annotations to) {
        if (to.equals(current)) return false;
        before.push(current);
        after.clear();
        current = to;
        return true;
    }

    /** Undoes the last change; false if there is none. */
    boolean undo() {
        if (before.isEmpty()) return false;
        after.push(current);
        current = before.pop();
        return true;
    }

    /** Makes the last undone change again; false if there is none. */
    boolean redo() {
        if (after.isEmpty()) return false;
        before.push(current);
        current = after.pop();
        return true;
    }

    /** Excludes a sweep from analyses, or includes it again. */
    boolean toggleExcluded(final int sweep) {
        final Set<Integer> sweeps = new TreeSet<>(current.excludedSweeps());
        if (!sweeps.remove(sweep)) sweeps.add(sweep);
        return change(current.withExcludedSweeps(sweeps));
    }

    /** Adds a region; one with the same place gets the new name. */
    boolean add(final Region region) {
        final List<Region> regions = new ArrayList<>(current.regions());
        regions.removeIf(
                r -> r.sweep() == region.sweep() && r.fromMs() == region.fromMs() && r.toMs() == region.toMs());
        regions.add(region);
        regions.sort(Comparator.comparingInt(Region::sweep).thenComparingDouble(Region::fromMs));
        return change(current.withRegions(regions));
    }

    boolean remove(final Region region) {
        final List<Region> regions = new ArrayList<>(current.regions());
        regions.remove(region);
        return change(current.withRegions(regions));
    }

    /** Adds a verdict; it replaces an earlier one on the same event. */
    boolean judge(final EventVerdict verdict) {
        final List<EventVerdict> events = withoutVerdict(verdict.channel(), verdict.sweep(), verdict.timeMs());
        events.add(verdict);
        events.sort(Comparator.comparingInt(EventVerdict::channel)
                .thenComparingInt(EventVerdict::sweep)
                .thenComparingDouble(EventVerdict::timeMs));
        return change(current.withEvents(events));
    }

    /** Removes a verdict. */
    boolean unjudge(final int channel, final int sweep, final double timeMs) {
        return change(current.withEvents(withoutVerdict(channel, sweep, timeMs)));
    }

    private List<EventVerdict> withoutVerdict(final int channel, final int sweep, final double timeMs) {
        final List<EventVerdict> events = new ArrayList<>(current.events());
        events.removeIf(e -> e.channel() == channel && e.sweep() == sweep && e.timeMs() == timeMs);
        return events;
    }
}
