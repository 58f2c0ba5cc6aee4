package org.eibalance.model.synapse;

import org.eibalance.model.neuron.Require;

/**
 * Spike-timing dependent plasticity of inhibitory synapses that drives each target to a rate (Vogels et al. 2011): at a
 * presynaptic spike w += eta (x_post − alpha), at a postsynaptic one w += eta x_pre; traces x jump by 1 and decay;
 * alpha = 2 rho_0 tau.
 *
 * @param learningRate eta, in the unit of the weight
 * @param targetRateHz rho_0
 * @param traceMs tau
 * @param greatestWeight weights stay between 0 and this
 */
public record InhibitoryPlasticity(double learningRate, double targetRateHz, double traceMs, double greatestWeight) {

    /** Checks the values. */
    public InhibitoryPlasticity {
        Require.notNegative("learning rate", learningRate, "");
        Require.notNegative("target rate", targetRateHz, "Hz");
        Require.positive("trace time constant", traceMs, "ms");
        Require.positive("greatest weight", greatestWeight, "");
    }

    /** alpha = 2 rho_0 tau, without unit. */
    public double depression() {
        return 2 * targetRateHz * traceMs / 1000;
    }
}
