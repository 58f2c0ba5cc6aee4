package org.eibalance.check.event;

import java.util.List;
import org.eibalance.analysis.event.EventResult;
import org.eibalance.check.Check;
import org.eibalance.check.Checks;

/** The checks of synaptic events, in the order in which a person reads them. */
public final class EventChecks {

    /** Put to the events of one recording. */
    public static final List<Check<EventResult>> OF_EVENTS = List.of(
            new PlausibleAmplitudes(),
            new NoActionPotentials(),
            new EventPolarity(),
            new SpontaneousTimes(),
            new AmplitudesFitScores(),
            new BeyondNoise());

    private EventChecks() {}

    /**
     * Checks the events of one recording and direction.
     *
     * @param result what was found
     * @return what its checks found
     */
    public static Checks of(final EventResult result) {
        return Checks.of(result, OF_EVENTS);
    }
}
