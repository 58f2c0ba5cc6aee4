/**
 * The program outside of ImageJ: runs one command of the menu by its name and keys.
 *
 * <pre>
 * java -jar EI_Balance-0.1.0.jar correlate-pair recording=pair.abf cell_a=0 cell_b=1 max_lag_ms=100
 * </pre>
 */
package org.eibalance.launch;
