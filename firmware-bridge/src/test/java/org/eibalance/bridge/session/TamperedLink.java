package org.eibalance.bridge.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.eibalance.bridge.link.Link;
import org.eibalance.bridge.protocol.Frame;
import org.eibalance.bridge.protocol.FrameReader;

/**
 * A line on which chosen frames are lost or changed, everything from the device is noise, or the driver fails. Closing
 * it leaves the device alone.
 */
class TamperedLink implements Link {

    private final Link device;
    private final FrameReader written = new FrameReader();
    private final FrameReader heard = new FrameReader();
    private final ArrayDeque<byte[]> toRead = new ArrayDeque<>();
    private final List<Integer> types = new CopyOnWriteArrayList<>();
    private volatile Predicate<Frame> toDevice = frame -> true;
    private volatile UnaryOperator<Frame> fromDevice = frame -> frame;
    private volatile boolean noise;
    private volatile boolean broken;
    private volatile boolean closed;

    TamperedLink(final Link device) {
        this.device = device;
    }

    /** Only these frames arrive at the device from now on. */
    void toDevice(final Predicate<Frame> arrive) {
        toDevice = arrive;
    }

    /** Only these frames of the device arrive here from now on. */
    void fromDevice(final Predicate<Frame> arrive) {
        alterFromDevice(frame -> arrive.test(frame) ? frame : null);
    }

    /** The frames of the device arrive here changed; null: lost. */
    void alterFromDevice(final UnaryOperator<Frame> change) {
        fromDevice = change;
    }

    /** From now on no frame of the device can be understood, though bytes come. */
    void makeNoise() {
        noise = true;
    }

    /** From now on reading ends with an exception. */
    void breakDriver() {
        broken = true;
    }

    /** Types of the frames that the host has written so far. */
    List<Integer> types() {
        return types;
    }

    @Override
    public String name() {
        return "tampered line";
    }

    @Override
    public int read(final byte[] into, final int from, final int length, final long timeoutMs) {
        if (closed) return -1;
        if (broken) throw new IllegalStateException("the driver is broken");
        if (toRead.isEmpty()) {
            final byte[] bytes = new byte[length / 2];
            final int n = device.read(bytes, 0, bytes.length, timeoutMs);
            if (n <= 0) return n;
            if (noise) for (int i = 0; i < n; i++) bytes[i] |= 0x41;
            if (noise) toRead.add(java.util.Arrays.copyOf(bytes, n));
            else
                heard.accept(bytes, 0, n, frame -> {
                    final Frame changed = fromDevice.apply(frame);
                    if (changed != null) toRead.add(changed.toWire());
                });
            if (toRead.isEmpty()) return 0;
        }
        final byte[] next = toRead.poll();
        System.arraycopy(next, 0, into, from, next.length);
        return next.length;
    }

    @Override
    public void write(final byte[] bytes, final int from, final int length) throws IOException {
        if (closed) throw new IOException("closed");
        final ByteArrayOutputStream passed = new ByteArrayOutputStream();
        written.accept(bytes, from, length, frame -> {
            types.add(frame.type());
            if (toDevice.test(frame)) passed.writeBytes(frame.toWire());
        });
        device.write(passed.toByteArray(), 0, passed.size());
    }

    @Override
    public void close() {
        closed = true;
    }
}
