package org.eibalance.analysis.field;

import org.eibalance.recording.InputException;

/**
 * How a spectrum is separated into an aperiodic part and peaks.
 *
 * @param lowHz lowest frequency; above 0
 * @param highHz highest frequency
 * @param knee whether the aperiodic part may bend: 1 / (k + f^chi) instead of 1 / f^chi
 * @param leastWidthHz least width of a peak, two standard deviations
 * @param greatestWidthHz its greatest width
 * @param mostPeaks how many peaks at most
 * @param leastHeight least height of a peak, in powers of ten
 * @param threshold least height of a peak in standard deviations of the flattened spectrum
 */
public record AperiodicSettings(
        double lowHz,
        double highHz,
        boolean knee,
        double leastWidthHz,
        double greatestWidthHz,
        int mostPeaks,
        double leastHeight,
        double threshold) {

    /** From 1 to 100 Hz, up to 20 peaks, otherwise as {@link #between}. */
    public static final AperiodicSettings DEFAULT = new AperiodicSettings(1, 100, false, 0.5, 12, 20, 0, 2);

    /** Checks the values. */
    public AperiodicSettings {
        if (!(lowHz > 0 && lowHz < highHz) || Double.isInfinite(highHz))
            throw new InputException("The fit goes from " + lowHz + " to " + highHz
                    + " Hz: its lower end must be above 0 and its upper end above that.");
        if (!(leastWidthHz > 0 && leastWidthHz < greatestWidthHz))
            throw new InputException("Peaks may be " + leastWidthHz + " to " + greatestWidthHz
                    + " Hz wide: the least width must be above 0 and the greatest above that.");
        if (mostPeaks < 0) throw new InputException("The most peaks are " + mostPeaks + ": they must be 0 or more.");
        if (!(leastHeight >= 0) || !(threshold >= 0))
            throw new InputException("Least height and threshold of a peak are " + leastHeight + " and " + threshold
                    + ": they must be 0 or more.");
    }

    /**
     * The default settings, those of specparam: no knee, peaks of 0.5 to 12 Hz and two standard deviations, as many as
     * there are.
     *
     * @param lowHz lowest frequency
     * @param highHz highest frequency
     * @return the settings
     */
    public static AperiodicSettings between(final double lowHz, final double highHz) {
        return new AperiodicSettings(
                lowHz,
                highHz,
                DEFAULT.knee,
                DEFAULT.leastWidthHz,
                DEFAULT.greatestWidthHz,
                Integer.MAX_VALUE,
                DEFAULT.leastHeight,
                DEFAULT.threshold);
    }
}
