package org.eibalance.bridge.link;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Locale;

import org.eibalance.bridge.protocol.Command;

/**
 * How fast the embedded device is: a running clamp at 100 kHz with telemetry at 10
 * kHz, in time of the processor. A program, not a test: README says how to run it.
 */
public final class DeviceSpeed {

	private static final int SECONDS = 20;

	private DeviceSpeed() {}

	/**
	 * Prints one line for each cell and source.
	 *
	 * @param arguments none
	 * @throws IOException never, for the device is in this program
	 */
	public static void main(final String[] arguments) throws IOException {
		final ModelCell[] cells = { ModelCell.passive(), ModelCell.adaptiveExponential(), ModelCell.wangBuzsaki() };
		for (int round = 0; round < 3; round++) {
			for (final ModelCell cell : cells) {
				measure(cell, false);
				measure(cell, true);
			}
		}
	}

	private static void measure(final ModelCell cell, final boolean noise) throws IOException {
		try (WasmDevice device = new WasmDevice(cell, 100_000, 1)) {
			final Host host = new Host(device);
			host.hello();
			host.command(Host.configuration(0));
			host.command(new Command.Constant(2, 3, 0));
			if (noise) host.command(new Command.OrnsteinUhlenbeck(4, 2, 2.7f, 16, 5, 10.5f, 0, 1));
			host.arm();
			host.command(new Command.Start(0, 0, Command.Start.When.NOW));
			final long from = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
			host.runAlive(SECONDS * 100_000);
			final double s = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - from) * 1e-9;
			System.out.println(String.format(Locale.ROOT, "%s, %s: %.0f times real time, %.0f ns a tick", cell.kind(), noise
				? "two OU" : "constant", SECONDS / s, s * 1e9 / (SECONDS * 1e5)));
		}
	}
}
