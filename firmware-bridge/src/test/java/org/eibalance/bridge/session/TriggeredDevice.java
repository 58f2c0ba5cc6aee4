package org.eibalance.bridge.session;

import java.io.IOException;

import org.eibalance.bridge.link.VirtualLink;
import org.eibalance.bridge.link.WasmDevice;

/** An embedded device whose trigger input goes up for 10 ms after some time. */
record TriggeredDevice(WasmDevice device, long atMs) implements VirtualLink {

	@Override
	public void pass(final long ns) {
		device.pass(ns);
		final long ms = device.nowNs() / 1_000_000;
		device.inputs(false, false, ms >= atMs && ms < atMs + 10);
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
