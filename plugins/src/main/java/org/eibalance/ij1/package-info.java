/**
 * The commands in plain ImageJ 1.x, which has no SciJava: dialogs, macros and recorder, all with the same keys. Fiji
 * does not use this package.
 *
 * <pre>
 * run("Correlate Pair...", "recording=[pair.abf] cell_a=0 cell_b=1 max_lag_ms=100");
 * </pre>
 */
package org.eibalance.ij1;
