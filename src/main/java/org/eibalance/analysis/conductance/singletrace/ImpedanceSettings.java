package org.eibalance.analysis.conductance.singletrace;

import org.eibalance.analysis.conductance.JunctionPotential;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.recording.InputException;

/**
 * How a conductance is read from the impedance at two frequencies.
 *
 * @param firstHz frequency of the slower sinusoid; 0 to find both in the current
 * @param secondHz frequency of the faster one; 0 to find both
 * @param bandwidthHz cutoff of the Gaussian low-pass on the demodulated signals: conductances are seen up to this
 *     frequency
 * @param searchWindow where the cell is at rest at times
 * @param restShare this share of the potentials in it, the lowest ones, shows the cell at rest
 * @param reversals E_E and E_I
 * @param junction liquid junction potential
 * @param capacitancePf C; 0 to read it from the impedance at rest
 * @param spikeMv a potential that only spikes reach
 */
public record ImpedanceSettings(
        double firstHz,
        double secondHz,
        double bandwidthHz,
        TimeWindow searchWindow,
        double restShare,
        ReversalPotentials reversals,
        JunctionPotential junction,
        double capacitancePf,
        double spikeMv) {

    /** Sinusoids found in the current, ±20 Hz, rest in the lowest 5 % of the whole trace; spikes reach −10 mV. */
    public static final ImpedanceSettings DEFAULT = new ImpedanceSettings(
            0, 0, 20, TimeWindow.ALL, 0.05, ReversalPotentials.DEFAULT, JunctionPotential.NONE, 0, -10);

    /** Checks the ranges. */
    public ImpedanceSettings {
        if (!(bandwidthHz > 0))
            throw new InputException("The bandwidth is " + bandwidthHz + " Hz: it must be above 0.");
        if (!(restShare > 0 && restShare <= 1))
            throw new InputException("The share of rest is " + restShare + ": it must lie above 0 and be at most 1.");
        if (firstHz != 0 && !(firstHz > 0 && secondHz > firstHz))
            throw new InputException("Frequencies of " + firstHz + " and " + secondHz
                    + " Hz: the second must lie above the first, or both be 0.");
    }
}
