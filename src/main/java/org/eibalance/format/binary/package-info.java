/**
 * What readers of binary formats share: fields of headers, and samples that are decoded from the mapped file when they
 * are asked for.
 *
 * <pre>{@code
 * Recording open(Path path) {
 *     return BinaryFile.read(path, file -> {
 *         Fields header = file.part(0, 64, ByteOrder.BIG_ENDIAN);
 *         StoredTrace trace = StoredTrace.contiguous(NumberType.I16, ByteOrder.BIG_ENDIAN, 64, header.i32(0), 0.01, 0);
 *         ...
 *     });
 * }
 * }</pre>
 */
package org.eibalance.format.binary;
