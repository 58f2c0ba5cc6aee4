/**
 * Neurodata Without Borders 2.x, intracellular: reading and writing.
 *
 * <pre>{@code
 * NwbWriter.write(recording, Path.of("pair.nwb"), NwbOptions.of("a pair of cells"));
 * }</pre>
 */
package org.eibalance.format.nwb;
