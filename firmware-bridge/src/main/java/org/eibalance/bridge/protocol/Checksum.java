package org.eibalance.bridge.protocol;

import java.util.Arrays;
import java.util.zip.CRC32C;

/** CRC-32C (Castagnoli) behind the bytes that it protects, least significant byte first. */
public final class Checksum {

    /** Length of the checksum in bytes. */
    public static final int BYTES = 4;

    private Checksum() {}

    /**
     * Computes the checksum.
     *
     * @param bytes any bytes
     * @param from first
     * @param to behind the last
     * @return the CRC-32C
     */
    public static int of(final byte[] bytes, final int from, final int to) {
        final CRC32C crc = new CRC32C();
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }

    /**
     * Puts the checksum of bytes behind them.
     *
     * @param bytes any bytes
     * @return a copy, four bytes longer
     */
    public static byte[] append(final byte[] bytes) {
        final byte[] all = Arrays.copyOf(bytes, bytes.length + BYTES);
        final int crc = of(bytes, 0, bytes.length);
        for (int i = 0; i < BYTES; i++) all[bytes.length + i] = (byte) (crc >>> 8 * i);
        return all;
    }

    /**
     * Checks bytes that end in their checksum and takes it off.
     *
     * @param all bytes and checksum
     * @return the bytes, or null where the checksum is not theirs
     */
    public static byte[] strip(final byte[] all) {
        final int length = all.length - BYTES;
        if (length < 0) return null;
        final int crc = of(all, 0, length);
        for (int i = 0; i < BYTES; i++) {
            if (all[length + i] != (byte) (crc >>> 8 * i)) return null;
        }
        return Arrays.copyOf(all, length);
    }
}
