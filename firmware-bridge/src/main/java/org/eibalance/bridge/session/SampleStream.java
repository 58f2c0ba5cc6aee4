package org.eibalance.bridge.session;

import java.util.Arrays;
import org.eibalance.bridge.protocol.Configure;
import org.eibalance.bridge.protocol.StreamMask;
import org.eibalance.recording.InputException;
import org.eibalance.waveform.ConductancePair;

/**
 * A pair of conductances, or a current, as it goes over the wire: 16-bit units at a rate that divides the loop's,
 * straight lines between. Immutable.
 */
public final class SampleStream implements InjectedConductance {

    private static final int MAX_UNIT = 65535;
    private static final int MAX_CURRENT_UNIT = 32767;

    private final int mask;
    private final int streamHz;
    private final int period;
    private final float scaleE;
    private final float scaleI;
    private final float scalePa;
    private final short[] units;
    private final double peakNs;

    private SampleStream(
            final int mask,
            final int streamHz,
            final int period,
            final float scaleE,
            final float scaleI,
            final float scalePa,
            final short[] units,
            final double peakNs) {
        this.mask = mask;
        this.streamHz = streamHz;
        this.period = period;
        this.scaleE = scaleE;
        this.scaleI = scaleI;
        this.scalePa = scalePa;
        this.units = units;
        this.peakNs = peakNs;
    }

    /**
     * Prepares a pair.
     *
     * @param pair the conductances
     * @param gainE g_E is multiplied by it
     * @param gainI g_I is multiplied by it
     * @param loopHz of the device
     * @param streamHz rate of the stream; the pair is read at it by straight lines
     * @return the stream
     * @throws InputException if a conductance is negative, too large or no number, there are fewer than two samples, or
     *     the rate does not divide the loop's
     */
    public static SampleStream of(
            final ConductancePair pair, final double gainE, final double gainI, final int loopHz, final int streamHz) {
        checkRate(loopHz, streamHz);
        final double[] e = read(pair, pair.excitatoryNs(), gainE, streamHz, "g_E");
        final double[] i = read(pair, pair.inhibitoryNs(), gainI, streamHz, "g_I");
        if (e.length < 2)
            throw new InputException(pair.source() + ": " + e.length
                    + (e.length == 1 ? " sample" : " samples")
                    + " at the stream's rate, at least two were expected.");
        double peak = 0;
        for (int k = 0; k < e.length; k++) peak = Math.max(peak, e[k] + i[k]);
        final float scaleE = (float) (Arrays.stream(e).max().orElseThrow() / MAX_UNIT);
        final float scaleI = (float) (Arrays.stream(i).max().orElseThrow() / MAX_UNIT);
        final short[] units = new short[2 * e.length];
        for (int k = 0; k < e.length; k++) {
            units[2 * k] = unit(e[k], scaleE);
            units[2 * k + 1] = unit(i[k], scaleI);
        }
        return new SampleStream(StreamMask.G_E_AND_G_I, streamHz, loopHz / streamHz, scaleE, scaleI, 0, units, peak);
    }

    /**
     * Prepares a command current, without conductances.
     *
     * @param pa the current at the stream's rate
     * @param loopHz of the device
     * @param streamHz rate of the stream
     * @return the stream
     * @throws InputException if a value is no number or all are 0, there are fewer than two, or the rate does not
     *     divide the loop's
     */
    public static SampleStream ofCurrent(final double[] pa, final int loopHz, final int streamHz) {
        checkRate(loopHz, streamHz);
        double largest = 0;
        for (final double value : pa)
            largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : Double.NaN;
        if (pa.length < 2 || !(largest > 0))
            throw new InputException("A current of " + pa.length + " samples up to " + largest
                    + " pA cannot be streamed: at least two numbers, not all 0, were expected.");
        final float scale = (float) (largest / MAX_CURRENT_UNIT);
        final short[] units = new short[pa.length];
        for (int k = 0; k < pa.length; k++)
            units[k] = (short) Math.max(-MAX_CURRENT_UNIT, Math.min(MAX_CURRENT_UNIT, Math.round(pa[k] / scale)));
        return new SampleStream(StreamMask.CURRENT, streamHz, loopHz / streamHz, 0, 0, scale, units, 0);
    }

    private static void checkRate(final int loopHz, final int streamHz) {
        if (streamHz < 1 || streamHz > loopHz || loopHz % streamHz != 0)
            throw new InputException("A stream of " + streamHz
                    + " samples a second does not fit: a rate that divides the device's " + loopHz
                    + " Hz was expected.");
    }

    private static short unit(final double ns, final float scale) {
        return scale == 0 ? 0 : (short) Math.min(MAX_UNIT, Math.round(ns / scale));
    }

    private static double[] read(
            final ConductancePair pair, final double[] ns, final double gain, final int streamHz, final String name) {
        if (!(gain >= 0))
            throw new InputException("The gain of " + name + " is " + gain + ": at least 0 was expected.");
        for (int k = 0; k < ns.length; k++) {
            if (!(ns[k] * gain >= 0) || !(ns[k] * gain <= 1e6))
                throw new InputException(pair.source() + ": " + name + " at sample " + k + " is " + ns[k] * gain
                        + " nS, expected was a number from 0 to 10^6.");
        }
        final double step = 1000.0 / streamHz / pair.stepMs();
        final int samples = ns.length == 0 ? 0 : (int) Math.floor((ns.length - 1) / step * (1 + 1e-12)) + 1;
        final double[] at = new double[samples];
        for (int k = 0; k < samples; k++) {
            final double place = Math.min(k * step, ns.length - 1);
            final int before = (int) Math.min(Math.floor(place + 1e-9), ns.length - 1);
            final double part = Math.max(0, place - before);
            at[k] = gain * (part < 1e-9 ? ns[before] : ns[before] + part * (ns[before + 1] - ns[before]));
        }
        return at;
    }

    /** Samples a second. */
    public int streamHz() {
        return streamHz;
    }

    /** How many samples. */
    public int samples() {
        return units.length / channels();
    }

    /** How many ticks it lasts. */
    public long ticks() {
        return (long) samples() * period;
    }

    /** How a device is configured for it. */
    public Configure.Stream configuration() {
        return new Configure.Stream(streamHz, mask, scaleE, scaleI, 0, scalePa);
    }

    /** Channels in every chunk. */
    int mask() {
        return mask;
    }

    private int channels() {
        return StreamMask.channels(mask);
    }

    /** The largest sum of both conductances, in nS. */
    public double peakNs() {
        return peakNs;
    }

    /** The units of a chunk. */
    short[] units(final int first, final int samples) {
        return Arrays.copyOfRange(units, channels() * first, channels() * (first + samples));
    }

    /** As the device plays it, rounding to units included. */
    @Override
    public void at(final long tick, final double[] into) {
        if (mask == StreamMask.CURRENT) {
            Arrays.fill(into, 0);
            return;
        }
        final int last = samples() - 1;
        final int n = (int) Math.min(tick / period, last);
        final int next = Math.min(n + 1, last);
        final double part = n == last ? 0 : (double) (tick % period) / period;
        for (int c = 0; c < 2; c++) {
            final double from = units[2 * n + c] & 0xffff;
            final double to = units[2 * next + c] & 0xffff;
            into[c] = (from + part * (to - from)) * (c == 0 ? scaleE : scaleI);
        }
    }
}
