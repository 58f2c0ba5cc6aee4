package org.eibalance.analysis.field;

import org.eibalance.recording.InputException;
import org.eibalance.signal.Statistics;

/**
 * The slope of a spectrum in double-logarithmic axes over a short range, which falls with the share of inhibition in a
 * model (Gao, Peterson and Voytek 2017, NeuroImage 158:70, 30 to 50 Hz): the median of the slopes of all pairs of
 * points (Theil 1950; Sen 1968), which is robust against up to 29 % of outliers, such as line noise.
 */
public final class RobustSlope {

    private RobustSlope() {}

    /**
     * Computes it.
     *
     * @param spectrum the spectrum
     * @param lowHz lowest frequency; above 0
     * @param highHz highest frequency
     * @return the slope, below 0 where power falls with frequency
     * @throws InputException if fewer than 5 frequencies lie in the range, or the density is not above 0
     */
    public static double of(final PowerSpectrum spectrum, final double lowHz, final double highHz) {
        final PowerSpectrum range = spectrum.between(lowHz, highHz);
        final int n = range.density().length;
        if (!(lowHz > 0) || n < 5)
            throw new InputException("There are " + n + " frequencies from " + lowHz + " to " + highHz
                    + " Hz: a slope needs 5 at least, above 0 Hz.");
        for (int i = 0; i < n; i++) {
            if (!(range.density()[i] > 0) || Double.isInfinite(range.density()[i]))
                throw new InputException("The power at " + range.frequenciesHz()[i] + " Hz is " + range.density()[i]
                        + ": it must be above 0.");
        }
        final double[] slopes = new double[n * (n - 1) / 2];
        int size = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[size++] = Math.log(range.density()[j] / range.density()[i])
                        / Math.log(range.frequenciesHz()[j] / range.frequenciesHz()[i]);
            }
        }
        return Statistics.median(slopes);
    }
}
