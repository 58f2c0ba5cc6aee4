package org.eibalance.analysis.pair;

import java.util.List;
import java.util.Optional;
import org.eibalance.analysis.pair.correlogram.CorrelogramPeak;
import org.eibalance.analysis.pair.correlogram.Normalisation;
import org.eibalance.analysis.pair.correlogram.PeakIntervals;
import org.eibalance.analysis.pair.correlogram.ShiftPredictor;
import org.eibalance.analysis.pair.correlogram.SweepCorrelogram;
import org.eibalance.analysis.pair.input.CellView;
import org.eibalance.analysis.pair.input.Pairing;
import org.eibalance.analysis.pair.significance.Surrogates;

/**
 * The correlogram of all sweeps of one pairing, and what can be said about it. Arrays hold values at the lags of the
 * result and are not copied.
 *
 * @param pairing the levels of the two cells
 * @param viewA what cell A shows
 * @param viewB what cell B shows
 * @param sweeps the correlogram of each sweep, in the order of the input
 * @param normalisation how the mean is normalised
 * @param mean mean over the sweeps
 * @param low lower edge of the band of confidence of the mean, 95 % at each lag, from the scatter of the sweeps' own
 *     coefficients; empty for one sweep
 * @param high upper edge, likewise
 * @param peak the extremum of the mean
 * @param predictor the shift predictor; empty where the sweeps do not allow one
 * @param surrogates what chance gives; empty where none were asked for or possible
 * @param intervals of what is read from the peak; empty where not asked for or too few sweeps
 * @param remarks sentences for the person who reads the result
 */
public record PairCorrelogram(
        Pairing pairing,
        CellView viewA,
        CellView viewB,
        List<SweepCorrelogram> sweeps,
        Normalisation normalisation,
        double[] mean,
        Optional<double[]> low,
        Optional<double[]> high,
        CorrelogramPeak peak,
        Optional<ShiftPredictor> predictor,
        Optional<Surrogates> surrogates,
        Optional<PeakIntervals> intervals,
        List<String> remarks) {

    /** Takes copies of the lists. */
    public PairCorrelogram {
        sweeps = List.copyOf(sweeps);
        remarks = List.copyOf(remarks);
    }

    /** The mean coefficient at lag zero. */
    public double zeroLagR() {
        return mean[(mean.length - 1) / 2];
    }

    /**
     * By how much inhibition follows excitation: the lag of the extremum where cell B shows the inhibition (HD), its
     * negative where cell A does (DH), else NaN.
     *
     * <p>Read from potentials it overstates the delay between the conductances, see {@link LagExcess}.
     */
    public double iAfterEMs() {
        return pairing.inhibitionAfterExcitationMs(peak.lagMs());
    }

    /** The two-sided p over the whole window; NaN where there are no surrogates. */
    public double pValue() {
        return surrogates.map(Surrogates::pValue).orElse(Double.NaN);
    }
}
