/**
 * Closed forms and mean-field theory: the simulations are compared with them, and they predict what a simulation will
 * give.
 *
 * <pre>{@code
 * DiffusionNeuron cell = new DiffusionNeuron(20, 20, 10, 2);
 * double rateHz = cell.rateHz(18, 4);                         // Siegert 1951
 * double activeE = new BinaryMeanField(network).at(0.1).excitatory();
 * }</pre>
 */
package org.eibalance.model.theory;
