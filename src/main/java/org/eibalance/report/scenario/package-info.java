/**
 * What scenarios show: panels, tables and sentences that several of them share, and the report of a sweep of a
 * parameter.
 *
 * <pre>{@code
 * Scenario<?> operatingPoint = Scenarios.find("operating-point");
 * ParameterSweep sweep = ParameterSweep.evenly(operatingPoint, "growth", 0.5, 2, 7, Map.of());
 * Report report = SweepReport.of(sweep, new ScenarioRun(1, 2, done -> {}));
 * report.sentences().forEach(System.out::println);
 * }</pre>
 */
package org.eibalance.report.scenario;
