package org.eibalance.analysis.quality;

import org.eibalance.signal.ChargeOnset;

/**
 * {@link MembraneDefinition#COMPARTMENT}.
 *
 * <p>The amplifier's filter delays the transient and rounds its peak, but keeps its charge. So the exponential is
 * fitted where the filter has settled, and its onset is put where a sudden start has the charge that was recorded: this
 * gives the amplitude without the filter, whatever its kind.
 */
final class CompartmentPulse {

    /** After this many time constants the response to the end of the step is over. */
    private static final double RECOVERY_TAUS = 8;

    /** A recovery with more noise than this many times that of the baseline holds something else too. */
    private static final double MAX_NOISE = 1.5;

    /** A holding current that changes by more than this share of the steady response did not just drift. */
    private static final double MAX_DRIFT = 0.25;

    /** A transient is at least this many standard deviations of the residuals high. */
    private static final double MIN_HEIGHT = 3;

    private CompartmentPulse() {}

    static PulseMeasures measure(final TestPulseResponse response, final int settled) {
        final int sweep = response.sweep().sweep();
        final double stepMv = response.sweep().pulse().stepMv();
        if (response.length() - settled < MembraneTest.MIN_SAMPLES)
            return PulseMeasures.none(
                    sweep,
                    stepMv,
                    response.holdingPa(),
                    response.boundMohm(),
                    "the transient does not decay within its step");
        final OneExponential level = OneExponential.fit(response.rise(), settled, response.length());
        if (!isTransient(level, response, settled))
            return PulseMeasures.none(
                    sweep,
                    stepMv,
                    response.holdingPa(),
                    response.boundMohm(),
                    "the step gives no capacitive transient");
        final double[] rise = withoutDrift(response, level);
        final OneExponential fit = OneExponential.fit(rise, settled, rise.length);
        final double tau = fit.tau();
        final double[] amplitudes = {fit.amplitude()};
        final double[] taus = {tau};
        final double delay = ChargeOnset.samples(rise, settled, amplitudes, taus, fit.steady());
        final double amplitude = ChargeOnset.height(delay, settled, amplitudes, taus);
        final double tauMs = tau * response.intervalMs();
        final Decay decay = response.decay(delay, amplitude, tau, fit.steady());
        final double ra = 1000 * response.heightMv() / (amplitude + fit.steady());
        if (!(fit.steady() > 0))
            return new PulseMeasures(
                    sweep,
                    stepMv,
                    response.holdingPa(),
                    ra > 0 ? ra : Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    tauMs,
                    response.boundMohm(),
                    decay,
                    "the steady current does not follow the step");
        final double rm = 1000 * response.heightMv() / fit.steady() - ra;
        return new PulseMeasures(
                sweep,
                stepMv,
                response.holdingPa(),
                ra,
                rm,
                1000 * tauMs * (1 / ra + 1 / rm),
                tauMs,
                response.boundMohm(),
                decay,
                "");
    }

    /** Whether what was fitted is the charging of a membrane. */
    static boolean isTransient(final OneExponential fit, final TestPulseResponse response, final int settled) {
        final int n = response.length() - settled;
        final double sd = Math.sqrt(Math.max(0, fit.squares()) / n);
        return fit.amplitude() > MIN_HEIGHT * sd && fit.tau() > 1 && fit.tau() < n / 3.0;
    }

    /**
     * The response above a holding current that changes along a straight line from before the step to after it, where
     * the recovery shows that.
     */
    private static double[] withoutDrift(final TestPulseResponse response, final OneExponential level) {
        final double[] recovery = response.recovery((int) Math.ceil(RECOVERY_TAUS * level.tau()));
        if (recovery.length == 0) return response.rise();
        final double sign = Math.signum(response.sweep().pulse().stepMv());
        final double change = sign * (recovery[0] - response.holdingPa());
        if (!(Math.abs(change) < MAX_DRIFT * Math.abs(level.steady())
                && recovery[1] < MAX_NOISE * response.baselineSd())) return response.rise();
        final double slope = change / (recovery[2] - response.baselineMiddle());
        final double[] rise = response.rise().clone();
        for (int i = 0; i < rise.length; i++) rise[i] -= slope * (i - response.baselineMiddle());
        return rise;
    }
}
