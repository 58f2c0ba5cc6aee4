package org.eibalance.format.mat;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Decompresses with memory that grows with what comes out, not with what is claimed. */
final class BoundedInflate {

    private static final int FIRST = 1 << 14;

    private BoundedInflate() {}

    /**
     * The start of what a zlib stream holds.
     *
     * @param stored the stream
     * @param most bytes that are wanted
     * @return as many as could be had: less where the stream is damaged
     */
    static byte[] start(final byte[] stored, final int most) {
        final Inflater inflater = new Inflater();
        byte[] out = new byte[Math.min(most, FIRST)];
        int done = 0;
        try {
            inflater.setInput(stored);
            while (done < most && !inflater.finished()) {
                if (done == out.length) out = Arrays.copyOf(out, (int) Math.min(most, 2L * out.length));
                final int count = inflater.inflate(out, done, out.length - done);
                if (count == 0 && !inflater.finished()) break;
                done += count;
            }
        } catch (final DataFormatException exc) {
            // what came out before is what there is
        } finally {
            inflater.end();
        }
        return Arrays.copyOf(out, done);
    }
}
