package org.eibalance.analysis.quality;

import java.util.List;
import org.eibalance.signal.Statistics;

/**
 * The response to one step, made positive: the current minus its mean before the step, times the sign of the step.
 * Sample 0 is the commanded onset.
 */
final class TestPulseResponse {

    /** The peak of the capacitive transient is searched in this share of the step. */
    private static final double PEAK_WITHIN_MS = 50;

    /** The amplifier's filter has settled after this many times the time to the peak. */
    private static final int PEAK_TIMES = 4;

    /** It has settled earlier where only this share of the transient is left. */
    private static final double MIN_LEFT = 0.15;

    private static final int MIN_SETTLED = 2;

    private final PulseSweep sweep;
    private final double intervalMs;
    private final double holdingPa;
    private final double[] rise;

    TestPulseResponse(final PulseSweep sweep, final double intervalMs) {
        this.sweep = sweep;
        this.intervalMs = intervalMs;
        final TestPulse pulse = sweep.pulse();
        holdingPa = Statistics.mean(sweep.currentPa(), pulse.baselineStart(), pulse.start());
        rise = new double[pulse.end() - pulse.start()];
        final double sign = Math.signum(pulse.stepMv());
        for (int i = 0; i < rise.length; i++) rise[i] = sign * (sweep.currentPa()[pulse.start() + i] - holdingPa);
    }

    PulseSweep sweep() {
        return sweep;
    }

    double intervalMs() {
        return intervalMs;
    }

    double holdingPa() {
        return holdingPa;
    }

    /** The response in pA; not a copy. */
    double[] rise() {
        return rise;
    }

    int length() {
        return rise.length;
    }

    /** Height of the step, without its sign. */
    double heightMv() {
        return Math.abs(sweep.pulse().stepMv());
    }

    /** The sample of the peak. */
    int peak() {
        return peak(rise, intervalMs);
    }

    /** dV / (I_peak - I_h) in MOhm. */
    double boundMohm() {
        return 1000 * heightMv() / rise[peak()];
    }

    /** Converts a decay of this positive response to the current as recorded. */
    Decay decay(final double fromSample, final double amplitude, final double tau, final double steady) {
        final double sign = Math.signum(sweep.pulse().stepMv());
        return new Decay(fromSample * intervalMs, sign * amplitude, tau * intervalMs, holdingPa + sign * steady);
    }

    private static int peak(final double[] rise, final double intervalMs) {
        final int end = (int) Math.min(rise.length, Math.max(1, Math.round(PEAK_WITHIN_MS / intervalMs)));
        int peak = 0;
        for (int i = 1; i < end; i++) if (rise[i] > rise[peak]) peak = i;
        return peak;
    }

    /**
     * The sample from which on the amplifier's filter does not shape the transient any more, from the mean of all
     * responses per mV.
     */
    static int settled(final List<TestPulseResponse> responses) {
        if (responses.isEmpty()) return MIN_SETTLED;
        final int length =
                responses.stream().mapToInt(TestPulseResponse::length).min().orElseThrow();
        final double[] mean = new double[length];
        for (final TestPulseResponse response : responses) {
            for (int i = 0; i < length; i++) mean[i] += response.rise[i] / response.heightMv();
        }
        final int peak = peak(mean, responses.get(0).intervalMs);
        final double steady = Statistics.mean(mean, length - length / 5, length);
        int settled = peak;
        while (settled < Math.min(length - 1, PEAK_TIMES * peak)
                && mean[settled] - steady > MIN_LEFT * (mean[peak] - steady)) settled++;
        return Math.max(MIN_SETTLED, settled);
    }

    /**
     * The mean current after the step, late in the recovery.
     *
     * @param from first sample after the end of the step that may count
     * @return mean, standard deviation and middle of the samples that count; empty where they are too few
     */
    double[] recovery(final int from) {
        final TestPulse pulse = sweep.pulse();
        final int start = pulse.end() + Math.max(from, (pulse.recoveryEnd() - pulse.end()) / 2);
        if (pulse.recoveryEnd() - start < MembraneTest.MIN_SAMPLES) return new double[0];
        final double mean = Statistics.mean(sweep.currentPa(), start, pulse.recoveryEnd());
        return new double[] {
            mean,
            Statistics.populationSd(sweep.currentPa(), start, pulse.recoveryEnd()),
            (start + pulse.recoveryEnd() - 1) / 2.0 - pulse.start()
        };
    }

    /** Standard deviation of the baseline. */
    double baselineSd() {
        return Statistics.populationSd(
                sweep.currentPa(), sweep.pulse().baselineStart(), sweep.pulse().start());
    }

    /** Middle of the baseline, in samples from the onset: negative. */
    double baselineMiddle() {
        return (sweep.pulse().baselineStart() - sweep.pulse().start() - 1) / 2.0;
    }
}
