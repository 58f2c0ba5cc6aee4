/**
 * Axon Binary Format, versions 1.0 to 1.84 and 2.0 to 2.9, as pCLAMP and AxoScope write it: reads all of it that
 * describes signals, and writes ABF2.
 *
 * <pre>{@code
 * try (Recording recording = Formats.open(Path.of("pair.abf"))) {
 *     CommandWaveform command = recording.command(0).orElseThrow();
 *     Abf2Writer.write(recording, Path.of("copy.abf"), Abf2Options.float32());
 * }
 * }</pre>
 *
 * A header of either version is read into one {@code AbfHeader}; from there on the versions do not differ.
 */
package org.eibalance.format.abf;
