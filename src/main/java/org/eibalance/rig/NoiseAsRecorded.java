package org.eibalance.rig;

import java.util.Locale;
import org.eibalance.recording.InputException;

/**
 * The white noise before the filter that gives a recording the noise that was measured in it. What was measured is the
 * standard deviation about a straight line through a stretch in which the cell and the command rest, as
 * {@code check-quality} gives it: behind the filter, with 1/f noise and hum in it.
 *
 * <p>With the density 2 σ² step (1 + corner / f) of the noise before the filter, H of the filter and an amplitude A of
 * the hum, the variance of a stretch T is
 *
 * <pre>
 * sd² = σ² ∫ 2 step (1 + corner / f) |H(f)|² W(f) df + A² W(hum) / 2
 * W(f) = 1 − j₀(πfT)² − 3 j₁(πfT)²
 * </pre>
 *
 * W is what a straight line of least squares leaves of a sinusoid of any phase; mean and slope are its first two
 * Legendre polynomials, whose share are spherical Bessel functions.
 */
public final class NoiseAsRecorded {

    private static final double LOWEST_HZ = 0.001;
    private static final int POINTS = 20_000;

    private NoiseAsRecorded() {}

    /**
     * The amplifier with that noise.
     *
     * @param filter of it only the filter is used, and the noise where none is given
     * @param sdPa standard deviation of a current as recorded; 0: the noise of the filter before it
     * @param sdMv the same of a potential
     * @param interference 1/f noise and hum in it
     * @param stretchMs how long the stretches were in which it was measured
     * @param stepMs interval of sampling
     * @return filter, and noise before it
     * @throws InputException if the hum alone is more than all noise
     */
    public static Amplifier amplifier(
            final Amplifier filter,
            final double sdPa,
            final double sdMv,
            final Interference interference,
            final double stretchMs,
            final double stepMs) {
        if (sdPa == 0 && sdMv == 0) return filter;
        final double gain = gain(filter, interference, stretchMs, stepMs);
        return new Amplifier(
                filter.filterHz(),
                sdPa == 0 ? filter.noisePa() : white(sdPa, interference, interference.humPa(), "pA", gain, stretchMs),
                sdMv == 0 ? filter.noiseMv() : white(sdMv, interference, interference.humMv(), "mV", gain, stretchMs));
    }

    private static double white(
            final double sd,
            final Interference interference,
            final double hum,
            final String unit,
            final double gain,
            final double stretchMs) {
        final double ofHum = hum * hum / 2 * left(interference.humHz(), stretchMs);
        if (!(sd * sd > ofHum))
            throw new InputException(String.format(
                    Locale.ROOT,
                    "A hum of %s %s has by itself a standard deviation of %.3g %s, and all noise as recorded only %s: "
                            + "it must be more, because hum is part of it.",
                    hum,
                    unit,
                    Math.sqrt(ofHum),
                    unit,
                    sd));
        return Math.sqrt((sd * sd - ofHum) / gain);
    }

    /** Variance as recorded of noise that has a variance of 1 before the filter, without its 1/f part. */
    private static double gain(
            final Amplifier filter, final Interference interference, final double stretchMs, final double stepMs) {
        final double highestHz = 500 / stepMs;
        final double ratio = StrictMath.pow(highestHz / LOWEST_HZ, 1.0 / POINTS);
        double sum = 0;
        for (int k = 0; k < POINTS; k++) {
            final double hz = LOWEST_HZ * StrictMath.pow(ratio, k + 0.5);
            sum += (hz + interference.flickerCornerHz()) * filter.power(hz, stepMs) * left(hz, stretchMs);
        }
        return sum * StrictMath.log(ratio) * 2 * stepMs / 1000;
    }

    /** W: the share of the variance of a sinusoid that a straight line leaves. */
    static double left(final double hz, final double stretchMs) {
        final double x = StrictMath.PI * hz * stretchMs / 1000;
        // The leading term: the exact expression cancels.
        if (x < 0.05) return StrictMath.pow(x, 4) / 45;
        final double j0 = StrictMath.sin(x) / x;
        final double j1 = (j0 - StrictMath.cos(x)) / x;
        return 1 - j0 * j0 - 3 * j1 * j1;
    }
}
