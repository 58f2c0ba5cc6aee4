package org.eibalance.rig;

import org.eibalance.recording.InputException;

/**
 * What changes in the course of a recording, beside the series resistance ({@link Pipette}).
 *
 * @param leakPerSweep change of the leak from one sweep to the next, as a share of the first
 * @param baselinePaPerS what is added to a current for every second since the start of the first sweep
 * @param baselineMvPerS the same to a potential
 */
public record RecordingDrift(double leakPerSweep, double baselinePaPerS, double baselineMvPerS) {

    /** Nothing changes. */
    public static final RecordingDrift NONE = new RecordingDrift(0, 0, 0);

    /** Checks that there are numbers. */
    public RecordingDrift {
        if (!Double.isFinite(leakPerSweep) || !Double.isFinite(baselinePaPerS) || !Double.isFinite(baselineMvPerS))
            throw new InputException("The drift of leak and baseline must be numbers.");
    }

    /**
     * The leak during a sweep.
     *
     * @param sweep 0-based sweep
     * @return as a multiple of that during the first
     * @throws InputException if nothing is left of it
     */
    public double leakFactor(final int sweep) {
        final double factor = 1 + leakPerSweep * sweep;
        if (!(factor > 0))
            throw new InputException("With a change of the leak by " + 100 * leakPerSweep
                    + " % from sweep to sweep none is left in sweep " + sweep + ": it must stay above 0.");
        return factor;
    }
}
