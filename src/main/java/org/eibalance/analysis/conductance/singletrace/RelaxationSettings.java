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
 * @param firstLag in samples; 0 for the autocorrelation at one sample; with 2 or more, white noise of the electrode
 *     does not count, because it adds to lag 0 only; {@link #AUTO} for {@value #FIRST_LAG_MS} ms, at least 2 samples
 * @param lagSteps distance of the two lags that are compared, in samples; {@link #AUTO} for {@value #LAG_MS} ms
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

    /** Lags that follow from the interval of sampling. */
    public static final int AUTO = -1;

    /**
     * Filters of amplifiers and the noise of electrodes are over by then. Counted in samples, lags would be shorter the
     * faster a trace is sampled, and at 10 kHz the next sample shows the filter and the noise.
     */
    private static final double FIRST_LAG_MS = 1;

    /** Half of a short relaxation time, and a tenth of a long one. */
    private static final double LAG_MS = 2;

    /** Windows of 100 ms, lags by the interval of sampling and 95 % intervals; spikes reach −20 mV. */
    public static final RelaxationSettings DEFAULT =
            new RelaxationSettings(PassiveCell.DEFAULT, ReversalPotentials.DEFAULT, 100, AUTO, AUTO, 0.95, -20);

    /** Checks the ranges. */
    public RelaxationSettings {
        if (!(windowMs > 0)) throw new InputException("The window is " + windowMs + " ms: it must be above 0.");
        if (firstLag < AUTO || lagSteps < 1 && lagSteps != AUTO)
            throw new InputException("Lags must be at least 0 samples, and at least one sample apart.");
        if (!(confidence > 0 && confidence < 1))
            throw new InputException("The confidence is " + confidence + ": it must lie between 0 and 1.");
    }

    /** Whether any lag follows from the interval of sampling. */
    public boolean isAuto() {
        return firstLag == AUTO || lagSteps == AUTO;
    }

    /** The same with lags in samples of this interval. */
    RelaxationSettings at(final double stepMs) {
        return withLags(
                firstLag == AUTO ? (int) Math.max(2, Math.ceil(FIRST_LAG_MS / stepMs - 1e-9)) : firstLag,
                lagSteps == AUTO ? (int) Math.max(1, Math.round(LAG_MS / stepMs)) : lagSteps);
    }

    /** The same with other lags. */
    public RelaxationSettings withLags(final int first, final int steps) {
        return new RelaxationSettings(cell, reversals, windowMs, first, steps, confidence, spikeMv);
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
