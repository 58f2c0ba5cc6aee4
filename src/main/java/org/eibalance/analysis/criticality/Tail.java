package org.eibalance.analysis.criticality;

import java.util.Arrays;

/** Different values in ascending order with how often each occurs, from a least one on. */
final class Tail {

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final double MAX_EXPONENT = 15;
    private static final double MIN_EXPONENT = 0.1;

    final double[] values;
    final int[] counts;
    private final int total;
    private final double sumOfLogs;

    private Tail(final double[] values, final int[] counts) {
        this.values = values;
        this.counts = counts;
        int n = 0;
        double logs = 0;
        for (int i = 0; i < values.length; i++) {
            n += counts[i];
            logs += counts[i] * Math.log(values[i]);
        }
        total = n;
        sumOfLogs = logs;
    }

    /** Of values in ascending order. */
    static Tail of(final double[] ascending) {
        final double[] values = new double[ascending.length];
        final int[] counts = new int[ascending.length];
        int size = 0;
        for (final double x : ascending) {
            if (size == 0 || values[size - 1] != x) values[size++] = x;
            counts[size - 1]++;
        }
        return new Tail(Arrays.copyOf(values, size), Arrays.copyOf(counts, size));
    }

    /** The values from the place of one on. */
    Tail from(final int place) {
        return new Tail(
                Arrays.copyOfRange(values, place, values.length), Arrays.copyOfRange(counts, place, counts.length));
    }

    int total() {
        return total;
    }

    /** The exponent of greatest likelihood. */
    double exponent(final boolean discrete, final double least, final double greatest) {
        if (!discrete && Double.isInfinite(greatest)) return 1 + total / (sumOfLogs - total * Math.log(least));
        // The likelihood is concave in the exponent.
        double a = Double.isInfinite(greatest) ? 1 + 1e-6 : MIN_EXPONENT;
        double b = MAX_EXPONENT;
        double c = b - GOLDEN * (b - a);
        double d = a + GOLDEN * (b - a);
        double atC = logLikelihood(new PowerLaw(discrete, c, least, greatest));
        double atD = logLikelihood(new PowerLaw(discrete, d, least, greatest));
        while (b - a > 1e-7) {
            if (atC > atD) {
                b = d;
                d = c;
                atD = atC;
                c = b - GOLDEN * (b - a);
                atC = logLikelihood(new PowerLaw(discrete, c, least, greatest));
            } else {
                a = c;
                c = d;
                atC = atD;
                d = a + GOLDEN * (b - a);
                atD = logLikelihood(new PowerLaw(discrete, d, least, greatest));
            }
        }
        return (a + b) / 2;
    }

    /** Of all values together. */
    double logLikelihood(final PowerLaw law) {
        return -law.exponent() * sumOfLogs - total * Math.log(law.mass());
    }

    /**
     * Greatest difference between the shares of values up to any x and those of the law. That of the values stays the
     * same from one of them to just before the next, where that of the law has grown: both ends are compared.
     */
    double distance(final PowerLaw law) {
        final double[] expected = law.cumulative(values);
        final double mass = law.mass();
        double greatest = 0;
        int below = 0;
        for (int i = 0; i < values.length; i++) {
            final double before = (double) below / total;
            below += counts[i];
            greatest = Math.max(greatest, Math.abs((double) below / total - expected[i]));
            final double expectedBefore =
                    law.discrete() ? expected[i] - Math.pow(values[i], -law.exponent()) / mass : expected[i];
            greatest = Math.max(greatest, Math.abs(expectedBefore - before));
        }
        return greatest;
    }
}
