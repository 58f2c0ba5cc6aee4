package org.eibalance.analysis.field;

/**
 * How a signal is studied by its spectrum.
 *
 * @param windowMs window of the spectrum
 * @param aperiodic how the aperiodic part and the peaks are fitted
 * @param slopeFromHz lower end of the range of the robust slope
 * @param slopeToHz upper end of the range of the robust slope
 * @param rhythmFromHz lower bound of the rhythm whose envelope is given to fluctuation analysis
 * @param rhythmToHz upper bound of that rhythm
 */
public record SpectrumStudySettings(
        double windowMs,
        AperiodicSettings aperiodic,
        double slopeFromHz,
        double slopeToHz,
        double rhythmFromHz,
        double rhythmToHz) {

    /** Windows of 2 s, the slope from 30 to 50 Hz (Gao et al. 2017), the alpha rhythm. */
    public static final SpectrumStudySettings DEFAULT =
            new SpectrumStudySettings(2000, AperiodicSettings.DEFAULT, 30, 50, 8, 13);
}
