package org.eibalance.analysis.pair;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.eibalance.signal.Interval;
import org.eibalance.signal.Statistics;

/**
 * By how much the lag of inhibition behind excitation, read from a correlogram of potentials, exceeds that of the
 * conductances, and why, from a linear model of both membranes ({@link LagModel}):
 *
 * <ol>
 *   <li>A cell held below E_e still shows EPSPs, which cancel the early part of its IPSPs. They are the EPSPs of the
 *       hyperpolarised cell, smaller by the ratio of driving forces, κ = (E_e - V_D) / (E_e - V_H). So κ times what is
 *       common to the excitation of both cells is subtracted: the spectrum of the hyperpolarised cell times the
 *       coherency of two hyperpolarised cells where these were recorded, else of this pair. A hyperpolarised cell that
 *       is not at E_i shows IPSPs: λ = (V_H - E_i) / (V_D - E_i) times what is common to the inhibition of both is
 *       subtracted too.
 *   <li>Each membrane smooths: V follows its current through a low-pass of time constant tau, which is undone in the
 *       cross-spectrum. Part of the effect, tau_D - tau_H, arises because
 *   <li>the time constants differ. The rest is the shift of an asymmetric correlogram towards its centroid.
 * </ol>
 *
 * <p>Currents in voltage clamp are not smoothed by membranes: for them only the first effect is estimated.
 *
 * @param shortOfReversalMs due to excitation seen by the depolarised cell and inhibition seen by the other; NaN where
 *     the lag is not determined
 * @param smearMs due to filtering by both membranes; likewise
 * @param unequalMs due to unequal time constants
 * @param correctedMs the lag less all three; NaN where it is not determined
 * @param tauHMs time constant of the hyperpolarised cell; 0 in voltage clamp
 * @param tauDMs time constant of the depolarised cell; 0 in voltage clamp
 * @param correctedInterval 95 % of the corrected lag, from resamples of the sweeps in each of which time constants,
 *     potentials and shared excitation differ by what is not known of them; {@link Interval#NONE} without resamples
 * @param assumedTau whether a time constant was neither given nor measured
 * @param undetermined why there is no corrected lag or no interval, as a sentence; empty where there is, or where no
 *     resamples were asked for
 */
public record LagExcess(
        double shortOfReversalMs,
        double smearMs,
        double unequalMs,
        double correctedMs,
        double tauHMs,
        double tauDMs,
        Interval correctedInterval,
        boolean assumedTau,
        Optional<String> undetermined) {

    private static final double CONFIDENCE = 0.95;

    private static final int MIN_UNITS = 3;

    /** Draws without an extremum that are left out; with more the lag is not determined. */
    private static final double MAX_LOST = 0.1;

    /** All three together; NaN where the lag is not determined. */
    public double totalMs() {
        return shortOfReversalMs + smearMs + unequalMs;
    }

    /**
     * What the lag rests on.
     *
     * @param readMs lag of inhibition in the correlogram
     * @param sign of the correlogram there
     * @param potentialHMv of the hyperpolarised cell, the junction potential subtracted; NaN where not known
     * @param potentialDMv the same of the depolarised cell
     * @param excitatoryReversalMv E_e
     * @param inhibitoryReversalMv E_i
     * @param tauHMs time constant of the hyperpolarised cell; 0 for a current
     * @param tauDMs the same of the depolarised cell
     * @param assumedTau whether one of them was assumed
     * @param junctionGiven whether a junction potential was given
     */
    record Basis(
            double readMs,
            double sign,
            double potentialHMv,
            double potentialDMv,
            double excitatoryReversalMv,
            double inhibitoryReversalMv,
            double tauHMs,
            double tauDMs,
            boolean assumedTau,
            boolean junctionGiven) {

        private LagModel.Mixture mixture(final double offsetHMv, final double offsetDMv) {
            return LagModel.Mixture.of(
                    potentialHMv + offsetHMv, potentialDMv + offsetDMv, excitatoryReversalMv, inhibitoryReversalMv);
        }

        /** Levels that a person gave need not be those of the potentials. */
        private boolean isBetweenReversals() {
            final double quarter = (excitatoryReversalMv - inhibitoryReversalMv) / 4;
            return potentialHMv < excitatoryReversalMv - quarter && potentialDMv > inhibitoryReversalMv + quarter;
        }

        private LagExcess undetermined(final String reason) {
            return new LagExcess(
                    Double.NaN,
                    Double.NaN,
                    tauDMs - tauHMs,
                    Double.NaN,
                    tauHMs,
                    tauDMs,
                    Interval.NONE,
                    assumedTau,
                    Optional.of(reason));
        }
    }

    /**
     * Estimates it.
     *
     * @param basis what it rests on
     * @param spectra of the sweeps
     * @param hyperpolarised spectra of both cells held hyperpolarised, at the same frequencies; empty where not known
     * @param draws how many resamples; 0 for no interval
     * @param seed of the draws
     * @return the estimate
     */
    static LagExcess of(
            final Basis basis,
            final LagSpectra spectra,
            final Optional<LagSpectra> hyperpolarised,
            final int draws,
            final long seed) {
        final double tauH = basis.tauHMs(), tauD = basis.tauDMs();
        if (Double.isNaN(basis.potentialHMv()) || Double.isNaN(basis.potentialDMv()))
            return basis.undetermined("the potentials of the cells are not known, so that it is not known how much "
                    + "they show of the other input");
        if (!basis.isBetweenReversals())
            return basis.undetermined("the potentials of the cells do not fit their levels");
        final LagModel.Mixture mixture = basis.mixture(0, 0);
        final LagModel model = new LagModel(spectra.omega(), basis.sign(), basis.readMs(), tauH == 0 && tauD == 0);
        final LagSpectra.Mean mean = spectra.mean();
        final Optional<double[]> fixed = hyperpolarised.map(hh -> hh.mean().commonShare());
        final double[] common = fixed.orElseGet(mean::commonShare);
        final double corrected = model.lagMs(mean, common, mixture, tauH, tauD);
        final double pure = model.smearedLagMs(mean, common, mixture, tauH, tauD);
        if (Double.isNaN(corrected) || Double.isNaN(pure))
            return basis.undetermined("without membranes and shared excitation the correlogram has no extremum near "
                    + "the one that was read");
        final LagExcess found = new LagExcess(
                basis.readMs() - pure,
                pure - corrected - (tauD - tauH),
                tauD - tauH,
                corrected,
                tauH,
                tauD,
                Interval.NONE,
                basis.assumedTau(),
                Optional.empty());
        if (draws == 0) return found;
        final int units = spectra.units();
        if (units < MIN_UNITS)
            return found.with(
                    Interval.NONE, Optional.of("its interval needs " + MIN_UNITS + " sweeps, or a sweep of as many s"));
        final double[] lags = new double[draws];
        final LagUncertainty uncertainty = LagUncertainty.standard(basis.assumedTau(), basis.junctionGiven());
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < draws; i++) {
            final int[] counts = new int[units];
            for (int k = 0; k < units; k++) counts[random.nextInt(units)]++;
            final LagUncertainty.Draw draw = uncertainty.draw(random);
            final LagSpectra.Mean drawn = spectra.mean(counts);
            lags[i] = model.lagMs(
                    drawn,
                    fixed.orElseGet(drawn::commonShare),
                    basis.mixture(draw.offsetMv(), draw.offsetMv() + draw.offsetDMv())
                            .times(draw.commonFactor()),
                    draw.factorH() * tauH,
                    draw.factorD() * tauD);
        }
        final double[] known = Statistics.finite(lags);
        if (known.length < (1 - MAX_LOST) * draws || known.length < 2)
            return found.with(
                    Interval.NONE,
                    Optional.of("in more than a tenth of the resamples the correlogram has no extremum near the one "
                            + "that was read"));
        final double centre = Statistics.mean(known);
        final double variance =
                Arrays.stream(known).map(v -> (v - centre) * (v - centre)).sum() / (known.length - 1);
        // Sweeps vary more than their resamples do.
        final double error = Math.sqrt(variance * units / (units - 1.0));
        return found.with(Interval.ofStudent(corrected, error, units - 1, CONFIDENCE), Optional.empty());
    }

    private LagExcess with(final Interval interval, final Optional<String> reason) {
        return new LagExcess(
                shortOfReversalMs, smearMs, unequalMs, correctedMs, tauHMs, tauDMs, interval, assumedTau, reason);
    }
}
