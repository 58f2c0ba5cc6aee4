package org.eibalance.rig;

import org.eibalance.recording.InputException;

/**
 * What disturbs a recording beside the white noise of its amplifier: 1/f noise, and hum of the mains.
 *
 * @param flickerCornerHz frequency at which 1/f noise is as strong as the white noise: below it 1/f noise prevails; 0
 *     for none
 * @param humHz frequency of the hum
 * @param humPa amplitude of the hum on a current, as recorded: behind the filter, half of what it goes up and down
 * @param humMv the same on a potential
 */
public record Interference(double flickerCornerHz, double humHz, double humPa, double humMv) {

    /** Neither. */
    public static final Interference NONE = new Interference(0, 50, 0, 0);

    /** Checks the ranges. */
    public Interference {
        if (!(flickerCornerHz >= 0 && Double.isFinite(flickerCornerHz)))
            throw new InputException(
                    "The corner of the 1/f noise is " + flickerCornerHz + " Hz: it must be at least 0.");
        if (!(humHz > 0 && Double.isFinite(humHz)))
            throw new InputException("The frequency of the hum is " + humHz + " Hz: it must be above 0.");
        if (!(humPa >= 0) || !(humMv >= 0)) throw new InputException("The amplitude of the hum must be at least 0.");
    }
}
