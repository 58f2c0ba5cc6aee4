package org.eibalance.bridge.link;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.Constant;
import org.eibalance.bridge.protocol.OrnsteinUhlenbeck;

/**
 * How fast the embedded device is: a running clamp at 100 kHz with telemetry at 10 kHz, in time of the processor. A
 * program, not a test: README says how to run it.
 */
public final class DeviceSpeed {

    private static final int LOOP_HZ = 100_000;
    private static final int SECONDS = 60;
    private static final int ROUNDS = 5;
    private static final double NS_PER_TICK = 1e9 / SECONDS / LOOP_HZ;

    private DeviceSpeed() {}

    /**
     * Prints one line for each cell and source.
     *
     * @param arguments none
     * @throws IOException never, for the device is in this program
     */
    public static void main(final String[] arguments) throws IOException {
        final EmbeddedCell[] cells = {
            EmbeddedCell.passive(), EmbeddedCell.adaptiveExponential(), EmbeddedCell.wangBuzsaki()
        };
        for (final EmbeddedCell cell : cells) {
            report(cell, false);
            report(cell, true);
        }
    }

    private static void report(final EmbeddedCell cell, final boolean noise) throws IOException {
        for (int warm = 0; warm < 3; warm++) measure(cell, noise);
        final double[] seconds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) seconds[round] = measure(cell, noise);
        Arrays.sort(seconds);
        System.out.println(String.format(
                Locale.ROOT,
                "%s, %s: %.0f times real time, %.0f ns a tick at best; %.0f times, %.0f ns by the median of %d",
                cell.kind(),
                noise ? "two OU" : "constant",
                SECONDS / seconds[0],
                seconds[0] * NS_PER_TICK,
                SECONDS / seconds[ROUNDS / 2],
                seconds[ROUNDS / 2] * NS_PER_TICK,
                ROUNDS));
    }

    private static double measure(final EmbeddedCell cell, final boolean noise) throws IOException {
        try (WasmDevice device = new WasmDevice(cell, LOOP_HZ, 1)) {
            final Host host = new Host(device);
            host.hello();
            host.command(Host.configuration(0));
            host.command(new Constant(2, 3, 0));
            if (noise) host.command(new OrnsteinUhlenbeck(4, 2, 2.7f, 16, 5, 10.5f, 0, 1));
            host.arm();
            host.command(new Command.Start(0, 0, Command.Start.When.NOW));
            final long from = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            host.runAlive(SECONDS * LOOP_HZ);
            return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - from) * 1e-9;
        }
    }
}
