package org.eibalance.analysis.pair;

import java.util.Locale;
import java.util.Optional;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.pair.correlogram.Normalisation;
import org.eibalance.analysis.pair.input.HoldingLevel;
import org.eibalance.analysis.pair.significance.SurrogateSettings;
import org.eibalance.recording.InputException;

/**
 * How to correlate a pair.
 *
 * @param maxLagMs lags from -maxLagMs to maxLagMs are computed; above 0
 * @param excitatoryReversalMv E_e
 * @param inhibitoryReversalMv E_i, below E_e
 * @param junctionPotentialMv potential of the bath relative to the pipette, which is subtracted from recorded and
 *     commanded potentials
 * @param levelA level of cell A; empty: from its potential, sweep by sweep
 * @param levelB level of cell B; empty: from its potential, sweep by sweep
 * @param normalisation of all curves; empty: each sweep by its own variance, and the shift predictor by the pooled one
 * @param unbiased whether correlograms are multiplied by N / (N - |lag|)
 * @param predictor whether a shift predictor is required; else it is given where the sweeps allow it
 * @param surrogates surrogates that show what chance gives
 * @param bootstraps resamples of the sweeps for intervals of confidence; 0 for none
 */
public record PairSettings(
        double maxLagMs,
        double excitatoryReversalMv,
        double inhibitoryReversalMv,
        double junctionPotentialMv,
        Optional<HoldingLevel> levelA,
        Optional<HoldingLevel> levelB,
        Optional<Normalisation> normalisation,
        boolean unbiased,
        boolean predictor,
        SurrogateSettings surrogates,
        int bootstraps) {

    /** ±200 ms, E_e and E_i as everywhere, no junction potential, levels from the potentials; no surrogates. */
    public static final PairSettings DEFAULT = new PairSettings(
            200,
            ReversalPotentials.DEFAULT.excitatoryMv(),
            ReversalPotentials.DEFAULT.inhibitoryMv(),
            0,
            Optional.empty(),
            Optional.empty());

    /** Resamples of the sweeps where confidence intervals are wanted. */
    public static final int DEFAULT_BOOTSTRAPS = 1000;

    /** Below this share of the way from E_i to E_e a cell is hyperpolarised. */
    private static final double HYPERPOLARISED_BELOW = 0.2;

    /** Above this share of the way from E_i to E_e a cell is depolarised. */
    private static final double DEPOLARISED_ABOVE = 0.5;

    /** @throws InputException if the lag is not above 0, a potential is not a number, or E_i is not below E_e */
    public PairSettings {
        if (!(maxLagMs > 0 && Double.isFinite(maxLagMs)))
            throw new InputException("The longest lag is " + maxLagMs + " ms: it must be above 0.");
        if (bootstraps < 0)
            throw new InputException("The number of resamples is " + bootstraps + ": it must be 0 or more.");
        if (!Double.isFinite(junctionPotentialMv))
            throw new InputException("The junction potential is " + junctionPotentialMv + " mV: it must be a number.");
        if (!(inhibitoryReversalMv < excitatoryReversalMv
                && Double.isFinite(excitatoryReversalMv - inhibitoryReversalMv)))
            throw new InputException("The reversal potential of inhibition is " + inhibitoryReversalMv
                    + " mV: it must be below that of excitation, " + excitatoryReversalMv + " mV.");
    }

    /** Curves alone, normalised by default. */
    public PairSettings(
            final double maxLagMs,
            final double excitatoryReversalMv,
            final double inhibitoryReversalMv,
            final double junctionPotentialMv,
            final Optional<HoldingLevel> levelA,
            final Optional<HoldingLevel> levelB) {
        this(
                maxLagMs,
                excitatoryReversalMv,
                inhibitoryReversalMv,
                junctionPotentialMv,
                levelA,
                levelB,
                Optional.empty(),
                false,
                false,
                SurrogateSettings.NONE,
                0);
    }

    /** The same with another window of lags. */
    public PairSettings withMaxLagMs(final double ms) {
        return new PairSettings(
                ms,
                excitatoryReversalMv,
                inhibitoryReversalMv,
                junctionPotentialMv,
                levelA,
                levelB,
                normalisation,
                unbiased,
                predictor,
                surrogates,
                bootstraps);
    }

    /** The same with levels that are known. */
    public PairSettings withLevels(final HoldingLevel cellA, final HoldingLevel cellB) {
        return new PairSettings(
                maxLagMs,
                excitatoryReversalMv,
                inhibitoryReversalMv,
                junctionPotentialMv,
                Optional.of(cellA),
                Optional.of(cellB),
                normalisation,
                unbiased,
                predictor,
                surrogates,
                bootstraps);
    }

    /** The same with other curves. */
    public PairSettings withCurves(
            final Optional<Normalisation> newNormalisation, final boolean newUnbiased, final boolean newPredictor) {
        return new PairSettings(
                maxLagMs,
                excitatoryReversalMv,
                inhibitoryReversalMv,
                junctionPotentialMv,
                levelA,
                levelB,
                newNormalisation,
                newUnbiased,
                newPredictor,
                surrogates,
                bootstraps);
    }

    /** The same with other surrogates and another number of bootstrap resamples. */
    public PairSettings withSignificance(final SurrogateSettings newSurrogates, final int newBootstraps) {
        return new PairSettings(
                maxLagMs,
                excitatoryReversalMv,
                inhibitoryReversalMv,
                junctionPotentialMv,
                levelA,
                levelB,
                normalisation,
                unbiased,
                predictor,
                newSurrogates,
                newBootstraps);
    }

    /** Where f is, from 0 at E_i to 1 at E_e. */
    double share(final double potentialMv) {
        return (potentialMv - junctionPotentialMv - inhibitoryReversalMv)
                / (excitatoryReversalMv - inhibitoryReversalMv);
    }

    /**
     * The level at a potential V, from f = (V - E_i) / (E_e - E_i): hyperpolarised where f is below 0.2, depolarised
     * where it is above 0.5.
     *
     * @param potentialMv as recorded or commanded, before the junction potential is subtracted
     * @return the level; empty in between and for NaN
     */
    public Optional<HoldingLevel> level(final double potentialMv) {
        final double f = share(potentialMv);
        if (f < HYPERPOLARISED_BELOW) return Optional.of(HoldingLevel.HYPERPOLARISED);
        if (f > DEPOLARISED_ABOVE) return Optional.of(HoldingLevel.DEPOLARISED);
        return Optional.empty();
    }

    /** The bounds in words, for the potential as recorded. */
    String bounds() {
        final double range = excitatoryReversalMv - inhibitoryReversalMv;
        final double start = inhibitoryReversalMv + junctionPotentialMv;
        return String.format(
                Locale.ROOT,
                "hyperpolarised is below %.1f mV, depolarised above %.1f mV",
                start + HYPERPOLARISED_BELOW * range,
                start + DEPOLARISED_ABOVE * range);
    }
}
