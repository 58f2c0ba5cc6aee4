/**
 * Synaptic events as sentences, tables and a figure. A new column is one line at the end of a table in
 * {@code EventTables}, and its meaning in docs/events.md.
 *
 * <pre>{@code
 * EventSettings settings = EventSettings.of(DetectionMethod.DECONVOLUTION, Polarity.NEGATIVE, shape);
 * EventResult found = EventDetection.compute(input, settings, 2, done -> {});
 * Report report = EventReport.of(settings, DetectedEvents.of("cell.abf", "control", 0, input, found), List.of());
 * }</pre>
 */
package org.eibalance.report.event;
