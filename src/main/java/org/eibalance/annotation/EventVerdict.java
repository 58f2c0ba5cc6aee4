package org.eibalance.annotation;

/**
 * What a person said of an event.
 *
 * @param channel 0-based channel
 * @param sweep 0-based sweep
 * @param timeMs when it was found, from the start of the sweep
 * @param accepted whether it is one
 */
public record EventVerdict(int channel, int sweep, double timeMs, boolean accepted) {

    /** Checks the place. */
    public EventVerdict {
        if (channel < 0 || sweep < 0 || !Double.isFinite(timeMs))
            throw new IllegalArgumentException("channel " + channel + ", sweep " + sweep + ", " + timeMs + " ms");
    }
}
