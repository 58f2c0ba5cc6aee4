package org.eibalance.analysis.conductance;

/**
 * The straight lines of synaptic current on potential, one a sample: the line of
 * the whole membrane less that of the leak. A sample has slope G_s and intercept
 * b, so that I_s = G_s V + b.
 */
final class SynapticLines {

	private final double[] slopeNs;
	private final double[] interceptPa;
	private final Line leak;

	SynapticLines(final double[] slopeNs, final double[] interceptPa, final Line leak) {
		this.slopeNs = slopeNs;
		this.interceptPa = interceptPa;
		this.leak = leak;
	}

	/**
	 * Fits the lines.
	 *
	 * @param levels corrected sweeps
	 * @param weights of the levels
	 * @param counts how often each sweep of each level is taken; null for once each
	 * @param from first sample
	 * @param length samples
	 * @return the lines
	 */
	static SynapticLines fit(final LevelSamples[] levels, final double[] weights, final int[][] counts, final int from,
		final int length)
	{
		final double[][] potentials = new double[levels.length][length];
		final double[][] currents = new double[levels.length][length];
		means(levels, counts, from, length, potentials, currents);
		return fit(levels, weights, counts, potentials, currents);
	}

	/** Fits the lines to level means at hand. */
	static SynapticLines fit(final LevelSamples[] levels, final double[] weights, final int[][] counts,
		final double[][] potentials, final double[][] currents)
	{
		final Line leak = leak(levels, weights, counts);
		final int length = potentials[0].length;
		final double[] slopeNs = new double[length];
		final double[] interceptPa = new double[length];
		if (areSteady(potentials)) fitSteady(potentials, currents, weights, slopeNs, interceptPa);
		else fitMoving(potentials, currents, weights, slopeNs, interceptPa);
		final double leakSlope = leak.slope();
		final double leakIntercept = leak.at(0);
		for (int i = 0; i < length; i++) {
			slopeNs[i] -= leakSlope;
			interceptPa[i] -= leakIntercept;
		}
		return new SynapticLines(slopeNs, interceptPa, leak);
	}

	static void means(final LevelSamples[] levels, final int[][] counts, final int from, final int length,
		final double[][] potentials, final double[][] currents)
	{
		for (int j = 0; j < levels.length; j++) levels[j].means(counts == null ? null : counts[j], from, length,
			potentials[j], currents[j]);
	}

	/** The line through the means of the leak window. */
	static Line leak(final LevelSamples[] levels, final double[] weights, final int[][] counts) {
		final double[] x = new double[levels.length];
		final double[] y = new double[levels.length];
		for (int j = 0; j < levels.length; j++) {
			x[j] = levels[j].leakPotentialMv(counts == null ? null : counts[j]);
			y[j] = levels[j].leakCurrentPa(counts == null ? null : counts[j]);
		}
		return new Line(x, y, weights);
	}

	/** Whether each level stays at one potential: then the weights of the line are the same in all samples. */
	static boolean areSteady(final double[][] potentials) {
		for (final double[] potential : potentials) {
			final double first = potential[0];
			for (final double v : potential) {
				if (v != first) return false;
			}
		}
		return true;
	}

	private static void fitSteady(final double[][] potentials, final double[][] currents, final double[] weights,
		final double[] slopeNs, final double[] interceptPa)
	{
		double sum = 0;
		double mean = 0;
		for (int j = 0; j < weights.length; j++) {
			sum += weights[j];
			mean += weights[j] * potentials[j][0];
		}
		mean /= sum;
		double sxx = 0;
		for (int j = 0; j < weights.length; j++) sxx += weights[j] * (potentials[j][0] - mean) * (potentials[j][0] - mean);
		for (int j = 0; j < weights.length; j++) {
			final double ofSlope = weights[j] * (potentials[j][0] - mean) / sxx;
			final double ofIntercept = weights[j] / sum - mean * ofSlope;
			addScaled(ofSlope, currents[j], slopeNs);
			addScaled(ofIntercept, currents[j], interceptPa);
		}
	}

	private static void addScaled(final double factor, final double[] signal, final double[] into) {
		for (int i = 0; i < into.length; i++) into[i] += factor * signal[i];
	}

	private static void fitMoving(final double[][] potentials, final double[][] currents, final double[] weights,
		final double[] slopeNs, final double[] interceptPa)
	{
		final int levels = weights.length;
		double sum = 0;
		for (final double w : weights) sum += w;
		for (int i = 0; i < slopeNs.length; i++) {
			double meanX = 0;
			double meanY = 0;
			for (int j = 0; j < levels; j++) {
				meanX += weights[j] * potentials[j][i];
				meanY += weights[j] * currents[j][i];
			}
			meanX /= sum;
			meanY /= sum;
			double sxx = 0;
			double sxy = 0;
			for (int j = 0; j < levels; j++) {
				final double dx = weights[j] * (potentials[j][i] - meanX);
				sxx += dx * (potentials[j][i] - meanX);
				sxy += dx * (currents[j][i] - meanY);
			}
			slopeNs[i] = sxy / sxx;
			interceptPa[i] = meanY - slopeNs[i] * meanX;
		}
	}

	double[] slopeNs() {
		return slopeNs;
	}

	double[] interceptPa() {
		return interceptPa;
	}

	Line leak() {
		return leak;
	}

	/** The same lines on an axis of potentials that lies higher. */
	SynapticLines withPotentialsHigherBy(final double shiftMv) {
		final double[] shifted = interceptPa.clone();
		for (int i = 0; i < shifted.length; i++) shifted[i] -= slopeNs[i] * shiftMv;
		return new SynapticLines(slopeNs, shifted, leak);
	}

	/** g_E = (−b − G_s E_I) / (E_E − E_I). */
	double[] excitatoryNs(final ReversalPotentials reversals) {
		return minusLineAt(reversals.inhibitoryMv(), reversals.spanMv());
	}

	/** g_I = (−b − G_s E_E) / (E_I − E_E). */
	double[] inhibitoryNs(final ReversalPotentials reversals) {
		return minusLineAt(reversals.excitatoryMv(), -reversals.spanMv());
	}

	private double[] minusLineAt(final double potentialMv, final double spanMv) {
		final double[] conductanceNs = new double[slopeNs.length];
		for (int i = 0; i < conductanceNs.length; i++) conductanceNs[i] = (-interceptPa[i] - slopeNs[i] * potentialMv) /
			spanMv;
		return conductanceNs;
	}
}
