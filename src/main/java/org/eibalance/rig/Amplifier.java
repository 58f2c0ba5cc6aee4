package org.eibalance.rig;

import org.eibalance.recording.InputException;

/**
 * Filter and noise of the amplifier.
 *
 * @param filterHz cutoff of its four-pole Bessel low-pass; 0 for none
 * @param noisePa standard deviation of white noise on a current, before the filter, at the rate of sampling
 * @param noiseMv the same on a potential
 */
public record Amplifier(double filterHz, double noisePa, double noiseMv) {

    /** No filter and no noise. */
    public static final Amplifier IDEAL = new Amplifier(0, 0, 0);

    /** Quality and frequency factors of both second-order stages of a Bessel filter of order 4 (−3 dB at 1). */
    private static final double[][] STAGES = {{0.5219, 1.4192}, {0.8055, 1.5912}};

    /** Checks the ranges. */
    public Amplifier {
        if (!(filterHz >= 0) || !(noisePa >= 0) || !(noiseMv >= 0))
            throw new InputException("Filter and noise of the amplifier must be at least 0.");
    }

    /**
     * Filters a signal in place, from a steady state at its first sample.
     *
     * @param signal the signal
     * @param stepMs interval of sampling
     */
    public void filter(final double[] signal, final double stepMs) {
        if (filterHz == 0) return;
        for (final double[] stage : STAGES) secondOrder(signal, stage[0], stage[1] * filterHz * stepMs / 1000);
    }

    /**
     * How much of the power of a sinusoid the filter passes.
     *
     * @param hz frequency, below half the rate of sampling
     * @param stepMs interval of sampling
     * @return |H|², from 0 to 1
     */
    double power(final double hz, final double stepMs) {
        if (filterHz == 0) return 1;
        double power = 1;
        for (final double[] stage : STAGES) {
            final double omega =
                    StrictMath.tan(StrictMath.PI * hz * stepMs / 1000) / prewarped(stage[1] * filterHz * stepMs / 1000);
            final double real = 1 - omega * omega;
            power /= real * real + omega * omega / (stage[0] * stage[0]);
        }
        return power;
    }

    private static double prewarped(final double cyclesPerSample) {
        return StrictMath.tan(StrictMath.PI * Math.min(0.49, cyclesPerSample));
    }

    /** Low-pass by the bilinear transform, with the frequency prewarped. */
    private static void secondOrder(final double[] signal, final double quality, final double cyclesPerSample) {
        final double k = prewarped(cyclesPerSample);
        final double norm = 1 / (1 + k / quality + k * k);
        final double b = k * k * norm;
        final double a1 = 2 * (k * k - 1) * norm;
        final double a2 = (1 - k / quality + k * k) * norm;
        double x1 = signal[0];
        double x2 = signal[0];
        double y1 = signal[0];
        double y2 = signal[0];
        for (int i = 0; i < signal.length; i++) {
            final double x = signal[i];
            final double y = b * (x + 2 * x1 + x2) - a1 * y1 - a2 * y2;
            x2 = x1;
            x1 = x;
            y2 = y1;
            y1 = y;
            signal[i] = y;
        }
    }
}
