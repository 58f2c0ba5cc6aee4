package org.eibalance.model.theory;

/**
 * How many synaptic potentials a spike needs, and how regular the spikes then are (Softky and Koch 1993; Shadlen and
 * Newsome 1994, 1998).
 */
public final class SpikeCounting {

    private SpikeCounting() {}

    /**
     * Excitatory potentials that reach the threshold together, without leak.
     *
     * @param restMv resting potential
     * @param thresholdMv threshold
     * @param epspMv one potential
     * @return a number, not rounded
     */
    public static double epspsToThreshold(final double restMv, final double thresholdMv, final double epspMv) {
        return (thresholdMv - restMv) / epspMv;
    }

    /**
     * Excitatory potentials that arrive in a membrane time constant.
     *
     * @param contacts synapses on the cell
     * @param excitatoryShare share of them that is excitatory
     * @param rateHz mean rate of their sources
     * @param timeConstantMs tau
     * @return the expected number
     */
    public static double epspsPerTimeConstant(
            final double contacts, final double excitatoryShare, final double rateHz, final double timeConstantMs) {
        return contacts * excitatoryShare * rateHz * timeConstantMs / 1000;
    }

    /**
     * CV of a perfect integrator that counts Poisson inputs to a number: the sum of N independent intervals.
     *
     * @param inputs N_th
     * @param refractoryMs t_0
     * @param meanIntervalMs mean interval between spikes, refractory time included
     * @return (1 − t_0 / mean) / sqrt(N)
     */
    public static double counterCv(final double inputs, final double refractoryMs, final double meanIntervalMs) {
        return (1 - refractoryMs / meanIntervalMs) / Math.sqrt(inputs);
    }

    /**
     * Mean number of steps in which a symmetric walk, reflected at 0 where a step down is lost, first reaches a
     * threshold.
     *
     * @param threshold theta
     * @return theta (theta + 1)
     */
    public static double walkSteps(final int threshold) {
        return (double) threshold * (threshold + 1);
    }

    /**
     * CV of the time in which that walk, stepping at the times of a Poisson process, first reaches the threshold: from
     * the second moment of its steps, by linear recursion.
     *
     * @param threshold theta
     * @return sqrt(2/3) for large theta
     */
    public static double walkCv(final int threshold) {
        final double mean = walkSteps(threshold);
        // E[n²] = s(0), with s(i) = 1 + 2 (m(i) − 1) + (s(i−1) + s(i+1)) / 2 and m(i) the mean from i.
        // Differences d(i) = s(i+1) − s(i): d(0) = −(2 r(0)), d(i) = d(i−1) − 2 r(i), r(i) = 2 m(i) − 1.
        double difference = 0;
        double sum = 0;
        for (int i = 0; i < threshold; i++) {
            final double from = mean - (double) i * (i + 1);
            difference -= 2 * (2 * from - 1);
            sum -= difference;
        }
        final double stepsVariance = sum - mean * mean;
        // A Poisson clock adds the mean number of its intervals to the variance.
        return Math.sqrt(stepsVariance + mean) / mean;
    }
}
