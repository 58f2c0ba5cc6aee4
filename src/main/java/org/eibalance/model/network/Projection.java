package org.eibalance.model.network;

import org.eibalance.model.synapse.InhibitoryPlasticity;
import org.eibalance.model.synapse.ShortTermPlasticity;

/**
 * Synapses from one part of the network to another, all with one weight and one delay.
 *
 * @param source where the spikes come from
 * @param target where they go
 * @param synapse which receptor of the target population
 * @param connectivity who is connected with whom
 * @param weight in the unit of the receptor: mV, pA or nS; with plasticity the one at the start
 * @param delaySteps whole time steps, at least 1
 * @param shortTerm depression and facilitation; null for none
 * @param plasticity of the weights; null for none
 */
public record Projection(
        Population.Part source,
        Population.Part target,
        int synapse,
        Connectivity connectivity,
        double weight,
        int delaySteps,
        ShortTermPlasticity shortTerm,
        InhibitoryPlasticity plasticity) {

    /** Rough firing rate of neurons, before a simulation. */
    private static final double ASSUMED_RATE_HZ = 10;

    /** How many spikes are likely to be delivered together. */
    double spikesAtOnce(final double stepMs) {
        return isFixed() ? source.neurons() * ASSUMED_RATE_HZ * stepMs / 1000 : 1;
    }

    /** Whether every spike adds the same weight. */
    boolean isFixed() {
        return shortTerm == null && plasticity == null;
    }

    /** How many synapses there will be, about. */
    double expectedSynapses() {
        return connectivity.expectedSynapses(source.neurons(), target.neurons());
    }

    /** What to add to a target's number in its part to get the same neuron's number in the source part. */
    int selfOffset() {
        if (source.population() != target.population()) return Integer.MIN_VALUE / 2;
        return target.from() - source.from();
    }
}
