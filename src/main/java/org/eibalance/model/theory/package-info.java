/**
 * Closed forms and mean fields that the simulations are held against, and that tell what to expect before one is run.
 *
 * <pre>{@code
 * DiffusionNeuron cell = new DiffusionNeuron(20, 20, 10, 2);
 * double rateHz = cell.rateHz(18, 4);                         // Siegert 1951
 * double activeE = new BinaryMeanField(network).at(0.1).excitatory();
 * }</pre>
 */
package org.eibalance.model.theory;
