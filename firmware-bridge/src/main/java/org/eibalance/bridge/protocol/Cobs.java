package org.eibalance.bridge.protocol;

import java.util.Arrays;

/**
 * Consistent Overhead Byte Stuffing (Cheshire and Baker, IEEE/ACM Trans. Networking 7:159, 1999): any bytes become
 * bytes without a zero, so that a zero can stand between frames and a receiver that lost its place finds the next one.
 *
 * <p>The zeros around a frame are not part of what these methods make or take.
 */
public final class Cobs {

    /** Longest run that one code byte can announce, itself included. */
    private static final int FULL = 0xff;

    private Cobs() {}

    /**
     * The length that encoding can reach: one byte, and one more for each 254.
     *
     * @param length length of the plain bytes
     * @return longest possible length of the stuffed bytes
     */
    public static int maxEncodedLength(final int length) {
        return length + length / (FULL - 1) + 1;
    }

    /**
     * Stuffs bytes.
     *
     * @param plain any bytes, also none
     * @return at least one byte, none of them zero
     */
    public static byte[] encode(final byte[] plain) {
        final byte[] stuffed = new byte[maxEncodedLength(plain.length)];
        int codeAt = 0;
        int at = 1;
        for (int i = 0; i < plain.length; i++) {
            if (plain[i] != 0) stuffed[at++] = plain[i];
            final boolean full = at - codeAt == FULL;
            if (plain[i] != 0 && !full) continue;
            // A full run at the very end needs no empty one behind it.
            if (plain[i] != 0 && i == plain.length - 1) break;
            stuffed[codeAt] = (byte) (at - codeAt);
            codeAt = at++;
        }
        stuffed[codeAt] = (byte) (at - codeAt);
        return Arrays.copyOf(stuffed, at);
    }

    /**
     * Takes the stuffing out.
     *
     * @param stuffed bytes between two zeros
     * @return the plain bytes, or null where these are not stuffed bytes: a zero among them, a run longer than what
     *     follows, or nothing at all. Whether the plain bytes are the ones sent is for a checksum to say.
     */
    public static byte[] decode(final byte[] stuffed) {
        if (stuffed.length == 0) return null;
        final byte[] plain = new byte[stuffed.length];
        int length = 0;
        int at = 0;
        while (at < stuffed.length) {
            final int run = stuffed[at] & 0xff;
            if (run == 0 || at + run > stuffed.length) return null;
            for (int i = at + 1; i < at + run; i++) {
                if (stuffed[i] == 0) return null;
                plain[length++] = stuffed[i];
            }
            at += run;
            if (run < FULL && at < stuffed.length) length++;
        }
        return Arrays.copyOf(plain, length);
    }
}
