package org.eibalance.analysis.criticality;

import java.util.Arrays;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.apache.commons.math3.special.Erf;
import org.eibalance.recording.InputException;
import org.eibalance.signal.ParallelLoop;

/**
 * A power law against another law of the same tail, which has its parameters of greatest likelihood (Vuong 1989,
 * Econometrica 57:307; Clauset, Shalizi and Newman 2009, section 5).
 *
 * @param rival its name
 * @param ratio logarithm of the ratio of likelihoods; above 0 favours the power law
 * @param p of a ratio so far from 0 by chance; NaN where the two laws are one
 */
public record LikelihoodRatio(String rival, double ratio, double p) {

    private static final int MAX_EVALUATIONS = 4000;
    private static final double MIN_MASS = 1e-200;

    /** The values and the law that are compared. */
    private record Comparison(Tail tail, PowerLaw law, double from, double to) {

        static Comparison of(final double[] values, final PowerLaw law) {
            final double[] within = Arrays.stream(values)
                    .filter(x -> x >= law.least() && x <= law.greatest())
                    .sorted()
                    .toArray();
            if (within.length == 0)
                throw new InputException("No value lies from " + law.least() + " to " + law.greatest()
                        + ": laws can be compared where there are values.");
            // A whole number stands for the interval about it.
            final double half = law.discrete() ? 0.5 : 0;
            return new Comparison(Tail.of(within), law, law.least() - half, law.greatest() + half);
        }

        LikelihoodRatio ratio(
                final String name, final Survival survival, final Density density, final double... start) {
            final MultivariateFunction likelihood = p -> {
                ParallelLoop.checkCancelled();
                double sum = 0;
                final double[] logs = logs(survival, density, p);
                for (int i = 0; i < logs.length; i++) sum += tail.counts[i] * logs[i];
                return Double.isNaN(sum) ? Double.NEGATIVE_INFINITY : sum;
            };
            final double[] best = new SimplexOptimizer(1e-8, 1e-6)
                    .optimize(
                            new MaxEval(MAX_EVALUATIONS),
                            new ObjectiveFunction(likelihood),
                            GoalType.MAXIMIZE,
                            new InitialGuess(start),
                            new NelderMeadSimplex(start.length, 0.3))
                    .getPoint();
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
            return new LikelihoodRatio(
                    name,
                    sum,
                    deviation > 1e-12 ? Erf.erfc(Math.abs(sum) / (deviation * Math.sqrt(2 * n))) : Double.NaN);
        }

        /** Logarithm of the probability, or of its density, of each value within the bounds. */
        private double[] logs(final Survival survival, final Density density, final double[] p) {
            final double mass = survival.from(from, p) - (Double.isInfinite(to) ? 0 : survival.from(to, p));
            final double[] logs = new double[tail.values.length];
            // Where almost none of the law lies within the bounds, its probabilities there are lost in rounding. Such
            // laws hardly differ from a power law, and are not tried.
            if (!(mass > MIN_MASS)) {
                Arrays.fill(logs, Double.NEGATIVE_INFINITY);
                return logs;
            }
            for (int i = 0; i < logs.length; i++) {
                final double x = tail.values[i];
                final double probability =
                        law.discrete() ? survival.from(x - 0.5, p) - survival.from(x + 0.5, p) : density.at(x, p);
                logs[i] = Math.log(Math.max(Double.MIN_NORMAL, probability) / mass);
            }
            return logs;
        }
    }

    /** P(X ≥ x) of a law without bounds, given its parameters. */
    private interface Survival {

        double from(double x, double[] parameters);
    }

    private interface Density {

        double at(double x, double[] parameters);
    }

    /**
     * Against an exponential.
     *
     * @param values those that the power law was fitted to; others are left out
     * @param law the power law
     * @return the ratio
     */
    public static LikelihoodRatio exponential(final double[] values, final PowerLaw law) {
        final Comparison c = Comparison.of(values, law);
        double mean = 0;
        for (int i = 0; i < c.tail.values.length; i++)
            mean += c.tail.counts[i] * (c.tail.values[i] - c.from) / c.tail.total();
        return c.ratio(
                "exponential",
                (x, p) -> Math.exp(-Math.exp(p[0]) * (x - c.from)),
                (x, p) -> Math.exp(p[0] - Math.exp(p[0]) * (x - c.from)),
                -Math.log(mean));
    }

    /**
     * Against a log-normal.
     *
     * @param values those that the power law was fitted to; others are left out
     * @param law the power law
     * @return the ratio
     */
    public static LikelihoodRatio logNormal(final double[] values, final PowerLaw law) {
        final Comparison c = Comparison.of(values, law);
        double mean = 0;
        double square = 0;
        for (int i = 0; i < c.tail.values.length; i++) {
            final double log = Math.log(c.tail.values[i]);
            mean += c.tail.counts[i] * log / c.tail.total();
            square += c.tail.counts[i] * log * log / c.tail.total();
        }
        return c.ratio(
                "log-normal",
                (x, p) -> 0.5 * Erf.erfc((Math.log(x) - p[0]) / (Math.exp(p[1]) * Math.sqrt(2))),
                (x, p) -> {
                    final double z = (Math.log(x) - p[0]) / Math.exp(p[1]);
                    return Math.exp(-0.5 * z * z - p[1]) / (x * Math.sqrt(2 * Math.PI));
                },
                mean,
                0.5 * Math.log(Math.max(1e-6, square - mean * mean)));
    }
}
