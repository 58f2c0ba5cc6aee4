package org.eibalance.analysis.pair;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.eibalance.analysis.pair.input.CommonHum;
import org.eibalance.analysis.pair.input.CommonTransients;
import org.eibalance.analysis.pair.input.PairInput;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.analysis.pair.input.Pairing;
import org.eibalance.recording.ClampMode;

/**
 * The result of one pairing of holding levels: its correlogram, and further measures beside it.
 *
 * @param correlogram of the sweeps with this pairing
 * @param onEventsOfA cell B around events of cell A
 * @param onEventsOfB cell A around events of cell B
 * @param sliding correlation through the recording
 * @param envelope whether the cells fluctuate strongly at the same times
 * @param excess by how much the lag overestimates; empty for HH, DD and unknown, and where one cell is in current clamp
 *     and the other in voltage clamp
 * @param transients what the extremum owes to sharp transients that both cells show
 * @param hum what the extremum owes to hum of the mains that both cells show
 */
public record PairingResult(
        PairCorrelogram correlogram,
        PairedEvents onEventsOfA,
        PairedEvents onEventsOfB,
        List<SlidingCorrelation> sliding,
        CommonEnvelope envelope,
        Optional<LagExcess> excess,
        CommonTransients transients,
        CommonHum hum) {

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
     * @param tauA membrane time constant of cell A
     * @param tauB membrane time constant of cell B
     * @return one for each group of the result, in its order
     */
    public static List<PairingResult> of(
            final PairInput input,
            final PairResult result,
            final PairSettings settings,
            final double windowMs,
            final MembraneTime tauA,
            final MembraneTime tauB) {
        return of(
                input,
                result,
                settings,
                windowMs,
                tauA,
                tauB,
                CommonTransients.find(List.of(input)),
                0,
                OptionalInt.empty());
    }

    /**
     * Computes the details of each pairing of a result.
     *
     * @param input what was correlated
     * @param result its correlograms
     * @param settings how
     * @param windowMs of the sliding correlation
     * @param tauA membrane time constant of cell A
     * @param tauB membrane time constant of cell B
     * @param transients when both cells show sharp transients at once
     * @param smearMs by how much filters have smeared these
     * @param humHz frequency of hum that both cells show; empty for none
     * @return one for each group of the result, in its order
     */
    public static List<PairingResult> of(
            final PairInput input,
            final PairResult result,
            final PairSettings settings,
            final double windowMs,
            final MembraneTime tauA,
            final MembraneTime tauB,
            final CommonTransients.Times transients,
            final double smearMs,
            final OptionalInt humHz) {
        final List<PairingResult> pairings = new ArrayList<>();
        for (final PairCorrelogram group : result.groups()) {
            final List<PairSweep> sweeps = sweepsOf(group.pairing(), input, settings);
            final double rate = input.sampleRateHz();
            final int up = group.viewA().direction(), upB = group.viewB().direction();
            pairings.add(new PairingResult(
                    group,
                    PairedEvents.of(sweeps, rate, true, up, upB),
                    PairedEvents.of(sweeps, rate, false, upB, up),
                    SlidingCorrelation.of(sweeps, group.peak().lagMs(), windowMs, rate),
                    CommonEnvelope.of(sweeps, rate),
                    excess(group, sweeps, input, result, settings, tauA, tauB),
                    CommonTransients.of(sweeps, rate, group.peak().lagMs(), transients, smearMs),
                    CommonHum.of(sweeps, rate, group.peak().lagMs(), humHz)));
        }
        return pairings;
    }

    /** Only between cells clamped alike: the membrane of one of them alone shifts the lag by its time constant. */
    private static Optional<LagExcess> excess(
            final PairCorrelogram group,
            final List<PairSweep> sweeps,
            final PairInput input,
            final PairResult result,
            final PairSettings settings,
            final MembraneTime tauA,
            final MembraneTime tauB) {
        if (Double.isNaN(group.iAfterEMs())
                || group.viewA().mode() != group.viewB().mode()) return Optional.empty();
        final boolean swapped = group.pairing() == Pairing.DH;
        final double levelA = potentialMv(sweeps, PairSweep::potentialAMv, settings);
        final double levelB = potentialMv(sweeps, PairSweep::potentialBMv, settings);
        final boolean potentials = group.viewA().mode() != ClampMode.VOLTAGE_CLAMP;
        final double rate = input.sampleRateHz();
        final List<PairSweep> hyperpolarised = result.group(Pairing.HH)
                .filter(hh -> hh.viewA().mode() == group.viewA().mode()
                        && hh.viewB().mode() == group.viewB().mode())
                .map(hh -> sweepsOf(Pairing.HH, input, settings))
                .orElse(List.of());
        final double windowMs = Stream.of(sweeps, hyperpolarised)
                .filter(some -> !some.isEmpty())
                .mapToDouble(some -> LagSpectra.windowMs(some, rate))
                .min()
                .orElseThrow();
        return Optional.of(LagExcess.of(
                new LagExcess.Basis(
                        group.iAfterEMs(),
                        Math.signum(group.peak().r()),
                        swapped ? levelB : levelA,
                        swapped ? levelA : levelB,
                        settings.excitatoryReversalMv(),
                        settings.inhibitoryReversalMv(),
                        potentials ? (swapped ? tauB : tauA).ms() : 0,
                        potentials ? (swapped ? tauA : tauB).ms() : 0,
                        potentials && (tauA.isAssumed() || tauB.isAssumed()),
                        settings.junctionPotentialMv() != 0),
                new LagSpectra(sweeps, swapped, group.normalisation(), windowMs, rate),
                hyperpolarised.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new LagSpectra(hyperpolarised, swapped, group.normalisation(), windowMs, rate)),
                settings.bootstraps(),
                settings.surrogates().seed()));
    }

    private static double potentialMv(
            final List<PairSweep> sweeps, final ToDoubleFunction<PairSweep> recordedMv, final PairSettings settings) {
        final double mean = sweeps.stream().mapToDouble(recordedMv).average().orElse(Double.NaN);
        return mean - settings.junctionPotentialMv();
    }

    private static List<PairSweep> sweepsOf(final Pairing pairing, final PairInput input, final PairSettings settings) {
        return input.sweeps().stream()
                .filter(s -> PairCorrelation.pairing(s, settings) == pairing)
                .toList();
    }
}
