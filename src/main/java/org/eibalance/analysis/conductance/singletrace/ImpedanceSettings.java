package org.eibalance.analysis.conductance.singletrace;

import java.util.Optional;
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
 * @param restShare this share of the potentials in it, the lowest ones, shows the cell at rest; {@link #STILL} where a
 *     still potential does
 * @param reversals E_E and E_I
 * @param junction liquid junction potential
 * @param capacitancePf C; 0 to read it from the impedance at rest
 * @param spikeMv a potential that only spikes reach
 * @param leak the cell at rest where it is known; then neither window nor share counts
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
        double spikeMv,
        Optional<KnownLeak> leak) {

    /** Rest is where the potential is still. */
    public static final double STILL = 0;

    /** Sinusoids found in the current, ±20 Hz, rest where the potential is still; spikes reach −10 mV. */
    public static final ImpedanceSettings DEFAULT = new ImpedanceSettings(
            0, 0, 20, TimeWindow.ALL, STILL, ReversalPotentials.DEFAULT, JunctionPotential.NONE, 0, -10);

    /**
     * The cell without synapses.
     *
     * @param conductanceNs g_L, above 0
     * @param reversalMv E_L, without injected current
     */
    public record KnownLeak(double conductanceNs, double reversalMv) {

        /** Checks the ranges. */
        public KnownLeak {
            if (!(conductanceNs > 0))
                throw new InputException("The leak is " + conductanceNs + " nS: it must be above 0.");
        }
    }

    /** Without a known leak. */
    public ImpedanceSettings(
            final double firstHz,
            final double secondHz,
            final double bandwidthHz,
            final TimeWindow searchWindow,
            final double restShare,
            final ReversalPotentials reversals,
            final JunctionPotential junction,
            final double capacitancePf,
            final double spikeMv) {
        this(
                firstHz,
                secondHz,
                bandwidthHz,
                searchWindow,
                restShare,
                reversals,
                junction,
                capacitancePf,
                spikeMv,
                Optional.empty());
    }

    /** Checks the ranges. */
    public ImpedanceSettings {
        if (!(bandwidthHz > 0))
            throw new InputException("The bandwidth is " + bandwidthHz + " Hz: it must be above 0.");
        if (!(restShare >= 0 && restShare <= 1))
            throw new InputException("The share of rest is " + restShare + ": it must lie between 0 and 1.");
        if (firstHz != 0 && !(firstHz > 0 && secondHz > firstHz))
            throw new InputException("Frequencies of " + firstHz + " and " + secondHz
                    + " Hz: the second must lie above the first, or both be 0.");
    }

    /** The same with a known leak. */
    public ImpedanceSettings with(final KnownLeak known) {
        return new ImpedanceSettings(
                firstHz,
                secondHz,
                bandwidthHz,
                searchWindow,
                restShare,
                reversals,
                junction,
                capacitancePf,
                spikeMv,
                Optional.of(known));
    }

    /** The same as it was used: frequencies and capacitance known, the junction potential applied. */
    ImpedanceSettings asUsed(final double[] hz, final double foundPf) {
        return new ImpedanceSettings(
                hz[0],
                hz[1],
                bandwidthHz,
                searchWindow,
                restShare,
                reversals,
                junction.asApplied(),
                foundPf,
                spikeMv,
                leak);
    }
}
