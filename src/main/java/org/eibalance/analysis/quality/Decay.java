package org.eibalance.analysis.quality;

/**
 * An exponential through the transient of a test pulse, in pA and ms from the commanded onset of the step.
 *
 * @param fromMs where it was extrapolated to: the effective onset or the peak
 * @param amplitudePa its height above the steady current there
 * @param tauMs its time constant
 * @param steadyPa the steady current at the end of the step
 */
public record Decay(double fromMs, double amplitudePa, double tauMs, double steadyPa) {

    /**
     * Its value.
     *
     * @param ms time since the commanded onset
     * @return the current in pA
     */
    public double at(final double ms) {
        return steadyPa + amplitudePa * Math.exp(-(ms - fromMs) / tauMs);
    }
}
