package org.eibalance.bridge.session;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

import org.eibalance.bridge.link.Link;
import org.eibalance.bridge.link.ModelCell;
import org.eibalance.bridge.link.PosixDevice;
import org.eibalance.bridge.link.RealTimeDevice;
import org.eibalance.bridge.link.SerialLink;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.FrameReader;
import org.eibalance.bridge.protocol.Messages;
import org.eibalance.bridge.protocol.Report;

/**
 * How long a heartbeat of 21 bytes and its answer of 41 take. A program, not a test: the README of
 * the bridge says how to run it. A path of another device's terminal, such as that of
 * an emulator, may be given.
 */
public final class RoundTrip {

	private RoundTrip() {}

	/**
	 * Prints one line a device.
	 *
	 * @param arguments paths of more devices
	 * @throws Exception where a device cannot be had
	 */
	public static void main(final String[] arguments) throws Exception {
		try (Link link = new RealTimeDevice(new WasmDevice(ModelCell.passive(), 20_000, 1))) {
			print("heartbeat, embedded device in real time", heartbeats(link, 2000));
		}
		try (PosixDevice device = PosixDevice.start(20_000); Link link = SerialLink.open(device.path(),
			SerialLink.DEFAULT_BAUD))
		{
			print("heartbeat, posix device", heartbeats(link, 5000));
		}
		for (final String path : arguments) {
			try (Link link = SerialLink.open(path, SerialLink.DEFAULT_BAUD)) {
				print("heartbeat, " + path, heartbeats(link, 2000));
			}
		}
	}

	private static long[] heartbeats(final Link link, final int trips) throws IOException {
		final FrameReader reader = new FrameReader();
		final byte[] bytes = new byte[4096];
		final int[] session = new int[1];
		final long[] answered = { -1 };
		final java.util.function.Consumer<org.eibalance.bridge.protocol.Frame> hear = frame -> {
			final Report report = Messages.report(frame);
			if (report instanceof Report.HelloAck ack) session[0] = ack.session();
			if (report instanceof Report.HeartbeatAck ack) answered[0] = ack.hostTime();
		};
		while (session[0] == 0) {
			send(link, new Command.Hello(7, Messages.MAJOR, Messages.MINOR), 0);
			for (int k = 0; k < 10 && session[0] == 0; k++) reader.accept(bytes, 0, Math.max(0, link.read(bytes, 0, 4096, 100)),
				hear);
		}
		final long[] ns = new long[trips];
		for (int k = -200; k < trips; k++) {
			final long from = System.nanoTime();
			send(link, new Command.Heartbeat(k), session[0]);
			while (answered[0] != k) reader.accept(bytes, 0, Math.max(0, link.read(bytes, 0, 4096, 1000)), hear);
			if (k >= 0) ns[k] = System.nanoTime() - from;
		}
		return ns;
	}

	private static void send(final Link link, final Command command, final int session) throws IOException {
		final byte[] wire = Messages.frame(command, session, 1).toWire();
		link.write(wire, 0, wire.length);
	}

	private static void print(final String what, final long[] ns) {
		Arrays.sort(ns);
		System.out.println(String.format(Locale.ROOT, "%s: p50 %.1f us, p99 %.1f us, longest %.1f us", what, ns[ns.length /
			2] / 1e3, ns[ns.length * 99 / 100] / 1e3, ns[ns.length - 1] / 1e3));
	}
}
