/**
 * Spike trains, avalanches, branching and spectra as sentences, tables and figures: the reports of the analyses of
 * spikes, criticality and fields.
 *
 * <pre>{@code
 * SpikeStatistics found = SpikeStatistics.of(trains, 100, 5);
 * Report report = SpikeReport.of("cell.csv", trains, found, 100, 5, List.of());
 * }</pre>
 */
package org.eibalance.report.spike;
