package org.eibalance.bridge.experiment;

import java.util.Arrays;

/**
 * The voltage drop across the electrode that a compensation took off one sweep.
 *
 * @param rmsMv its root mean square in mV, over the samples that are known; NaN without one
 * @param peakMv largest magnitude in mV; NaN without a sample that is known
 * @param samples number of samples of the sweep
 * @param unknown number of them that are NaN, because they or the current before them are missing
 */
public record ElectrodeDrop(double rmsMv, double peakMv, int samples, int unknown) {

    /**
     * Measures it.
     *
     * @param compensation of a recording
     * @param sweep 0-based
     * @return the drop
     */
    public static ElectrodeDrop of(final ElectrodeCompensation compensation, final int sweep) {
        final double[] recorded = compensation.recordedMv(sweep);
        final double[] cell = compensation.compensatedMv(sweep);
        final double[] drop = new double[cell.length];
        for (int k = 0; k < drop.length; k++) drop[k] = recorded[k] - cell[k];
        final double[] known = Arrays.stream(drop).filter(Double::isFinite).toArray();
        return new ElectrodeDrop(
                Math.sqrt(Arrays.stream(known).map(mv -> mv * mv).average().orElse(Double.NaN)),
                Arrays.stream(known).map(Math::abs).max().orElse(Double.NaN),
                drop.length,
                drop.length - known.length);
    }
}
