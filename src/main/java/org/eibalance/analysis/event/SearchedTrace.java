package org.eibalance.analysis.event;

/**
 * What else is in a trace in which events were searched.
 *
 * @param sweeps how many sweeps were searched
 * @param actionPotentials how many there are in it; 0 of a current
 * @param peaks how many peaks the score has beyond the threshold in the direction that was sought
 * @param strength the sum of their heights, in the unit of the threshold
 * @param otherPeaks the same in the other direction
 * @param otherStrength the sum of their heights
 * @param following how many of the peaks that were sought follow a higher one of the other direction within the
 *     template
 * @param amplitudePerScore amplitude of an event of the template's shape over its score, in pA or mV; NaN where the
 *     method has none
 */
public record SearchedTrace(
        int sweeps,
        int actionPotentials,
        int peaks,
        double strength,
        int otherPeaks,
        double otherStrength,
        int following,
        double amplitudePerScore) {

    /** Nothing is known of it. */
    public static final SearchedTrace UNKNOWN = new SearchedTrace(0, 0, 0, 0, 0, 0, 0, Double.NaN);
}
