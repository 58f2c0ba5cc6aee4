package org.eibalance.bridge.experiment;

import org.eibalance.bridge.link.NoiseTrace;
import org.eibalance.bridge.protocol.OrnsteinUhlenbeck;
import org.eibalance.bridge.session.InjectedConductance;

/**
 * Noise of the device, made again tick by tick with the device's own code and clipped at zero as the device clips it.
 * Begins anew when asked for an earlier tick. For one thread.
 */
final class NoiseConductance implements InjectedConductance {

    private static final int BLOCK = 8192;

    private final OrnsteinUhlenbeck noise;
    private final int loopHz;
    private final float[] e = new float[BLOCK];
    private final float[] i = new float[BLOCK];
    private NoiseTrace trace;
    private long from;
    private long to;

    NoiseConductance(final OrnsteinUhlenbeck noise, final int loopHz) {
        this.noise = noise;
        this.loopHz = loopHz;
    }

    @Override
    public void at(final long tick, final double[] into) {
        if (trace == null || tick < from) {
            trace = new NoiseTrace(noise, loopHz);
            to = 0;
        }
        while (tick >= to) {
            trace.next(e, i);
            from = to;
            to += BLOCK;
        }
        into[0] = Math.max(0, e[(int) (tick - from)]);
        into[1] = Math.max(0, i[(int) (tick - from)]);
    }

    /** The largest g_E, g_I and sum of both in the first ticks. */
    double[] peaksNs(final long ticks) {
        final double[] peaks = new double[3];
        final double[] ns = new double[2];
        for (long tick = 0; tick < ticks; tick++) {
            if (tick % BLOCK == 0 && Thread.currentThread().isInterrupted())
                throw new java.util.concurrent.CancellationException("cancelled");
            at(tick, ns);
            peaks[0] = Math.max(peaks[0], ns[0]);
            peaks[1] = Math.max(peaks[1], ns[1]);
            peaks[2] = Math.max(peaks[2], ns[0] + ns[1]);
        }
        return peaks;
    }
}
