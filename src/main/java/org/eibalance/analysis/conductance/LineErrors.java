package org.eibalance.analysis.conductance;

import java.util.Arrays;

/**
 * Standard errors of what is read from the lines, their R² and the reversal
 * potential.
 */
final class LineErrors {

	private final double[] excitatorySeNs;
	private final double[] inhibitorySeNs;
	private final double[] slopeSeNs;
	private final double[] reversalMv;
	private final double[] reversalSeMv;
	private final double[] rSquared;

	LineErrors(final LevelSamples[] levels, final double[] weights, final SynapticLines lines,
		final double[][] potentials, final double[][] currents, final ReversalPotentials reversals)
	{
		final int length = potentials[0].length;
		excitatorySeNs = new double[length];
		inhibitorySeNs = new double[length];
		slopeSeNs = new double[length];
		reversalMv = new double[length];
		reversalSeMv = new double[length];
		rSquared = new double[length];
		final Line leak = lines.leak();
		final double[] leakVariances = leakVariances(levels, weights, leak);
		final boolean fromSweeps = Arrays.stream(levels).anyMatch(l -> l.size() > 1);
		final boolean steady = SynapticLines.areSteady(potentials);
		final double[] commanded = SynapticLines.commanded(levels);
		final double[] x = new double[levels.length];
		final double[] y = new double[levels.length];
		double[] variances = new double[levels.length];
		double slopeVariance = 0;
		double varianceAtInhibitory = 0;
		double varianceAtExcitatory = 0;
		final double span = reversals.spanMv();
		for (int i = 0; i < length; i++) {
			for (int j = 0; j < levels.length; j++) {
				x[j] = potentials[j][i];
				y[j] = currents[j][i];
			}
			final Line line = new Line(commanded, x, y, weights);
			final boolean known = i > 0 && steady && fromSweeps;
			if (!known) {
				variances = fromSweeps ? meanVariances(levels, line.slope()) : residualVariances(weights, line);
				slopeVariance = line.slopeVariance(variances) + leak.slopeVariance(leakVariances);
				varianceAtInhibitory = line.varianceAt(reversals.inhibitoryMv(), variances) + leak.varianceAt(reversals
					.inhibitoryMv(), leakVariances);
				varianceAtExcitatory = line.varianceAt(reversals.excitatoryMv(), variances) + leak.varianceAt(reversals
					.excitatoryMv(), leakVariances);
			}
			slopeSeNs[i] = Math.sqrt(slopeVariance);
			excitatorySeNs[i] = Math.sqrt(varianceAtInhibitory) / span;
			inhibitorySeNs[i] = Math.sqrt(varianceAtExcitatory) / span;
			rSquared[i] = line.rSquared();
			final double slope = lines.slopeNs()[i];
			if (slope > 0 && slope >= Conductances.ERRORS_FOR_REVERSAL * slopeSeNs[i]) {
				reversalMv[i] = -lines.interceptPa()[i] / slope;
				reversalSeMv[i] = Math.sqrt(line.varianceAt(reversalMv[i], variances) + leak.varianceAt(reversalMv[i],
					leakVariances)) / slope;
			}
			else {
				reversalMv[i] = Double.NaN;
				reversalSeMv[i] = Double.NaN;
			}
		}
	}

	double[] excitatorySeNs() {
		return excitatorySeNs;
	}

	double[] inhibitorySeNs() {
		return inhibitorySeNs;
	}

	double[] slopeSeNs() {
		return slopeSeNs;
	}

	double[] reversalMv() {
		return reversalMv;
	}

	double[] reversalSeMv() {
		return reversalSeMv;
	}

	double[] rSquared() {
		return rSquared;
	}

	/** Scatter of a sweep of each level about a line of this slope; a level with one sweep takes the mean of the others. */
	static double[] scatter(final LevelSamples[] levels, final double slopeNs) {
		return filled(Arrays.stream(levels).mapToDouble(l -> l.scatter(slopeNs)).toArray());
	}

	/** Variances of the mean of each level over the leak window. */
	static double[] leakVariances(final LevelSamples[] levels, final double[] weights, final Line leak) {
		if (Arrays.stream(levels).allMatch(l -> l.size() == 1)) return residualVariances(weights, leak);
		final double[] variances = filled(Arrays.stream(levels).mapToDouble(l -> l.size() < 2 ? Double.NaN : l.leakScatter(
			leak.slope())).toArray());
		for (int j = 0; j < variances.length; j++) variances[j] /= levels[j].size();
		return variances;
	}

	private static double[] meanVariances(final LevelSamples[] levels, final double slopeNs) {
		final double[] variances = scatter(levels, slopeNs);
		for (int j = 0; j < variances.length; j++) variances[j] /= levels[j].size();
		return variances;
	}

	private static double[] residualVariances(final double[] weights, final Line line) {
		final double ofWeightOne = line.residualVariance();
		return Arrays.stream(weights).map(w -> ofWeightOne / w).toArray();
	}

	private static double[] filled(final double[] values) {
		final double mean = Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
		for (int j = 0; j < values.length; j++) {
			if (Double.isNaN(values[j])) values[j] = mean;
		}
		return values;
	}
}
