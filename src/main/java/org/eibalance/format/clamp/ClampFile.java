package org.eibalance.format.clamp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Bytes that reader and writer share (docs/formats.md). */
final class ClampFile {

    static final byte[] MAGIC = "EICLAMP1".getBytes(StandardCharsets.US_ASCII);

    /** Magic, length of the JSON and its CRC-32C. */
    static final int START_BYTES = 16;

    static final int BLOCK_MAGIC = 0x4b4c4245; // "EBLK"
    static final int BLOCK_BYTES = 40;
    static final int SAMPLES = 1;
    static final int TAG = 2;

    private ClampFile() {}

    /**
     * The head of a block.
     *
     * @param kind samples or a tag
     * @param sweep 0-based; −1 for a tag before the first
     * @param samples of each channel; 0 for a tag
     * @param timeS start of the sweep, or time of the tag
     * @param bytes of the payload
     * @param crc of the payload
     */
    record Block(int kind, int sweep, int samples, double timeS, int bytes, int crc) {

        void put(final ByteBuffer to) {
            final int from = to.position();
            to.putInt(BLOCK_MAGIC)
                    .putInt(kind)
                    .putInt(sweep)
                    .putInt(samples)
                    .putDouble(timeS)
                    .putInt(bytes)
                    .putInt(crc);
            to.putInt(ClampFile.crc(to.array(), from, 32)).putInt(0);
        }

        /** The head that stands in these bytes; null where none does. */
        static Block get(final byte[] head) {
            final ByteBuffer b = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
            if (b.getInt() != BLOCK_MAGIC || b.getInt(32) != ClampFile.crc(head, 0, 32)) return null;
            return new Block(b.getInt(), b.getInt(), b.getInt(), b.getDouble(), b.getInt(), b.getInt());
        }
    }

    static int crc(final byte[] bytes, final int from, final int length) {
        final CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
