package org.eibalance.analysis.conductance.decomposition;

/**
 * A conductance over time with its errors.
 *
 * @param ns the conductance, nS; negative values are kept
 * @param seNs its standard error; NaN where it cannot be known
 * @param lowNs lower end of the pointwise interval from the scatter of the sweeps; empty without bootstrap
 * @param highNs upper end
 */
public record ConductanceTrace(double[] ns, double[] seNs, double[] lowNs, double[] highNs) {

    /** Share of samples below 0. About half of a trace of pure noise is. */
    public double negativeShare() {
        return shareBelow(0);
    }

    /**
     * Share of samples more than two standard errors below 0. Noise alone gives 2.3 %; more is a sign of rectification,
     * poor space clamp or wrong reversal potentials. NaN where no standard error is known.
     */
    public double clearlyNegativeShare() {
        return shareBelow(2);
    }

    private double shareBelow(final double errors) {
        int known = 0;
        int below = 0;
        for (int i = 0; i < ns.length; i++) {
            final double limit = errors == 0 ? 0 : -errors * seNs[i];
            if (Double.isNaN(ns[i]) || Double.isNaN(limit)) continue;
            known++;
            if (ns[i] < limit) below++;
        }
        return known == 0 ? Double.NaN : (double) below / known;
    }

    /**
     * The integral of a conductance.
     *
     * @param ns the conductance; NaN counts as 0
     * @param stepMs interval of sampling
     * @return nS ms
     */
    public static double area(final double[] ns, final double stepMs) {
        double sum = 0;
        for (final double v : ns) sum += Double.isNaN(v) ? 0 : v * stepMs;
        return sum;
    }
}
