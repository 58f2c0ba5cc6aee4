/**
 * File formats. A format is found by the first bytes of a file, never by the extension of its name; a new format is one
 * new class.
 *
 * <pre>{@code
 * try (Recording recording = Formats.open(Path.of("pair.abf"))) {
 *     double[] sweep = recording.read(0, 0);
 * }
 * }</pre>
 */
package org.eibalance.format;
