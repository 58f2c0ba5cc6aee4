package org.eibalance.analysis.conductance.singletrace;

import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.ReversalPotentials;

/**
 * How conductances are read from differences between samples.
 *
 * @param cell C, g_L and E_L
 * @param reversals E_E and E_I
 * @param minChangeMv pairs of samples in which the potential changes by no more than this are interpolated
 */
public record OversamplingSettings(PassiveCell cell, ReversalPotentials reversals, double minChangeMv) {

    /**
     * Interpolates only where the potential does not change at all.
     *
     * @param cell C, g_L and E_L
     * @param reversals E_E and E_I
     * @return the settings
     */
    public static OversamplingSettings of(final PassiveCell cell, final ReversalPotentials reversals) {
        return new OversamplingSettings(cell, reversals, 0);
    }
}
