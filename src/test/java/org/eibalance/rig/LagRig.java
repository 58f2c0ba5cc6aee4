package org.eibalance.rig;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.eibalance.analysis.pair.PairSettings;
import org.eibalance.analysis.pair.input.PairInput;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.recording.ClampMode;
import org.eibalance.signal.Statistics;

/**
 * A pair of which cell A is held hyperpolarised and cell B depolarised, as somebody recorded it: with noise of the
 * electrodes, a junction potential, and time constants of the membranes that need not be the true ones.
 *
 * @param evoked 30 epochs of 500 ms that follow a stimulus 100 ms after they begin; else ten sweeps of 2 s of the
 *     standard pair
 * @param noiseMv standard deviation of white noise on each sample
 * @param toldTauMs time constant that the analysis is told, of both cells; the true one is {@link #TAU_MS}
 * @param junctionMv junction potential in the recorded potentials
 * @param toldJunctionMv the one that the analysis is told
 */
public record LagRig(boolean evoked, double noiseMv, double toldTauMs, double junctionMv, double toldJunctionMv) {

    /** 200 pF over a mean of 24 nS. */
    public static final double TAU_MS = 200 / 24.0;

    /** Twelve rigs: noise, wrong time constants, junction potentials told and untold, of both kinds. */
    public static final List<LagRig> TWELVE = List.of(
            new LagRig(false, 0, TAU_MS, 0, 0),
            new LagRig(false, 0.1, TAU_MS, 0, 0),
            new LagRig(false, 0.3, TAU_MS, 0, 0),
            new LagRig(false, 0.1, 1.2 * TAU_MS, 0, 0),
            new LagRig(false, 0.3, 0.8 * TAU_MS, 0, 0),
            new LagRig(false, 0.1, TAU_MS, 10, 10),
            new LagRig(false, 0.1, TAU_MS, 10, 0),
            new LagRig(true, 0, TAU_MS, 0, 0),
            new LagRig(true, 0.1, TAU_MS, 10, 10),
            new LagRig(true, 0.3, TAU_MS, 0, 0),
            new LagRig(true, 0.3, 1.2 * TAU_MS, 0, 0),
            new LagRig(true, 0.1, 0.8 * TAU_MS, 10, 0));

    private static final double STEP_MS = 0.1;
    private static final int WARM_UP = 3000;
    private static final int EPOCHS = 30;
    private static final int EPOCH = 5000;
    private static final int STIMULUS = 1000;

    /**
     * What both cells did, without electrodes.
     *
     * @param potentialsMv of cell A and cell B, by sweep
     * @param excitatoryNs g_E of cell A, by sweep
     * @param inhibitoryNs g_I of cell B, by sweep
     */
    public record Pair(double[][][] potentialsMv, double[][] excitatoryNs, double[][] inhibitoryNs) {

        /** The conductances that the lag is about, as a pair of cells. */
        public List<PairSweep> truth() {
            return IntStream.range(0, excitatoryNs.length)
                    .mapToObj(k -> new PairSweep("truth", k, excitatoryNs[k], inhibitoryNs[k], Double.NaN, Double.NaN))
                    .toList();
        }
    }

    /** Whether nothing about the rig is worse than in a good recording: the lag must then be found. */
    public boolean isGood() {
        return noiseMv <= 0.1 && toldTauMs == TAU_MS && toldJunctionMv == junctionMv;
    }

    /** How the analysis is told to look at it. */
    public PairSettings settings() {
        final PairSettings d = PairSettings.DEFAULT;
        return new PairSettings(
                d.maxLagMs(),
                d.excitatoryReversalMv(),
                d.inhibitoryReversalMv(),
                toldJunctionMv,
                d.levelA(),
                d.levelB());
    }

    /** The recording of a pair. */
    public PairInput record(final Pair pair, final long seed) {
        final RandomGenerator random = new Well19937c(seed + 77);
        final List<PairSweep> sweeps = new ArrayList<>();
        for (int k = 0; k < pair.excitatoryNs.length; k++) {
            final double[] a = recorded(pair.potentialsMv[0][k], random);
            final double[] b = recorded(pair.potentialsMv[1][k], random);
            sweeps.add(new PairSweep(
                    "rig",
                    k,
                    0,
                    a,
                    b,
                    Statistics.mean(a, 0, a.length),
                    Statistics.mean(b, 0, b.length),
                    ClampMode.CURRENT_CLAMP,
                    ClampMode.CURRENT_CLAMP));
        }
        return new PairInput("A", "B", 1000 / STEP_MS, sweeps, evoked);
    }

    private double[] recorded(final double[] potentialMv, final RandomGenerator random) {
        final double[] samples = new double[potentialMv.length];
        for (int t = 0; t < samples.length; t++)
            samples[t] = potentialMv[t] + junctionMv + noiseMv * random.nextGaussian();
        return samples;
    }

    /** Ongoing activity: the standard pair of the sample data. */
    public static Pair ongoing(final long seed) {
        final SimulatedRecording run = PairExperiment.standard(
                        PairExperiment.HYPERPOLARISING_PA, PairExperiment.DEPOLARISING_PA, seed)
                .run("rig", 2);
        final int sweeps = run.truth().size();
        final double[][][] potentialsMv = new double[2][sweeps][];
        final double[][] excitatoryNs = new double[sweeps][], inhibitoryNs = new double[sweeps][];
        for (int k = 0; k < sweeps; k++) {
            for (int c = 0; c < 2; c++) potentialsMv[c][k] = run.recording().read(c, k);
            excitatoryNs[k] = run.truth().get(k).get(0).excitatoryNs();
            inhibitoryNs[k] = run.truth().get(k).get(1).inhibitoryNs();
        }
        return new Pair(potentialsMv, excitatoryNs, inhibitoryNs);
    }

    /**
     * The same pair after stimuli: the common drive is weaker (standard deviation 0.3), and each stimulus adds a
     * transient that peaks after 10 ms, with an amplitude of 2 ± 0.6 of the mean rate.
     */
    public static Pair evoked(final long seed) {
        final PairExperiment standard =
                PairExperiment.standard(PairExperiment.HYPERPOLARISING_PA, PairExperiment.DEPOLARISING_PA, seed);
        final double[][][] potentialsMv = new double[2][EPOCHS][EPOCH];
        final double[][] excitatoryNs = new double[EPOCHS][], inhibitoryNs = new double[EPOCHS][];
        for (int k = 0; k < EPOCHS; k++) {
            final RandomGenerator random = new Well19937c(new int[] {(int) seed, k, 5});
            final int latest = (int) Math.round(standard.inhibition().delayMs() / STEP_MS);
            final double[] common = new double[latest + WARM_UP + EPOCH];
            final ColouredNoise process = new ColouredNoise(15, 0.3, STEP_MS, random);
            final double gain = 2 * Math.max(0, 1 + 0.3 * random.nextGaussian());
            for (int i = 0; i < common.length; i++) {
                final double sinceMs = (i - latest - WARM_UP - STIMULUS) * STEP_MS;
                final double evoked = sinceMs > 0 ? sinceMs / 10 * StrictMath.exp(1 - sinceMs / 10) : 0;
                common[i] = process.next() + gain * evoked;
            }
            for (int cell = 0; cell < 2; cell++) {
                final double[] e = conductance(standard.excitation(), common, latest, random);
                final double[] i = conductance(standard.inhibition(), common, latest, random);
                final double holdingPa = cell == 0 ? standard.holdingPaA() : standard.holdingPaB();
                double potentialMv = -70;
                for (int t = 0; t < WARM_UP + EPOCH; t++) {
                    potentialMv = standard.neuron().step(potentialMv, e[t], i[t], holdingPa, STEP_MS);
                    if (t >= WARM_UP) potentialsMv[cell][k][t - WARM_UP] = potentialMv;
                }
                if (cell == 0) excitatoryNs[k] = Arrays.copyOfRange(e, WARM_UP, WARM_UP + EPOCH);
                else inhibitoryNs[k] = Arrays.copyOfRange(i, WARM_UP, WARM_UP + EPOCH);
            }
        }
        return new Pair(potentialsMv, excitatoryNs, inhibitoryNs);
    }

    private static double[] conductance(
            final RateSynapse synapse, final double[] common, final int latest, final RandomGenerator random) {
        final ColouredNoise own = new ColouredNoise(5, 0.4, STEP_MS, random);
        final double gain = 1 - StrictMath.exp(-STEP_MS / synapse.decayMs());
        final int shift = latest - (int) Math.round(synapse.delayMs() / STEP_MS);
        final double[] conductanceNs = new double[common.length - latest];
        double filtered = 1;
        for (int t = 0; t < conductanceNs.length; t++) {
            filtered += (Math.max(0, 1 + common[t + shift] + own.next()) - filtered) * gain;
            conductanceNs[t] = synapse.meanNs() * filtered;
        }
        return conductanceNs;
    }
}
