package org.eibalance.analysis.quality;

/**
 * The current of one sweep around a voltage step.
 *
 * @param sweep 0-based sweep
 * @param pulse where the step lies in {@code currentPa}
 * @param currentPa the current in pA, outward positive; not copied; NaN where a sample is missing
 */
public record PulseSweep(int sweep, TestPulse pulse, double[] currentPa) {

    /** Checks that the pulse lies in the samples. */
    public PulseSweep {
        if (pulse.recoveryEnd() > currentPa.length)
            throw new IllegalArgumentException(
                    "a pulse up to sample " + pulse.recoveryEnd() + " of " + currentPa.length);
    }

    /** Whether no sample is missing before the end of the step. */
    public boolean isComplete() {
        for (int i = pulse.baselineStart(); i < pulse.end(); i++) if (!Double.isFinite(currentPa[i])) return false;
        return true;
    }
}
