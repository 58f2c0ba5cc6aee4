package org.eibalance.analysis.quality;

import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.eibalance.signal.Statistics;

/** {@link MembraneDefinition#APPARENT}. */
final class ApparentPulse {

    private static final double STEADY_SHARE = 0.2;
    private static final double DECAY_FROM = 0.9;
    private static final double MIN_TAU = 1e-2;
    private static final double MAX_TAU = 1e7;
    private static final int MAX_EVALUATIONS = 500;
    private static final double SEARCH_MS = 50;

    /** The peak of a transient is at least this many standard deviations of the baseline; noise reaches four. */
    private static final double MIN_HEIGHT = 6;

    private ApparentPulse() {}

    static PulseMeasures measure(final TestPulseResponse response) {
        final double[] rise = response.rise();
        final int steadyFrom = rise.length - (int) Math.round(STEADY_SHARE * rise.length);
        final double steady = Statistics.mean(rise, steadyFrom, rise.length);
        final double rm = steady > 0 ? 1000 * response.heightMv() / steady : Double.NaN;
        final int peak = response.peak();
        final int searched = (int) Math.min(rise.length, Math.max(1, Math.round(SEARCH_MS / response.intervalMs())));
        int end = peak;
        while (end < searched && rise[end] > steady) end++;
        int from = peak;
        while (from < end && rise[from] - steady >= DECAY_FROM * (rise[peak] - steady)) from++;
        final int sweep = response.sweep().sweep();
        final double stepMv = response.sweep().pulse().stepMv();
        final boolean seen = rise[peak] - steady > MIN_HEIGHT * response.baselineSd();
        if (end - from < 2 || !seen)
            return new PulseMeasures(
                    sweep,
                    stepMv,
                    response.holdingPa(),
                    Double.NaN,
                    rm,
                    Double.NaN,
                    Double.NaN,
                    response.boundMohm(),
                    null,
                    "the step gives no capacitive transient");
        final double tau = tau(rise, from, end, steady);
        if (Double.isNaN(tau))
            return new PulseMeasures(
                    sweep,
                    stepMv,
                    response.holdingPa(),
                    Double.NaN,
                    rm,
                    Double.NaN,
                    Double.NaN,
                    response.boundMohm(),
                    null,
                    "the transient does not decay");
        final double atPeak = (rise[from] - steady) * Math.exp((from - peak) / tau);
        final double ra = 1000 * response.heightMv() / atPeak;
        final double tauMs = tau * response.intervalMs();
        return new PulseMeasures(
                sweep,
                stepMv,
                response.holdingPa(),
                ra,
                rm,
                1000 * tauMs / ra,
                tauMs,
                response.boundMohm(),
                response.decay(peak, atPeak, tau, steady),
                steady > 0 ? "" : "the steady current does not follow the step");
    }

    /**
     * The time constant, in samples, of the exponential that has the height of the transient at its first sample and
     * its sum over all samples.
     */
    private static double tau(final double[] rise, final int from, final int end, final double steady) {
        final int n = end - from;
        double sum = 0;
        for (int i = from; i < end; i++) sum += rise[i] - steady;
        final double ratio = sum / (rise[from] - steady);
        if (!(ratio > 1 && ratio < n)) return Double.NaN;
        return new BrentSolver(1e-9)
                .solve(
                        MAX_EVALUATIONS,
                        tau -> (1 - Math.exp(-n / tau)) / (1 - Math.exp(-1 / tau)) - ratio,
                        MIN_TAU,
                        MAX_TAU);
    }
}
