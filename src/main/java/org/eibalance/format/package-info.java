/**
 * File formats. A format is found by the contents of a file, never by the extension of its name; a new format is one
 * new class: a {@link org.eibalance.format.RecordingFormat}, or a {@link org.eibalance.format.Hdf5Format} where the
 * files are HDF5.
 *
 * <pre>{@code
 * try (Recording recording = Formats.open(Path.of("pair.abf"))) {
 *     double[] sweep = recording.read(0, 0);
 * }
 * }</pre>
 */
package org.eibalance.format;
