package org.eibalance;

import java.io.IOException;
import java.util.function.Consumer;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.link.VirtualLink;
import org.eibalance.bridge.link.WasmDevice;

/** An embedded device on virtual time at which somebody looks in every tick. */
public final class WatchedDevice implements VirtualLink {

    /** Ticks a second. */
    public static final int LOOP_HZ = 100_000;

    private final WasmDevice device;
    private final Consumer<WatchedDevice> everyTick;

    public WatchedDevice(final EmbeddedCell cell, final Consumer<WatchedDevice> everyTick) {
        device = new WasmDevice(cell, LOOP_HZ, 1);
        this.everyTick = everyTick;
    }

    /** Ticks so far. */
    public long ticks() {
        return device.nowNs() / (1_000_000_000L / LOOP_HZ);
    }

    /** The true current at the electrode. */
    public double currentPa() {
        return device.currentPa();
    }

    /** The true potential of the cell. */
    public double membraneMv() {
        return device.membraneMv();
    }

    @Override
    public void pass(final long ns) {
        for (final long until = nowNs() + ns; nowNs() < until; ) {
            device.advance(1);
            everyTick.accept(this);
        }
    }

    @Override
    public long nowNs() {
        return device.nowNs();
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
        device.close();
    }
}
