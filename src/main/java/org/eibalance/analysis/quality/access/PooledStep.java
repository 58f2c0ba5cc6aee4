package org.eibalance.analysis.quality.access;

import java.util.List;
import org.eibalance.analysis.quality.PulseSweep;
import org.eibalance.analysis.quality.TestPulse;
import org.eibalance.signal.Statistics;

/**
 * Responses of several sweeps to the same step, per mV of the step, in nS: the current over the height, so that all
 * have one sign. Sweeps count by the inverse of the variance of their noise, because levels far from a reversal
 * potential have more of it.
 */
final class PooledStep {

    private final double[][] responses;
    private final double[] weights;
    private final double[] mean;
    private final int onset;

    private PooledStep(final double[][] responses, final double[] weights, final int onset) {
        this.responses = responses;
        this.weights = weights;
        this.onset = onset;
        mean = new double[responses[0].length];
        for (int k = 0; k < responses.length; k++)
            for (int i = 0; i < mean.length; i++) mean[i] += weights[k] * responses[k][i];
    }

    /** Averages sweeps over the shortest baseline and the shortest step of them; at least one sweep. */
    static PooledStep of(final List<PulseSweep> sweeps) {
        int before = Integer.MAX_VALUE;
        int length = Integer.MAX_VALUE;
        for (final PulseSweep sweep : sweeps) {
            before = Math.min(before, sweep.pulse().start() - sweep.pulse().baselineStart());
            length = Math.min(length, sweep.pulse().end() - sweep.pulse().start());
        }
        final double[][] responses = new double[sweeps.size()][before + length];
        final double[] weights = new double[sweeps.size()];
        for (int k = 0; k < responses.length; k++) {
            final TestPulse pulse = sweeps.get(k).pulse();
            for (int i = 0; i < before + length; i++)
                responses[k][i] = sweeps.get(k).currentPa()[pulse.start() - before + i] / pulse.stepMv();
            weights[k] = 1 / square(Statistics.populationSd(responses[k], 0, before));
        }
        return new PooledStep(responses, normalised(weights), before);
    }

    /** The same without every sweep whose place leaves this rest. */
    PooledStep without(final int rest, final int groups) {
        int left = 0;
        for (int k = 0; k < responses.length; k++) if (k % groups != rest) left++;
        final double[][] some = new double[left][];
        final double[] theirs = new double[left];
        int at = 0;
        for (int k = 0; k < responses.length; k++) {
            if (k % groups == rest) continue;
            some[at] = responses[k];
            theirs[at++] = weights[k];
        }
        return new PooledStep(some, normalised(theirs), onset);
    }

    private static double square(final double value) {
        return value * value;
    }

    private static double[] normalised(final double[] weights) {
        double sum = 0;
        for (final double weight : weights) sum += weight;
        final double[] shares = new double[weights.length];
        for (int k = 0; k < shares.length; k++)
            shares[k] = sum > 0 && Double.isFinite(sum) ? weights[k] / sum : 1.0 / weights.length;
        return shares;
    }

    int sweeps() {
        return responses.length;
    }

    double weight(final int sweep) {
        return weights[sweep];
    }

    /** One sweep in nS, from the baseline on; not a copy. */
    double[] response(final int sweep) {
        return responses[sweep];
    }

    /** The weighted mean in nS; not a copy. */
    double[] mean() {
        return mean;
    }

    /** First sample of the step: also the length of the baseline. */
    int onset() {
        return onset;
    }

    /** Samples of the step. */
    int length() {
        return mean.length - onset;
    }

    /** The mean from the onset on, above a level. */
    double[] rise(final double holding) {
        final double[] rise = new double[length()];
        for (int i = 0; i < rise.length; i++) rise[i] = mean[onset + i] - holding;
        return rise;
    }
}
