package org.eibalance.bridge.link;

import java.io.IOException;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.WasmInterruptedException;

/**
 * The device's own code inside the JVM, with a model cell: the same core as in a microcontroller, compiled to
 * WebAssembly and from there to classes. Nothing is plugged in and nothing installed.
 *
 * <p>Time is virtual and stands still but for {@link #advance}: the caller says how much of it goes by, so that hours
 * take seconds and every run of a seed is the same. {@link RealTimeDevice} makes it go by the clock on the wall.
 *
 * <p>Safe for several threads; one call at a time.
 */
public final class WasmDevice implements VirtualLink {

    /** Ticks in one call: long enough that calls cost nothing, short enough to be stopped in time. */
    private static final int BLOCK = 1000;

    private static final int BOX = 65536;

    /** Number of this parameter in the module. */
    private static final int COMMAND_GAIN = 8;

    private final Instance instance;
    private final Memory memory;
    private final ExportFunction run;
    private final ExportFunction offer;
    private final ExportFunction outbox;
    private final ExportFunction taken;
    private final ExportFunction cellGet;
    private final int loopHz;
    private int unread;
    private int readAt;
    private long ticks;
    private boolean closed;

    /**
     * Powers up a device at rest.
     *
     * @param cell what it clamps
     * @param loopHz ticks in a second, 1000 to 400 000
     * @param seed of the measurement noise
     */
    public WasmDevice(final EmbeddedCell cell, final int loopHz, final int seed) {
        instance = powerUp();
        memory = instance.memory();
        run = instance.export("device_run");
        offer = instance.export("device_offer");
        outbox = instance.export("device_outbox");
        taken = instance.export("device_taken");
        cellGet = instance.export("cell_get");
        this.loopHz = loopHz;
        if ((int) instance.export("device_open").apply(cell.kind().ordinal(), loopHz, seed)[0] != 0) {
            throw new IllegalArgumentException("a loop of " + loopHz + " Hz: 1000 to 400000 are possible");
        }
        final double[] parameters = {
            cell.capacitancePf(),
            cell.leakNs(),
            cell.leakReversalMv(),
            cell.seriesMohm(),
            cell.electrodePf(),
            cell.noiseMv(),
            cell.latencyTicks(),
            cell.substeps()
        };
        for (int i = 0; i < parameters.length; i++) {
            instance.export("cell_set").apply(i, Double.doubleToRawLongBits(parameters[i]));
        }
        instance.export("cell_rest").apply();
    }

    /** A new instance of the module; its memory is a plain array, the fastest that the runtime has. */
    static Instance powerUp() {
        return Instance.builder(Clamp.load())
                .withMachineFactory(Clamp::create)
                .withMemoryFactory(FixedMemory::new)
                .build();
    }

    @Override
    public String name() {
        return "embedded";
    }

    /**
     * Ticks in a second.
     *
     * @return the loop's rate in Hz
     */
    public int loopHz() {
        return loopHz;
    }

    /**
     * Lets virtual time go by. Stops early where the thread is interrupted: between two blocks of ticks as if fewer had
     * been asked for; within one the runtime gives up in the middle of a tick, which is the device's power failing: it
     * is closed then.
     *
     * @param ticks how much
     */
    public synchronized void advance(final long ticks) {
        for (long left = ticks; left > 0 && !closed && !Thread.currentThread().isInterrupted(); left -= BLOCK) {
            run(0, Math.min(left, BLOCK));
            this.ticks += Math.min(left, BLOCK);
        }
        notifyAll();
    }

    @Override
    public synchronized void pass(final long ns) {
        final long due = Math.multiplyExact(ns / 1000 + 1, (long) loopHz) / 1_000_000;
        advance(Math.max(1, due));
    }

    @Override
    public synchronized long nowNs() {
        return ticks / loopHz * 1_000_000_000L + ticks % loopHz * 1_000_000_000L / loopHz;
    }

    private void run(final int bytes, final long ticks) {
        try {
            unread = (int) run.apply(bytes, ticks)[0];
        } catch (final WasmInterruptedException e) {
            closed = true;
        }
    }

    /** Reads without regard to the timeout where nothing else makes time go by: waits for another thread's advance. */
    @Override
    public synchronized int read(final byte[] into, final int from, final int length, final long timeoutMs) {
        if (readAt == unread && timeoutMs > 0 && !closed) {
            try {
                wait(timeoutMs);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (closed) return -1;
        final int n = Math.min(length, unread - readAt);
        if (n == 0) return 0;
        final int at = (int) outbox.apply()[0];
        System.arraycopy(memory.readBytes(at + readAt, n), 0, into, from, n);
        readAt += n;
        if (readAt == unread) {
            taken.apply();
            readAt = 0;
            unread = 0;
        }
        return n;
    }

    @Override
    public synchronized void write(final byte[] bytes, final int from, final int length) throws IOException {
        for (int done = 0; done < length; ) {
            if (closed) throw new IOException("the embedded device is closed");
            final int n = Math.min(length - done, BOX / 4);
            final int at = (int) offer.apply(n)[0];
            if (at == 0) throw new IOException("more than " + BOX + " bytes on the way to the embedded device");
            memory.write(at, bytes, from + done, n);
            run(n, 0);
            done += n;
        }
    }

    /**
     * The digital inputs of the device.
     *
     * @param inhibit inhibit input
     * @param linkDown as if DTR dropped
     * @param trigger trigger input
     */
    public synchronized void inputs(final boolean inhibit, final boolean linkDown, final boolean trigger) {
        instance.export("device_inputs")
                .apply((inhibit ? 0x10000 : 0) | (linkDown ? 0x20000 : 0) | (trigger ? 0x80000 : 0));
    }

    /**
     * Another amplifier than the calibration was made with: each current into the cell is multiplied by its gain.
     *
     * @param gain 1: the right one; below 0: the leads are reversed
     */
    public synchronized void commandGain(final double gain) {
        instance.export("cell_set").apply(COMMAND_GAIN, Double.doubleToRawLongBits(gain));
    }

    /**
     * The cell's true membrane potential.
     *
     * @return V in mV
     */
    public synchronized double membraneMv() {
        return Double.longBitsToDouble(cellGet.apply(0)[0]);
    }

    /**
     * The true current at the electrode.
     *
     * @return I in pA, positive into the cell
     */
    public synchronized double currentPa() {
        return Double.longBitsToDouble(cellGet.apply(2)[0]);
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
