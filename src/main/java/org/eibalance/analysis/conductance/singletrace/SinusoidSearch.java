package org.eibalance.analysis.conductance.singletrace;

import java.util.Arrays;
import org.eibalance.recording.InputException;

/** The frequencies of two sinusoids in an injected current, above 100 Hz. */
final class SinusoidSearch {

    private static final double MIN_FREQUENCY_HZ = 100;
    private static final double MAX_SEARCH_MS = 1000;

    private SinusoidSearch() {}

    /**
     * Finds the two largest peaks of the spectrum, refined to a hundredth of a bin.
     *
     * @param currentPa the injected current
     * @param stepMs interval of sampling
     * @param bandwidthHz smallest distance of both peaks
     * @return both frequencies in Hz, rising
     * @throws InputException if there are no two peaks
     */
    static double[] find(final double[] currentPa, final double stepMs, final double bandwidthHz) {
        final int n = (int) Math.min(currentPa.length, Math.round(MAX_SEARCH_MS / stepMs));
        final double resolution = 1000 / (n * stepMs);
        final double highest = Math.min(2000, 250 / stepMs);
        final int bins = (int) ((highest - MIN_FREQUENCY_HZ) / resolution);
        final double[] power = new double[Math.max(0, bins)];
        for (int b = 0; b < bins; b++)
            power[b] = power(currentPa, n, (MIN_FREQUENCY_HZ + b * resolution) * stepMs / 1000);
        final double[] found = new double[2];
        final double[] height = new double[2];
        for (int p = 0; p < 2; p++) {
            int best = -1;
            for (int b = 0; b < bins; b++) {
                final double hz = MIN_FREQUENCY_HZ + b * resolution;
                if (p == 1 && Math.abs(hz - found[0]) < bandwidthHz) continue;
                if (best < 0 || power[b] > power[best]) best = b;
            }
            if (best < 0) break;
            found[p] = refine(currentPa, n, MIN_FREQUENCY_HZ + best * resolution, resolution, stepMs);
            height[p] = power[best];
        }
        // The second sinusoid has at least a hundredth of the amplitude of the first; anything smaller is noise.
        if (!(height[0] > 0) || height[1] < 1e-4 * height[0])
            throw new InputException("The current does not contain two sinusoids between " + MIN_FREQUENCY_HZ + " and "
                    + highest + " Hz: choose the channel of the injected current, or give both frequencies.");
        Arrays.sort(found);
        return found;
    }

    private static double refine(
            final double[] signal, final int n, final double hz, final double resolution, final double stepMs) {
        double low = hz - resolution;
        double high = hz + resolution;
        for (int step = 0; step < 40; step++) {
            final double a = low + (high - low) / 3;
            final double b = high - (high - low) / 3;
            if (power(signal, n, a * stepMs / 1000) < power(signal, n, b * stepMs / 1000)) low = a;
            else high = b;
        }
        return (low + high) / 2;
    }

    /** Goertzel's recursion with a Hann window against leakage. */
    private static double power(final double[] signal, final int n, final double cyclesPerSample) {
        final double coefficient = 2 * Math.cos(2 * Math.PI * cyclesPerSample);
        final double hannTwice = 2 * Math.cos(2 * Math.PI / n);
        double hannBefore = Math.cos(2 * Math.PI / n);
        double hann = 1;
        double last = 0;
        double beforeLast = 0;
        for (int t = 0; t < n; t++) {
            final double now = signal[t] * 0.5 * (1 - hann) + coefficient * last - beforeLast;
            beforeLast = last;
            last = now;
            final double next = hannTwice * hann - hannBefore;
            hannBefore = hann;
            hann = next;
        }
        return last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
    }
}
