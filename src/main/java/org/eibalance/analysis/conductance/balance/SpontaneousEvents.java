package org.eibalance.analysis.conductance.balance;

import org.eibalance.recording.InputException;

/**
 * Rate and size of the spontaneous or miniature events of one kind.
 *
 * @param rateHz events a second
 * @param amplitudePa their mean amplitude, without its sign
 */
public record SpontaneousEvents(double rateHz, double amplitudePa) {

    /**
     * Events of which some were accepted.
     *
     * @param acceptedPa amplitudes of the accepted events, of either sign
     * @param detected how many were detected, above 0
     * @param detectedHz their rate, above 0
     * @return accepted events per time that was searched, and the mean of their sizes
     * @throws InputException if no event was accepted
     */
    public static SpontaneousEvents of(final double[] acceptedPa, final double detected, final double detectedHz) {
        if (acceptedPa.length == 0)
            throw new InputException("There is no accepted event, so that no ratio can be formed.");
        double sum = 0;
        for (final double pa : acceptedPa) sum += Math.abs(pa);
        return new SpontaneousEvents(acceptedPa.length * detectedHz / detected, sum / acceptedPa.length);
    }
}
