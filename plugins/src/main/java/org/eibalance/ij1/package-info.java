/**
 * The commands in plain ImageJ 1.x, where no SciJava is: dialogs, macros and the recorder, all with the same keys. In
 * Fiji none of this is used.
 *
 * <pre>
 * run("Correlate Pair...", "recording=[pair.abf] cell_a=0 cell_b=1 max_lag_ms=100");
 * </pre>
 */
package org.eibalance.ij1;
