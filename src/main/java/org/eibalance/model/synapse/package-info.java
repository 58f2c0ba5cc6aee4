/**
 * Synapses: the effect of arriving spikes on a membrane, and how their strength changes. A
 * {@link org.eibalance.model.synapse.Synapse} is the settings of one receptor of a population; its state holds one
 * number for each neuron, because all its synapses of that kind are added up.
 *
 * <pre>{@code
 * Synapse ampa = new Synapse.ExponentialConductance(5, 0);
 * Synapse gaba = new Synapse.ExponentialConductance(10, -80);
 * double strength = new ShortTermPlasticity(0.5, 800, 0).steadyRelease(20);
 * }</pre>
 */
package org.eibalance.model.synapse;
