package org.eibalance.validation;

import java.util.List;
import org.eibalance.analysis.pair.PairCorrelation;
import org.eibalance.analysis.pair.PairSettings;
import org.eibalance.analysis.pair.input.PairInput;
import org.eibalance.recording.Recording;
import org.eibalance.rig.CommonDrive;
import org.eibalance.rig.PairExperiment;
import org.eibalance.rig.RateSynapse;

/** The lag of the correlogram of two cells, one showing excitation and one inhibition. */
final class PairTrial extends SimulatedTrial {

    PairTrial(final Setup setup) {
        super(setup);
    }

    @Override
    void estimate() {
        final PairExperiment experiment = new PairExperiment(
                settings().neuron(),
                new CommonDrive(15, 0.5, 5, 0.4),
                new RateSynapse(excitatoryNs(), 3, 0),
                new RateSynapse(inhibitoryNs(), 8, settings().delayMs()),
                PairExperiment.HYPERPOLARISING_PA,
                PairExperiment.DEPOLARISING_PA,
                settings().stepMs(),
                500,
                2000,
                settings().sweepsPerLevel(),
                seed());
        final Recording recording = experiment.run("pair", threads()).recording();
        final double lag = PairCorrelation.compute(
                        PairInput.from(
                                recording,
                                recording.channels().get(0),
                                recording.channels().get(1),
                                List.of()),
                        PairSettings.DEFAULT,
                        threads())
                .groups()
                .get(0)
                .peak()
                .lagMs();
        add("lag of inhibition", "ms", settings().delayMs(), lag);
    }
}
