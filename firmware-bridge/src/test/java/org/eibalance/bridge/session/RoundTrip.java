package org.eibalance.bridge.session;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.link.Link;
import org.eibalance.bridge.link.PosixDevice;
import org.eibalance.bridge.link.RealTimeDevice;
import org.eibalance.bridge.link.SerialLink;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.DeviceReport;
import org.eibalance.bridge.protocol.FrameReader;
import org.eibalance.bridge.protocol.HelloAck;
import org.eibalance.bridge.protocol.Message;

/**
 * How long a heartbeat of 21 bytes and its answer of 41 take, and 16 bytes that come back as they are, as rows of a
 * table. A program, not a test: {@code benchmarks/round-trip.sh} runs it. Terminals of more devices, such as those of
 * emulators, may be given as name=path.
 */
public final class RoundTrip {

    private static final int LOOP_HZ = 20_000;

    /** A heartbeat that has no answer by then is lost, and sent again. */
    private static final long LOST_NS = 1_000_000_000;

    /** Times of round trips, and how many heartbeats had to be sent again. */
    private record Trips(long[] ns, int lost) {}

    private RoundTrip() {}

    /**
     * Prints one row a device.
     *
     * @param arguments more devices, each as name=path
     * @throws Exception where a device cannot be had
     */
    public static void main(final String[] arguments) throws Exception {
        System.out.println("| device | p50 (us) | p99 (us) | longest (us) | round trips | lost |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        final WasmDevice virtual = new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1);
        print("in the JVM, its time passing only while somebody waits", heartbeats(new Waiting(virtual), 20_000));
        try (Link link = new RealTimeDevice(new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1))) {
            print("in the JVM, in real time (its clock ticks every ms)", heartbeats(link, 2000));
        }
        try (PosixDevice echo = PosixDevice.terminal();
                Link link = SerialLink.open(echo.path(), SerialLink.DEFAULT_BAUD)) {
            print("16 bytes echoed through a pseudo-terminal: the link alone", echoes(link, 20_000));
        }
        try (PosixDevice device = PosixDevice.start(LOOP_HZ);
                Link link = SerialLink.open(device.path(), SerialLink.DEFAULT_BAUD)) {
            print("posix process on a pseudo-terminal", heartbeats(link, 20_000));
        }
        for (final String argument : arguments) {
            final int equals = argument.indexOf('=');
            try (Link link = SerialLink.open(argument.substring(equals + 1), SerialLink.DEFAULT_BAUD)) {
                print(equals < 0 ? argument : argument.substring(0, equals).replace('_', ' '), heartbeats(link, 5000));
            }
        }
    }

    /** Time passes, by a tick, whenever somebody waits for bytes. */
    private record Waiting(WasmDevice device) implements Link {

        @Override
        public String name() {
            return device.name();
        }

        @Override
        public int read(final byte[] into, final int from, final int length, final long timeoutMs) {
            device.advance(1);
            return device.read(into, from, length, 0);
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

    private static Trips echoes(final Link link, final int trips) throws IOException {
        final byte[] bytes = new byte[16];
        final long[] ns = new long[trips];
        for (int k = -200; k < trips; k++) {
            Arrays.fill(bytes, (byte) k);
            final long from = System.nanoTime();
            link.write(bytes, 0, bytes.length);
            for (int n = 0; n < bytes.length; ) {
                final int got = link.read(bytes, n, bytes.length - n, 1000);
                if (got <= 0) throw new IOException("the echo of round " + k + " did not come");
                n += got;
            }
            if (k >= 0) ns[k] = System.nanoTime() - from;
        }
        return new Trips(ns, 0);
    }

    private static Trips heartbeats(final Link link, final int trips) throws IOException {
        final FrameReader reader = new FrameReader();
        final byte[] bytes = new byte[4096];
        final int[] session = new int[1];
        final long[] answered = {-1};
        final java.util.function.Consumer<org.eibalance.bridge.protocol.Frame> hear = frame -> {
            final DeviceReport report = DeviceReport.read(frame);
            if (report instanceof HelloAck ack) session[0] = ack.session();
            if (report instanceof DeviceReport.HeartbeatAck ack) answered[0] = ack.hostTime();
        };
        while (session[0] == 0) {
            send(link, new Command.Hello(7, Message.MAJOR, Message.MINOR), 0);
            for (int k = 0; k < 10 && session[0] == 0; k++)
                reader.accept(bytes, 0, Math.max(0, link.read(bytes, 0, 4096, 100)), hear);
        }
        final long[] ns = new long[trips];
        int lost = 0;
        for (int k = -200; k < trips; k++) {
            final long from = System.nanoTime();
            send(link, new Command.Heartbeat(k), session[0]);
            long sent = from;
            while (answered[0] != k) {
                reader.accept(bytes, 0, Math.max(0, link.read(bytes, 0, 4096, 1000)), hear);
                if (answered[0] == k || System.nanoTime() - sent < LOST_NS) continue;
                send(link, new Command.Heartbeat(k), session[0]);
                sent = System.nanoTime();
                lost++;
            }
            if (k >= 0) ns[k] = System.nanoTime() - from;
        }
        return new Trips(ns, lost);
    }

    private static void send(final Link link, final Command command, final int session) throws IOException {
        final byte[] wire = command.frame(session, 1).toWire();
        link.write(wire, 0, wire.length);
    }

    private static void print(final String what, final Trips trips) {
        final long[] ns = trips.ns();
        Arrays.sort(ns);
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.0f | %d | %d |",
                what,
                ns[ns.length / 2] / 1e3,
                ns[ns.length * 99 / 100] / 1e3,
                ns[ns.length - 1] / 1e3,
                ns.length,
                trips.lost()));
    }
}
