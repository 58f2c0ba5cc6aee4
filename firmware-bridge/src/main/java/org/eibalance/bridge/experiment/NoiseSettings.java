package org.eibalance.bridge.experiment;

import org.eibalance.bridge.protocol.OrnsteinUhlenbeck;

/**
 * Two Ornstein-Uhlenbeck conductances that the device makes itself; below 0 they are clipped.
 *
 * @param meanENs mean of g_E before clipping
 * @param sdENs its standard deviation before clipping
 * @param tauEMs its correlation time
 * @param meanINs mean of g_I before clipping
 * @param sdINs its standard deviation before clipping
 * @param tauIMs its correlation time
 * @param correlation of the two noises, −1 to 1
 */
public record NoiseSettings(
        double meanENs, double sdENs, double tauEMs, double meanINs, double sdINs, double tauIMs, double correlation) {

    /** Inhibition four times excitation, with the correlation times of Destexhe et al. (2001). */
    public static final NoiseSettings DEFAULT = new NoiseSettings(4, 1, 2.7, 16, 4, 10.5, 0);

    /**
     * What the device is told.
     *
     * @param seed of its generator
     * @return the message
     */
    public OrnsteinUhlenbeck message(final long seed) {
        return new OrnsteinUhlenbeck(
                (float) meanENs,
                (float) sdENs,
                (float) tauEMs,
                (float) meanINs,
                (float) sdINs,
                (float) tauIMs,
                (float) correlation,
                seed);
    }
}
