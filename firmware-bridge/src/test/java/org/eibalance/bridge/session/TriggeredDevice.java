package org.eibalance.bridge.session;

import org.eibalance.bridge.link.PassedOn;
import org.eibalance.bridge.link.WasmDevice;

/** An embedded device whose trigger input goes up for 10 ms after some time. */
final class TriggeredDevice extends PassedOn {

    private final long atMs;

    TriggeredDevice(final WasmDevice device, final long atMs) {
        super(device);
        this.atMs = atMs;
    }

    @Override
    public void pass(final long ns) {
        device.pass(ns);
        final long ms = device.nowNs() / 1_000_000;
        device.inputs(false, false, ms >= atMs && ms < atMs + 10);
    }
}
