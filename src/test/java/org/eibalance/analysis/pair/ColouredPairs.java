package org.eibalance.analysis.pair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.eibalance.analysis.pair.input.PairInput;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.recording.ClampMode;

/** Pairs coloured like recorded potentials: fluctuations of 15 ms on a slow drift, with or without a common part. */
public final class ColouredPairs {

    private static final double FAST_MS = 15;
    private static final double MEMBRANE_MS = 5;
    private static final int WARM_UP = 50;

    private final SplittableRandom random;
    private final double sampleRateHz;

    public ColouredPairs(final long seed, final double sampleRateHz) {
        this.random = new SplittableRandom(seed);
        this.sampleRateHz = sampleRateHz;
    }

    /** Two cells that have nothing in common. */
    public PairInput independent(
            final int sweeps, final double sweepMs, final double driftShare, final double driftMs) {
        return pair(sweeps, sweepMs, 0, 0, driftShare, driftMs);
    }

    /** Two cells of which B, inverted, follows A. */
    public PairInput following(final int sweeps, final double sweepMs, final double share, final double lagMs) {
        return pair(sweeps, sweepMs, share, lagMs, 0, 1);
    }

    /**
     * Two cells that have nothing in common but when they fluctuate: Up states of 300 ms on average, anew in each
     * sweep, during which both fluctuate, above a recording noise of their own.
     */
    public PairInput inCommonUpStates(final int sweeps, final double sweepMs) {
        final List<PairSweep> made = new ArrayList<>();
        final int samples = (int) Math.round(sweepMs * sampleRateHz / 1000);
        for (int k = 0; k < sweeps; k++) {
            final double[] up = states(samples, 300);
            final double[] a = fast(samples);
            final double[] b = fast(samples);
            for (int t = 0; t < samples; t++) {
                a[t] = up[t] * a[t] + 0.1 * random.nextGaussian();
                b[t] = up[t] * b[t] + 0.1 * random.nextGaussian();
            }
            made.add(new PairSweep("pair.abf", k, 0, a, b, -80, 0, ClampMode.CURRENT_CLAMP, ClampMode.CURRENT_CLAMP));
        }
        return new PairInput("A", "B", sampleRateHz, made);
    }

    /** Two cells that have nothing in common but a gain, anew in each sweep, above a recording noise of their own. */
    public PairInput withCommonGain(final int sweeps, final double sweepMs) {
        final List<PairSweep> made = new ArrayList<>();
        final int samples = (int) Math.round(sweepMs * sampleRateHz / 1000);
        for (int k = 0; k < sweeps; k++) {
            final double gain = Math.exp(0.7 * random.nextGaussian());
            final double[] a = fast(samples);
            final double[] b = fast(samples);
            for (int t = 0; t < samples; t++) {
                a[t] = gain * a[t] + 0.5 * random.nextGaussian();
                b[t] = gain * b[t] + 0.5 * random.nextGaussian();
            }
            made.add(new PairSweep("pair.abf", k, 0, a, b, -80, 0, ClampMode.CURRENT_CLAMP, ClampMode.CURRENT_CLAMP));
        }
        return new PairInput("A", "B", sampleRateHz, made);
    }

    /** 0.2 and 1.2 in turn, for times whose distribution is exponential. */
    private double[] states(final int samples, final double meanMs) {
        final double[] states = new double[samples];
        boolean up = random.nextBoolean();
        for (int t = 0; t < samples; up = !up) {
            final int end = t + 1 + (int) (-Math.log(1 - random.nextDouble()) * meanMs * sampleRateHz / 1000);
            for (; t < Math.min(samples, end); t++) states[t] = up ? 1.2 : 0.2;
        }
        return states;
    }

    private PairInput pair(
            final int sweeps,
            final double sweepMs,
            final double share,
            final double lagMs,
            final double driftShare,
            final double driftMs) {
        final List<PairSweep> made = new ArrayList<>();
        final int samples = (int) Math.round(sweepMs * sampleRateHz / 1000);
        final int lag = (int) Math.round(lagMs * sampleRateHz / 1000);
        for (int k = 0; k < sweeps; k++) {
            final double[] common = fast(samples + lag);
            final double[] a = cell(samples, share, driftShare, driftMs);
            final double[] b = cell(samples, share, driftShare, driftMs);
            for (int t = 0; t < samples; t++) {
                a[t] += Math.sqrt(share) * common[t + lag];
                b[t] -= Math.sqrt(share) * common[t];
            }
            made.add(new PairSweep("pair.abf", k, 0, a, b, -80, 0, ClampMode.CURRENT_CLAMP, ClampMode.CURRENT_CLAMP));
        }
        return new PairInput("A", "B", sampleRateHz, made);
    }

    private double[] cell(final int samples, final double share, final double driftShare, final double driftMs) {
        final double[] fast = fast(samples);
        final double[] slow = process(samples, driftMs);
        for (int t = 0; t < samples; t++)
            fast[t] = Math.sqrt(1 - share - driftShare) * fast[t] + Math.sqrt(driftShare) * slow[t];
        return fast;
    }

    /** Smoothed by a membrane: its correlogram has a round top. */
    private double[] fast(final int samples) {
        final double[] fast = process(samples + WARM_UP, FAST_MS);
        final double keep = Math.exp(-1000 / (MEMBRANE_MS * sampleRateHz));
        // The variance of an exponential of 15 ms behind a low-pass of 5 ms is 15 / (15 + 5) of it.
        final double gain = Math.sqrt((FAST_MS + MEMBRANE_MS) / FAST_MS);
        double value = 0;
        for (int t = 0; t < fast.length; t++) {
            value = keep * value + (1 - keep) * fast[t];
            fast[t] = gain * value;
        }
        return Arrays.copyOfRange(fast, WARM_UP, fast.length);
    }

    /** An Ornstein-Uhlenbeck process of unit variance. */
    private double[] process(final int samples, final double tauMs) {
        final double keep = Math.exp(-1000 / (tauMs * sampleRateHz));
        final double kick = Math.sqrt(1 - keep * keep);
        final double[] process = new double[samples];
        double value = random.nextGaussian();
        for (int t = 0; t < samples; t++) {
            process[t] = value;
            value = keep * value + kick * random.nextGaussian();
        }
        return process;
    }
}
