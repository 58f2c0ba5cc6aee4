package org.eibalance.analysis.criticality;

import java.util.SplittableRandom;

/**
 * A power law p(x) ~ x^−alpha from a least to a greatest value, of whole numbers or of real ones (Clauset, Shalizi and
 * Newman 2009, SIAM Rev 51:661, section 2).
 *
 * @param discrete whether values are whole numbers
 * @param exponent alpha
 * @param least x_min, included
 * @param greatest included; infinite for none, which takes an exponent above 1
 */
public record PowerLaw(boolean discrete, double exponent, double least, double greatest) {

    /** From here on four terms of the Euler–Maclaurin series err by less than 1e-13. */
    private static final int SERIES_FROM = 20;
    /** From here on a whole number is as likely as the interval about it, to 1e-8. */
    private static final double SMOOTH_FROM = 1e4;

    /** Sum, or integral, of x^−alpha over all values: x^−alpha over it is the probability, or density, of x. */
    public double mass() {
        return discrete
                ? tail(least) - (Double.isInfinite(greatest) ? 0 : tail(greatest + 1))
                : integral(least, greatest);
    }

    /**
     * Sum of x^−alpha over the whole numbers from q on; for alpha below 1 its continuation, and for alpha of 1 that
     * without its pole, whose differences are right.
     */
    private double tail(final double q) {
        double sum = 0;
        double x = q;
        for (; x < SERIES_FROM; x++) sum += Math.pow(x, -exponent);
        final double a = exponent;
        final double inverse = 1 / (x * x);
        return sum
                + Math.pow(x, -a)
                        * ((a == 1 ? -x * Math.log(x) : x / (a - 1))
                                + 0.5
                                + a
                                        / (12 * x)
                                        * (1
                                                - (a + 1)
                                                        * (a + 2)
                                                        * inverse
                                                        / 60
                                                        * (1 - (a + 3) * (a + 4) * inverse / 42)));
    }

    private double integral(final double from, final double to) {
        final double power = 1 - exponent;
        if (power == 0) return Math.log(to / from);
        return ((Double.isInfinite(to) ? 0 : Math.pow(to, power)) - Math.pow(from, power)) / power;
    }

    /**
     * The share of values up to some.
     *
     * @param values ascending, from the least to the greatest
     * @return P(X ≤ x) of each
     */
    double[] cumulative(final double[] values) {
        final double[] share = new double[values.length];
        final double mass = mass();
        final double all = discrete ? tail(least) : Double.NaN;
        for (int i = 0; i < values.length; i++) {
            share[i] = (discrete ? all - tail(values[i] + 1) : integral(least, values[i])) / mass;
        }
        return share;
    }

    /**
     * The share of values from one on.
     *
     * @param x from the least to the greatest
     * @return P(X ≥ x)
     */
    public double shareFrom(final double x) {
        if (!discrete) return integral(x, greatest) / mass();
        return (tail(x) - (Double.isInfinite(greatest) ? 0 : tail(greatest + 1))) / mass();
    }

    /**
     * Draws a value; of whole numbers exactly, by rejection from the intervals about them.
     *
     * @param random its random numbers
     * @return the value
     */
    double draw(final SplittableRandom random) {
        final double power = 1 - exponent;
        final double shift = discrete ? 0.5 : 0;
        final double low = Math.pow(least - shift, power);
        final double high = Double.isInfinite(greatest) ? 0 : Math.pow(greatest + shift, power);
        while (true) {
            final double share = random.nextDouble();
            final double x = power == 0
                    ? (least - shift) * Math.pow((greatest + shift) / (least - shift), share)
                    : Math.pow(low + (high - low) * share, 1 / power);
            if (!discrete) return x;
            final double k = Math.max(least, Math.min(greatest, Math.rint(x)));
            if (k > SMOOTH_FROM) return k;
            if (random.nextDouble() * integral(k - 0.5, k + 0.5) <= Math.pow(k, -exponent)) return k;
        }
    }
}
