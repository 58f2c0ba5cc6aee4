package org.eibalance.analysis.pair.correlogram;

import java.util.List;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.signal.CrossCorrelation;
import org.eibalance.signal.CrossCovariance;

/**
 * The correlation that the sweeps of a pair would have if only the stimulus, the same in all of them, drove both cells:
 * the mean over all pairings of one cell with the other cell's other sweeps (Perkel, Gerstein and Moore 1967, Biophys J
 * 7:419).
 *
 * <p>It uses all pairings and needs no random shuffling, because correlation is linear:
 *
 * <pre>
 * S(l) = [ C(sum_k X_k, sum_k Y_k)(l) - sum_k c_kk(l) ] / (K (K - 1)).
 * </pre>
 *
 * @param normalisation of all three curves
 * @param raw mean over the sweeps, sum_k c_kk(l) / K
 * @param predictor S(l)
 * @param corrected raw less predictor: what the sweeps have in common beyond the stimulus
 */
public record ShiftPredictor(Normalisation normalisation, double[] raw, double[] predictor, double[] corrected) {

    /**
     * Computes the predictor.
     *
     * @param sweeps two or more, of one length
     * @param correlograms their correlograms
     * @param normalisation how to divide
     * @param unbiased whether the correlograms are
     * @param threads how many threads at most
     * @return raw, predicted and corrected curve
     */
    public static ShiftPredictor of(
            final List<PairSweep> sweeps,
            final List<SweepCorrelogram> correlograms,
            final Normalisation normalisation,
            final boolean unbiased,
            final int threads) {
        final int count = sweeps.size();
        final double[] raw = normalisation.mean(correlograms);
        final double[] all = allPairs(sweeps, correlograms, normalisation, threads);
        final double[] fair =
                unbiased ? CrossCovariance.unbiased(all, sweeps.get(0).cellA().length) : all;
        final double[] predictor = new double[raw.length];
        final double[] corrected = new double[raw.length];
        for (int i = 0; i < raw.length; i++) {
            predictor[i] = (fair[i] - raw[i]) / (count - 1);
            corrected[i] = raw[i] - predictor[i];
        }
        return new ShiftPredictor(normalisation, raw, predictor, corrected);
    }

    /** C(sum_k X_k, sum_k Y_k) / K, each sweep about its own mean: K times the mean over all K² pairings. */
    public static double[] allPairs(
            final List<PairSweep> sweeps,
            final List<SweepCorrelogram> correlograms,
            final Normalisation normalisation,
            final int threads) {
        final double[] weightsA = normalisation.weightsA(correlograms);
        final double[] weightsB = normalisation.weightsB(correlograms);
        final int samples = sweeps.get(0).cellA().length;
        final double[] sumA = new double[samples];
        final double[] sumB = new double[samples];
        for (int k = 0; k < sweeps.size(); k++) {
            for (int t = 0; t < samples; t++) {
                sumA[t] += weightsA[k] * sweeps.get(k).cellA()[t];
                sumB[t] += weightsB[k] * sweeps.get(k).cellB()[t];
            }
        }
        final int maxLag = (correlograms.get(0).coefficients().length - 1) / 2;
        return new CrossCorrelation(maxLag, samples)
                .covariance(sumA, sumB, threads)
                .sums();
    }
}
