package org.eibalance.model.network;

import java.util.List;
import org.eibalance.model.neuron.Membrane;
import org.eibalance.model.synapse.Synapse;
import org.eibalance.recording.InputException;

/**
 * Neurons of one kind.
 *
 * @param index its place in the network
 * @param name what it is called
 * @param membrane what its neurons are
 * @param first number of its first neuron in the network
 * @param neurons how many
 * @param synapses its receptors, in order
 */
public record Population(int index, String name, Membrane membrane, int first, int neurons, List<Synapse> synapses) {

    /**
     * Some of its neurons, with successive numbers.
     *
     * @param population whose
     * @param from first of them, counted in the population
     * @param to behind the last
     */
    public record Part(Population population, int from, int to) {

        /** Checks the bounds. */
        public Part {
            if (from < 0 || to > population.neurons() || from >= to)
                throw new InputException("Neurons " + from + " to " + to + " of " + population.name() + ": it has "
                        + population.neurons() + ".");
        }

        /** How many. */
        public int neurons() {
            return to - from;
        }
    }

    /**
     * Some neurons.
     *
     * @param from first of them
     * @param to behind the last
     * @return the part
     */
    public Part part(final int from, final int to) {
        return new Part(this, from, to);
    }

    /** All neurons. */
    public Part whole() {
        return new Part(this, 0, neurons);
    }

    /** Where a thread's share of a population begins: the same cuts for the same number of threads. */
    int cut(final int share, final int shares) {
        return (int) ((long) neurons * share / shares);
    }
}
