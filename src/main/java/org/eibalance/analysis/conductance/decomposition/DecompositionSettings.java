package org.eibalance.analysis.conductance.decomposition;

import org.eibalance.analysis.conductance.JunctionPotential;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.recording.InputException;

/**
 * How conductances are read from trials at several levels.
 *
 * @param reversals E_E and E_I
 * @param junction liquid junction potential
 * @param correction of the series resistance; in current clamp R_s is the part that the bridge does not balance, and
 *     the capacitive current is always subtracted
 * @param compensation share of R_s that the amplifier compensated while recording, 0 to 1
 * @param capacitancePf C of the cell; needed for the dynamic correction and in current clamp
 * @param lowPassHz cutoff of a Gaussian low-pass on V_m and I alike, 0 for none; {@link NoiseLowPass} finds one
 * @param leakWindow a time without synaptic conductance: the line of current on potential in it is the leak
 * @param analysisWindow where conductances are wanted
 * @param maxSeriesMohm sweeps with a higher R_s are left out
 * @param maxSeriesDrift sweeps whose R_s differs by more than this share from that of the first sweep are left out
 * @param bootstraps replicates over sweeps; 0 for none
 * @param confidence of all intervals, for instance 0.95
 * @param seed of the bootstrap
 */
public record DecompositionSettings(
        ReversalPotentials reversals,
        JunctionPotential junction,
        SeriesCorrection correction,
        double compensation,
        double capacitancePf,
        double lowPassHz,
        TimeWindow leakWindow,
        TimeWindow analysisWindow,
        double maxSeriesMohm,
        double maxSeriesDrift,
        int bootstraps,
        double confidence,
        long seed) {

    /** Sweeps with a higher R_s are left out by default. */
    public static final double DEFAULT_MAX_SERIES_MOHM = 30;

    /** Sweeps whose R_s differs by a larger share from that of the first sweep are left out by default. */
    public static final double DEFAULT_MAX_SERIES_DRIFT = 0.2;

    /** Replicates of the bootstrap where intervals are wanted. */
    public static final int DEFAULT_BOOTSTRAPS = 500;

    /** Confidence of all intervals. */
    public static final double DEFAULT_CONFIDENCE = 0.95;

    /** Checks the ranges. */
    public DecompositionSettings {
        if (!(compensation >= 0 && compensation <= 1))
            throw new InputException("The compensation is " + compensation + ": it must be a share from 0 to 1.");
        if (correction == SeriesCorrection.DYNAMIC && !(capacitancePf > 0))
            throw new InputException(
                    "The dynamic correction of the series resistance needs the capacitance of the cell, above 0 pF.");
        if (!(lowPassHz >= 0)) throw new InputException("The low-pass is " + lowPassHz + " Hz: it must be at least 0.");
        if (!(confidence > 0 && confidence < 1))
            throw new InputException("The confidence is " + confidence + ": it must lie between 0 and 1.");
        if (bootstraps < 0)
            throw new InputException("The number of bootstraps is " + bootstraps + ": it must be at least 0.");
    }

    /**
     * No corrections, no bootstrap, E_E 0 mV, E_I −75 mV; sweeps with R_s up to 30 MOhm and a drift of up to 20 % are
     * used.
     *
     * @param leakWindow where the leak is read
     * @param analysisWindow where conductances are wanted
     * @return the settings
     */
    public static DecompositionSettings plain(final TimeWindow leakWindow, final TimeWindow analysisWindow) {
        return new DecompositionSettings(
                ReversalPotentials.DEFAULT,
                JunctionPotential.NONE,
                SeriesCorrection.NONE,
                0,
                0,
                0,
                leakWindow,
                analysisWindow,
                DEFAULT_MAX_SERIES_MOHM,
                DEFAULT_MAX_SERIES_DRIFT,
                0,
                DEFAULT_CONFIDENCE,
                1);
    }

    /**
     * With other reversal potentials.
     *
     * @param newReversals E_E and E_I
     * @return the settings
     */
    public DecompositionSettings with(final ReversalPotentials newReversals) {
        return new DecompositionSettings(
                newReversals,
                junction,
                correction,
                compensation,
                capacitancePf,
                lowPassHz,
                leakWindow,
                analysisWindow,
                maxSeriesMohm,
                maxSeriesDrift,
                bootstraps,
                confidence,
                seed);
    }

    /**
     * With another junction potential.
     *
     * @param newJunction the potential
     * @return the settings
     */
    public DecompositionSettings with(final JunctionPotential newJunction) {
        return new DecompositionSettings(
                reversals,
                newJunction,
                correction,
                compensation,
                capacitancePf,
                lowPassHz,
                leakWindow,
                analysisWindow,
                maxSeriesMohm,
                maxSeriesDrift,
                bootstraps,
                confidence,
                seed);
    }

    /**
     * With a correction of the series resistance.
     *
     * @param newCorrection which
     * @param newCapacitancePf C of the cell
     * @param newLowPassHz low-pass on V_m and I, 0 for none
     * @return the settings
     */
    public DecompositionSettings with(
            final SeriesCorrection newCorrection, final double newCapacitancePf, final double newLowPassHz) {
        return new DecompositionSettings(
                reversals,
                junction,
                newCorrection,
                compensation,
                newCapacitancePf,
                newLowPassHz,
                leakWindow,
                analysisWindow,
                maxSeriesMohm,
                maxSeriesDrift,
                bootstraps,
                confidence,
                seed);
    }

    /**
     * With a bootstrap.
     *
     * @param newBootstraps replicates, 0 for none
     * @param newSeed of the draws
     * @return the settings
     */
    public DecompositionSettings withBootstrap(final int newBootstraps, final long newSeed) {
        return new DecompositionSettings(
                reversals,
                junction,
                correction,
                compensation,
                capacitancePf,
                lowPassHz,
                leakWindow,
                analysisWindow,
                maxSeriesMohm,
                maxSeriesDrift,
                newBootstraps,
                confidence,
                newSeed);
    }

    /**
     * With other limits on the series resistance.
     *
     * @param newMaxSeriesMohm highest R_s
     * @param newMaxSeriesDrift largest drift, as a share of the first
     * @return the settings
     */
    public DecompositionSettings withSeriesLimits(final double newMaxSeriesMohm, final double newMaxSeriesDrift) {
        return new DecompositionSettings(
                reversals,
                junction,
                correction,
                compensation,
                capacitancePf,
                lowPassHz,
                leakWindow,
                analysisWindow,
                newMaxSeriesMohm,
                newMaxSeriesDrift,
                bootstraps,
                confidence,
                seed);
    }
}
