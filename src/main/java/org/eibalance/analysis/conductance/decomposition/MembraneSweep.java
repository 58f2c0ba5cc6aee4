package org.eibalance.analysis.conductance.decomposition;

import java.util.Arrays;
import org.eibalance.analysis.conductance.GaussianLowPass;
import org.eibalance.analysis.conductance.MembranePotential;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.analysis.conductance.trials.ClampSweep;
import org.eibalance.recording.ClampMode;

/**
 * Potential of the membrane and ionic current through it during a sweep, after all corrections.
 *
 * @param potentialMv V_m
 * @param currentPa I_m, outward positive, without the capacitive current where that is corrected for
 */
record MembraneSweep(double[] potentialMv, double[] currentPa) {

    /** Whether nothing is to be corrected: command and record are then those of the membrane. */
    static boolean isPlain(final ClampSweep sweep, final ClampMode mode, final DecompositionSettings settings) {
        return mode == ClampMode.VOLTAGE_CLAMP
                && settings.correction() != SeriesCorrection.DYNAMIC
                && potential(sweep, settings).isNone()
                && settings.lowPassHz() == 0;
    }

    /**
     * Corrects part of a sweep. Samples outside of it are not used, so the low-pass does not smear a step of the
     * command beside the window into it.
     *
     * <p>V_m is that of {@link MembranePotential}. Voltage clamp: I_m = I − C dV_m/dt, where C dV_m/dt is subtracted in
     * the dynamic correction only. Current clamp: I_m = I_cmd − C dV_m/dt, because injected charge that does not load
     * the membrane leaves through it.
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
        final double[] injectedPa = voltageClamp ? sweep.recorded() : sweep.command();
        final double[] shownMv = voltageClamp ? sweep.command() : sweep.recorded();
        final double[] potentialMv = lowPass.apply(potential(sweep, settings).of(shownMv, injectedPa, from, to));
        double[] currentPa = lowPass.apply(Arrays.copyOfRange(injectedPa, from, to));
        if (settings.correction() == SeriesCorrection.DYNAMIC || !voltageClamp) {
            currentPa = withoutCapacitive(potentialMv, currentPa, settings.capacitancePf(), stepMs);
        }
        return new MembraneSweep(potentialMv, currentPa);
    }

    /** The correction of the potential of a sweep; without R_s where that is not corrected for. */
    static MembranePotential potential(final ClampSweep sweep, final DecompositionSettings settings) {
        final boolean corrected = settings.correction() != SeriesCorrection.NONE;
        return MembranePotential.of(
                settings.junction(), corrected ? sweep.seriesResistanceMohm() : 0, settings.compensation());
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
