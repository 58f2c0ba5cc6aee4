package org.eibalance.analysis.pair;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eibalance.analysis.pair.input.CommonTransients;
import org.eibalance.analysis.pair.input.PairInput;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.analysis.pair.input.Pairing;
import org.eibalance.recording.ClampMode;
import org.eibalance.signal.CrossCorrelation;

/**
 * The result of one pairing of holding levels: its correlogram, and further measures beside it.
 *
 * @param correlogram of the sweeps with this pairing
 * @param onEventsOfA cell B around events of cell A
 * @param onEventsOfB cell A around events of cell B
 * @param sliding correlation through the recording
 * @param envelope whether the cells fluctuate strongly at the same times
 * @param excess by how much the lag overestimates; empty for HH, DD and unknown
 * @param transients what the extremum owes to sharp transients that both cells show
 */
public record PairingResult(
        PairCorrelogram correlogram,
        PairedEvents onEventsOfA,
        PairedEvents onEventsOfB,
        List<SlidingCorrelation> sliding,
        CommonEnvelope envelope,
        Optional<LagExcess> excess,
        CommonTransients transients) {

    /** The levels of the two cells. */
    public Pairing pairing() {
        return correlogram.pairing();
    }

    /**
     * Computes the details of each pairing of a result that was correlated as it was recorded.
     *
     * @param input what was correlated
     * @param result its correlograms
     * @param settings how
     * @param windowMs of the sliding correlation
     * @param tauAMs membrane time constant of cell A
     * @param tauBMs membrane time constant of cell B
     * @return one for each group of the result, in its order
     */
    public static List<PairingResult> of(
            final PairInput input,
            final PairResult result,
            final PairSettings settings,
            final double windowMs,
            final double tauAMs,
            final double tauBMs) {
        return of(input, result, settings, windowMs, tauAMs, tauBMs, CommonTransients.find(List.of(input)), 0);
    }

    /**
     * Computes the details of each pairing of a result.
     *
     * @param input what was correlated
     * @param result its correlograms
     * @param settings how
     * @param windowMs of the sliding correlation
     * @param tauAMs membrane time constant of cell A
     * @param tauBMs membrane time constant of cell B
     * @param transients when both cells show sharp transients at once
     * @param smearMs by how much filters have smeared these
     * @return one for each group of the result, in its order
     */
    public static List<PairingResult> of(
            final PairInput input,
            final PairResult result,
            final PairSettings settings,
            final double windowMs,
            final double tauAMs,
            final double tauBMs,
            final CommonTransients.Times transients,
            final double smearMs) {
        final List<PairingResult> pairings = new ArrayList<>();
        for (final PairCorrelogram group : result.groups()) {
            final List<PairSweep> sweeps = input.sweeps().stream()
                    .filter(s -> PairCorrelation.pairing(s, settings) == group.pairing())
                    .toList();
            final double rate = input.sampleRateHz();
            final int up = group.viewA().direction(), upB = group.viewB().direction();
            pairings.add(new PairingResult(
                    group,
                    PairedEvents.of(sweeps, rate, true, up, upB),
                    PairedEvents.of(sweeps, rate, false, upB, up),
                    SlidingCorrelation.of(sweeps, group.peak().lagMs(), windowMs, rate),
                    CommonEnvelope.of(sweeps, rate),
                    excess(group, sweeps, result, settings, tauAMs, tauBMs, 1000 / rate),
                    CommonTransients.of(sweeps, rate, group.peak().lagMs(), transients, smearMs)));
        }
        return pairings;
    }

    private static Optional<LagExcess> excess(
            final PairCorrelogram group,
            final List<PairSweep> sweeps,
            final PairResult result,
            final PairSettings settings,
            final double tauAMs,
            final double tauBMs,
            final double intervalMs) {
        if (Double.isNaN(group.iAfterEMs())) return Optional.empty();
        final boolean swapped = group.pairing() == Pairing.DH;
        final double levelA =
                sweeps.stream().mapToDouble(PairSweep::potentialAMv).average().orElse(Double.NaN);
        final double levelB =
                sweeps.stream().mapToDouble(PairSweep::potentialBMv).average().orElse(Double.NaN);
        final double kappa =
                (1 - settings.share(swapped ? levelA : levelB)) / (1 - settings.share(swapped ? levelB : levelA));
        final double[] shared = result.group(Pairing.HH)
                .filter(hh -> hh.viewA().mode() == group.viewA().mode()
                        && hh.viewB().mode() == group.viewB().mode())
                .map(PairCorrelogram::mean)
                .orElseGet(() ->
                        autocorrelogram(sweeps, swapped, Math.abs(group.peak().r()), group.mean().length));
        final boolean potentials = group.viewA().mode() != ClampMode.VOLTAGE_CLAMP;
        return LagExcess.of(
                group,
                shared,
                Double.isNaN(kappa) ? 0 : kappa,
                potentials ? tauAMs : 0,
                potentials ? tauBMs : 0,
                intervalMs);
    }

    private static double[] autocorrelogram(
            final List<PairSweep> sweeps, final boolean ofB, final double share, final int lags) {
        final double[] mean = new double[lags];
        final CrossCorrelation correlation =
                new CrossCorrelation((lags - 1) / 2, sweeps.get(0).cellA().length);
        for (final PairSweep sweep : sweeps) {
            final double[] samples = ofB ? sweep.cellB() : sweep.cellA();
            final double[] c = correlation.coefficients(samples, samples, 1);
            for (int i = 0; i < lags; i++) mean[i] += share * c[i] / sweeps.size();
        }
        return mean;
    }
}
