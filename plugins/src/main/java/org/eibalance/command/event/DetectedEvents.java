package org.eibalance.command.event;

import java.util.Optional;
import org.eibalance.analysis.event.AverageEvent;
import org.eibalance.analysis.event.EventResult;
import org.eibalance.analysis.event.Polarity;

/**
 * The events of one direction in one recording.
 *
 * @param recording file name
 * @param condition name of its condition
 * @param channel 0-based channel
 * @param direction negative or positive
 * @param result events of that direction
 * @param average their mean course; empty where no event is isolated
 * @param excerpt a piece of the trace
 */
record DetectedEvents(
        String recording,
        String condition,
        int channel,
        Polarity direction,
        EventResult result,
        Optional<AverageEvent> average,
        TraceExcerpt excerpt) {}
