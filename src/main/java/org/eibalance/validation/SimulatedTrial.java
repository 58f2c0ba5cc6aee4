package org.eibalance.validation;

import org.eibalance.analysis.conductance.JunctionPotential;
import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.analysis.conductance.trials.ConditionTrials;
import org.eibalance.analysis.conductance.trials.LevelSource;
import org.eibalance.analysis.conductance.trials.TrialSelection;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.rig.CellExperiment;
import org.eibalance.rig.ClampProtocol;
import org.eibalance.rig.PointNeuron;
import org.eibalance.rig.SimulatedRecording;
import org.eibalance.rig.SynapticInput;

/** One simulated recording of known conductances, and what an estimator finds in it. */
abstract class SimulatedTrial {

    /**
     * What is simulated.
     *
     * @param settings of the whole validation
     * @param share size of the conductances, as a share of the largest
     * @param seed of this recording
     * @param threads how many threads at most
     * @param points where truth and estimates go
     */
    record Setup(ValidationSettings settings, double share, long seed, int threads, ValidationPoints points) {}

    private final Setup setup;

    SimulatedTrial(final Setup setup) {
        this.setup = setup;
    }

    /**
     * Simulates and estimates.
     *
     * @throws InputException if the estimator refuses the recording
     */
    abstract void estimate();

    /** The trial of an estimator. */
    static SimulatedTrial of(final Setup setup) {
        return switch (setup.settings().estimator()) {
            case VOLTAGE_CLAMP, CURRENT_CLAMP, SLOPE -> new LevelTrial(setup);
            case VMD, IMPEDANCE, RELAXATION, SPIKE_TRIGGERED, OVERSAMPLING -> new SingleTraceTrial(setup);
            case EVENTS -> new EventTrial(setup);
            case PAIR -> new PairTrial(setup);
        };
    }

    final ValidationSettings settings() {
        return setup.settings();
    }

    /** Size of g_E in this recording. */
    final double excitatoryNs() {
        return setup.share() * settings().excitatoryNs();
    }

    /** Size of g_I in this recording. */
    final double inhibitoryNs() {
        return setup.share() * settings().inhibitoryNs();
    }

    final long seed() {
        return setup.seed();
    }

    final int threads() {
        return setup.threads();
    }

    /** The cell as the estimator is told, which is that of the first sweep. */
    final PassiveCell cell() {
        final PointNeuron n = settings().neuron();
        return new PassiveCell(n.capacitancePf(), n.leakNs(), n.leakReversalMv());
    }

    final ReversalPotentials reversals() {
        final PointNeuron n = settings().neuron();
        return new ReversalPotentials(n.excitatoryReversalMv(), n.inhibitoryReversalMv());
    }

    /** The liquid junction potential of the pipette, which the estimator knows. */
    final JunctionPotential junction() {
        return JunctionPotential.toCorrect(settings().pipette().junctionMv());
    }

    /** Keeps an estimate with its truth. */
    final void add(final String name, final String unit, final double truth, final double estimate) {
        setup.points().add(name, unit, truth, estimate);
    }

    /** The levels of the settings, or the default ones of the estimator. */
    final Double[] levels(final Double... defaults) {
        return settings().levels().isEmpty() ? defaults : settings().levels().toArray(Double[]::new);
    }

    final Recording record(final SynapticInput input, final ClampProtocol protocol) {
        return simulate(input, protocol).recording();
    }

    final SimulatedRecording simulate(final SynapticInput input, final ClampProtocol protocol) {
        final ValidationSettings s = settings();
        return new CellExperiment(
                        s.cell(),
                        s.pipette(),
                        s.amplifier(protocol.sweepMs()),
                        input,
                        protocol,
                        s.details().interference(),
                        s.details().drift(),
                        !s.details().equals(RigDetails.NONE),
                        s.stepMs(),
                        seed())
                .run("validation", threads());
    }

    /** The trials of a recording, grouped by the level of the command before the response. */
    final ClampTrials trials(final Recording recording, final TimeWindow before) {
        return ConditionTrials.read(
                        recording,
                        TrialSelection.all(0, new LevelSource.Protocol(), before),
                        settings().pipette()::seriesResistanceMohm)
                .get(0)
                .trials();
    }
}
