package org.eibalance.bridge.calibration;

import org.eibalance.bridge.link.DeviceException;

/**
 * Electrode, loop and cell from a step of current: the average response is
 *
 * <pre>V(t) = I [ R_s E(t−d) + R M(t−d) ],   t ≥ d,
 * E(t) = 1 − e^(−t/τ_e),   M(t) = 1 − (τ_m e^(−t/τ_m) − τ_e e^(−t/τ_e)) / (τ_m − τ_e):</pre>
 *
 * the electrode charges first, and the membrane through it.
 *
 * <p>R_s + R is known from steady currents. Late, when the electrode is charged, what is missing to the steady value
 * decays with τ_m alone: the logarithm of it is a line, whose intercept splits the sum into R_s and R. Then d and τ_e
 * are searched on a grid over the first millisecond.
 *
 * @param delayUs d: from the tick in which the step was put out to the first change of V
 * @param seriesMohm R_s
 * @param electrodeUs τ_e; 0 where there is no R_s
 * @param membraneMohm R
 * @param membraneMs τ_m
 * @param rmsMv of what is left of the first millisecond
 */
record StepFit(
        double delayUs, double seriesMohm, double electrodeUs, double membraneMohm, double membraneMs, double rmsMv) {

    /** After so long the electrode is charged. */
    private static final double LATE_US = 2000;

    private static final double EARLY_US = 1000;
    private static final double MAX_DELAY_TICKS = 16;
    private static final double DELAY_STEP_TICKS = 0.1;
    private static final double MIN_ELECTRODE_US = 0.5;
    private static final double ELECTRODE_RATIO = 1.15;
    private static final double MAX_ELECTRODE_US = 500;

    /** A resistance below this is none, MOhm. */
    private static final double NO_SERIES_MOHM = 0.05;

    /** Points that the membrane's line needs. */
    private static final int MIN_POINTS = 20;

    /** A membrane this fast is none. */
    private static final double MIN_MEMBRANE_US = 200;

    /** With noise, the share of the membrane may exceed 1 by so much. */
    private static final double SHARE_TOLERANCE = 0.02;

    /** What may be left of the response: so many times its noise, or this share of the steady deflection. */
    private static final double NOISE_RATIO = 3;

    private static final double MAX_RESIDUAL_SHARE = 0.02;

    /**
     * Fits. What is not the answer of an electrode and a membrane is refused, for the numbers limit the conductance
     * that may be armed, and those of a bad fit would allow too much.
     *
     * @param mv mean response from the step's tick on, less the mean before
     * @param tickUs from sample to sample
     * @param pa size of the step
     * @param totalMohm R_s + R
     * @param noiseMv standard deviation of the mean response
     * @param maxMembraneMs a membrane slower than this cannot have settled
     * @return the fit
     * @throws DeviceException if the response is not that of an electrode and a membrane
     */
    static StepFit of(
            final double[] mv,
            final double tickUs,
            final double pa,
            final double totalMohm,
            final double noiseMv,
            final double maxMembraneMs) {
        final double steadyMv = totalMohm / 1000 * pa;
        double w = 0, wt = 0, wy = 0, wtt = 0, wty = 0;
        int points = 0;
        for (int i = (int) (LATE_US / tickUs); i < mv.length; i++) {
            final double missing = 1 - mv[i] / steadyMv;
            if (!(missing > 0.02)) continue;
            // Noise of a logarithm grows as what is missing gets less.
            final double weight = missing * missing;
            final double t = i * tickUs;
            final double y = Math.log(missing);
            points++;
            w += weight;
            wt += weight * t;
            wy += weight * y;
            wtt += weight * t * t;
            wty += weight * t * y;
        }
        final double slope = (w * wty - wt * wy) / (w * wtt - wt * wt);
        final double intercept = (wy - slope * wt) / w;
        final double tauUs = -1 / slope;
        if (points < MIN_POINTS || !(tauUs > MIN_MEMBRANE_US && tauUs < 1000 * maxMembraneMs))
            throw refused("no membrane that charges within " + Math.rint(maxMembraneMs) + " ms is seen in it");
        final int early = (int) Math.min(mv.length, EARLY_US / tickUs);
        StepFit best = null;
        for (double d = 0; d <= MAX_DELAY_TICKS; d += DELAY_STEP_TICKS) {
            final double delay = d * tickUs;
            for (double e = MIN_ELECTRODE_US; e <= MAX_ELECTRODE_US; e *= ELECTRODE_RATIO) {
                final double share = Math.exp(intercept - delay / tauUs) * (tauUs - e) / tauUs;
                if (!(share > 0 && share <= 1 + SHARE_TOLERANCE)) continue;
                final boolean none = totalMohm * (1 - share) < NO_SERIES_MOHM;
                final double rms = rest(mv, early, tickUs, steadyMv, none ? 1 : share, delay, none ? 0 : e, tauUs);
                // R_s / R = τ_e / τ_m looks like no electrode at all: one must be seen clearly to be believed.
                final double better = best == null
                        ? 1
                        : best.seriesMohm == 0 && !none ? 0.9 : !none || best.seriesMohm == 0 ? 1 : 1 / 0.9;
                if (best == null || rms < better * best.rmsMv)
                    best = new StepFit(
                            delay,
                            none ? 0 : totalMohm * (1 - share),
                            none ? 0 : e,
                            none ? totalMohm : totalMohm * share,
                            tauUs / 1000,
                            rms);
            }
        }
        if (best == null) throw refused("the membrane would have more than the whole resistance");
        final double share = best.membraneMohm / totalMohm;
        final double left = rest(mv, mv.length, tickUs, steadyMv, share, best.delayUs, best.electrodeUs, tauUs);
        final double allowed = Math.max(NOISE_RATIO * noiseMv, MAX_RESIDUAL_SHARE * Math.abs(steadyMv));
        if (!(left < allowed && best.rmsMv < allowed))
            throw refused(Math.rint(1000 * Math.max(left, best.rmsMv)) / 1000 + " mV of it remain unexplained");
        return best;
    }

    private static DeviceException refused(final String why) {
        return new DeviceException("The answer to a step of current is not that of a resistance and a capacitance: "
                + why + ". A model cell, or a cell at rest, was expected; check connections, and average more steps.");
    }

    private static double rest(
            final double[] mv,
            final int n,
            final double tickUs,
            final double steadyMv,
            final double share,
            final double delayUs,
            final double electrodeUs,
            final double tauUs) {
        double squares = 0;
        for (int i = 0; i < n; i++) {
            final double t = Math.max(0, i * tickUs - delayUs);
            final double charging = electrodeUs == 0 ? 0 : Math.exp(-t / electrodeUs);
            final double membrane = 1 - (tauUs * Math.exp(-t / tauUs) - electrodeUs * charging) / (tauUs - electrodeUs);
            final double model = steadyMv * (share * membrane + (1 - share) * (1 - charging));
            squares += (mv[i] - model) * (mv[i] - model);
        }
        return Math.sqrt(squares / n);
    }
}
