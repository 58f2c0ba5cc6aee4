/**
 * Estimators against the virtual rig: conductances and events whose truth is known are recorded through a simulated
 * pipette and amplifier, estimated, and compared with the truth.
 *
 * <pre>{@code
 * EstimatorValidation found = EstimatorValidation.compute(settings, 2, done -> {});
 * }</pre>
 */
package org.eibalance.validation;
