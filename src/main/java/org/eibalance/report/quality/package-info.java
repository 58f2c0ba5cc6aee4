/**
 * The quality of a recording as sentences, a table and a figure. A new column is one line in {@code QualityTable}.
 *
 * <pre>{@code
 * List<ChannelQuality> found = QualityCheck.compute(recording, channels, List.of(), settings, done -> {});
 * Report report = QualityReport.of(recording.name(), found, recording.remarks());
 * }</pre>
 */
package org.eibalance.report.quality;
