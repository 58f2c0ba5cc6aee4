/**
 * HEKA PatchMaster bundles, versions 9 (2x) and 1000 (2x90, Next): groups, series and sweeps of the {@code .pul} tree
 * in the order in which they were recorded, commands reconstructed from the {@code .pgf} tree. Written from the
 * published layout.
 *
 * <pre>{@code
 * try (Recording cell = Formats.open(Path.of("cell.dat"))) {
 *     cell.tags().forEach(series -> System.out.println(series.text()));
 * }
 * }</pre>
 */
package org.eibalance.format.heka;
