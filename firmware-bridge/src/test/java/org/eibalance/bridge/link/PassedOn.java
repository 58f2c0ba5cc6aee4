package org.eibalance.bridge.link;

import java.io.IOException;

/** An embedded device, with everything passed on to it: tests change what they need. */
public class PassedOn implements VirtualLink {

    /** It. */
    protected final WasmDevice device;

    public PassedOn(final WasmDevice device) {
        this.device = device;
    }

    @Override
    public void pass(final long ns) {
        device.pass(ns);
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
