package org.eibalance.bridge.link;

import java.io.IOException;

/**
 * An embedded device whose time goes by the clock on the wall, on a thread of its own that ends with {@link #close}.
 */
public final class RealTimeDevice implements Link {

    private static final long NS_PER_MS = 1_000_000L;

    /** Longest time made up at once; a program that slept longer has lost the rest, as a device would. */
    private static final long CATCH_UP_NS = 100 * NS_PER_MS;

    private final WasmDevice device;
    private final Thread clock;
    /* Not an interrupt: that would stop the device in the middle of a tick. */
    private volatile boolean closed;

    /**
     * Starts the clock.
     *
     * @param device whose time it is from now on
     */
    public RealTimeDevice(final WasmDevice device) {
        this.device = device;
        clock = new Thread(this::run, "embedded-device");
        clock.setDaemon(true);
        clock.start();
    }

    private void run() {
        long from = System.nanoTime();
        long ticks = 0;
        while (!closed) {
            long now = System.nanoTime();
            if (now - from > CATCH_UP_NS + ticks * 1_000_000_000L / device.loopHz()) {
                from = now - NS_PER_MS;
                ticks = 0;
            }
            final long due = (now - from) * device.loopHz() / 1_000_000_000L;
            if (due > ticks) {
                device.advance(due - ticks);
                ticks = due;
            }
            try {
                Thread.sleep(1);
            } catch (final InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public String name() {
        return device.name();
    }

    @Override
    public int read(final byte[] into, final int from, final int length, final long timeoutMs) {
        return device.read(into, from, length, timeoutMs);
    }

    @Override
    public void write(final byte[] bytes, final int from, final int length) throws IOException {
        device.write(bytes, from, length);
    }

    @Override
    public void close() {
        closed = true;
        device.close();
        try {
            clock.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
