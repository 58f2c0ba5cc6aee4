package org.eibalance.analysis.conductance.trials;

/**
 * One sweep of one cell in voltage or current clamp.
 *
 * @param index its 0-based place in the recording; sweeps are taken to follow each other in this order
 * @param command the command of the amplifier, one value a sample: mV in voltage clamp, pA in current clamp. Sweeps may
 *     share one array. Not copied.
 * @param recorded the recorded signal, of the same length: pA in voltage clamp, mV in current clamp. Not copied.
 * @param seriesResistanceMohm R_s of the pipette during this sweep, before compensation; 0 where it is not to be
 *     corrected
 */
public record ClampSweep(int index, double[] command, double[] recorded, double seriesResistanceMohm) {

    /** Checks the lengths. */
    public ClampSweep {
        if (command.length != recorded.length)
            throw new IllegalArgumentException(
                    "a command of " + command.length + " samples for a sweep of " + recorded.length);
    }
}
