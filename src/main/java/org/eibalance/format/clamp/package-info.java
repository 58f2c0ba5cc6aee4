/**
 * The file of the dynamic clamp: written while the clamp runs, opened like any recording.
 *
 * <pre>{@code
 * ClampFileHeader header = ClampFileHeader.of(20_000, LocalDateTime.now(), channels, commandChannel, details);
 * try (RecordingSink sink = ClampFileWriter.create(Path.of("cell.eiclamp"), header)) {
 *     sink.beginSweep(0);
 *     sink.append(samples, n);
 * }
 * }</pre>
 *
 * docs/formats.md describes every byte.
 */
package org.eibalance.format.clamp;
