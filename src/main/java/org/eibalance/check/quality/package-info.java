/**
 * The checks of check-quality; {@link org.eibalance.check.quality.QualityChecks} lists them.
 *
 * <pre>{@code
 * Checks checks = QualityChecks.of(qualities, QualityLimits.DEFAULT);
 * checks.names(CheckState.FAILED); // such as access_resistance
 * }</pre>
 */
package org.eibalance.check.quality;
