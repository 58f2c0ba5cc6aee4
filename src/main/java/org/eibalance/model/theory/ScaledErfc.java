package org.eibalance.model.theory;

import org.apache.commons.math3.special.Erf;

/** exp(x²) erfc(x), which stays finite where erfc(x) vanishes. */
final class ScaledErfc {

    private ScaledErfc() {}

    /**
     * The function.
     *
     * @param x any number above −26, below which it exceeds the largest double
     * @return exp(x²) erfc(x), to 1e-13 relative
     */
    static double of(final double x) {
        if (x < 2) return Math.exp(x * x) * Erf.erfc(x);
        // Continued fraction of Laplace: erfc(x) = exp(−x²)/sqrt(pi) / (x + 1/2/(x + 2/2/(x + 3/2/(x + …
        double tail = x;
        for (int k = 120; k >= 1; k--) tail = x + 0.5 * k / tail;
        return 1 / (Math.sqrt(Math.PI) * tail);
    }

    /** Probability that a standard normal number is above x. */
    static double normalTail(final double x) {
        return 0.5 * Erf.erfc(x / Math.sqrt(2));
    }
}
