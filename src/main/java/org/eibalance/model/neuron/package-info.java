/**
 * Single neurons: what a membrane does in one time step with the synaptic input it gets. Settings are records;
 * {@link org.eibalance.model.neuron.Membrane#allocate} makes the state of many such neurons.
 *
 * <p>Units: mV, ms, pF, nS, pA, so that C dV/dt and g V are both pA. A patch of 100 square micrometres turns uF/cm2,
 * mS/cm2 and uA/cm2 into the same numbers of pF, nS and pA.
 *
 * <pre>{@code
 * Membrane cell = new LeakyIntegrateAndFire(200, 10, -60, -50, -60, 5);
 * MembraneState cells = cell.allocate(100, 0.1);
 * cells.advance(new float[100], new float[100], 0, 100);   // no synapses: leak alone
 * }</pre>
 */
package org.eibalance.model.neuron;
