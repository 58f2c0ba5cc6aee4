package org.eibalance.analysis.conductance.slope;

import org.eibalance.analysis.conductance.JunctionPotential;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.recording.InputException;

/**
 * How current-voltage lines are read through time.
 *
 * @param binMs width of a bin, at least one sample
 * @param median whether a bin is the median of its samples instead of their mean
 * @param baselineWindow Down state or time before the stimulus
 * @param analysisWindow where lines are wanted
 * @param reversals E_E and E_I
 * @param junction liquid junction potential
 * @param compensation share of R_s, or of the bridge, that was compensated
 */
public record SlopeSettings(
        double binMs,
        boolean median,
        TimeWindow baselineWindow,
        TimeWindow analysisWindow,
        ReversalPotentials reversals,
        JunctionPotential junction,
        double compensation) {

    /** Default width of a bin. */
    public static final double DEFAULT_BIN_MS = 5;

    /** Checks the ranges. */
    public SlopeSettings {
        if (!(binMs > 0)) throw new InputException("The bin is " + binMs + " ms: it must be above 0.");
        if (!(compensation >= 0 && compensation <= 1))
            throw new InputException("The compensation is " + compensation + ": it must be a share from 0 to 1.");
    }
}
