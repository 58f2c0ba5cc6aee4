/**
 * Conductances over time: what the rig, the models, the analyses and tables make, and the only thing that the dynamic
 * clamp takes.
 *
 * <pre>{@code
 * ConductancePair pair = new ConductancePair(0.1, excitatoryNs, inhibitoryNs, "Okun-Lampl pair, cell 0", 1);
 * double middle = pair.inhibitoryNs()[pair.samples() / 2];
 * }</pre>
 */
package org.eibalance.waveform;
