package org.eibalance.model.network;

import org.eibalance.model.neuron.Require;

/**
 * Independent Poisson spikes from outside into each neuron of a part.
 *
 * @param target who gets them
 * @param synapse which receptor
 * @param rateHz spikes a second into one neuron, all inputs together
 * @param weight of one spike, in the unit of the receptor
 * @param course what to multiply the rate by at each time step, the last value going on for ever; null for a constant
 *     rate; not copied
 */
public record PoissonDrive(Population.Part target, int synapse, double rateHz, double weight, float[] course) {

    /** Checks the rate. */
    public PoissonDrive {
        Require.notNegative("rate of the drive", rateHz, "Hz");
    }

    /**
     * A drive of constant rate.
     *
     * @param target who gets it
     * @param synapse which receptor
     * @param rateHz spikes a second into one neuron
     * @param weight of one spike
     */
    public PoissonDrive(final Population.Part target, final int synapse, final double rateHz, final double weight) {
        this(target, synapse, rateHz, weight, null);
    }
}
