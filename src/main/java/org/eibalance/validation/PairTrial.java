package org.eibalance.validation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.eibalance.analysis.pair.LagExcess;
import org.eibalance.analysis.pair.MembraneTime;
import org.eibalance.analysis.pair.PairCorrelation;
import org.eibalance.analysis.pair.PairResult;
import org.eibalance.analysis.pair.PairSettings;
import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.analysis.pair.PairingResult;
import org.eibalance.analysis.pair.input.PairInput;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.analysis.pair.significance.SurrogateSettings;
import org.eibalance.recording.Recording;
import org.eibalance.rig.CommonDrive;
import org.eibalance.rig.PairExperiment;
import org.eibalance.rig.PairRecording;
import org.eibalance.rig.RateSynapse;
import org.eibalance.rig.SimulatedRecording;
import org.eibalance.waveform.ConductancePair;

/**
 * The lag of the correlogram of two cells, one showing excitation and one inhibition, as read and as
 * {@code correlate-pair} corrects it. The truth beside both is the lag of the conductances: that of the extremum in the
 * correlogram of g_E of the hyperpolarised cell with g_I of the depolarised one, in the same sweeps. It is not the
 * delay of the synapses, to which the decay of the conductances adds.
 */
final class PairTrial extends SimulatedTrial {

    private static final double SWEEP_MS = 2000;

    PairTrial(final Setup setup) {
        super(setup);
    }

    @Override
    void estimate() {
        final ValidationSettings s = settings();
        final Double[] held = levels(PairExperiment.HYPERPOLARISING_PA, PairExperiment.DEPOLARISING_PA);
        final PairExperiment experiment = new PairExperiment(
                s.neuron(),
                new CommonDrive(15, 0.5, 5, 0.4),
                new RateSynapse(excitatoryNs(), s.details().excitation().decayTauMs(), 0),
                new RateSynapse(inhibitoryNs(), s.details().inhibition().decayTauMs(), s.delayMs()),
                Arrays.stream(held).min(Double::compare).orElseThrow(),
                Arrays.stream(held).max(Double::compare).orElseThrow(),
                s.stepMs(),
                500,
                SWEEP_MS,
                s.sweepsPerLevel(),
                s.details().drift(),
                seed());
        final SimulatedRecording simulated = new PairRecording(
                        experiment,
                        s.pipette().junctionMv(),
                        s.amplifier(SWEEP_MS),
                        s.details().interference(),
                        s.details().drift())
                .run("pair", threads());
        final double truthMs = lagOfConductancesMs(simulated.truth());
        final PairingResult found = correlate(simulated.recording());
        add("lag of inhibition", "ms", truthMs, found.correlogram().peak().lagMs());
        add(
                "corrected lag of inhibition",
                "ms",
                truthMs,
                found.excess().map(LagExcess::correctedMs).orElse(Double.NaN));
    }

    private PairSettings pairSettings() {
        final PairSettings standard = PairSettings.DEFAULT;
        return new PairSettings(
                        standard.maxLagMs(),
                        reversals().excitatoryMv(),
                        reversals().inhibitoryMv(),
                        settings().pipette().junctionMv(),
                        standard.levelA(),
                        standard.levelB())
                .withSignificance(SurrogateSettings.NONE, 0);
    }

    private PairingResult correlate(final Recording recording) {
        final PairInput input = PairInput.from(
                recording, recording.channels().get(0), recording.channels().get(1), List.of());
        final PairResult result = PairCorrelation.compute(input, pairSettings(), threads());
        // The estimator knows the time constant of the membranes, with the mean conductances of the synapses.
        final MembraneTime tau =
                MembraneTime.given(cell().capacitancePf() / (cell().leakNs() + excitatoryNs() + inhibitoryNs()));
        return PairingResult.of(input, result, pairSettings(), PairStudy.DEFAULT_SLIDING_WINDOW_MS, tau, tau)
                .get(0);
    }

    private double lagOfConductancesMs(final List<List<ConductancePair>> truth) {
        final List<PairSweep> sweeps = IntStream.range(0, truth.size())
                .mapToObj(k -> new PairSweep(
                        "conductances",
                        k,
                        truth.get(k).get(0).excitatoryNs(),
                        truth.get(k).get(1).inhibitoryNs(),
                        Double.NaN,
                        Double.NaN))
                .toList();
        return PairCorrelation.compute(
                        new PairInput("g_E", "g_I", 1000 / settings().stepMs(), sweeps),
                        PairSettings.DEFAULT.withSignificance(SurrogateSettings.NONE, 0),
                        threads())
                .groups()
                .get(0)
                .peak()
                .lagMs();
    }
}
