package org.eibalance.bridge.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import org.eibalance.bridge.link.VirtualLink;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.protocol.FrameReader;

/** A bad line to an embedded device, and somebody who watches its current in every tick. */
final class FaultyLink implements VirtualLink {

    /** What may happen on the line; starved it brings no more of the stream for a while, but everything else. */
    enum Trouble {
        NONE,
        DROP,
        FLIP,
        INSERT,
        DUPLICATE,
        REORDER,
        STALL,
        STARVE,
        DISCONNECT
    }

    private static final int CHUNK = 0x20;

    private final WasmDevice device;
    private final Trouble trouble;
    private final SplittableRandom random;
    private final double limitPa;
    private final double rate;
    private byte[] late;
    /** What the device said, to be heard behind the next, and what is to be heard now. */
    private byte[] behind;

    private byte[] again;
    private long stallUntilNs;
    private long starveUntilNs;
    private final FrameReader written = new FrameReader();
    private boolean chunk;
    private boolean gone;
    private long silentSinceNs;
    private double worstPa;
    private double worstSilentPa;
    private boolean closed;

    FaultyLink(final WasmDevice device, final Trouble trouble, final long seed, final double limitPa) {
        this.device = device;
        this.trouble = trouble;
        this.limitPa = limitPa;
        random = new SplittableRandom(seed);
        rate = Math.pow(10, -random.nextDouble(2, 4));
    }

    @Override
    public void pass(final long ns) {
        watch(ns);
        if (trouble == Trouble.STALL && random.nextDouble() < 0.0005) {
            stallUntilNs = nowNs() + random.nextLong(400_000_000L);
            silentSinceNs = nowNs();
        }
        if (trouble == Trouble.STARVE && random.nextDouble() < 0.0005)
            starveUntilNs = nowNs() + random.nextLong(600_000_000L);
        if (trouble == Trouble.DISCONNECT && random.nextDouble() < 0.0003) gone = true;
    }

    private void watch(final long ns) {
        for (final long until = nowNs() + ns; nowNs() < until; ) {
            device.advance(1);
            look();
        }
    }

    private void look() {
        final double pa = Math.abs(device.currentPa());
        worstPa = Math.max(worstPa, pa);
        final boolean silent = gone || closed || nowNs() < stallUntilNs;
        // Watchdog 200 ms, ramp 10 ms, half a millisecond in which the last heartbeat may have come, one tick of
        // latency.
        if (silent && nowNs() - silentSinceNs > 211_000_000L) worstSilentPa = Math.max(worstSilentPa, pa);
        if (!silent) silentSinceNs = nowNs();
    }

    @Override
    public long nowNs() {
        return device.nowNs();
    }

    @Override
    public String name() {
        return "bad line";
    }

    @Override
    public int read(final byte[] into, final int from, final int length, final long timeoutMs) {
        if (gone || closed) return -1;
        if (nowNs() < stallUntilNs) return 0;
        if (again != null) return deliver(take(), into, from, length);
        final int n = device.read(into, from, length, timeoutMs);
        if (n <= 0) return n;
        final byte[] changed = damage(into, from, n);
        if (trouble == Trouble.REORDER) {
            if (behind == null && random.nextDouble() < 10 * rate) {
                behind = changed;
                return read(into, from, length, timeoutMs);
            }
            again = behind;
            behind = null;
        }
        if (trouble == Trouble.DUPLICATE && random.nextDouble() < 10 * rate) again = changed;
        return changed.length == 0 ? read(into, from, length, timeoutMs) : deliver(changed, into, from, length);
    }

    private byte[] take() {
        final byte[] taken = again;
        again = null;
        return taken;
    }

    private static int deliver(final byte[] bytes, final byte[] into, final int from, final int length) {
        final int n = Math.min(length, bytes.length);
        System.arraycopy(bytes, 0, into, from, n);
        return n;
    }

    @Override
    public void write(final byte[] bytes, final int from, final int length) throws IOException {
        if (gone || closed) throw new IOException("gone");
        if (nowNs() < stallUntilNs) return; // as if never sent
        if (nowNs() < starveUntilNs && chunk(bytes, from, length)) return;
        final byte[] changed = damage(bytes, from, length);
        if (trouble == Trouble.REORDER && late == null && random.nextDouble() < 10 * rate) {
            late = changed;
            return;
        }
        device.write(changed, 0, changed.length);
        if (late != null) device.write(late, 0, late.length);
        late = null;
        if (trouble == Trouble.DUPLICATE && random.nextDouble() < 10 * rate) device.write(changed, 0, changed.length);
    }

    /** On virtual time one frame is written at once. */
    private boolean chunk(final byte[] bytes, final int from, final int length) {
        chunk = false;
        written.accept(bytes, from, length, frame -> chunk = frame.type() == CHUNK);
        return chunk;
    }

    private byte[] damage(final byte[] bytes, final int from, final int length) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream(length + 8);
        for (int i = from; i < from + length; i++) {
            final boolean hit = random.nextDouble() < rate * 0.1;
            if (hit && trouble == Trouble.DROP) continue;
            if (hit && trouble == Trouble.INSERT) out.write(random.nextInt(256));
            out.write(hit && trouble == Trouble.FLIP ? bytes[i] ^ 1 << random.nextInt(8) : bytes[i]);
        }
        return out.toByteArray();
    }

    /** The device goes on; only the line is closed. */
    @Override
    public void close() {
        closed = true;
    }

    /** Lets the device go on without a host. */
    void alone(final long ns) {
        gone = true;
        watch(ns);
    }

    /** The largest |I| above its limit, or 0. */
    double aboveLimitPa() {
        return Math.max(0, worstPa - limitPa);
    }

    /** The largest |I| while the host had been silent for longer than watchdog and ramp. */
    double silentPa() {
        return worstSilentPa;
    }
}
