/**
 * Recordings: channels over sweeps, with units, clamp modes, commands and tags.
 *
 * <pre>{@code
 * try (Recording recording = Formats.open(Path.of("pair.abf"))) {
 *     Channel cell = recording.channel("IN 0");
 *     double[] first = recording.read(cell.index(), 0);   // in cell.unit()
 * }
 * }</pre>
 *
 * <h2>Sign conventions of the whole program</h2>
 *
 * <ul>
 *   <li>Membrane current is positive outward: a synapse passes I_syn = g (V − E), and an excitatory current recorded at
 *       rest is negative.
 *   <li>Injected current is positive where it depolarises.
 *   <li>A positive lag between two cells means that the second follows the first.
 *   <li>Potentials in mV, currents in pA, conductances in nS, capacitances in pF, resistances in MOhm, times in ms
 *       unless a name says otherwise.
 * </ul>
 */
package org.eibalance.recording;
