package org.eibalance.analysis.criticality;

import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.apache.commons.math3.special.Erf;
import org.eibalance.analysis.criticality.PowerLawFit.LikelihoodRatio;

/** Other laws of the same tail, each with its parameters of greatest likelihood, against a power law. */
final class Rivals {

	private static final int MOST_EVALUATIONS = 4000;

	private final Tail tail;
	private final PowerLaw law;
	private final double from;
	private final double to;

	Rivals(final Tail tail, final PowerLaw law) {
		this.tail = tail;
		this.law = law;
		// A whole number stands for the interval about it.
		from = law.discrete() ? law.least() - 0.5 : law.least();
		to = law.discrete() ? law.greatest() + 0.5 : law.greatest();
	}

	/** P(X ≥ x) of a law that knows no bounds, given its parameters. */
	private interface Survival {

		double from(double x, double[] parameters);
	}

	private interface Density {

		double at(double x, double[] parameters);
	}

	LikelihoodRatio exponential() {
		double mean = 0;
		for (int i = 0; i < tail.values.length; i++) mean += tail.counts[i] * (tail.values[i] - from) / tail.total();
		return ratio("exponential", (x, p) -> Math.exp(-Math.exp(p[0]) * (x - from)), (x, p) -> Math.exp(p[0] - Math.exp(
			p[0]) * (x - from)), -Math.log(mean));
	}

	LikelihoodRatio logNormal() {
		double mean = 0;
		double square = 0;
		for (int i = 0; i < tail.values.length; i++) {
			final double log = Math.log(tail.values[i]);
			mean += tail.counts[i] * log / tail.total();
			square += tail.counts[i] * log * log / tail.total();
		}
		return ratio("log-normal", (x, p) -> 0.5 * Erf.erfc((Math.log(x) - p[0]) / (Math.exp(p[1]) * Math.sqrt(2))), (x,
			p) -> {
			final double z = (Math.log(x) - p[0]) / Math.exp(p[1]);
			return Math.exp(-0.5 * z * z - p[1]) / (x * Math.sqrt(2 * Math.PI));
		}, mean, 0.5 * Math.log(Math.max(1e-6, square - mean * mean)));
	}

	private LikelihoodRatio ratio(final String name, final Survival survival, final Density density,
		final double... start)
	{
		final MultivariateFunction likelihood = p -> {
			double sum = 0;
			final double[] logs = logs(survival, density, p);
			for (int i = 0; i < logs.length; i++) sum += tail.counts[i] * logs[i];
			return Double.isNaN(sum) ? Double.NEGATIVE_INFINITY : sum;
		};
		final double[] best = new SimplexOptimizer(1e-8, 1e-6).optimize(new MaxEval(MOST_EVALUATIONS),
			new ObjectiveFunction(likelihood), GoalType.MAXIMIZE, new InitialGuess(start), new NelderMeadSimplex(start.length,
				0.3)).getPoint();
		final double[] rival = logs(survival, density, best);
		final double logMass = Math.log(law.mass());
		double sum = 0;
		double squares = 0;
		for (int i = 0; i < rival.length; i++) {
			final double difference = -law.exponent() * Math.log(tail.values[i]) - logMass - rival[i];
			sum += tail.counts[i] * difference;
			squares += tail.counts[i] * difference * difference;
		}
		final double n = tail.total();
		final double deviation = Math.sqrt(Math.max(0, squares / n - sum / n * (sum / n)));
		return new LikelihoodRatio(name, sum, deviation > 1e-12 ? Erf.erfc(Math.abs(sum) / (deviation * Math.sqrt(2 * n)))
			: Double.NaN);
	}

	/** Logarithm of the probability, or of its density, of each value within the bounds. */
	private double[] logs(final Survival survival, final Density density, final double[] p) {
		final double mass = survival.from(from, p) - (Double.isInfinite(to) ? 0 : survival.from(to, p));
		final double[] logs = new double[tail.values.length];
		for (int i = 0; i < logs.length; i++) {
			final double x = tail.values[i];
			final double probability = law.discrete() ? survival.from(x - 0.5, p) - survival.from(x + 0.5, p) : density.at(x,
				p);
			logs[i] = Math.log(Math.max(Double.MIN_NORMAL, probability) / mass);
		}
		return logs;
	}
}
