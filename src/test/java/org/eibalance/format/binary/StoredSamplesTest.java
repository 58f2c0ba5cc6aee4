package org.eibalance.format.binary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.eibalance.recording.MappedFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers of each type, in either order, at any distance, in several runs. */
class StoredSamplesTest {

    /** More than are decoded at once. */
    private static final int SAMPLES = 70_000;

    @TempDir
    private Path folder;

    private static double put(final ByteBuffer bytes, final int at, final NumberType type, final long random) {
        switch (type) {
            case I8 -> bytes.put(at, (byte) random);
            case U8 -> bytes.put(at, (byte) random);
            case I16, U16 -> bytes.putShort(at, (short) random);
            case I32, U32 -> bytes.putInt(at, (int) random);
            case I64, U64 -> bytes.putLong(at, random);
            case F32 -> bytes.putFloat(at, random / 3f);
            case F64 -> bytes.putDouble(at, random / 3.0);
        }
        return switch (type) {
            case I8 -> (byte) random;
            case U8 -> Byte.toUnsignedInt((byte) random);
            case I16 -> (short) random;
            case U16 -> Short.toUnsignedInt((short) random);
            case I32 -> (int) random;
            case U32 -> Integer.toUnsignedLong((int) random);
            case I64 -> random;
            case U64 -> new java.math.BigInteger(Long.toUnsignedString(random)).doubleValue();
            case F32 -> random / 3f;
            case F64 -> random / 3.0;
        };
    }

    @Test
    void eachTypeIsDecodedAndScaled() throws IOException {
        final SplittableRandom random = new SplittableRandom(5);
        for (final NumberType type : NumberType.values()) {
            for (final ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
                for (final int stride : new int[] {type.bytes(), 3 * type.bytes(), type.bytes() + 1}) {
                    final ByteBuffer bytes =
                            ByteBuffer.allocate(7 + SAMPLES * stride).order(order);
                    final double[] expected = new double[SAMPLES];
                    for (int i = 0; i < SAMPLES; i++)
                        expected[i] = put(bytes, 7 + i * stride, type, random.nextLong()) * 0.5 - 3;
                    final Path file = Files.write(folder.resolve(type + "-" + order + "-" + stride), bytes.array());
                    final StoredTrace trace = StoredTrace.spaced(type, order, 7, stride, SAMPLES, 0.5, -3);
                    try (StoredSamples samples =
                            new StoredSamples(MappedFile.open(file), new StoredTrace[][] {{trace}})) {
                        final double[] values = new double[SAMPLES + 2];
                        samples.read(0, 0, 0, values, 1, SAMPLES);
                        assertArrayEquals(
                                expected, java.util.Arrays.copyOfRange(values, 1, SAMPLES + 1), type + " " + order);
                        samples.read(0, 0, SAMPLES - 3, values, 0, 3);
                        assertEquals(expected[SAMPLES - 1], values[2]);
                    }
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void runsFollowOneAnother() throws IOException {
        final byte[] bytes = new byte[100];
        for (int i = 0; i < 100; i++) bytes[i] = (byte) i;
        final Path file = Files.write(folder.resolve("runs"), bytes);
        final StoredTrace trace = new StoredTrace(
                NumberType.U8, ByteOrder.LITTLE_ENDIAN, 1, 1, 0, 9, new long[] {50, 10, 90}, new long[] {0, 4, 6});
        try (StoredSamples samples = new StoredSamples(MappedFile.open(file), new StoredTrace[][] {{trace}})) {
            final double[] all = new double[9];
            samples.read(0, 0, 0, all, 0, 9);
            assertArrayEquals(new double[] {50, 51, 52, 53, 10, 11, 90, 91, 92}, all);
            for (int from = 0; from < 9; from++) {
                for (int length = 0; from + length <= 9; length++) {
                    final double[] part = new double[length];
                    samples.read(0, 0, from, part, 0, length);
                    assertArrayEquals(java.util.Arrays.copyOfRange(all, from, from + length), part);
                }
            }
        }
    }

    @Test
    void aTraceWhoseSamplesLieOnOneAnotherIsNone() {
        assertThrows(
                IllegalArgumentException.class,
                () -> StoredTrace.spaced(NumberType.I16, ByteOrder.LITTLE_ENDIAN, 0, 0, 5, 1, 0));
    }
}
