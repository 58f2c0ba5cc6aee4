package org.eibalance.rig;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.eibalance.analysis.pair.PairCorrelation;
import org.eibalance.analysis.pair.PairSettings;
import org.eibalance.analysis.pair.input.PairInput;
import org.eibalance.model.network.Connectivity;
import org.eibalance.model.network.Network;
import org.eibalance.model.network.Population;
import org.eibalance.model.network.Probe;
import org.eibalance.model.network.Simulation;
import org.eibalance.model.neuron.LeakyIntegrateAndFire;
import org.eibalance.model.synapse.Synapse;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.waveform.ConductancePair;
import org.junit.jupiter.api.Test;

class PatchedNetworkTest {

    private final Network network = network();
    private final Simulation simulation = network.prepare(1);
    private final Population cells = network.populations().get(0);

    private static Network network() {
        final Network.Builder b = new Network.Builder(0.1, 3);
        final Population p = b.population(
                "cells",
                new LeakyIntegrateAndFire(200, 10, -60, -50, -60, 5),
                4000,
                new Synapse.ExponentialConductance(5, 0),
                new Synapse.ExponentialConductance(10, -80));
        b.connect(p.part(0, 3200), p.whole(), 0, new Connectivity.FixedProbability(0.02), 6, 0.1);
        b.connect(p.part(3200, 4000), p.whole(), 1, new Connectivity.FixedProbability(0.02), 67, 0.1);
        b.startPotential(p.whole(), -65, 5);
        b.startSynapse(p.whole(), 0, 40, 15);
        b.startSynapse(p.whole(), 1, 200, 120);
        return b.build();
    }

    @Test
    void aPatchedNetworkIsARecordingWhoseCurrentsAreThoseOfItsTruth() {
        final Probe a = simulation.patch(cells, 5, 0.2);
        final Probe b = simulation.patch(cells, 9, 0.2);
        simulation.run(600, share -> {});
        final SimulatedRecording patched = PatchedNetwork.record(
                "network",
                network,
                List.of(
                        PatchedNetwork.Electrode.ofCurrent(a, -80),
                        PatchedNetwork.Electrode.ofCurrent(b, 0),
                        PatchedNetwork.Electrode.ofPotential(a)));
        try (Recording recording = patched.recording()) {
            assertEquals(3, recording.channels().size());
            assertEquals(3000, recording.samples(0, 0));
            assertEquals(ClampMode.VOLTAGE_CLAMP, recording.channels().get(0).clampMode());
            assertEquals(5000, recording.channels().get(2).sampleRateHz(), 1e-9);
            assertArrayEquals(a.potentialsMv(), recording.read(2, 0));
            final ConductancePair truth = patched.truth().get(0).get(0);
            final double[] current = recording.read(0, 0);
            for (int i = 0; i < current.length; i++) {
                assertEquals(
                        10 * (-80 + 60) + truth.excitatoryNs()[i] * -80,
                        current[i],
                        1e-3,
                        "at -80 mV only excitation shows");
            }
            final PairInput input =
                    PairInput.from(recording, recording.channel("0"), recording.channel("1"), List.of(0));
            assertTrue(PairCorrelation.compute(input, PairSettings.DEFAULT, 1)
                            .groups()
                            .size()
                    == 1);
        }
    }

    @Test
    void electrodesThatDoNotFitTogetherAreRefused() {
        final Probe a = simulation.patch(cells, 5, 0.2);
        final Probe b = simulation.patch(cells, 9, 0.5);
        simulation.run(10, share -> {});
        assertTrue(assertThrows(
                        InputException.class,
                        () -> PatchedNetwork.record(
                                "network",
                                network,
                                List.of(
                                        PatchedNetwork.Electrode.ofPotential(a),
                                        PatchedNetwork.Electrode.ofPotential(b))))
                .getMessage()
                .startsWith("Electrode 1 has "));
    }
}
