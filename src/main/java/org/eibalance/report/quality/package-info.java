/**
 * The quality of a recording as sentences, a table and a figure. A new column is one line at the end of
 * {@code QualityTable}, a new sentence is in {@code QualityReport}, and their meaning is in docs/quality.md. A measure
 * in the unit of the channel has two columns, one in pA and one in mV.
 *
 * <pre>{@code
 * List<ChannelQuality> found = QualityCheck.compute(recording, channels, List.of(), settings, done -> {});
 * Report report = QualityReport.of(recording.name(), found, recording.remarks());
 * }</pre>
 */
package org.eibalance.report.quality;
