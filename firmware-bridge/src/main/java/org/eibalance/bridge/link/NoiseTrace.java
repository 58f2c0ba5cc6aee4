package org.eibalance.bridge.link;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.eibalance.bridge.protocol.OrnsteinUhlenbeck;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;

/**
 * The conductances that a device makes from a seed, made again by the device's own code: bit for bit what was injected,
 * before clipping at zero.
 */
public final class NoiseTrace {

    private static final int BLOCK = 8192;

    private final Memory memory;
    private final ExportFunction next;
    private final int outbox;

    /**
     * Starts a trace.
     *
     * @param noise what was sent to the device
     * @param loopHz the device's
     */
    public NoiseTrace(final OrnsteinUhlenbeck noise, final int loopHz) {
        final Instance instance = WasmDevice.powerUp();
        memory = instance.memory();
        instance.export("device_open").apply(0, loopHz, 0);
        final byte[] payload = noise.payload();
        memory.write((int) instance.export("device_offer").apply(payload.length)[0], payload);
        instance.export("ou_start").apply(loopHz);
        next = instance.export("ou_next");
        outbox = (int) instance.export("device_outbox").apply()[0];
    }

    /**
     * The next values: the first are those of the run's first tick.
     *
     * @param gENs filled with g_E in nS
     * @param gINs filled with g_I in nS, as long
     */
    public void next(final float[] gENs, final float[] gINs) {
        if (gENs.length != gINs.length) throw new IllegalArgumentException("g_E and g_I differ in length");
        for (int at = 0; at < gENs.length; at += BLOCK) {
            final int n = Math.min(BLOCK, gENs.length - at);
            next.apply(n);
            final ByteBuffer pairs =
                    ByteBuffer.wrap(memory.readBytes(outbox, 8 * n)).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < n; i++) {
                gENs[at + i] = pairs.getFloat();
                gINs[at + i] = pairs.getFloat();
            }
        }
    }
}
