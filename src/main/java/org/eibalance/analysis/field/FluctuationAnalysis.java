package org.eibalance.analysis.field;

import java.util.Arrays;
import org.eibalance.recording.InputException;
import org.eibalance.signal.Fourier;
import org.eibalance.signal.FourierTransform;
import org.eibalance.signal.ParallelLoop;

/**
 * Detrended fluctuation analysis: how the fluctuation of the summed signal about straight lines grows with the length
 * of the window, F(w) ~ w^a (Peng et al. 1994; for envelopes of rhythms Hardstone et al. 2012, Front Physiol 3:450).
 * White noise has 0.5, 1/f noise 1, Brownian motion 1.5.
 *
 * @param windows lengths in samples
 * @param fluctuations F of each
 * @param exponent slope of the logarithms
 */
public record FluctuationAnalysis(double[] windows, double[] fluctuations, double exponent) {

    private static final int PER_DECADE = 10;

    /**
     * Analyses a signal: windows spaced evenly in the logarithm, ten a decade, that overlap by half.
     *
     * @param signal without gaps
     * @param shortest shortest window in samples; 8 or more
     * @param longest longest window in samples; at most a tenth of the signal
     * @return the fluctuations and their exponent
     * @throws InputException if the windows do not suit the signal, a sample is missing, or the signal does not change
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static FluctuationAnalysis of(final double[] signal, final int shortest, final int longest) {
        if (shortest < 8 || longest <= shortest || longest > signal.length / 10)
            throw new InputException(
                    "Windows of fluctuation analysis go from " + shortest + " to " + longest + " samples of "
                            + signal.length + ": they must have 8 at least and at most a tenth of the signal.");
        final double mean = Arrays.stream(signal).average().orElse(0);
        final double[] profile = new double[signal.length];
        double sum = 0;
        for (int t = 0; t < signal.length; t++) profile[t] = sum += signal[t] - mean;
        if (Double.isNaN(sum))
            throw new InputException("Samples are missing: fluctuation analysis needs a signal without gaps.");
        if (Arrays.stream(signal).allMatch(x -> x == signal[0]))
            throw new InputException(
                    "The signal is " + signal[0] + " throughout: fluctuation analysis needs one that changes.");
        final int count = Math.max(4, (int) Math.round(PER_DECADE * Math.log10((double) longest / shortest)) + 1);
        final int[] lengths = java.util.stream.IntStream.range(0, count)
                .map(i -> (int) Math.round(shortest * Math.pow((double) longest / shortest, i / (count - 1.0))))
                .distinct()
                .toArray();
        final double[] windows = Arrays.stream(lengths).asDoubleStream().toArray();
        final double[] fluctuations =
                Arrays.stream(lengths).mapToDouble(w -> fluctuation(profile, w)).toArray();
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < windows.length; i++) {
            final double lx = Math.log(windows[i]);
            final double ly = Math.log(fluctuations[i]);
            x += lx;
            y += ly;
            xx += lx * lx;
            xy += lx * ly;
        }
        final double n = windows.length;
        return new FluctuationAnalysis(windows, fluctuations, (xy - x * y / n) / (xx - x * x / n));
    }

    /** Mean over the windows of the standard deviation about a line. */
    private static double fluctuation(final double[] profile, final int w) {
        final double centre = (w - 1) / 2.0;
        final double tt = w * ((double) w * w - 1) / 12;
        double total = 0;
        int windows = 0;
        for (int from = 0; from + w <= profile.length; from += Math.max(1, w / 2)) {
            if ((windows & 0xff) == 0) ParallelLoop.checkCancelled();
            // About the first value, so that squares stay small.
            final double base = profile[from];
            double y = 0;
            double yy = 0;
            double ty = 0;
            for (int t = 0; t < w; t++) {
                final double v = profile[from + t] - base;
                y += v;
                yy += v * v;
                ty += (t - centre) * v;
            }
            total += Math.sqrt(Math.max(0, yy - y * y / w - ty * ty / tt) / w);
            windows++;
        }
        return total / windows;
    }

    /**
     * The amplitude of a rhythm over time: the magnitude of the analytic signal of a band, whose edges fall off over a
     * tenth of its bounds.
     *
     * @param signal without gaps
     * @param sampleRateHz samples per second
     * @param lowHz lower bound of the band; above 0
     * @param highHz upper bound, below half the rate
     * @return the envelope; its first and last few periods are bent by the ends
     * @throws InputException if the band does not lie between 0 and half the rate
     */
    public static double[] envelope(
            final double[] signal, final double sampleRateHz, final double lowHz, final double highHz) {
        if (!(lowHz > 0 && lowHz < highHz && highHz < sampleRateHz / 2))
            throw new InputException("The band goes from " + lowHz + " to " + highHz
                    + " Hz: it must lie between 0 and half the rate of samples, " + sampleRateHz / 2 + " Hz.");
        final int n = Fourier.goodLength(signal.length);
        final double[] complex = new double[2 * n];
        final double mean = Arrays.stream(signal).average().orElse(0);
        for (int t = 0; t < signal.length; t++) complex[2 * t] = signal[t] - mean;
        final FourierTransform transform = Fourier.transform(n);
        transform.complexForward(complex);
        for (int f = 0; f < n; f++) {
            final double hz = f * sampleRateHz / n;
            // Half the rate is its own mirror image: it is not to be doubled.
            final double mirrored = f > n / 2 ? 0 : f == n / 2 ? 1 : 2;
            final double gain = mirrored * edge(hz / lowHz) * edge(highHz / hz);
            complex[2 * f] *= gain;
            complex[2 * f + 1] *= gain;
        }
        transform.complexInverse(complex);
        final double[] envelope = new double[signal.length];
        for (int t = 0; t < envelope.length; t++) envelope[t] = Math.hypot(complex[2 * t], complex[2 * t + 1]);
        return envelope;
    }

    /** 1 well inside, 0 outside a tenth, a cosine between. */
    private static double edge(final double inside) {
        if (!(inside > 0.9)) return 0;
        return inside >= 1 ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * (inside - 0.9) / 0.1);
    }
}
