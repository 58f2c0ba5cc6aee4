package org.eibalance.model.network;

import java.util.Arrays;
import java.util.function.DoubleConsumer;
import org.eibalance.model.neuron.HodgkinHuxley;
import org.eibalance.model.neuron.MembraneState;
import org.eibalance.model.neuron.Require;
import org.eibalance.model.synapse.CounterRandom;
import org.eibalance.signal.ParallelLoop;

/**
 * Pyramidal cells and fast-spiking interneurons that fire in turn and so make a gamma rhythm (Boergers and Kopell 2003,
 * Neural Comput 15:509). A synapse saturates: its gate follows s' = (1 + tanh(V / 4)) / 2 · (1 − s) / tau_R − s / tau_D
 * of the potential before it, and a cell has the conductance g / (p N) times the sum of the gates that reach it, N
 * being the number of cells of that kind.
 *
 * <p>Cells have 100 square micrometres, so that 1 nS is 1 mS/cm² and 1 pA is 1 uA/cm².
 *
 * @param pyramidal the excitatory cells
 * @param interneuron the inhibitory cells
 * @param excitatory how many excitatory cells
 * @param inhibitory how many inhibitory cells
 * @param excitatoryPa mean current into excitatory cells, which scatters by 5 %
 * @param inhibitoryPa current into inhibitory cells
 * @param excitationOfINs g from E to I
 * @param inhibitionOfENs g from I to E
 * @param inhibitionOfINs g from I to I
 * @param probability p of each connection
 * @param inhibitoryDecayMs tau_D of inhibition; tau_R is 0.5 ms
 */
public record PingNetwork(
        HodgkinHuxley pyramidal,
        HodgkinHuxley interneuron,
        int excitatory,
        int inhibitory,
        double excitatoryPa,
        double inhibitoryPa,
        double excitationOfINs,
        double inhibitionOfENs,
        double inhibitionOfINs,
        double probability,
        double inhibitoryDecayMs) {

    private static final double SCATTER = 0.05;
    private static final double RISE_MS = 0.5;
    private static final double EXCITATORY_DECAY_MS = 3;
    private static final double INHIBITORY_REVERSAL_MV = -75;
    /** Gates below this count as closed. */
    private static final float CLOSED = 1e-4f;
    /** The hyperbolic tangent is 1 to seven digits beyond. */
    private static final double SATURATED = 9;

    /** Checks the values. */
    public PingNetwork {
        Require.positive("number of excitatory cells", excitatory, "");
        Require.positive("number of inhibitory cells", inhibitory, "");
        Require.notNegative("excitation of inhibitory cells", excitationOfINs, "nS");
        Require.notNegative("inhibition of excitatory cells", inhibitionOfENs, "nS");
        Require.notNegative("inhibition of inhibitory cells", inhibitionOfINs, "nS");
        Require.positive("connection probability", probability, "");
        Require.within("connection probability", probability, 0, 1, "");
        Require.positive("inhibitory decay time constant", inhibitoryDecayMs, "ms");
    }

    /** 200 and 50 cells, 1.4 pA, 0.25 nS, a probability of 0.5, and inhibition of 9 ms. */
    public static PingNetwork standard() {
        return new PingNetwork(
                HodgkinHuxley.pyramidal(), HodgkinHuxley.interneuron(), 200, 50, 1.4, 0, 0.25, 0.25, 0.25, 0.5, 9);
    }

    /** The same with another drive of the excitatory cells. */
    public PingNetwork withExcitatoryPa(final double pa) {
        return new PingNetwork(
                pyramidal,
                interneuron,
                excitatory,
                inhibitory,
                pa,
                inhibitoryPa,
                excitationOfINs,
                inhibitionOfENs,
                inhibitionOfINs,
                probability,
                inhibitoryDecayMs);
    }

    /** The same with another decay of inhibition. */
    public PingNetwork withInhibitoryDecayMs(final double ms) {
        return new PingNetwork(
                pyramidal,
                interneuron,
                excitatory,
                inhibitory,
                excitatoryPa,
                inhibitoryPa,
                excitationOfINs,
                inhibitionOfENs,
                inhibitionOfINs,
                probability,
                ms);
    }

    /** The same with another excitation of the interneurons. */
    public PingNetwork withExcitationOfINs(final double ns) {
        return new PingNetwork(
                pyramidal,
                interneuron,
                excitatory,
                inhibitory,
                excitatoryPa,
                inhibitoryPa,
                ns,
                inhibitionOfENs,
                inhibitionOfINs,
                probability,
                inhibitoryDecayMs);
    }

    /** The same with other cell parameters, as after a mutation or under a drug. */
    public PingNetwork withCells(final HodgkinHuxley newPyramidal, final HodgkinHuxley newInterneuron) {
        return new PingNetwork(
                newPyramidal,
                newInterneuron,
                excitatory,
                inhibitory,
                excitatoryPa,
                inhibitoryPa,
                excitationOfINs,
                inhibitionOfENs,
                inhibitionOfINs,
                probability,
                inhibitoryDecayMs);
    }

    /**
     * Runs it.
     *
     * @param durationMs how long
     * @param stepMs time step
     * @param seed of connections, currents and potentials at the start
     * @param progress takes the done share, from 0 to 1
     * @return the spikes, excitatory cells first
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public Spikes run(final double durationMs, final double stepMs, final long seed, final DoubleConsumer progress) {
        final Half e = new Half(pyramidal, excitatory, stepMs, EXCITATORY_DECAY_MS);
        final Half i = new Half(interneuron, inhibitory, stepMs, inhibitoryDecayMs);
        final CounterRandom random = new CounterRandom(seed, 0);
        for (int k = 0; k < excitatory; k++) {
            e.drivePa[k] = (float) (excitatoryPa * (1 + SCATTER * random.nextGaussian()));
            e.cells.setPotentialMv(k, -65 + 5 * random.nextGaussian());
        }
        Arrays.fill(i.drivePa, (float) inhibitoryPa);
        final float[][] ei = weights(excitatory, inhibitory, excitationOfINs, random);
        final float[][] ie = weights(inhibitory, excitatory, inhibitionOfENs, random);
        final float[][] ii = weights(inhibitory, inhibitory, inhibitionOfINs, random);
        final int steps = (int) Math.round(durationMs / stepMs);
        final IntLog neurons = new IntLog();
        final IntLog when = new IntLog();
        for (int step = 0; step < steps; step++) {
            if ((step & 0xff) == 0) {
                ParallelLoop.checkCancelled();
                progress.accept((double) step / steps);
            }
            e.clear();
            i.clear();
            e.add(i.gates, ie, INHIBITORY_REVERSAL_MV);
            i.add(e.gates, ei, 0);
            i.add(i.gates, ii, INHIBITORY_REVERSAL_MV);
            e.step(0, step, neurons, when);
            i.step(excitatory, step, neurons, when);
        }
        progress.accept(1);
        return new Spikes(
                stepMs,
                steps,
                excitatory + inhibitory,
                Arrays.copyOf(neurons.values, neurons.size),
                Arrays.copyOf(when.values, when.size));
    }

    /** One row a source. */
    private float[][] weights(final int sources, final int targets, final double ns, final CounterRandom random) {
        final float[][] weights = new float[sources][targets];
        for (final float[] row : weights) {
            for (int t = 0; t < targets; t++)
                if (random.nextDouble() < probability) row[t] = (float) (ns / (probability * sources));
        }
        return weights;
    }

    /** The cells of one kind in time. */
    private static final class Half {

        private final MembraneState cells;
        private final float[] gates;
        private final float[] drivePa;
        private final float[] conductanceNs;
        private final float[] currentPa;
        private final int[] fired;
        private final double stepMs;
        private final double decayMs;

        Half(final HodgkinHuxley kind, final int count, final double stepMs, final double decayMs) {
            cells = kind.allocate(count, stepMs);
            gates = new float[count];
            drivePa = new float[count];
            conductanceNs = new float[count];
            currentPa = new float[count];
            fired = new int[count];
            this.stepMs = stepMs;
            this.decayMs = decayMs;
        }

        void clear() {
            Arrays.fill(conductanceNs, 0);
            System.arraycopy(drivePa, 0, currentPa, 0, drivePa.length);
        }

        void add(final float[] open, final float[][] weights, final double reversalMv) {
            final float reversal = (float) reversalMv;
            for (int source = 0; source < open.length; source++) {
                final float s = open[source];
                if (s < CLOSED) continue;
                final float[] row = weights[source];
                for (int t = 0; t < row.length; t++) conductanceNs[t] += s * row[t];
                if (reversal != 0) for (int t = 0; t < row.length; t++) currentPa[t] += s * row[t] * reversal;
            }
        }

        void step(final int first, final int step, final IntLog neurons, final IntLog when) {
            cells.advance(conductanceNs, currentPa, 0, gates.length);
            final int count = cells.detect(fired);
            for (int k = 0; k < count; k++) {
                neurons.add(first + fired[k]);
                when.add(step);
            }
            for (int k = 0; k < gates.length; k++) {
                final double quarter = cells.potentialMv(k) / 4;
                final double open = quarter < -SATURATED ? 0 : 0.5 * (1 + Math.tanh(quarter)) / RISE_MS;
                final double rate = open + 1 / decayMs;
                final double goal = open / rate;
                gates[k] = (float) (goal + (gates[k] - goal) * Math.exp(-stepMs * rate));
            }
        }
    }
}
