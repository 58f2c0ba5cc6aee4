package org.eibalance.model.neuron;

/**
 * The state of many neurons of one kind, advanced one time step at a time.
 *
 * <p>A step is: {@link #advance} for all neurons, piece by piece, then {@link #applyJumps} where there are synapses
 * that move the potential at once, then {@link #detect}. Used by one thread.
 */
public interface MembraneState {

    /** How many neurons. */
    int neurons();

    /**
     * Advances neurons by one step under synaptic input that is constant over the step: the current into a neuron is
     * {@code current - conductance * V}.
     *
     * @param conductanceNs total synaptic conductance of neuron {@code from + i} at i
     * @param currentPa sum of conductance times reversal, and of currents, at i
     * @param from first neuron
     * @param count how many
     */
    void advance(float[] conductanceNs, float[] currentPa, int from, int count);

    /**
     * Moves potentials at once, except those of refractory neurons, whose input is lost.
     *
     * @param jumpMv of each neuron
     */
    void applyJumps(float[] jumpMv);

    /**
     * Finds the neurons that fire in this step, resets them, and ends the refractory time of those for which it is
     * over.
     *
     * @param fired takes their numbers, ascending; has room for all
     * @return how many
     */
    int detect(int[] fired);

    /**
     * The membrane potential.
     *
     * @param neuron which
     * @return in mV
     */
    double potentialMv(int neuron);

    /**
     * Sets the membrane potential, and what depends on it to its steady state.
     *
     * @param neuron which
     * @param potentialMv in mV
     */
    void setPotentialMv(int neuron, double potentialMv);

    /**
     * Copies potentials.
     *
     * @param from first neuron
     * @param count how many
     * @param intoMv takes them
     */
    default void potentials(final int from, final int count, final float[] intoMv) {
        for (int i = 0; i < count; i++) intoMv[i] = (float) potentialMv(from + i);
    }
}
