/**
 * Models without single neurons: populations that have a rate, and units that activate each other with some
 * probability.
 *
 * <pre>{@code
 * SubthalamicLoop.Course course = SubthalamicLoop.parkinsonian().run(5000, 0.1);
 * Avalanche one = new BranchingProcess(0.98, 1).next(1_000_000);
 * }</pre>
 */
package org.eibalance.model.rate;
