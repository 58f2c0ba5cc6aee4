package org.eibalance.signal;

/**
 * Where a transient of exponentials begins when a filter has delayed it and rounded its peak. A filter keeps the
 * charge, whatever its kind: so the onset is where a sudden start would have the charge that was recorded.
 */
public final class ChargeOnset {

    /** A filter that holds back less than this share after one sample is faster than the sampling. */
    private static final double ONE_POLE = 0.1;

    private static final int NEWTON_STEPS = 50;

    private ChargeOnset() {}

    /**
     * The onset.
     *
     * @param rise the response above the level before the step, from the commanded onset on
     * @param settled sample from which on it is the sum of the exponentials
     * @param amplitudes of the exponentials at that sample
     * @param taus their time constants in samples
     * @param steady value far out
     * @return samples after the commanded onset; NaN where no onset has that charge
     */
    public static double samples(
            final double[] rise,
            final int settled,
            final double[] amplitudes,
            final double[] taus,
            final double steady) {
        double charge = -kept(rise, settled, amplitudes, taus, steady);
        double d = 0;
        for (int j = 0; j < taus.length; j++) {
            charge += amplitudes[j] * Math.exp(settled / taus[j]) * taus[j];
            d = j == 0 ? -taus[j] : Math.max(d, -taus[j]);
        }
        return solve(settled, amplitudes, taus, steady, charge, d);
    }

    /**
     * The height of the exponentials together.
     *
     * @param samples after the commanded onset
     * @param settled sample of the amplitudes
     * @param amplitudes of the exponentials at that sample
     * @param taus their time constants in samples
     * @return their sum
     */
    public static double height(
            final double samples, final int settled, final double[] amplitudes, final double[] taus) {
        double sum = 0;
        for (int j = 0; j < taus.length; j++) sum += amplitudes[j] * Math.exp((settled - samples) / taus[j]);
        return sum;
    }

    /**
     * What the filter held back before it settled. It is integrated by the trapezium rule; where it is over within one
     * sample it is taken to decay exponentially, as behind a filter of one pole.
     */
    private static double kept(
            final double[] rise,
            final int settled,
            final double[] amplitudes,
            final double[] taus,
            final double steady) {
        final double[] behind = new double[settled + 1];
        for (int i = 0; i <= settled; i++) behind[i] = steady + height(i, settled, amplitudes, taus) - rise[i];
        double kept = behind[1] > 0 && behind[1] < ONE_POLE * behind[0]
                ? (behind[0] - behind[1]) / Math.log(behind[0] / behind[1])
                : (behind[0] + behind[1]) / 2;
        for (int i = 1; i < settled; i++) kept += (behind[i] + behind[i + 1]) / 2;
        return kept;
    }

    /** The charge of a sudden start at d falls with d, and Newton's method converges from the left. */
    private static double solve(
            final int settled,
            final double[] amplitudes,
            final double[] taus,
            final double steady,
            final double charge,
            final double from) {
        double d = from;
        for (int i = 0; i < NEWTON_STEPS; i++) {
            double ofStart = 0;
            for (int j = 0; j < taus.length; j++)
                ofStart += amplitudes[j] * Math.exp((settled - d) / taus[j]) * taus[j];
            final double top = height(d, settled, amplitudes, taus) + steady;
            if (!(top > 0)) return Double.NaN;
            final double change = (ofStart - steady * d - charge) / top;
            d += change;
            if (Math.abs(change) < 1e-12 * taus[0]) break;
        }
        return d;
    }
}
