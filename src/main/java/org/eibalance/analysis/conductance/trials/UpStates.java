package org.eibalance.analysis.conductance.trials;

import java.util.ArrayList;
import java.util.List;
import org.eibalance.analysis.conductance.GaussianLowPass;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.recording.InputException;

/**
 * Up and Down states of a potential that alternates between two levels.
 *
 * @param thresholdMv the potential between them
 * @param downMv mean of the Down states, of the fitted mixture
 * @param upMv mean of the Up states
 * @param separation Ashman's D, distance of both means over the root mean square of both standard deviations; above 2
 *     two levels can be told apart (Ashman et al. 1994, Astron. J. 108:2348)
 * @param states the Up states; those at the ends of the trace, which are not complete, are left out
 */
public record UpStates(double thresholdMv, double downMv, double upMv, double separation, List<TimeWindow> states) {

    private static final int BINS = 200;
    private static final int MAX_ITERATIONS = 500;
    private static final double MIN_SEPARATION = 2;

    /** Takes a copy of the list. */
    public UpStates {
        states = List.copyOf(states);
    }

    /**
     * Finds Up states: a mixture of two Gaussians is fitted to the histogram of the potential, and the threshold lies
     * half-way between their means, so that the low-pass does not shift the onsets.
     *
     * @param potentialMv one trace; also a field potential whose Up states are positive
     * @param stepMs interval of sampling
     * @param settings what counts as an Up state as an Up state
     * @return the Up states
     * @throws InputException if the trace does not show two levels
     */
    public static UpStates detect(final double[] potentialMv, final double stepMs, final UpStateSettings settings) {
        final double[] smooth = new GaussianLowPass(settings.lowPassHz(), stepMs).apply(potentialMv);
        final Mixture mixture = new Mixture(smooth);
        final double separation = Math.sqrt(2)
                * (mixture.mean[1] - mixture.mean[0])
                / Math.sqrt(mixture.variance[0] + mixture.variance[1]);
        if (!(separation > MIN_SEPARATION))
            throw new InputException(
                    "The trace does not show two levels: its histogram has one mode, so there are no Up states "
                            + "to be found in it.");
        final double threshold = (mixture.mean[0] + mixture.mean[1]) / 2;
        return new UpStates(
                threshold, mixture.mean[0], mixture.mean[1], separation, above(smooth, threshold, stepMs, settings));
    }

    private static List<TimeWindow> above(
            final double[] signal, final double threshold, final double stepMs, final UpStateSettings settings) {
        final List<int[]> runs = new ArrayList<>();
        int start = -1;
        for (int i = 1; i < signal.length; i++) {
            if (signal[i] >= threshold && signal[i - 1] < threshold) start = i;
            if (start < 0 || signal[i] >= threshold || signal[i - 1] < threshold) continue;
            final int[] last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (last != null && (start - last[1]) * stepMs < settings.mergeGapMs()) last[1] = i;
            else runs.add(new int[] {start, i});
            start = -1;
        }
        return runs.stream()
                .filter(r -> (r[1] - r[0]) * stepMs >= settings.minDurationMs())
                .map(r -> new TimeWindow(r[0] * stepMs, r[1] * stepMs))
                .toList();
    }

    /** Two Gaussians, fitted to a histogram by expectation and maximisation. */
    private static final class Mixture {

        private final double[] share = {0.5, 0.5};
        private final double[] mean = new double[2];
        private final double[] variance = new double[2];

        Mixture(final double[] signal) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (final double v : signal) {
                low = Math.min(low, v);
                high = Math.max(high, v);
            }
            final double width = (high - low) / BINS;
            if (!(width > 0))
                throw new InputException("The trace is constant: there are no Up states to be found in it.");
            final double[] counts = new double[BINS];
            for (final double v : signal) counts[Math.min(BINS - 1, (int) ((v - low) / width))]++;
            mean[0] = low + (high - low) / 4;
            mean[1] = high - (high - low) / 4;
            variance[0] = (high - low) * (high - low) / 36;
            variance[1] = variance[0];
            double before = Double.NEGATIVE_INFINITY;
            for (int round = 0; round < MAX_ITERATIONS; round++) {
                final double after = improve(counts, low, width);
                if (after - before < 1e-10 * Math.abs(after)) break;
                before = after;
            }
        }

        private double improve(final double[] counts, final double low, final double width) {
            final double[] total = new double[2];
            final double[] sum = new double[2];
            final double[] squares = new double[2];
            double likelihood = 0;
            for (int b = 0; b < BINS; b++) {
                if (counts[b] == 0) continue;
                final double x = low + (b + 0.5) * width;
                final double[] d = {density(0, x), density(1, x)};
                final double both = d[0] + d[1];
                likelihood += counts[b] * Math.log(both);
                for (int m = 0; m < 2; m++) {
                    final double weight = counts[b] * d[m] / both;
                    total[m] += weight;
                    sum[m] += weight * x;
                    squares[m] += weight * (x - mean[m]) * (x - mean[m]);
                }
            }
            for (int m = 0; m < 2; m++) {
                share[m] = total[m] / (total[0] + total[1]);
                final double shift = sum[m] / total[m] - mean[m];
                mean[m] += shift;
                // A component must not become narrower than one bin.
                variance[m] = Math.max(width * width, squares[m] / total[m] - shift * shift);
            }
            return likelihood;
        }

        private double density(final int m, final double x) {
            final double z = x - mean[m];
            // The floor keeps a bin far from both components from dividing by 0.
            return Math.max(
                    1e-300, share[m] * Math.exp(-z * z / (2 * variance[m])) / Math.sqrt(2 * Math.PI * variance[m]));
        }
    }
}
