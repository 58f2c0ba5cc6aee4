package org.eibalance.bridge.protocol;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Finds frames in a stream of bytes. After any garbage the first whole frame behind a zero is understood. For one
 * thread.
 */
public final class FrameReader {

    private final byte[] bytes = new byte[Frame.MAX_PLAIN + 1];
    private int at;
    private boolean overlong;
    private long errors;

    /**
     * Takes bytes as they come, in any pieces.
     *
     * @param from bytes
     * @param first index of the first
     * @param length how many
     * @param frames is given each good frame, in order
     */
    public void accept(final byte[] from, final int first, final int length, final Consumer<Frame> frames) {
        for (int i = first; i < first + length; i++) {
            final byte b = from[i];
            if (b != 0) {
                if (at < bytes.length) bytes[at++] = b;
                else overlong = true;
                continue;
            }
            if (at > 0) {
                final Frame frame = overlong ? null : Frame.fromStuffed(Arrays.copyOf(bytes, at));
                if (frame == null) errors++;
                else frames.accept(frame);
            }
            at = 0;
            overlong = false;
        }
    }

    /**
     * How many times bytes between two zeros were no frame.
     *
     * @return the count since the start
     */
    public long errors() {
        return errors;
    }
}
