/**
 * What is in a recording, as sentences, tables and figures: its description, the measures of a stretch, what a person
 * added, and the truth of sample data.
 *
 * <pre>{@code
 * try (Recording recording = Formats.open(file)) {
 *     Report report = DescriptionReport.of(recording);
 *     report.sentences().forEach(System.out::println);
 * }
 * }</pre>
 */
package org.eibalance.report.recording;
