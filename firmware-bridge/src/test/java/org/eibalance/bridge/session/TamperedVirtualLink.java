package org.eibalance.bridge.session;

import org.eibalance.bridge.link.VirtualLink;
import org.eibalance.bridge.link.WasmDevice;

/** A tampered line to an embedded device on virtual time: every run is the same, whatever else the computer does. */
final class TamperedVirtualLink extends TamperedLink implements VirtualLink {

    private final WasmDevice device;
    private Runnable eachStep = () -> {};

    TamperedVirtualLink(final WasmDevice device) {
        super(device);
        this.device = device;
    }

    /** Does something after each step of time. */
    void eachStep(final Runnable action) {
        eachStep = action;
    }

    @Override
    public void pass(final long ns) {
        device.pass(ns);
        eachStep.run();
    }

    @Override
    public long nowNs() {
        return device.nowNs();
    }
}
