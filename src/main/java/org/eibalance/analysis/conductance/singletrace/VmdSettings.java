package org.eibalance.analysis.conductance.singletrace;

import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.recording.InputException;

/**
 * What the VmD method takes for granted.
 *
 * @param cell C, g_L and E_L; g_L dominates the error of the result
 * @param reversals E_E and E_I
 * @param excitatoryTauMs correlation time of g_E
 * @param inhibitoryTauMs correlation time of g_I
 * @param form how fluctuations of a conductance filter through the membrane
 */
public record VmdSettings(
        PassiveCell cell, ReversalPotentials reversals, double excitatoryTauMs, double inhibitoryTauMs, Form form) {

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

    /** τ_E of {@link Form#EXTENDED} in the works of Destexhe and Rudolph. */
    public static final double DEFAULT_EXCITATORY_TAU_MS = 2.73;

    /** τ_I. */
    public static final double DEFAULT_INHIBITORY_TAU_MS = 10.49;

    /** Checks the ranges. */
    public VmdSettings {
        if (!(excitatoryTauMs > 0) || !(inhibitoryTauMs > 0))
            throw new InputException("The correlation times of the conductances must be above 0 ms.");
    }
}
