package org.eibalance.rig;

import java.util.SplittableRandom;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * What an amplifier gives of a signal: white and 1/f noise are added, the sum is filtered, then hum and drift of the
 * baseline are added. The phase of the hum is another in every sweep, and the same in all cells of a sweep.
 *
 * <p>1/f noise is a sum of Ornstein-Uhlenbeck processes whose time constants stand in a geometric row, all of one
 * variance: the sum of their spectra v 4 τ / (1 + (2πfτ)²) is v / (f ln q) for a ratio q of neighbours (van der Ziel
 * 1950, Physica 16:359). With q = 4 it is that within 2 % from 0.1 Hz to 1 kHz.
 *
 * @param amplifier filter and white noise
 * @param interference 1/f noise and hum
 * @param drift of the baseline
 * @param independent whether the noise of all sweeps is independent; otherwise white noise is that of earlier versions
 * @param stepMs interval of sampling
 * @param seed of all random numbers
 */
record AmplifierOutput(
        Amplifier amplifier,
        Interference interference,
        RecordingDrift drift,
        boolean independent,
        double stepMs,
        long seed) {

    private static final int NOISE_PROCESS = 6;
    private static final int FLICKER_PROCESS = 9;
    private static final int HUM_PROCESS = 10;

    /** Processes of a cell are those of the one before it plus this. */
    private static final int NEXT_CELL = 16;

    private static final double FLICKER_RATIO = 4;
    private static final double SLOWEST_MS = 40_000;

    /** What is faster than this share of a sample is lost in the white noise. */
    private static final double FASTEST_SAMPLES = 0.1;

    /** A current, changed in place. */
    double[] current(final double[] pa, final int sweep, final int cell, final double startMs) {
        return seen(pa, amplifier.noisePa(), interference.humPa(), drift.baselinePaPerS(), sweep, cell, startMs);
    }

    /** A potential, changed in place. */
    double[] potential(final double[] mv, final int sweep, final int cell, final double startMs) {
        return seen(mv, amplifier.noiseMv(), interference.humMv(), drift.baselineMvPerS(), sweep, cell, startMs);
    }

    private double[] seen(
            final double[] signal,
            final double noise,
            final double hum,
            final double perSecond,
            final int sweep,
            final int cell,
            final double startMs) {
        final RandomGenerator random = random(sweep, NOISE_PROCESS + NEXT_CELL * cell);
        if (noise > 0) {
            for (int i = 0; i < signal.length; i++) signal[i] += noise * random.nextGaussian();
            if (interference.flickerCornerHz() > 0)
                flicker(signal, noise, random(sweep, FLICKER_PROCESS + NEXT_CELL * cell));
        }
        amplifier.filter(signal, stepMs);
        if (hum > 0) {
            final double phase = 2 * StrictMath.PI * random(sweep, HUM_PROCESS).nextDouble();
            final double turn = 2 * StrictMath.PI * interference.humHz() * stepMs / 1000;
            for (int i = 0; i < signal.length; i++) signal[i] += hum * StrictMath.sin(phase + i * turn);
        }
        if (perSecond != 0) {
            for (int i = 0; i < signal.length; i++) signal[i] += perSecond * (startMs + i * stepMs) / 1000;
        }
        return signal;
    }

    /** White noise of standard deviation s has the density 2 s² step; that of 1/f noise is this times corner / f. */
    private void flicker(final double[] signal, final double noise, final RandomGenerator random) {
        final double sd =
                noise * Math.sqrt(2 * stepMs / 1000 * interference.flickerCornerHz() * StrictMath.log(FLICKER_RATIO));
        for (double tauMs = SLOWEST_MS; tauMs > FASTEST_SAMPLES * stepMs; tauMs /= FLICKER_RATIO) {
            final ColouredNoise process = new ColouredNoise(tauMs, sd, stepMs, random);
            for (int i = 0; i < signal.length; i++) signal[i] += process.next();
        }
    }

    /**
     * A generator of its own for each sweep and process. Well19937c is linear: given seeds that differ in one small
     * number it begins alike, and the first 700 numbers of different sweeps correlate. So the seeds are mixed first.
     */
    private RandomGenerator random(final int sweep, final int process) {
        if (!independent) return new Well19937c(new int[] {(int) (seed >>> 32), (int) seed, sweep, process});
        final long ofSweep = new SplittableRandom(seed).nextLong() + sweep;
        final long ofProcess = new SplittableRandom(ofSweep).nextLong() + process;
        return new Well19937c(new SplittableRandom(ofProcess).nextLong());
    }
}
