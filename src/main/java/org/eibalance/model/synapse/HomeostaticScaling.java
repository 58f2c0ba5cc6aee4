package org.eibalance.model.synapse;

import org.eibalance.model.neuron.Require;

/**
 * Scaling of all inhibitory synapses of a neuron by one factor that follows its rate: ds_I/dt = k (r − r_0), never
 * below 0. Ratios between its weights stay (Turrigiano et al. 1998; van Rossum, Bi and Turrigiano 2000).
 *
 * @param gainPerSecondPerHz k
 * @param targetRateHz r_0
 * @param rateMs time constant of the running rate r
 */
public record HomeostaticScaling(double gainPerSecondPerHz, double targetRateHz, double rateMs) {

    /** Checks the values. */
    public HomeostaticScaling {
        Require.notNegative("gain", gainPerSecondPerHz, "/s/Hz");
        Require.notNegative("target rate", targetRateHz, "Hz");
        Require.positive("rate time constant", rateMs, "ms");
    }
}
