package org.eibalance.analysis.conductance.singletrace;

import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.recording.InputException;

/**
 * How conductances are read from the relaxation time of the potential.
 *
 * @param cell C, g_L and E_L
 * @param reversals E_E and E_I
 * @param windowMs length of a window; 50 to 100 ms are usual
 * @param firstLag 0 for the autocorrelation at one sample; with 2 or more, white noise of the electrode does not count,
 *     because it adds to lag 0 only
 * @param lagSteps distance of the two lags that are compared, in samples
 * @param confidence of the intervals
 * @param spikeMv a potential that only spikes reach
 */
public record RelaxationSettings(
        PassiveCell cell,
        ReversalPotentials reversals,
        double windowMs,
        int firstLag,
        int lagSteps,
        double confidence,
        double spikeMv) {

    /** Windows of 100 ms, one-sample autocorrelation and 95 % intervals; spikes reach −20 mV. */
    public static final RelaxationSettings DEFAULT =
            new RelaxationSettings(PassiveCell.DEFAULT, ReversalPotentials.DEFAULT, 100, 0, 1, 0.95, -20);

    /** Checks the ranges. */
    public RelaxationSettings {
        if (!(windowMs > 0)) throw new InputException("The window is " + windowMs + " ms: it must be above 0.");
        if (firstLag < 0 || lagSteps < 1)
            throw new InputException("Lags must be at least 0 samples, and at least one sample apart.");
        if (!(confidence > 0 && confidence < 1))
            throw new InputException("The confidence is " + confidence + ": it must lie between 0 and 1.");
    }

    /**
     * The default settings with another cell and another window.
     *
     * @param cell the cell
     * @param windowMs length of a window
     * @return the settings
     */
    public static RelaxationSettings standard(final PassiveCell cell, final double windowMs) {
        return new RelaxationSettings(
                cell,
                DEFAULT.reversals,
                windowMs,
                DEFAULT.firstLag,
                DEFAULT.lagSteps,
                DEFAULT.confidence,
                DEFAULT.spikeMv);
    }
}
