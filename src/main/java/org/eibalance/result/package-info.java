/**
 * Results as values, and their files.
 *
 * <pre>{@code
 * Table table = Table.withColumns("recording", "peak_r").row("pair.abf", -0.69).build();
 * try (ResultFolder folder = new ResultFolder(Path.of("output/pair/correlate-pair"))) {
 *     folder.add("summary.csv", out -> CsvWriter.write(table, out));
 *     folder.commit();
 * }
 * }</pre>
 */
package org.eibalance.result;
