package org.eibalance.analysis.event;

import org.eibalance.recording.InputException;

/**
 * Limits within which an event is accepted. Events outside of them stay in the result, with the reason.
 *
 * @param minAmplitude least amplitude in pA or mV, whatever its sign; 0: any
 * @param maxRiseMs longest rise from 10 to 90 %; infinite: any
 * @param maxDecayMs longest time constant of the decay; infinite: any
 */
public record EventLimits(double minAmplitude, double maxRiseMs, double maxDecayMs) {

    /** Accepts any deflection in the direction of the events. */
    public static final EventLimits NONE = new EventLimits(0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** @throws InputException if a limit is below 0, or a longest time not above 0 */
    public EventLimits {
        if (!(minAmplitude >= 0 && Double.isFinite(minAmplitude)))
            throw new InputException("The least amplitude of an event is " + minAmplitude
                    + ": it must be at least 0, whatever the polarity.");
        if (!(maxRiseMs > 0))
            throw new InputException("The longest rise of an event is " + maxRiseMs + " ms: it must be above 0.");
        if (!(maxDecayMs > 0))
            throw new InputException("The longest decay of an event is " + maxDecayMs + " ms: it must be above 0.");
    }
}
