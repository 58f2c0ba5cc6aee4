/**
 * Conductances as sentences, tables and figures: one class for each analysis, with a method {@code of} that takes the
 * result and gives the report.
 *
 * <pre>{@code
 * List<ConditionConductances> found = ConditionConductances.compute(conditions, trials -> settings, 2, done -> {});
 * Report report = DecompositionReport.of(AnalysedRecording.of(Path.of("cell.abf"), "I_MTest"), found);
 * double peakNs = report.summary().number(0, "g_e_peak_ns");
 * }</pre>
 */
package org.eibalance.report.conductance;
