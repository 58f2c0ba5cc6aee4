package org.eibalance.analysis.conductance.singletrace;

import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.recording.InputException;

/**
 * How conductances are estimated by VmD.
 *
 * @param cell C, g_L and E_L; g_L dominates the error of the result
 * @param reversals E_E and E_I
 * @param excitatoryTauMs correlation time of g_E
 * @param inhibitoryTauMs correlation time of g_I
 * @param form how the membrane filters fluctuations of a conductance
 * @param spikeMv a potential that only spikes reach: traces that reach it are refused
 */
public record VmdSettings(
        PassiveCell cell,
        ReversalPotentials reversals,
        double excitatoryTauMs,
        double inhibitoryTauMs,
        Form form,
        double spikeMv) {

    /** Forms of the method. */
    public enum Form {
        /** Effective time constants 2 τ_s τ_m / (τ_s + τ_m) (Rudolph and Destexhe 2005, Neural Comput. 17:2301). */
        EXTENDED,
        /**
         * The synaptic time constants themselves (Rudolph et al. 2004): off by a quarter where these are not short
         * against the membrane's. To compare with published numbers.
         */
        ORIGINAL_2004
    }

    /** The extended form with τ_E 2.73 ms and τ_I 10.49 ms, as Destexhe and Rudolph use it; spikes reach −20 mV. */
    public static final VmdSettings DEFAULT =
            new VmdSettings(PassiveCell.DEFAULT, ReversalPotentials.DEFAULT, 2.73, 10.49, Form.EXTENDED, -20);

    /** Checks the ranges. */
    public VmdSettings {
        if (!(excitatoryTauMs > 0) || !(inhibitoryTauMs > 0))
            throw new InputException("The correlation times of the conductances must be above 0 ms.");
    }
}
