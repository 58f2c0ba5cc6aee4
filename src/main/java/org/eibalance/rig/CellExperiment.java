package org.eibalance.rig;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Tag;
import org.eibalance.recording.Unit;
import org.eibalance.signal.ParallelLoop;
import org.eibalance.waveform.ConductancePair;

/**
 * One cell in voltage or current clamp, through a pipette and an amplifier with their faults. The recording has one
 * channel, pA or mV, and holds its protocol.
 *
 * <p>Each sample is integrated in finer steps with conductances on straight lines between samples. Before a sweep the
 * cell stands at the level that the sweep begins at, with the conductances of the first sample, long enough to be
 * steady. The same settings give the same recording to the bit.
 *
 * @param cell the cell
 * @param pipette between cell and amplifier
 * @param amplifier filter and noise
 * @param input synaptic conductances
 * @param protocol the command of the amplifier
 * @param interference 1/f noise and hum
 * @param drift of leak and baseline
 * @param independentNoise whether the noise of all sweeps is independent. Otherwise it is that of earlier versions, on
 *     which published figures rest: the first 700 samples of different sweeps correlate somewhat
 * @param stepMs interval of sampling
 * @param seed of all random numbers
 */
public record CellExperiment(
        ModelCell cell,
        Pipette pipette,
        Amplifier amplifier,
        SynapticInput input,
        ClampProtocol protocol,
        Interference interference,
        RecordingDrift drift,
        boolean independentNoise,
        double stepMs,
        long seed) {

    private static final int STEPS_PER_SAMPLE = 5;
    private static final double WARM_UP_MS = 500;

    /** Long against the time constant of a clamp without R_s, and nothing to everything else. */
    private static final double SETTLING_MS = 1e-5;

    /** Without 1/f noise and hum; leak and baseline do not change. */
    public CellExperiment(
            final ModelCell cell,
            final Pipette pipette,
            final Amplifier amplifier,
            final SynapticInput input,
            final ClampProtocol protocol,
            final double stepMs,
            final long seed) {
        this(cell, pipette, amplifier, input, protocol, Interference.NONE, RecordingDrift.NONE, false, stepMs, seed);
    }

    /**
     * Records the cell on the calling thread alone.
     *
     * @param name name of the recording
     * @return the recording in memory, and its conductances
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public SimulatedRecording run(final String name) {
        return run(name, 1);
    }

    /**
     * Records the cell. Sweeps are computed in parallel.
     *
     * @param name name of the recording
     * @param threads how many threads at most; the recording does not depend on it
     * @return the recording in memory, and its conductances
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public SimulatedRecording run(final String name, final int threads) {
        final int samples = (int) Math.round(protocol.sweepMs() / stepMs);
        final int sweeps = protocol.sweeps();
        final AmplifierOutput output =
                new AmplifierOutput(amplifier, interference, drift, independentNoise, stepMs, seed);
        final ConductancePair[] truth = new ConductancePair[sweeps];
        final double[][][] recorded = new double[1][sweeps][];
        ParallelLoop.run(sweeps, threads, k -> {
            truth[k] = input.make(k, samples, stepMs, seed);
            final ModelCell then = drift.leakPerSweep() == 0 ? cell : cell.withLeak(drift.leakFactor(k));
            recorded[0][k] = protocol.mode() == ClampMode.VOLTAGE_CLAMP
                    ? output.current(voltageClamp(then, k, truth[k]), k, 0, startMs(k))
                    : output.potential(currentClamp(then, k, truth[k]), k, 0, startMs(k));
        });
        final boolean voltageClamp = protocol.mode() == ClampMode.VOLTAGE_CLAMP;
        final List<Sweep> times = new ArrayList<>();
        for (int k = 0; k < sweeps; k++) times.add(Sweep.uniform(k, startMs(k) / 1000, samples, 1));
        final Channel channel = new Channel(
                0,
                voltageClamp ? "current" : "potential",
                voltageClamp ? Unit.PICOAMPERE : Unit.MILLIVOLT,
                protocol.mode(),
                1000 / stepMs,
                0);
        final RecordingHeader header = new RecordingHeader(
                name,
                Optional.empty(),
                "simulated cell",
                List.of(channel),
                times,
                List.of(new ProtocolCommand(protocol, stepMs)),
                List.of(new Tag(0, "simulated: seed " + seed)),
                Optional.empty(),
                List.of());
        return new SimulatedRecording(
                Recording.inMemory(header, recorded),
                Arrays.stream(truth).map(List::of).toList());
    }

    private double startMs(final int sweep) {
        return sweep * (WARM_UP_MS + protocol.sweepMs());
    }

    /** The current through the pipette, outward positive; the stray capacitance adds its own. */
    private double[] voltageClamp(final ModelCell then, final int sweep, final ConductancePair truth) {
        final double seriesGohm = pipette.clampMohm(sweep) / 1000;
        final double[] potentialsMv = steady(then, sweep, truth, 1 / seriesGohm);
        final double[] currentPa = new double[truth.samples()];
        double before = protocol.at(sweep, 0);
        for (int i = 0; i < currentPa.length; i++) {
            final double command = protocol.at(sweep, i * stepMs);
            if (pipette.residualMohm(sweep) == 0) settle(then, potentialsMv, truth, i, 1 / seriesGohm, command);
            currentPa[i] = (command - pipette.junctionMv() - potentialsMv[0]) / seriesGohm
                    + pipette.capacitancePf() * (command - before) / stepMs;
            before = command;
            advance(then, potentialsMv, sweep, i, truth, 1 / seriesGohm);
        }
        return currentPa;
    }

    /** The potential at the amplifier: with the junction potential, and what is left of the bridge. */
    private double[] currentClamp(final ModelCell then, final int sweep, final ConductancePair truth) {
        final double[] potentialsMv = steady(then, sweep, truth, 0);
        final double[] recordedMv = new double[truth.samples()];
        for (int i = 0; i < recordedMv.length; i++) {
            recordedMv[i] = potentialsMv[0]
                    + pipette.junctionMv()
                    + pipette.residualMohm(sweep) / 1000 * protocol.at(sweep, i * stepMs);
            advance(then, potentialsMv, sweep, i, truth, 0);
        }
        return recordedMv;
    }

    /** Without R_s the clamp is at once where this sample's conductances and command take it. */
    private void settle(
            final ModelCell then,
            final double[] potentialsMv,
            final ConductancePair truth,
            final int sample,
            final double electrodeNs,
            final double command) {
        then.advance(
                potentialsMv,
                truth.excitatoryNs()[sample],
                truth.inhibitoryNs()[sample],
                0,
                electrodeNs,
                command - pipette.junctionMv(),
                SETTLING_MS);
    }

    private double[] steady(
            final ModelCell then, final int sweep, final ConductancePair truth, final double electrodeNs) {
        final double[] potentialsMv = new double[then.compartments()];
        Arrays.fill(potentialsMv, then.restMv());
        final double level = protocol.firstLevel(sweep);
        final boolean voltageClamp = electrodeNs > 0;
        for (double t = 0; t < WARM_UP_MS; t += stepMs) {
            then.advance(
                    potentialsMv,
                    truth.excitatoryNs()[0],
                    truth.inhibitoryNs()[0],
                    voltageClamp ? 0 : level,
                    electrodeNs,
                    level - pipette.junctionMv(),
                    stepMs);
        }
        return potentialsMv;
    }

    private void advance(
            final ModelCell then,
            final double[] potentialsMv,
            final int sweep,
            final int sample,
            final ConductancePair truth,
            final double electrodeNs) {
        final boolean voltageClamp = electrodeNs > 0;
        final int next = Math.min(sample + 1, truth.samples() - 1);
        for (int f = 0; f < STEPS_PER_SAMPLE; f++) {
            final double share = (f + 0.5) / STEPS_PER_SAMPLE;
            final double command = protocol.at(sweep, (sample + share) * stepMs);
            then.advance(
                    potentialsMv,
                    between(truth.excitatoryNs(), sample, next, share),
                    between(truth.inhibitoryNs(), sample, next, share),
                    voltageClamp ? 0 : command,
                    electrodeNs,
                    command - pipette.junctionMv(),
                    stepMs / STEPS_PER_SAMPLE);
        }
    }

    private static double between(final double[] values, final int sample, final int next, final double share) {
        return values[sample] + share * (values[next] - values[sample]);
    }
}
