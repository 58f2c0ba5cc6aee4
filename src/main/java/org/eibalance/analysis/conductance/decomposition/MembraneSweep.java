package org.eibalance.analysis.conductance.decomposition;

import java.util.Arrays;
import org.eibalance.analysis.conductance.GaussianLowPass;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.analysis.conductance.trials.ClampSweep;
import org.eibalance.recording.ClampMode;

/**
 * What the membrane of the cell saw during a sweep: its potential and the ionic current through it, after all
 * corrections.
 *
 * @param potentialMv V_m
 * @param currentPa I_m, outward positive, without the capacitive current where that is corrected for
 */
record MembraneSweep(double[] potentialMv, double[] currentPa) {

    /** Whether nothing is to be corrected, so that command and record are what the membrane saw. */
    static boolean isPlain(final ClampSweep sweep, final ClampMode mode, final DecompositionSettings settings) {
        final boolean noSeries = settings.correction() == SeriesCorrection.NONE
                || settings.correction() == SeriesCorrection.STATIC
                        && sweep.seriesResistanceMohm() * (1 - settings.compensation()) == 0;
        return mode == ClampMode.VOLTAGE_CLAMP
                && noSeries
                && settings.junction().correctionMv() == 0
                && settings.lowPassHz() == 0;
    }

    /**
     * Corrects part of a sweep. What lies outside of it plays no part: a step of the command beside the window is not
     * smeared into it by the low-pass.
     *
     * <p>Voltage clamp: V_m = V_cmd − LJP − R_s I, I_m = I − C dV_m/dt. Current clamp: V_m = V − LJP − R_s I_cmd
     * (bridge), I_m = I_cmd − C dV_m/dt: the charge that is injected and does not load the membrane leaves through it.
     * R_s is what the compensation leaves.
     *
     * @param sweep the sweep
     * @param mode voltage or current clamp
     * @param stepMs interval of sampling
     * @param settings what to correct
     * @param lowPass applied to V_m and to I alike, before the derivative
     * @param from first sample
     * @param to sample after the last
     * @return the corrected part
     */
    static MembraneSweep of(
            final ClampSweep sweep,
            final ClampMode mode,
            final double stepMs,
            final DecompositionSettings settings,
            final GaussianLowPass lowPass,
            final int from,
            final int to) {
        final boolean voltageClamp = mode == ClampMode.VOLTAGE_CLAMP;
        final double ljpMv = settings.junction().correctionMv();
        final double seriesGohm = seriesGohm(sweep, settings);
        final double[] injected = Arrays.copyOfRange(voltageClamp ? sweep.recorded() : sweep.command(), from, to);
        double[] potentialMv = Arrays.copyOfRange(voltageClamp ? sweep.command() : sweep.recorded(), from, to);
        for (int i = 0; i < potentialMv.length; i++) potentialMv[i] -= ljpMv + seriesGohm * injected[i];
        potentialMv = lowPass.apply(potentialMv);
        double[] currentPa = lowPass.apply(injected);
        if (settings.correction() == SeriesCorrection.DYNAMIC || !voltageClamp) {
            currentPa = withoutCapacitive(potentialMv, currentPa, settings.capacitancePf(), stepMs);
        }
        return new MembraneSweep(potentialMv, currentPa);
    }

    /** What the compensation leaves of R_s; 0 where it is not corrected for. */
    static double seriesGohm(final ClampSweep sweep, final DecompositionSettings settings) {
        return settings.correction() == SeriesCorrection.NONE
                ? 0
                : sweep.seriesResistanceMohm() * (1 - settings.compensation()) * 1e-3;
    }

    /** I − C dV/dt with central differences, one-sided at the ends; pF mV / ms = pA. */
    private static double[] withoutCapacitive(
            final double[] potentialMv, final double[] currentPa, final double capacitancePf, final double stepMs) {
        final int n = potentialMv.length;
        final double[] ionicPa = new double[n];
        for (int i = 0; i < n; i++) {
            final int before = Math.max(0, i - 1);
            final int after = Math.min(n - 1, i + 1);
            final double slope =
                    after == before ? 0 : (potentialMv[after] - potentialMv[before]) / ((after - before) * stepMs);
            ionicPa[i] = currentPa[i] - capacitancePf * slope;
        }
        return ionicPa;
    }
}
