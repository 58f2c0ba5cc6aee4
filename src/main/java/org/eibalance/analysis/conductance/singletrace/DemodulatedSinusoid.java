package org.eibalance.analysis.conductance.singletrace;

import java.util.Arrays;
import org.apache.commons.math3.complex.Complex;
import org.eibalance.analysis.conductance.GaussianLowPass;

/** A sinusoid in a signal: complex amplitude over time, by demodulation. */
final class DemodulatedSinusoid {

    private final double[] real;
    private final double[] imaginary;
    private final double cyclesPerSample;

    DemodulatedSinusoid(final double[] signal, final double hz, final double stepMs, final GaussianLowPass lowPass) {
        cyclesPerSample = hz * stepMs / 1000;
        final double[] cosine = new double[signal.length];
        final double[] sine = new double[signal.length];
        // Without this the mean would add to the sinusoid near the ends, where the low-pass is cut off.
        final double mean = Arrays.stream(signal).average().orElse(0);
        for (int t = 0; t < signal.length; t++) {
            final double phase = 2 * Math.PI * ((cyclesPerSample * t) % 1);
            cosine[t] = (signal[t] - mean) * Math.cos(phase);
            sine[t] = -(signal[t] - mean) * Math.sin(phase);
        }
        real = lowPass.apply(cosine);
        imaginary = lowPass.apply(sine);
    }

    Complex at(final int t) {
        return new Complex(real[t], imaginary[t]);
    }

    double size(final int t) {
        return Math.hypot(real[t], imaginary[t]);
    }

    /**
     * How much of the power within the bandwidth is the sinusoid's: its amplitude goes on as it is, and that of noise
     * is another one after some reciprocals of the bandwidth. 1 without noise, and near 0, or below it, without a
     * sinusoid.
     *
     * @param from first sample
     * @param to behind the last sample
     * @param lag samples, of two reciprocals of the bandwidth
     * @return Re Σ A(t) A*(t + lag) over the mean power of both parts; NaN where there are no two samples lag apart
     */
    double share(final int from, final int to, final int lag) {
        double product = 0;
        double power = 0;
        for (int t = from; t + lag < to; t++) {
            product += real[t] * real[t + lag] + imaginary[t] * imaginary[t + lag];
            power += (real[t] * real[t]
                            + imaginary[t] * imaginary[t]
                            + real[t + lag] * real[t + lag]
                            + imaginary[t + lag] * imaginary[t + lag])
                    / 2;
        }
        return product / power;
    }

    /** The sinusoid itself: twice the real part, since demodulation halves it. */
    double value(final int t) {
        final double phase = 2 * Math.PI * ((cyclesPerSample * t) % 1);
        return 2 * (real[t] * Math.cos(phase) - imaginary[t] * Math.sin(phase));
    }
}
