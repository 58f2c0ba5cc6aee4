package org.eibalance.analysis.event;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eibalance.signal.Statistics;

/**
 * The events of one channel.
 *
 * @param settings how they were found
 * @param unit of amplitudes: pA or mV
 * @param durationS time that all sweeps last together
 * @param noise of the deconvolved trace; empty for other methods
 * @param events accepted and rejected, by sweep and time
 * @param searched what else is in the trace
 */
public record EventResult(
        EventSettings settings,
        String unit,
        double durationS,
        Optional<NoiseLevel> noise,
        List<SynapticEvent> events,
        SearchedTrace searched) {

    /** Of a trace of which nothing else is known. */
    public EventResult(
            final EventSettings settings,
            final String unit,
            final double durationS,
            final Optional<NoiseLevel> noise,
            final List<SynapticEvent> events) {
        this(settings, unit, durationS, noise, events, SearchedTrace.UNKNOWN);
    }

    /** Takes a copy of the list. */
    public EventResult {
        events = List.copyOf(events);
    }

    /** The accepted events. */
    public List<SynapticEvent> accepted() {
        return events.stream().filter(SynapticEvent::accepted).toList();
    }

    /**
     * Those events alone that meet a condition.
     *
     * @param condition for instance {@link SynapticEvent#upward}
     * @return the result without the others
     */
    public EventResult only(final Predicate<SynapticEvent> condition) {
        return new EventResult(
                settings,
                unit,
                durationS,
                noise,
                events.stream().filter(condition).toList(),
                searched);
    }

    /** Accepted events per second. */
    public double rateHz() {
        return accepted().size() / durationS;
    }

    /** Amplitudes of the accepted events with their signs, in pA or mV. */
    public double[] amplitudes() {
        return accepted().stream().mapToDouble(SynapticEvent::amplitude).toArray();
    }

    /** Time constants of the decays of accepted events where one was fitted. */
    public double[] decaysMs() {
        return accepted().stream()
                .mapToDouble(
                        event -> event.kinetics().map(EventKinetics::decayMs).orElse(Double.NaN))
                .filter(Double::isFinite)
                .toArray();
    }

    /** Intervals between the onsets of accepted events that follow each other in one sweep. */
    public double[] intervalsMs() {
        final List<SynapticEvent> accepted = accepted();
        final double[] intervals = new double[accepted.size()];
        int count = 0;
        for (int i = 1; i < accepted.size(); i++) {
            if (accepted.get(i).sweep() == accepted.get(i - 1).sweep()) {
                intervals[count++] =
                        accepted.get(i).timeMs() - accepted.get(i - 1).timeMs();
            }
        }
        return Arrays.copyOf(intervals, count);
    }

    /** Median of the amplitudes with their signs; NaN without events. */
    public double medianAmplitude() {
        return Statistics.median(amplitudes());
    }

    /** Median time constant of the decays; NaN without any. */
    public double medianDecayMs() {
        return Statistics.median(decaysMs());
    }
}
