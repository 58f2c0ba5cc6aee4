package org.eibalance.analysis.event;

import java.util.Arrays;

/**
 * The peaks of a score that count as events: maxima above a threshold, without those that a higher maximum close by
 * explains.
 *
 * @param threshold a peak lies above it
 * @param polarity whether maxima, minima below the negative threshold, or both are detected
 * @param refractory in samples: of two peaks closer than this the higher one counts
 * @param sideLobe samples after a peak within which lower peaks are its side lobes
 */
record PeakPicker(double threshold, Polarity polarity, int refractory, int sideLobe) {

    /**
     * Finds the peaks.
     *
     * <p>A template that is placed late, by about the width of an event, still matches its decay a little. So the
     * scores of template methods have side lobes after each event, which can pass common thresholds.
     *
     * @param score one value a sample
     * @return the samples of the peaks, rising
     */
    int[] of(final double[] score) {
        int[] maxima = new int[256];
        int found = 0;
        for (int t = 1; t < score.length - 1; t++) {
            if (!isMaximum(score, t)) continue;
            if (found == maxima.length) maxima = Arrays.copyOf(maxima, 2 * found);
            maxima[found++] = t;
        }
        int kept = 0;
        final int[] peaks = new int[found];
        for (int i = 0; i < found; i++) {
            if (counts(score, maxima, found, i)) peaks[kept++] = maxima[i];
        }
        return Arrays.copyOf(peaks, kept);
    }

    private boolean isMaximum(final double[] score, final int t) {
        final double value = score[t];
        final boolean up = value > threshold && value > score[t - 1] && value >= score[t + 1];
        if (polarity == Polarity.POSITIVE || up && polarity == Polarity.BOTH) return up;
        return value < -threshold && value < score[t - 1] && value <= score[t + 1];
    }

    private boolean counts(final double[] score, final int[] maxima, final int found, final int i) {
        final double height = Math.abs(score[maxima[i]]);
        for (int j = i - 1; j >= 0 && maxima[i] - maxima[j] <= Math.max(refractory, sideLobe); j--) {
            if (Math.abs(score[maxima[j]]) >= height) return false;
        }
        for (int j = i + 1; j < found && maxima[j] - maxima[i] <= refractory; j++) {
            if (Math.abs(score[maxima[j]]) > height) return false;
        }
        return true;
    }
}
