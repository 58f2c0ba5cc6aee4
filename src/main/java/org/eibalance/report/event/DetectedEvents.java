package org.eibalance.report.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eibalance.analysis.event.AverageEvent;
import org.eibalance.analysis.event.DecayModel;
import org.eibalance.analysis.event.EventInput;
import org.eibalance.analysis.event.EventResult;
import org.eibalance.analysis.event.Polarity;
import org.eibalance.analysis.event.SynapticEvent;

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
public record DetectedEvents(
        String recording,
        String condition,
        int channel,
        Polarity direction,
        EventResult result,
        Optional<AverageEvent> average,
        TraceExcerpt excerpt) {

    /**
     * The events of a recording, those of each direction that was looked for by itself.
     *
     * @param recording its file name
     * @param condition name of its condition
     * @param channel 0-based channel
     * @param input where events were looked for
     * @param result what was found
     * @return negative before positive
     */
    public static List<DetectedEvents> of(
            final String recording,
            final String condition,
            final int channel,
            final EventInput input,
            final EventResult result) {
        final List<DetectedEvents> directions = new ArrayList<>();
        for (final Polarity direction : List.of(Polarity.NEGATIVE, Polarity.POSITIVE)) {
            final Polarity sought = result.settings().polarity();
            if (sought != direction && sought != Polarity.BOTH) continue;
            final boolean upward = direction == Polarity.POSITIVE;
            final EventResult part = result.only(upward ? SynapticEvent::upward : event -> !event.upward());
            directions.add(new DetectedEvents(
                    recording,
                    condition,
                    channel,
                    direction,
                    part,
                    AverageEvent.of(input, result, upward, DecayModel.BI),
                    TraceExcerpt.of(input, result)));
        }
        return directions;
    }
}
