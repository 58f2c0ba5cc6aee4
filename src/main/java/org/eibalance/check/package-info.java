/**
 * Checks: whether a result may be believed. One class a check, in the package of its analysis; each package has one
 * class that lists its checks in the order in which a person reads them. A headline that rests on a failed check is not
 * said; the numbers stay in the tables.
 *
 * <pre>{@code
 * record Rate(int events, double seconds) {}
 *
 * final class EnoughEvents implements Check<Rate> {
 *     public String name() {
 *         return "enough_events";
 *     }
 *
 *     public CheckResult of(Rate rate) {
 *         return new CheckResult(name(), rate.events() < 10 ? CheckState.FAILED : CheckState.PASSED, rate.events(), 10,
 *             "", rate.events() + " events were found.", "Record for longer.");
 *     }
 * }
 *
 * Checks checks = Checks.of(new Rate(3, 60), List.of(new EnoughEvents()));
 * checks.headline("No rate is given", "The rate is 0.05 Hz.", "enough_events");
 * // No rate is given: 3 events were found. Record for longer.
 * }</pre>
 */
package org.eibalance.check;
