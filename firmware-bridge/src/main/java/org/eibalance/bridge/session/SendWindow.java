package org.eibalance.bridge.session;

import org.eibalance.bridge.protocol.Frame;

/** How many bytes are on the way to the device, and whether another frame fits into its window. For one thread. */
final class SendWindow {

    private int bytes = Integer.MAX_VALUE;
    private long sent;
    private long arrived;

    /** The device is known; what was sent before does not count. */
    void open(final int windowBytes) {
        bytes = windowBytes;
        arrived = sent;
    }

    /**
     * Whether a frame may be sent.
     *
     * @param reserve bytes to leave free, but at most a quarter of the window
     * @return true also where nothing is on the way, whatever the length: else the window would never open
     */
    boolean fits(final Frame frame, final int reserve) {
        final long onTheWay = sent - arrived;
        return onTheWay == 0 || onTheWay + frame.wireLength() + Math.min(reserve, quarter()) <= bytes;
    }

    /** A quarter of the window: a stop waits for no more bytes than these. */
    int quarter() {
        return bytes / 4;
    }

    void sent(final Frame frame) {
        sent += frame.wireLength();
    }

    /** All bytes sent so far. */
    long sentBytes() {
        return sent;
    }

    /** So many of all bytes sent have arrived; an earlier count changes nothing. */
    void arrived(final long ofSent) {
        arrived = Math.max(arrived, ofSent);
    }
}
