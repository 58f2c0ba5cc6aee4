package org.eibalance.signal;

import java.util.Arrays;

/**
 * A Butterworth filter of second order run forward and backward: it causes no delay, and its corner is where both runs
 * together leave 1/√2 of the amplitude. The ends are continued by their point reflection (Gustafsson 1996, IEEE Trans
 * Signal Process 44:988, reviews the choices).
 */
public final class ZeroPhaseFilter {

    /** Periods of the corner frequency by which the ends are continued. */
    private static final double CONTINUED_PERIODS = 1.5;

    private final double b0;
    private final double b1;
    private final double b2;
    private final double a1;
    private final double a2;
    private final double gainAtRest;
    private final int continued;

    private ZeroPhaseFilter(final double cornerHz, final double sampleRateHz, final boolean low) {
        if (!(cornerHz > 0 && cornerHz < sampleRateHz / 2))
            throw new IllegalArgumentException(
                    "corner of " + cornerHz + " Hz at " + sampleRateHz + " samples a second");
        // Two runs square the response: each must lose less at the corner.
        final double shift = Math.pow(Math.sqrt(2) - 1, 0.25);
        final double warped = Math.tan(Math.PI * cornerHz / sampleRateHz) * (low ? 1 / shift : shift);
        final double norm = 1 + Math.sqrt(2) * warped + warped * warped;
        b0 = (low ? warped * warped : 1) / norm;
        b1 = low ? 2 * b0 : -2 * b0;
        b2 = b0;
        a1 = 2 * (warped * warped - 1) / norm;
        a2 = (1 - Math.sqrt(2) * warped + warped * warped) / norm;
        gainAtRest = low ? 1 : 0;
        continued = (int) Math.ceil(CONTINUED_PERIODS * sampleRateHz / cornerHz);
    }

    /**
     * A low-pass filter.
     *
     * @param cornerHz above 0 and below half the rate
     * @param sampleRateHz samples per second
     * @return the filter
     */
    public static ZeroPhaseFilter lowPass(final double cornerHz, final double sampleRateHz) {
        return new ZeroPhaseFilter(cornerHz, sampleRateHz, true);
    }

    /**
     * A high-pass filter.
     *
     * @param cornerHz above 0 and below half the rate
     * @param sampleRateHz samples per second
     * @return the filter
     */
    public static ZeroPhaseFilter highPass(final double cornerHz, final double sampleRateHz) {
        return new ZeroPhaseFilter(cornerHz, sampleRateHz, false);
    }

    /**
     * Filters a signal.
     *
     * @param signal one sample or more; not changed
     * @return as many samples
     */
    public double[] filter(final double[] signal) {
        final int n = signal.length;
        final int more = Math.min(continued, n - 1);
        final double[] padded = new double[n + 2 * more];
        System.arraycopy(signal, 0, padded, more, n);
        for (int i = 1; i <= more; i++) {
            padded[more - i] = 2 * signal[0] - signal[i];
            padded[more + n - 1 + i] = 2 * signal[n - 1] - signal[n - 1 - i];
        }
        run(padded);
        reverse(padded);
        run(padded);
        reverse(padded);
        return Arrays.copyOfRange(padded, more, more + n);
    }

    /** Transposed direct form II, started as if the first sample had lasted for ever. */
    private void run(final double[] signal) {
        double s2 = (b2 - a2 * gainAtRest) * signal[0];
        double s1 = (b1 - a1 * gainAtRest) * signal[0] + s2;
        for (int t = 0; t < signal.length; t++) {
            final double x = signal[t];
            final double y = b0 * x + s1;
            s1 = b1 * x - a1 * y + s2;
            s2 = b2 * x - a2 * y;
            signal[t] = y;
        }
    }

    private static void reverse(final double[] signal) {
        for (int i = 0, j = signal.length - 1; i < j; i++, j--) {
            final double kept = signal[i];
            signal[i] = signal[j];
            signal[j] = kept;
        }
    }
}
