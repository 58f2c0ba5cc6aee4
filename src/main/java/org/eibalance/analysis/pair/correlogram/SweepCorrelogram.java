package org.eibalance.analysis.pair.correlogram;

import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.signal.CrossCovariance;

/** The correlogram of one sweep. */
public final class SweepCorrelogram {

    private final String recording;
    private final int sweep;
    private final double[] sums;
    private final double energyA;
    private final double energyB;
    private final double[] coefficients;

    public SweepCorrelogram(final PairSweep sweep, final CrossCovariance covariance, final boolean unbiased) {
        this.recording = sweep.recording();
        this.sweep = sweep.sweep();
        this.energyA = covariance.energyX();
        this.energyB = covariance.energyY();
        this.sums = unbiased ? CrossCovariance.unbiased(covariance.sums(), covariance.samples()) : covariance.sums();
        this.coefficients = new CrossCovariance(sums, energyA, energyB, covariance.samples()).coefficients();
    }

    /** The file name. */
    public String recording() {
        return recording;
    }

    /** 0-based sweep in the recording. */
    public int sweep() {
        return sweep;
    }

    /** Coefficients at the lags of the result, normalised by the variances of this sweep; not a copy. */
    public double[] coefficients() {
        return coefficients;
    }

    /** The same before they were divided; not a copy. */
    double[] sums() {
        return sums;
    }

    /** Sum of squares of cell A about its mean. */
    public double energyA() {
        return energyA;
    }

    /** Sum of squares of cell B about its mean. */
    public double energyB() {
        return energyB;
    }
}
