/**
 * Conductances from the slope of current against potential in bins of time, for one or several conditions or up states.
 *
 * <pre>{@code
 * SlopesThroughTime found = SlopesThroughTime.compute(trials, settings);
 * }</pre>
 */
package org.eibalance.analysis.conductance.slope;
