package org.eibalance.analysis.event;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Accepted events of one condition, from one recording or several.
 *
 * @param name of the condition
 * @param magnitudes of their amplitudes, in pA or mV
 * @param intervalsMs between events that follow each other in one sweep
 */
public record EventPopulation(String name, double[] magnitudes, double[] intervalsMs) {

    /**
     * Pools results.
     *
     * @param name of the condition
     * @param results of its recordings
     * @return their events
     */
    public static EventPopulation of(final String name, final List<EventResult> results) {
        return new EventPopulation(
                name,
                results.stream()
                        .flatMapToDouble(r -> DoubleStream.of(r.amplitudes()))
                        .map(Math::abs)
                        .toArray(),
                results.stream()
                        .flatMapToDouble(r -> DoubleStream.of(r.intervalsMs()))
                        .toArray());
    }
}
