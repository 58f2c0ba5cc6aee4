package org.eibalance.analysis.event;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.eibalance.recording.Quantity;

/**
 * A trace with events at known times: bi-exponential, tau_r 0.5 and tau_d 5 ms, cut off after 20 ms; amplitudes
 * lognormal with a median of 20 pA and a log standard deviation of 0.4, downward; times uniform; noise of 3 pA before a
 * fourth-order Butterworth low-pass at 2 kHz; 20 kHz.
 *
 * @param samples pA
 * @param onsets samples at which events begin, rising
 * @param amplitudes their amplitudes, all negative
 */
record SyntheticEvents(double[] samples, int[] onsets, double[] amplitudes) {

    static final BiexponentialShape SHAPE = new BiexponentialShape(0.5, 5);
    static final double RATE_HZ = 20000;

    /** An event counts as found by a detection no farther from its onset. */
    private static final int TOLERANCE = (int) (0.003 * RATE_HZ);

    private static final int EVENT_SAMPLES = (int) (0.020 * RATE_HZ);
    private static final int MARGIN = 1000;
    private static final double NOISE_PA = 3;

    static SyntheticEvents make(final double seconds, final int events, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final double[] samples = lowPassedNoise((int) (seconds * RATE_HZ), random);
        final int[] onsets =
                random.ints(events, MARGIN, samples.length - MARGIN).sorted().toArray();
        final double[] amplitudes = new double[events];
        final double[] shape = SHAPE.samples(1000 / RATE_HZ, EVENT_SAMPLES);
        for (int i = 0; i < events; i++) {
            amplitudes[i] = -20 * Math.exp(0.4 * random.nextGaussian());
            for (int k = 0; k < EVENT_SAMPLES && onsets[i] + k < samples.length; k++) {
                samples[onsets[i] + k] += amplitudes[i] * shape[k];
            }
        }
        return new SyntheticEvents(samples, onsets, amplitudes);
    }

    EventInput input() {
        return input(Quantity.CURRENT, samples);
    }

    static EventInput input(final Quantity quantity, final double[]... sweeps) {
        final EventSweep[] all = new EventSweep[sweeps.length];
        for (int k = 0; k < sweeps.length; k++) all[k] = new EventSweep(k, 0, sweeps[k]);
        return new EventInput("synthetic.abf", "IN 0", quantity, RATE_HZ, List.of(all));
    }

    /** The onsets of accepted events in samples. */
    static int[] found(final EventResult result) {
        return result.accepted().stream()
                .mapToInt(e -> (int) Math.round(e.timeMs() * RATE_HZ / 1000))
                .toArray();
    }

    /** Harmonic mean of precision and recall; each event is found once at most. */
    double f1(final int[] found) {
        final boolean[] used = new boolean[onsets.length];
        int hits = 0;
        for (final int at : found) {
            final int place = Arrays.binarySearch(onsets, at);
            final int near = place < 0 ? -place - 1 : place;
            int best = -1;
            for (int i = Math.max(0, near - 2); i < Math.min(onsets.length, near + 2); i++) {
                final int distance = Math.abs(onsets[i] - at);
                if (!used[i] && distance <= TOLERANCE && (best < 0 || distance < Math.abs(onsets[best] - at))) best = i;
            }
            if (best >= 0) {
                used[best] = true;
                hits++;
            }
        }
        return 2.0 * hits / (found.length + onsets.length);
    }

    /** Two second-order sections of the bilinear transform. */
    private static double[] lowPassedNoise(final int count, final SplittableRandom random) {
        final double[] noise = new double[count];
        for (int t = 0; t < count; t++) noise[t] = NOISE_PA * random.nextGaussian();
        final double k = Math.tan(Math.PI * 2000 / RATE_HZ);
        for (final double angle : new double[] {Math.PI / 8, 3 * Math.PI / 8}) {
            final double scale = 1 / (1 + 2 * Math.cos(angle) * k + k * k);
            final double gain = k * k * scale, a1 = 2 * (k * k - 1) * scale;
            final double a2 = (1 - 2 * Math.cos(angle) * k + k * k) * scale;
            double x1 = 0, x2 = 0, y1 = 0, y2 = 0;
            for (int t = 0; t < count; t++) {
                final double x = noise[t], y = gain * (x + 2 * x1 + x2) - a1 * y1 - a2 * y2;
                x2 = x1;
                x1 = x;
                y2 = y1;
                y1 = y;
                noise[t] = y;
            }
        }
        return noise;
    }
}
