/**
 * The checks of correlate-pair; {@link org.eibalance.check.pair.PairChecks} lists them.
 *
 * <pre>{@code
 * Checks checks = PairChecks.of(study.compute(parts, 2, done -> {}));
 * checks.names(CheckState.FAILED); // such as beyond_chance
 * }</pre>
 */
package org.eibalance.check.pair;
