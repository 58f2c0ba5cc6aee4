package org.eibalance.signal;

import java.util.List;

/**
 * Magnitude-squared coherence of two signals, |S_xy|² / (S_xx S_yy), by averaged periodograms of Hann windows of one
 * second that overlap by half (Welch 1967, IEEE Trans Audio Electroacoust 15:70); frequencies are 1 Hz apart.
 */
public final class Coherence {

    private final double[] coherence;
    private final double[] powerX;
    private final double[] powerY;
    private final int windows;

    private Coherence(final double[] coherence, final double[] powerX, final double[] powerY, final int windows) {
        this.coherence = coherence;
        this.powerX = powerX;
        this.powerY = powerY;
        this.windows = windows;
    }

    /**
     * Computes it over sweeps.
     *
     * @param xs sweeps of the first signal
     * @param ys sweeps of the second, as many and as long
     * @param sampleRateHz samples per second
     * @return coherence and power by frequency; no window where all sweeps are shorter than a second
     */
    public static Coherence of(final List<double[]> xs, final List<double[]> ys, final double sampleRateHz) {
        final int length = (int) Math.round(sampleRateHz) / 2 * 2;
        final int bins = length / 2;
        final double[] xx = new double[bins], yy = new double[bins], re = new double[bins], im = new double[bins];
        final FourierTransform transform = Fourier.transform(length);
        int windows = 0;
        for (int k = 0; k < xs.size(); k++) {
            for (int from = 0; from + length <= xs.get(k).length; from += length / 2) {
                ParallelLoop.checkCancelled();
                final double[] x = windowed(xs.get(k), from, length);
                final double[] y = windowed(ys.get(k), from, length);
                transform.realForward(x);
                transform.realForward(y);
                for (int f = 1; f < bins; f++) {
                    final double xr = x[2 * f], xi = x[2 * f + 1], yr = y[2 * f], yi = y[2 * f + 1];
                    xx[f] += xr * xr + xi * xi;
                    yy[f] += yr * yr + yi * yi;
                    re[f] += xr * yr + xi * yi;
                    im[f] += xr * yi - xi * yr;
                }
                windows++;
            }
        }
        final double[] coherence = new double[bins];
        for (int f = 1; f < bins; f++) coherence[f] = (re[f] * re[f] + im[f] * im[f]) / (xx[f] * yy[f]);
        return new Coherence(coherence, xx, yy, windows);
    }

    private static double[] windowed(final double[] signal, final int from, final int length) {
        final double mean = Moments.of(signal, from, from + length).mean();
        final double[] piece = new double[length];
        for (int t = 0; t < length; t++)
            piece[t] = (signal[from + t] - mean) * (0.5 - 0.5 * Math.cos(2 * Math.PI * t / length));
        return piece;
    }

    /** How many windows were averaged; chance alone gives a coherence of about 1 over this. */
    public int windows() {
        return windows;
    }

    /** The coherence at a frequency in Hz, 1 or more and below half the rate. */
    public double at(final int hz) {
        return coherence[hz];
    }

    /** Power of the first signal at a frequency, over its mean power 3 to 6 Hz to either side. */
    public double prominenceX(final int hz) {
        return prominence(powerX, hz);
    }

    /** The same of the second signal. */
    public double prominenceY(final int hz) {
        return prominence(powerY, hz);
    }

    private static double prominence(final double[] power, final int hz) {
        double beside = 0;
        for (int d = 3; d <= 6; d++) beside += (power[hz - d] + power[hz + d]) / 8;
        return power[hz] / beside;
    }
}
