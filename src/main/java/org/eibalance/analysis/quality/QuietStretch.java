package org.eibalance.analysis.quality;

import java.util.Arrays;
import org.eibalance.signal.Statistics;

/**
 * Baseline, noise and hum of a stretch in which nothing was commanded.
 *
 * @param mean mean of its finite samples; NaN where it has none
 * @param noiseSd standard deviation about the straight line through it; NaN where samples are missing
 * @param hum50 amplitude at 50 Hz; NaN where it cannot be measured
 * @param hum60 amplitude at 60 Hz
 * @param humFloor root mean square of the amplitudes at 30, 40, 70 and 80 Hz
 */
record QuietStretch(double mean, double noiseSd, double hum50, double hum60, double humFloor) {

    /** A whole number of cycles of 50 and of 60 Hz, which thus do not disturb each other. */
    private static final double HUM_MS = 100;

    private static final double MIN_RATE_HZ = 240;
    private static final double[] BESIDE_HZ = {30, 40, 70, 80};

    static QuietStretch of(final double[] y, final double sampleRateHz) {
        final double mean = Statistics.mean(Statistics.finite(y));
        if (y.length < 3 || !Arrays.stream(y).allMatch(Double::isFinite))
            return new QuietStretch(mean, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        final double noiseSd = Statistics.rms(residuals(y, y.length));
        final int periods = (int) Math.floor(y.length / (HUM_MS * sampleRateHz / 1000) + 1e-9);
        final int samples = (int) Math.min(y.length, Math.round(periods * HUM_MS * sampleRateHz / 1000));
        if (periods < 1 || sampleRateHz < MIN_RATE_HZ)
            return new QuietStretch(mean, noiseSd, Double.NaN, Double.NaN, Double.NaN);
        final double[] residual = residuals(y, samples);
        double floor = 0;
        for (final double hz : BESIDE_HZ) floor += square(amplitude(residual, hz / sampleRateHz)) / BESIDE_HZ.length;
        return new QuietStretch(
                mean,
                noiseSd,
                amplitude(residual, 50 / sampleRateHz),
                amplitude(residual, 60 / sampleRateHz),
                Math.sqrt(floor));
    }

    private static double square(final double value) {
        return value * value;
    }

    /** The first samples, minus the straight line of least squares through them. */
    static double[] residuals(final double[] y, final int samples) {
        final double mean = Statistics.mean(y, 0, samples);
        final double middle = (samples - 1) / 2.0;
        double ty = 0, tt = 0;
        for (int i = 0; i < samples; i++) {
            ty += (i - middle) * (y[i] - mean);
            tt += (i - middle) * (i - middle);
        }
        final double[] residual = new double[samples];
        for (int i = 0; i < samples; i++) residual[i] = y[i] - mean - ty / tt * (i - middle);
        return residual;
    }

    /** Amplitude of the sinusoid with a frequency in cycles a sample. */
    private static double amplitude(final double[] y, final double frequency) {
        double re = 0, im = 0;
        for (int i = 0; i < y.length; i++) {
            re += y[i] * Math.cos(2 * Math.PI * frequency * i);
            im += y[i] * Math.sin(2 * Math.PI * frequency * i);
        }
        return 2 * Math.hypot(re, im) / y.length;
    }
}
