package org.eibalance.annotation;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * All that a person added to one recording.
 *
 * @param excludedSweeps 0-based sweeps that analyses leave out
 * @param regions marked stretches
 * @param events accepted and rejected events
 */
public record Annotations(SortedSet<Integer> excludedSweeps, List<Region> regions, List<EventVerdict> events) {

    /** Takes copies. */
    public Annotations {
        excludedSweeps = Collections.unmodifiableSortedSet(new TreeSet<>(excludedSweeps));
        regions = List.copyOf(regions);
        events = List.copyOf(events);
    }

    /** Of a recording to which nothing was added. */
    public static Annotations none() {
        return new Annotations(new TreeSet<>(), List.of(), List.of());
    }

    /**
     * The same with other excluded sweeps.
     *
     * @param sweeps instead of the ones there are
     * @return the annotations
     */
    public Annotations withExcludedSweeps(final Collection<Integer> sweeps) {
        return new Annotations(new TreeSet<>(sweeps), regions, events);
    }

    /**
     * The same with other regions.
     *
     * @param others instead of the ones there are
     * @return the annotations
     */
    public Annotations withRegions(final List<Region> others) {
        return new Annotations(excludedSweeps, others, events);
    }

    /**
     * The same with other verdicts on events.
     *
     * @param others instead of the ones there are
     * @return the annotations
     */
    public Annotations withEvents(final List<EventVerdict> others) {
        return new Annotations(excludedSweeps, regions, others);
    }

    /**
     * Finds the events of a sweep again after a new detection, whose times may have moved a little.
     *
     * @param channel 0-based channel
     * @param sweep 0-based sweep
     * @param timesMs times of the new events, ascending
     * @param toleranceMs how far an event may have moved
     * @return which verdict belongs to which new event
     */
    public EventMatch match(final int channel, final int sweep, final double[] timesMs, final double toleranceMs) {
        return EventMatch.of(
                events.stream()
                        .filter(e -> e.channel() == channel && e.sweep() == sweep)
                        .toList(),
                timesMs,
                toleranceMs);
    }
}
