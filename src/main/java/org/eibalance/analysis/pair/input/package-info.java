/**
 * Two cells recorded at once, as a correlation needs them: their sweeps, the level at which each is held, epochs and
 * artefacts that are left out, filters and spike removal.
 *
 * <pre>{@code
 * HoldingLevel level = HoldingLevel.valueOf("D");
 * }</pre>
 */
package org.eibalance.analysis.pair.input;
