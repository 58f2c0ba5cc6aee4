/**
 * Whether a correlogram could have come about by chance: surrogates by circular shifts or by pairings of different
 * sweeps, and the p that they give.
 *
 * <pre>{@code
 * double p = surrogates.pValue();
 * }</pre>
 */
package org.eibalance.analysis.pair.significance;
