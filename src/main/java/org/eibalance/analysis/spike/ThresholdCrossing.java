package org.eibalance.analysis.spike;

import java.util.Arrays;
import org.eibalance.signal.Statistics;

/**
 * Spikes where a signal passes a threshold.
 *
 * @param level in the unit of the signal
 * @param downward whether spikes point down
 * @param refractoryMs crossings within this time after a spike are not counted
 */
public record ThresholdCrossing(double level, boolean downward, double refractoryMs) {

    /** Default of the refractory time. */
    public static final double DEFAULT_REFRACTORY_MS = 2;

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
     * Finds the spikes.
     *
     * @param signal the signal
     * @param sampleRateHz samples per second
     * @return times of the crossings in ms from the first sample, between samples by a straight line
     */
    public double[] timesMs(final double[] signal, final double sampleRateHz) {
        final double sign = downward ? -1 : 1;
        final double stepMs = 1000 / sampleRateHz;
        final double[] times = new double[signal.length];
        int size = 0;
        for (int i = 1; i < signal.length; i++) {
            final double before = sign * (signal[i - 1] - level);
            final double now = sign * (signal[i] - level);
            if (!(before < 0 && now >= 0)) continue;
            final double time = (i - 1 + before / (before - now)) * stepMs;
            if (size == 0 || time - times[size - 1] >= refractoryMs) times[size++] = time;
        }
        return Arrays.copyOf(times, size);
    }
}
