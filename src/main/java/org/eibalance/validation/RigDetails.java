package org.eibalance.validation;

import org.eibalance.analysis.event.BiexponentialShape;
import org.eibalance.recording.InputException;
import org.eibalance.rig.Interference;
import org.eibalance.rig.RecordingDrift;

/**
 * What makes a simulated recording more like a real one.
 *
 * @param excitation rise and decay of an excitatory volley or event; of a pair only the decay
 * @param inhibition the same of inhibition
 * @param shapeLogSd how much rise and decay differ from event to event: standard deviation of their logarithms
 * @param noiseSdPa standard deviation of the noise of a current as recorded, behind the filter and with 1/f noise and
 *     hum, as check-quality measures it; 0: noise is given before the filter
 * @param noiseSdMv the same of a potential
 * @param interference 1/f noise and hum
 * @param drift of leak and baseline
 */
public record RigDetails(
        BiexponentialShape excitation,
        BiexponentialShape inhibition,
        double shapeLogSd,
        double noiseSdPa,
        double noiseSdMv,
        Interference interference,
        RecordingDrift drift) {

    /** White noise and nothing else; synapses that rise within .5 and .7 ms and decay within 3 and 8 ms. */
    public static final RigDetails NONE = new RigDetails(
            new BiexponentialShape(0.5, 3),
            new BiexponentialShape(0.7, 8),
            0,
            0,
            0,
            Interference.NONE,
            RecordingDrift.NONE);

    /** Checks the ranges. */
    public RigDetails {
        if (!(noiseSdPa >= 0 && Double.isFinite(noiseSdPa)) || !(noiseSdMv >= 0 && Double.isFinite(noiseSdMv)))
            throw new InputException("The noise as recorded must be at least 0.");
    }
}
