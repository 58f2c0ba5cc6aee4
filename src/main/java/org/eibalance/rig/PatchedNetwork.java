package org.eibalance.rig;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eibalance.model.network.Network;
import org.eibalance.model.network.Population;
import org.eibalance.model.network.Probe;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Tag;
import org.eibalance.recording.Unit;
import org.eibalance.waveform.ConductancePair;

/**
 * Electrodes in neurons of a running network, as a recording with its truth: any analysis opens it like one of living
 * cells.
 */
public final class PatchedNetwork {

    private PatchedNetwork() {}

    /**
     * What one electrode does.
     *
     * @param probe in which neuron
     * @param voltageClamp whether its current is recorded, else its potential
     * @param holdingMv holding potential of a voltage clamp
     */
    public record Electrode(Probe probe, boolean voltageClamp, double holdingMv) {

        /** An electrode that records the potential. */
        public static Electrode ofPotential(final Probe probe) {
            return new Electrode(probe, false, Double.NaN);
        }

        /** An electrode that records the current at a holding potential, outward positive. */
        public static Electrode ofCurrent(final Probe probe, final double holdingMv) {
            return new Electrode(probe, true, holdingMv);
        }
    }

    /**
     * The recording of several electrodes, one channel each, in one sweep. The clamp is perfect, and the network does
     * not notice it: the conductances are those of the neuron as it ran.
     *
     * @param name of the recording
     * @param network that ran
     * @param electrodes at least one, all with the same interval and begun together
     * @return the recording; the truth holds for each cell the sum of the conductances that reverse above and of those
     *     that reverse below −50 mV
     * @throws InputException if there is no electrode, or they do not fit together
     */
    public static SimulatedRecording record(
            final String name, final Network network, final List<Electrode> electrodes) {
        if (electrodes.isEmpty())
            throw new InputException("No neuron of the network is patched: at least one must be.");
        final double intervalMs = electrodes.get(0).probe.intervalMs();
        final double[][][] samples = new double[electrodes.size()][1][];
        final List<Channel> channels = new ArrayList<>();
        final List<CommandWaveform> commands = new ArrayList<>();
        final List<ConductancePair> truth = new ArrayList<>();
        for (int c = 0; c < electrodes.size(); c++) {
            final Electrode e = electrodes.get(c);
            samples[c][0] = e.voltageClamp ? e.probe.clampCurrentsPa(e.holdingMv) : e.probe.potentialsMv();
            if (e.probe.intervalMs() != intervalMs || samples[c][0].length != samples[0][0].length)
                throw new InputException("Electrode " + c + " has " + samples[c][0].length + " samples every "
                        + e.probe.intervalMs() + " ms: all must have as many as the first, " + samples[0][0].length
                        + " every " + intervalMs + " ms.");
            int command = Channel.NO_COMMAND;
            if (e.voltageClamp) {
                command = commands.size();
                commands.add(CommandWaveform.constant("holding " + c, Unit.MILLIVOLT, e.holdingMv));
            }
            final Population p = e.probe.population();
            channels.add(new Channel(
                    c,
                    p.name() + " " + e.probe.neuron(),
                    e.voltageClamp ? Unit.PICOAMPERE : Unit.MILLIVOLT,
                    e.voltageClamp ? ClampMode.VOLTAGE_CLAMP : ClampMode.CURRENT_CLAMP,
                    1000 / intervalMs,
                    command));
            truth.add(truth(e.probe, network));
        }
        final RecordingHeader header = new RecordingHeader(
                name,
                Optional.empty(),
                "simulated network",
                channels,
                List.of(Sweep.uniform(0, 0, samples[0][0].length, channels.size())),
                commands,
                List.of(new Tag(0, "simulated: seed " + network.seed())),
                Optional.empty(),
                List.of());
        return new SimulatedRecording(Recording.inMemory(header, samples), List.of(truth));
    }

    private static ConductancePair truth(final Probe probe, final Network network) {
        final int samples = probe.potentialsMv().length;
        final double[] excitatory = new double[samples];
        final double[] inhibitory = new double[samples];
        for (int r = 0; r < probe.population().synapses().size(); r++) {
            final double reversalMv = probe.population().synapses().get(r).reversalOrNanMv();
            if (Double.isNaN(reversalMv)) continue;
            final double[] into = reversalMv > -50 ? excitatory : inhibitory;
            final double[] strengths = probe.strengths(r);
            Arrays.setAll(into, i -> into[i] + strengths[i]);
        }
        return new ConductancePair(
                probe.intervalMs(),
                excitatory,
                inhibitory,
                probe.population().name() + " " + probe.neuron(),
                network.seed());
    }
}
