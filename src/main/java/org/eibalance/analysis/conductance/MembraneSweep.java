package org.eibalance.analysis.conductance;

import org.eibalance.recording.ClampMode;

/**
 * What the membrane of the cell saw during a sweep: its potential and the ionic
 * current through it, after all corrections.
 *
 * @param potentialMv V_m
 * @param currentPa I_m, outward positive, without the capacitive current where that
 *          is corrected for
 */
record MembraneSweep(double[] potentialMv, double[] currentPa) {

	/**
	 * Corrects a sweep.
	 * <p>
	 * Voltage clamp: V_m = V_cmd − LJP − R_s I, I_m = I − C dV_m/dt. Current clamp:
	 * V_m = V − LJP − R_s I_cmd (bridge), I_m = I_cmd − C dV_m/dt: the charge that
	 * is injected and does not load the membrane leaves through it. R_s is what the
	 * compensation leaves.
	 *
	 * @param sweep the sweep
	 * @param mode voltage or current clamp
	 * @param stepMs interval of sampling
	 * @param settings what to correct
	 * @param lowPass applied to V_m and to I alike, before the derivative
	 * @return the corrected sweep; without any correction its arrays are those of the
	 *         sweep itself
	 */
	static MembraneSweep of(final ClampSweep sweep, final ClampMode mode, final double stepMs,
		final DecompositionSettings settings, final GaussianLowPass lowPass)
	{
		final boolean voltageClamp = mode == ClampMode.VOLTAGE_CLAMP;
		final double ljpMv = settings.junction().correctionMv();
		final double seriesGohm = settings.correction() == SeriesCorrection.NONE ? 0 : sweep.seriesResistanceMohm() * (1 -
			settings.compensation()) * 1e-3;
		final double[] injected = voltageClamp ? sweep.recorded() : sweep.command();
		final double[] seen = voltageClamp ? sweep.command() : sweep.recorded();
		double[] potentialMv = seen;
		if (ljpMv != 0 || seriesGohm != 0) {
			potentialMv = new double[seen.length];
			for (int i = 0; i < seen.length; i++) potentialMv[i] = seen[i] - ljpMv - seriesGohm * injected[i];
		}
		potentialMv = lowPass.apply(potentialMv);
		double[] currentPa = lowPass.apply(injected);
		if (settings.correction() == SeriesCorrection.DYNAMIC || !voltageClamp) {
			currentPa = withoutCapacitive(potentialMv, currentPa, settings.capacitancePf(), stepMs);
		}
		return new MembraneSweep(potentialMv, currentPa);
	}

	/** I − C dV/dt with central differences, one-sided at the ends; pF mV / ms = pA. */
	private static double[] withoutCapacitive(final double[] potentialMv, final double[] currentPa,
		final double capacitancePf, final double stepMs)
	{
		final int n = potentialMv.length;
		final double[] ionicPa = new double[n];
		for (int i = 0; i < n; i++) {
			final int before = Math.max(0, i - 1);
			final int after = Math.min(n - 1, i + 1);
			final double slope = after == before ? 0 : (potentialMv[after] - potentialMv[before]) / ((after - before) * stepMs);
			ionicPa[i] = currentPa[i] - capacitancePf * slope;
		}
		return ionicPa;
	}
}
