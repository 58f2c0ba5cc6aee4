package org.eibalance.window.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.eibalance.command.recording.SweepLayout;
import org.eibalance.recording.Recording;

/**
 * What is shown of a recording. Each key and each move of the mouse makes a new one.
 *
 * @param layout how the sweeps are arranged
 * @param sweep the current sweep: keys act on it
 * @param sweeps the sweeps to show, ascending; not empty unless the recording is
 * @param channels the channels to show, ascending, at least one
 * @param time the time axis, the same for all channels
 * @param ranges vertical axes set by hand, by channel; the others fit their data
 * @param cursorA the first cursor, in ms from the start of the sweep
 * @param cursorB the second cursor
 * @param shown what is shown with the traces
 */
record TraceView(
        SweepLayout layout,
        int sweep,
        List<Integer> sweeps,
        List<Integer> channels,
        ShownTime time,
        Map<Integer, ValueRange> ranges,
        OptionalDouble cursorA,
        OptionalDouble cursorB,
        Set<Shown> shown) {

    /** With more sweeps than these the viewer starts one by one, because overlaid they could not be distinguished. */
    private static final int MOST_OVERLAID = 50;

    TraceView {
        sweeps = List.copyOf(sweeps);
        channels = List.copyOf(channels);
        ranges = Map.copyOf(ranges);
        shown = Collections.unmodifiableSet(shown.isEmpty() ? EnumSet.noneOf(Shown.class) : EnumSet.copyOf(shown));
    }

    /**
     * All of a recording.
     *
     * @param recording the recording
     * @param lengthMs its longest sweep
     */
    static TraceView all(final Recording recording, final double lengthMs) {
        final int count = recording.sweeps().size();
        return new TraceView(
                count > MOST_OVERLAID ? SweepLayout.SINGLE : SweepLayout.OVERLAID,
                0,
                IntStream.range(0, count).boxed().toList(),
                IntStream.range(0, recording.channels().size()).boxed().toList(),
                new ShownTime(0, Math.max(lengthMs, ShownTime.MIN_MS)),
                Map.of(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                EnumSet.of(Shown.TAGS, Shown.REGIONS, Shown.EVENTS));
    }

    /** The sweeps that are drawn. */
    List<Integer> drawnSweeps() {
        if (sweeps.isEmpty()) return sweeps;
        return layout == SweepLayout.SINGLE ? List.of(sweep) : sweeps;
    }

    boolean shows(final Shown what) {
        return shown.contains(what);
    }

    TraceView with(final SweepLayout other) {
        return new TraceView(other, sweep, sweeps, channels, time, ranges, cursorA, cursorB, shown);
    }

    TraceView with(final ShownTime other) {
        return new TraceView(layout, sweep, sweeps, channels, other, ranges, cursorA, cursorB, shown);
    }

    TraceView withSweep(final int other) {
        return new TraceView(layout, other, sweeps, channels, time, ranges, cursorA, cursorB, shown);
    }

    /** The next or previous of the shown sweeps; unchanged at the end. */
    TraceView step(final int by) {
        if (sweeps.isEmpty()) return this;
        final int at = Math.max(0, sweeps.indexOf(sweep));
        return withSweep(sweeps.get(Math.max(0, Math.min(sweeps.size() - 1, at + by))));
    }

    /** Shows these sweeps and no others; the current one stays if it is among them. */
    TraceView withSweeps(final List<Integer> others) {
        final int current = others.contains(sweep) || others.isEmpty() ? sweep : others.get(0);
        return new TraceView(layout, current, others, channels, time, ranges, cursorA, cursorB, shown);
    }

    /** Shows or hides a channel; the last shown channel stays. */
    TraceView toggle(final int channel) {
        final List<Integer> others = new ArrayList<>(channels);
        if (!others.remove((Object) channel)) others.add(channel);
        if (others.isEmpty()) return this;
        Collections.sort(others);
        return withChannels(others);
    }

    TraceView withChannels(final List<Integer> others) {
        return new TraceView(layout, sweep, sweeps, others, time, ranges, cursorA, cursorB, shown);
    }

    TraceView toggle(final Shown what) {
        final Set<Shown> others = shown.isEmpty() ? EnumSet.noneOf(Shown.class) : EnumSet.copyOf(shown);
        if (!others.remove(what)) others.add(what);
        return new TraceView(layout, sweep, sweeps, channels, time, ranges, cursorA, cursorB, others);
    }

    TraceView withRange(final int channel, final ValueRange range) {
        final Map<Integer, ValueRange> others = new HashMap<>(ranges);
        others.put(channel, range);
        return new TraceView(layout, sweep, sweeps, channels, time, others, cursorA, cursorB, shown);
    }

    /** All vertical axes fit their data again. */
    TraceView fitted() {
        return new TraceView(layout, sweep, sweeps, channels, time, Map.of(), cursorA, cursorB, shown);
    }

    TraceView withCursors(final OptionalDouble a, final OptionalDouble b) {
        return new TraceView(layout, sweep, sweeps, channels, time, ranges, a, b, shown);
    }

    /** The stretch between the cursors; null unless both are set at different times. */
    ShownTime between() {
        if (cursorA.isEmpty() || cursorB.isEmpty() || cursorA.getAsDouble() == cursorB.getAsDouble()) return null;
        return new ShownTime(
                Math.min(cursorA.getAsDouble(), cursorB.getAsDouble()),
                Math.max(cursorA.getAsDouble(), cursorB.getAsDouble()));
    }
}
