package org.eibalance.analysis.conductance.singletrace;

import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.ReversalPotentials;

/**
 * How conductances before spikes are read.
 *
 * @param cell C, g_L and E_L
 * @param reversals E_E and E_I
 * @param statistics of the conductances, for instance from VmD
 * @param spikeMv a potential that only spikes reach: averages are aligned to its upward crossing
 * @param averageMs length of the average
 * @param gapMs the average ends this long before the crossing, so that the upstroke is not in it
 */
public record SpikeTriggeredSettings(
        PassiveCell cell,
        ReversalPotentials reversals,
        SpikeTriggeredConductance.Statistics statistics,
        double spikeMv,
        double averageMs,
        double gapMs) {

    /** g_E 10 ± 3 nS and g_I 30 ± 6 nS with the correlation times of VmD, 50 ms up to 2 ms before −20 mV. */
    public static final SpikeTriggeredSettings DEFAULT = new SpikeTriggeredSettings(
            PassiveCell.DEFAULT,
            ReversalPotentials.DEFAULT,
            new SpikeTriggeredConductance.Statistics(
                    10, 30, 3, 6, VmdSettings.DEFAULT.excitatoryTauMs(), VmdSettings.DEFAULT.inhibitoryTauMs()),
            VmdSettings.DEFAULT.spikeMv(),
            50,
            2);
}
