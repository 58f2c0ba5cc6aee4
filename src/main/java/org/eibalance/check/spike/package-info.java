/**
 * The checks of describe-spikes, estimate-branching, fit-avalanches and fit-aperiodic;
 * {@link org.eibalance.check.spike.SpikeChecks} lists them.
 *
 * <pre>{@code
 * Checks checks = SpikeChecks.of(trains, channels);
 * checks.names(CheckState.FAILED); // such as spikes_above_noise
 * }</pre>
 */
package org.eibalance.check.spike;
