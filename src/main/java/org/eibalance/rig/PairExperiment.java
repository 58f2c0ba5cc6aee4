package org.eibalance.rig;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Tag;
import org.eibalance.recording.Unit;
import org.eibalance.signal.ParallelLoop;
import org.eibalance.waveform.ConductancePair;

/**
 * Two neighbouring cells recorded at once in current clamp, after the experiment of Okun and Lampl (2008, Nat.
 * Neurosci. 11:535): the network around them drives both, inhibition a little later than excitation, and a steady
 * current holds each cell where it shows its excitation (hyperpolarised) or its inhibition (depolarised). Spikes are
 * left out, as with QX-314 in the pipettes.
 *
 * <p>The recording has one channel a cell, in mV, sampled at every step of the integration. Sweeps are independent of
 * each other and each has its warm-up cut off. The same settings give the same recording to the bit; two experiments
 * that differ in the holding currents alone have the same conductances.
 *
 * @param neuron both cells
 * @param drive what they have in common
 * @param excitation their excitatory synapses
 * @param inhibition their inhibitory synapses
 * @param holdingPaA steady current into cell A
 * @param holdingPaB steady current into cell B
 * @param stepMs step of integration and interval of sampling
 * @param warmUpMs time before each sweep, not recorded
 * @param sweepMs length of a sweep
 * @param sweeps how many
 * @param drift of the leak of both cells; their baselines do not drift
 * @param seed of all random numbers
 */
public record PairExperiment(
        PointNeuron neuron,
        CommonDrive drive,
        RateSynapse excitation,
        RateSynapse inhibition,
        double holdingPaA,
        double holdingPaB,
        double stepMs,
        double warmUpMs,
        double sweepMs,
        int sweeps,
        RecordingDrift drift,
        long seed) {

    /** The current that shows the EPSPs of the default cell: it then rests near -76 mV. */
    public static final double HYPERPOLARISING_PA = -350;

    /** The current that shows the IPSPs of the default cell: it then rests near -26 mV. */
    public static final double DEPOLARISING_PA = 800;

    /** Default of the number of sweeps. */
    public static final int DEFAULT_SWEEPS = 10;

    /** Default of the length of a sweep. */
    public static final double DEFAULT_SWEEP_MS = 2000;

    private static final int CELLS = 2;

    /** Bits of the step count that are 0 when cancellation is looked for: every few milliseconds. */
    private static final int LOOK_EVERY = 0xffff;

    /** A pair whose leak does not change. */
    public PairExperiment(
            final PointNeuron neuron,
            final CommonDrive drive,
            final RateSynapse excitation,
            final RateSynapse inhibition,
            final double holdingPaA,
            final double holdingPaB,
            final double stepMs,
            final double warmUpMs,
            final double sweepMs,
            final int sweeps,
            final long seed) {
        this(
                neuron,
                drive,
                excitation,
                inhibition,
                holdingPaA,
                holdingPaB,
                stepMs,
                warmUpMs,
                sweepMs,
                sweeps,
                RecordingDrift.NONE,
                seed);
    }

    /**
     * The pair with ten sweeps of two seconds.
     *
     * @param holdingPaA steady current into cell A
     * @param holdingPaB steady current into cell B
     * @param seed of all random numbers
     * @return the experiment
     */
    public static PairExperiment standard(final double holdingPaA, final double holdingPaB, final long seed) {
        return new PairExperiment(
                new PointNeuron(200, 10, -70, 0, -75),
                new CommonDrive(15, 0.5, 5, 0.4),
                new RateSynapse(4, 3, 0),
                new RateSynapse(10, 8, 3),
                holdingPaA,
                holdingPaB,
                0.1,
                500,
                DEFAULT_SWEEP_MS,
                DEFAULT_SWEEPS,
                seed);
    }

    /**
     * The same experiment with other sweeps.
     *
     * @param newSweepMs length of a sweep
     * @param newSweeps how many
     * @return the experiment
     */
    public PairExperiment withSweeps(final double newSweepMs, final int newSweeps) {
        return new PairExperiment(
                neuron,
                drive,
                excitation,
                inhibition,
                holdingPaA,
                holdingPaB,
                stepMs,
                warmUpMs,
                newSweepMs,
                newSweeps,
                drift,
                seed);
    }

    /**
     * Records the pair on the calling thread alone.
     *
     * @param name name of the recording
     * @return the recording in memory, and its conductances
     * @throws InputException if it does not fit into memory; nothing is run then
     * @throws CancellationException if the calling thread is interrupted
     */
    public SimulatedRecording run(final String name) {
        return run(name, 1);
    }

    /**
     * Records the pair. Sweeps are computed in parallel.
     *
     * @param name name of the recording
     * @param threads how many threads at most; the recording does not depend on it
     * @return the recording in memory, and its conductances
     * @throws InputException if it does not fit into memory; nothing is run then
     * @throws CancellationException if the calling thread is interrupted
     */
    public SimulatedRecording run(final String name, final int threads) {
        checkMemory();
        final SimulatedSweep[] simulated = new SimulatedSweep[sweeps];
        ParallelLoop.run(sweeps, threads, k -> simulated[k] = simulate(k));
        final int samples = samples();
        final List<Channel> channels = List.of(channel(0, "Vm A"), channel(1, "Vm B"));
        final List<CommandWaveform> commands = List.of(
                CommandWaveform.constant("I A", Unit.PICOAMPERE, holdingPaA),
                CommandWaveform.constant("I B", Unit.PICOAMPERE, holdingPaB));
        final List<Sweep> times = new ArrayList<>();
        final double[][][] potentials = new double[CELLS][sweeps][];
        for (int k = 0; k < sweeps; k++) {
            times.add(Sweep.uniform(k, k * (warmUpMs + sweepMs) / 1000, samples, CELLS));
            for (int c = 0; c < CELLS; c++) potentials[c][k] = simulated[k].potentialsMv()[c];
        }
        final RecordingHeader header = new RecordingHeader(
                name,
                Optional.empty(),
                "simulated pair",
                channels,
                times,
                commands,
                List.of(new Tag(0, "simulated: seed " + seed)),
                Optional.empty(),
                List.of());
        return new SimulatedRecording(
                Recording.inMemory(header, potentials),
                Arrays.stream(simulated).map(SimulatedSweep::truth).toList());
    }

    /** Of each cell the potential and two conductances stay. */
    private void checkMemory() {
        final double bytes = (double) Double.BYTES * 3 * CELLS * sweeps * (sweepMs + warmUpMs) / stepMs;
        final long most = Runtime.getRuntime().maxMemory();
        if (bytes > 0.8 * most)
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%d sweeps of %s ms need %.1f GB of memory, and there are %.1f GB: ask for fewer or shorter "
                            + "sweeps.",
                    sweeps,
                    sweepMs,
                    bytes / 1e9,
                    most / 1e9));
    }

    private Channel channel(final int index, final String name) {
        return new Channel(index, name, Unit.MILLIVOLT, ClampMode.CURRENT_CLAMP, 1000 / stepMs, index);
    }

    private int samples() {
        return (int) Math.round(sweepMs / stepMs);
    }

    private record SimulatedSweep(double[][] potentialsMv, List<ConductancePair> truth) {}

    private SimulatedSweep simulate(final int sweep) {
        final int warmUp = (int) Math.round(warmUpMs / stepMs);
        final int samples = samples();
        final PointNeuron then = drift.leakPerSweep() == 0 ? neuron : neuron.withLeak(drift.leakFactor(sweep));
        final double[] common = commonDrive(sweep, warmUp + samples);
        final double[][] potentialsMv = new double[CELLS][samples];
        final List<ConductancePair> truth = new ArrayList<>();
        for (int cell = 0; cell < CELLS; cell++) {
            final double[] excitatoryNs = conductance(excitation, common, random(sweep, 1 + 2 * cell));
            final double[] inhibitoryNs = conductance(inhibition, common, random(sweep, 2 + 2 * cell));
            final double holdingPa = cell == 0 ? holdingPaA : holdingPaB;
            double potentialMv = neuron.leakReversalMv();
            for (int i = 0; i < warmUp + samples; i++) {
                if ((i & LOOK_EVERY) == 0) ParallelLoop.checkCancelled();
                potentialMv = then.step(potentialMv, excitatoryNs[i], inhibitoryNs[i], holdingPa, stepMs);
                if (i >= warmUp) potentialsMv[cell][i - warmUp] = potentialMv;
            }
            truth.add(new ConductancePair(
                    stepMs,
                    Arrays.copyOfRange(excitatoryNs, warmUp, warmUp + samples),
                    Arrays.copyOfRange(inhibitoryNs, warmUp, warmUp + samples),
                    "simulated pair, sweep " + sweep + ", cell " + cell,
                    seed));
        }
        return new SimulatedSweep(potentialsMv, truth);
    }

    /** The common process, with the history that the longest delay looks back on. */
    private double[] commonDrive(final int sweep, final int steps) {
        final ColouredNoise process =
                new ColouredNoise(drive.commonTauMs(), drive.commonSd(), stepMs, random(sweep, 0));
        final double[] common = new double[historySteps() + steps];
        for (int i = 0; i < common.length; i++) common[i] = process.next();
        return common;
    }

    private int historySteps() {
        return delaySteps(excitation.delayMs() > inhibition.delayMs() ? excitation : inhibition);
    }

    private int delaySteps(final RateSynapse synapse) {
        return (int) Math.round(synapse.delayMs() / stepMs);
    }

    private double[] conductance(final RateSynapse synapse, final double[] common, final RandomGenerator random) {
        final ColouredNoise process = new ColouredNoise(drive.privateTauMs(), drive.privateSd(), stepMs, random);
        final double gain = 1 - StrictMath.exp(-stepMs / synapse.decayMs());
        final int shift = historySteps() - delaySteps(synapse);
        final double[] conductanceNs = new double[common.length - historySteps()];
        double filtered = 1;
        for (int i = 0; i < conductanceNs.length; i++) {
            if ((i & LOOK_EVERY) == 0) ParallelLoop.checkCancelled();
            final double rate = Math.max(0, 1 + common[i + shift] + process.next());
            filtered += (rate - filtered) * gain;
            conductanceNs[i] = synapse.meanNs() * filtered;
        }
        return conductanceNs;
    }

    /** Each process of each sweep has a generator of its own, whatever the order of computing. */
    private RandomGenerator random(final int sweep, final int process) {
        return new Well19937c(new int[] {(int) (seed >>> 32), (int) seed, sweep, process});
    }
}
