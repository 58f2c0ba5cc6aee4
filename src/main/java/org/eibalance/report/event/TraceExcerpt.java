package org.eibalance.report.event;

import java.util.Arrays;
import java.util.List;
import org.eibalance.analysis.event.EventInput;
import org.eibalance.analysis.event.EventResult;
import org.eibalance.analysis.event.EventSweep;
import org.eibalance.analysis.event.SynapticEvent;

/**
 * A piece of a trace for a figure, short enough that single events can be seen.
 *
 * @param channel name of the channel
 * @param sweep 0-based sweep
 * @param firstMs time of the first sample from the start of the sweep
 * @param stepMs interval of sampling
 * @param samples pA or mV
 */
public record TraceExcerpt(String channel, int sweep, double firstMs, double stepMs, double[] samples) {

    private static final double LENGTH_MS = 1000;

    /** One second around the event in the middle of the list; the beginning where there is none. */
    static TraceExcerpt of(final EventInput input, final EventResult result) {
        final List<SynapticEvent> events = result.accepted();
        final EventSweep first = input.sweeps().get(0);
        if (events.isEmpty()) return of(input, first, first.firstSample() * input.stepMs() + LENGTH_MS / 2);
        final SynapticEvent middle = events.get(events.size() / 2);
        return of(
                input,
                input.sweeps().stream()
                        .filter(s -> s.index() == middle.sweep())
                        .findFirst()
                        .orElseThrow(),
                middle.timeMs());
    }

    private static TraceExcerpt of(final EventInput input, final EventSweep sweep, final double centreMs) {
        final int length = (int) Math.min(sweep.samples().length, Math.round(LENGTH_MS / input.stepMs()));
        final int centre = (int) (Math.round(centreMs / input.stepMs()) - sweep.firstSample());
        final int from = Math.max(0, Math.min(sweep.samples().length - length, centre - length / 2));
        return new TraceExcerpt(
                input.channel(),
                sweep.index(),
                (sweep.firstSample() + from) * input.stepMs(),
                input.stepMs(),
                Arrays.copyOfRange(sweep.samples(), from, from + length));
    }

    double endMs() {
        return firstMs + samples.length * stepMs;
    }

    boolean contains(final SynapticEvent event) {
        return event.sweep() == sweep && event.timeMs() >= firstMs && event.timeMs() < endMs();
    }
}
