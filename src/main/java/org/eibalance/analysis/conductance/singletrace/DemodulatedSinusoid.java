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

    /** The sinusoid itself: twice the real part, since demodulation halves it. */
    double value(final int t) {
        final double phase = 2 * Math.PI * ((cyclesPerSample * t) % 1);
        return 2 * (real[t] * Math.cos(phase) - imaginary[t] * Math.sin(phase));
    }
}
