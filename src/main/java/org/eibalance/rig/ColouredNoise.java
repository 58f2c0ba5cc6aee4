package org.eibalance.rig;

import org.apache.commons.math3.random.RandomGenerator;

/**
 * An Ornstein-Uhlenbeck process of mean 0 with the exact update: its standard deviation and time constant hold for any
 * step (Gillespie 1996, Phys. Rev. E 54:2084, eq. 3.1). Not safe in threads.
 */
final class ColouredNoise {

    private final double decay;
    private final double kick;
    private final RandomGenerator random;
    private double value;

    /** Starts in its stationary distribution. */
    ColouredNoise(final double tauMs, final double sd, final double stepMs, final RandomGenerator random) {
        decay = StrictMath.exp(-stepMs / tauMs);
        kick = sd * Math.sqrt(1 - decay * decay);
        this.random = random;
        value = sd * random.nextGaussian();
    }

    /** Takes one step and returns the value after it. */
    double next() {
        value = value * decay + kick * random.nextGaussian();
        return value;
    }
}
