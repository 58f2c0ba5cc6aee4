package org.eibalance.analysis.pair.significance;

/** What is slow in a signal, as the mean about each sample. */
final class MovingMean {

    private MovingMean() {}

    /**
     * A signal without what is slower than a window.
     *
     * @param signal the signal
     * @param window samples of the mean that is taken off; at the ends of the signal fewer
     * @return as long as the signal
     */
    static double[] takenOff(final double[] signal, final int window) {
        final double[] sums = new double[signal.length + 1];
        for (int t = 0; t < signal.length; t++) sums[t + 1] = sums[t] + signal[t];
        final double[] fast = new double[signal.length];
        for (int t = 0; t < signal.length; t++) {
            final int from = Math.max(0, t - window / 2), end = Math.min(signal.length, t + window / 2 + 1);
            fast[t] = signal[t] - (sums[end] - sums[from]) / (end - from);
        }
        return fast;
    }
}
