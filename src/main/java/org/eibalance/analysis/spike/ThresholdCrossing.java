package org.eibalance.analysis.spike;

import java.util.Arrays;
import org.eibalance.signal.OrderStatistics;
import org.eibalance.signal.Statistics;

/**
 * Spikes where a signal passes a threshold. After a spike the signal must fall back below a second level before the
 * next one counts, so that noise on a slow flank is not counted as spikes.
 *
 * @param level in the unit of the signal
 * @param rearm what the signal must fall back below after a spike, on the side of the level from which spikes come;
 *     equal to the level where it need not
 * @param downward whether spikes point down
 * @param refractoryMs crossings within this time after a spike are not counted
 */
public record ThresholdCrossing(double level, double rearm, boolean downward, double refractoryMs) {

    /** The median is taken from about this many samples. */
    private static final int MEDIAN_SAMPLES = 1 << 14;

    /** A threshold without a second level. */
    public ThresholdCrossing(final double level, final boolean downward, final double refractoryMs) {
        this(level, level, downward, refractoryMs);
    }

    /**
     * What was found.
     *
     * @param timesMs times of the crossings from the first sample, between samples by a straight line
     * @param beyond how far each spike reaches beyond the level until the signal is back at the second one, in the unit
     *     of the signal, 0 or more
     */
    public record Found(double[] timesMs, double[] beyond) {}

    /**
     * Median and robust standard deviation of a signal.
     *
     * @param median in the unit of the signal; NaN without samples
     * @param robustSd from the median of the absolute differences from the median, as of normal noise
     */
    public record Centre(double median, double robustSd) {

        /**
         * Takes both, from samples at equal distances where the signal is long.
         *
         * @param signal the signal; gaps as NaN
         * @return both
         */
        public static Centre of(final double[] signal) {
            final int stride = Math.max(1, signal.length / MEDIAN_SAMPLES);
            final double[] some = new double[signal.length / stride + 1];
            int count = 0;
            for (int i = 0; i < signal.length; i += stride) if (Double.isFinite(signal[i])) some[count++] = signal[i];
            if (count == 0) return new Centre(Double.NaN, Double.NaN);
            final double[] values = Arrays.copyOf(some, count);
            final double median = OrderStatistics.select(values, count / 2);
            for (int i = 0; i < count; i++) values[i] = Math.abs(values[i] - median);
            return new Centre(median, OrderStatistics.select(values, count / 2) / Statistics.NORMAL_QUARTILE);
        }
    }

    /** Action potentials pass this potential, synaptic potentials do not. */
    public static final double INTRACELLULAR_MV = -20;

    /** Standard deviations of the noise from the median to the level, in a signal that is no membrane potential. */
    public static final double NOISE_DEVIATIONS = 5;

    /**
     * A level at some standard deviations of the noise from the median, the noise taken from the median of the absolute
     * differences, on which spikes have little weight (Quian Quiroga, Nadasdy and Ben-Shaul 2004, Neural Comput
     * 16:1661).
     *
     * @param signal the signal; gaps as NaN
     * @param deviations how many, such as 5
     * @param downward whether spikes point down
     * @return the level; NaN without samples
     */
    public static double robustLevel(final double[] signal, final double deviations, final boolean downward) {
        final double[] finite = Statistics.finite(signal);
        return Statistics.median(finite) + (downward ? -deviations : deviations) * Statistics.robustSd(finite);
    }

    /**
     * The second level for a signal: half way from the level to the median, but no farther from the level than a given
     * distance. Where the median lies beyond the level, the level itself.
     *
     * @param median of the signal
     * @param level the level
     * @param farthest the distance, above 0; infinite for none
     * @param downward whether spikes point down
     * @return the second level
     */
    public static double rearm(final double median, final double level, final double farthest, final boolean downward) {
        final double sign = downward ? -1 : 1;
        final double half = sign * (level - median) / 2;
        return half > 0 ? level - sign * Math.min(half, farthest) : level;
    }

    /**
     * Finds the spikes.
     *
     * @param signal the signal
     * @param sampleRateHz samples per second
     * @return times of the crossings in ms from the first sample, between samples by a straight line
     */
    public double[] timesMs(final double[] signal, final double sampleRateHz) {
        return find(signal, sampleRateHz).timesMs;
    }

    /**
     * Finds the spikes, and how far they reach.
     *
     * @param signal the signal
     * @param sampleRateHz samples per second
     * @return both
     */
    public Found find(final double[] signal, final double sampleRateHz) {
        final double sign = downward ? -1 : 1;
        final double back = sign * (rearm - level);
        final double stepMs = 1000 / sampleRateHz;
        double[] times = new double[64];
        double[] beyond = new double[64];
        int size = 0;
        boolean armed = true;
        boolean within = false;
        for (int i = 1; i < signal.length; i++) {
            final double before = sign * (signal[i - 1] - level);
            final double now = sign * (signal[i] - level);
            if (before < back) {
                armed = true;
                within = false;
            }
            if (within && now > beyond[size - 1]) beyond[size - 1] = now;
            if (!(armed && before < 0 && now >= 0)) continue;
            final double time = (i - 1 + before / (before - now)) * stepMs;
            armed = back >= 0;
            within = true;
            if (size > 0 && time - times[size - 1] < refractoryMs) continue;
            if (size == times.length) {
                times = Arrays.copyOf(times, 2 * size);
                beyond = Arrays.copyOf(beyond, 2 * size);
            }
            beyond[size] = now;
            times[size++] = time;
        }
        return new Found(Arrays.copyOf(times, size), Arrays.copyOf(beyond, size));
    }
}
