package org.eibalance.rig;

import org.eibalance.recording.Recording;
import org.eibalance.recording.Sweep;

/**
 * A pair as its amplifiers record it: with the junction potential of the pipettes, noise, filter, hum that both cells
 * show alike, and drift of the baseline. Both bridges are taken as balanced.
 *
 * @param experiment the pair
 * @param junctionMv liquid junction potential, added to both potentials
 * @param amplifier filter and noise of each cell
 * @param interference 1/f noise of each cell, and hum of both
 * @param drift of the baselines; that of the leak is a part of the experiment
 */
public record PairRecording(
        PairExperiment experiment,
        double junctionMv,
        Amplifier amplifier,
        Interference interference,
        RecordingDrift drift) {

    /**
     * Records the pair. Sweeps are computed in parallel.
     *
     * @param name name of the recording
     * @param threads how many threads at most; the recording does not depend on it
     * @return the recording in memory, and its conductances
     * @throws org.eibalance.recording.InputException if it does not fit into memory; nothing is run then
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public SimulatedRecording run(final String name, final int threads) {
        final SimulatedRecording clean = experiment.run(name, threads);
        final Recording potentials = clean.recording();
        final AmplifierOutput output =
                new AmplifierOutput(amplifier, interference, drift, true, experiment.stepMs(), experiment.seed());
        final double[][][] recorded =
                new double[potentials.channels().size()][potentials.sweeps().size()][];
        for (int c = 0; c < recorded.length; c++) {
            for (final Sweep sweep : potentials.sweeps()) {
                final double[] mv = potentials.read(c, sweep.index());
                for (int i = 0; i < mv.length; i++) mv[i] += junctionMv;
                final double startMs = sweep.index() * (experiment.warmUpMs() + experiment.sweepMs());
                recorded[c][sweep.index()] = output.potential(mv, sweep.index(), c, startMs);
            }
        }
        return new SimulatedRecording(Recording.inMemory(potentials.header(), recorded), clean.truth());
    }
}
