package org.eibalance.model.network;

import java.util.Arrays;
import org.eibalance.model.neuron.MembraneState;

/**
 * An electrode in one neuron: its potential and the conductance or current of each receptor, sampled at the start of
 * steps. Filled while the simulation runs; read afterwards.
 */
public final class Probe {

    private final Population population;
    private final int neuron;
    private final int everySteps;
    private final double stepMs;
    private final PopulationShare share;
    /** [0] potential, [1 + synapse] conductance or current. */
    private final double[][] traces;

    private int samples;

    Probe(
            final Population population,
            final int neuron,
            final PopulationShare share,
            final int everySteps,
            final double stepMs) {
        this.population = population;
        this.neuron = neuron;
        this.share = share;
        this.everySteps = everySteps;
        this.stepMs = stepMs;
        traces = new double[1 + population.synapses().size()][1024];
    }

    void sample(final long step) {
        if (step % everySteps != 0) return;
        if (samples == traces[0].length) {
            for (int t = 0; t < traces.length; t++) traces[t] = Arrays.copyOf(traces[t], 2 * samples);
        }
        final MembraneState membrane = share.membrane;
        final int place = neuron - share.from;
        final double potentialMv = membrane.potentialMv(place);
        traces[0][samples] = potentialMv;
        for (int r = 0; r < share.synapses.length; r++) {
            traces[1 + r][samples] = share.synapses[r].strength(place, potentialMv);
        }
        samples++;
    }

    /** Whose neuron it is in. */
    public Population population() {
        return population;
    }

    /** Number of the neuron in its population. */
    public int neuron() {
        return neuron;
    }

    /** Time between samples. */
    public double intervalMs() {
        return everySteps * stepMs;
    }

    /** The potential in mV at each sample. */
    public double[] potentialsMv() {
        return Arrays.copyOf(traces[0], samples);
    }

    /**
     * The state of a receptor at each sample: its conductance in nS, with the block by magnesium, or its current in pA.
     *
     * @param synapse which
     * @return the values
     */
    public double[] strengths(final int synapse) {
        return Arrays.copyOf(traces[1 + synapse], samples);
    }

    /**
     * The current that a perfect voltage clamp of this neuron would pass: leak and all conductances at the holding
     * potential, outward positive. The conductances are those of the running network, which does not notice the clamp.
     *
     * @param holdingMv holding potential
     * @return in pA at each sample
     */
    public double[] clampCurrentsPa(final double holdingMv) {
        final double[] pa = new double[samples];
        Arrays.fill(
                pa,
                population.membrane().leakNs()
                        * (holdingMv - population.membrane().leakReversalMv()));
        for (int r = 0; r < traces.length - 1; r++) {
            final double reversalMv = population.synapses().get(r).reversalOrNanMv();
            for (int i = 0; i < samples; i++) {
                pa[i] += Double.isNaN(reversalMv) ? -traces[1 + r][i] : traces[1 + r][i] * (holdingMv - reversalMv);
            }
        }
        return pa;
    }
}
