package org.eibalance.model.network;

import org.eibalance.model.neuron.Require;

/**
 * Settings of the balanced network of binary neurons of van Vreeswijk and Sompolinsky (1996, 1998): at times of its own
 * a neuron becomes active if its field u = sum of J / sqrt(K) over its active inputs + external input − threshold is
 * above 0, else inactive. Each pair is connected with probability K / N of the source population.
 *
 * @param excitatory N_E
 * @param inhibitory N_I
 * @param inputs K, mean number of inputs from each population
 * @param inhibitionOfE J_E = −J_EI; J_EE = 1
 * @param inhibitionOfI J_I = −J_II; J_IE = 1
 * @param externalToE E: the external input to E is E m_0 sqrt(K)
 * @param externalToI I
 * @param thresholdOfE theta_E
 * @param thresholdOfI theta_I
 * @param tauI mean time between updates of an inhibitory neuron, in units of the one of an excitatory neuron
 */
public record BinaryNetwork(
        int excitatory,
        int inhibitory,
        double inputs,
        double inhibitionOfE,
        double inhibitionOfI,
        double externalToE,
        double externalToI,
        double thresholdOfE,
        double thresholdOfI,
        double tauI) {

    /** Checks the values. */
    public BinaryNetwork {
        Require.positive("number of excitatory neurons", excitatory, "");
        Require.positive("number of inhibitory neurons", inhibitory, "");
        Require.positive("mean number of inputs", inputs, "");
        Require.within("mean number of inputs", inputs, 0, Math.min(excitatory, inhibitory), "");
        Require.positive("inhibitory time constant", tauI, "tau_E");
    }

    /**
     * Parameters that meet both conditions of balance: J_E 2, J_I 1.8, E 1, I .8, thresholds 1 and .7, tau_I .9.
     *
     * @param neurons N_E = N_I
     * @param inputs K
     * @return the network
     */
    public static BinaryNetwork ofPapers(final int neurons, final double inputs) {
        return new BinaryNetwork(neurons, neurons, inputs, 2, 1.8, 1, 0.8, 1, 0.7, 0.9);
    }

    /**
     * The same with another inhibitory time constant.
     *
     * @param otherTauI tau_I / tau_E
     * @return the network
     */
    public BinaryNetwork withTauI(final double otherTauI) {
        return new BinaryNetwork(
                excitatory,
                inhibitory,
                inputs,
                inhibitionOfE,
                inhibitionOfI,
                externalToE,
                externalToI,
                thresholdOfE,
                thresholdOfI,
                otherTauI);
    }

    /** How many neurons there are. */
    public int neurons() {
        return excitatory + inhibitory;
    }

    /** Expected number of synapses. */
    public double expectedSynapses() {
        return 2 * inputs * neurons();
    }

    /**
     * How long building and running will take on one thread of a machine of 2020 or later, about.
     *
     * @param durationTau model time in units of tau_E
     * @param activity mean share of neurons that are active
     * @return seconds, right to a factor of three or so
     */
    public double expectedSeconds(final double durationTau, final double activity) {
        final double updates = durationTau * (excitatory + inhibitory / tauI);
        // By mean-field theory an update is a flip with a probability near 1.4 m (1 - m), and a flip changes 2 K
        // fields.
        final double flips = updates * 1.4 * activity * (1 - activity);
        return 1e-9 * (16 * expectedSynapses() + 30 * updates + 1.2 * flips * 2 * inputs);
    }
}
