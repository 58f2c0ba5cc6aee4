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
        /**
         * The moments that the membrane equation has ({@link MembraneMoments}), solved by iteration. The closed forms
         * count fluctuations of the conductances as small against their sum and give g_I 4 to 5 % too low where they
         * are a seventh of it (σ_I 7 of G 49 nS).
         */
        EXACT_MOMENTS,
        /**
         * In closed form, with effective time constants 2 τ_s τ_m / (τ_s + τ_m) (Rudolph and Destexhe 2005, Neural
         * Comput. 17:2301).
         */
        EXTENDED,
        /**
         * The synaptic time constants themselves (Rudolph et al. 2004): off by a quarter where these are not short
         * against the membrane's. To compare with published numbers.
         */
        ORIGINAL_2004
    }

    /** Exact moments with τ_E 2.73 ms and τ_I 10.49 ms, as Destexhe and Rudolph use it; spikes reach −20 mV. */
    public static final VmdSettings DEFAULT =
            new VmdSettings(PassiveCell.DEFAULT, ReversalPotentials.DEFAULT, 2.73, 10.49, Form.EXACT_MOMENTS, -20);

    /** Checks the ranges. */
    public VmdSettings {
        if (!(excitatoryTauMs > 0) || !(inhibitoryTauMs > 0))
            throw new InputException("The correlation times of the conductances must be above 0 ms.");
    }

    /** The same with another form. */
    public VmdSettings with(final Form other) {
        return new VmdSettings(cell, reversals, excitatoryTauMs, inhibitoryTauMs, other, spikeMv);
    }
}
