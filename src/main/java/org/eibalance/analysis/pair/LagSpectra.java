package org.eibalance.analysis.pair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eibalance.analysis.pair.correlogram.Normalisation;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.signal.CrossCorrelation;
import org.eibalance.signal.CrossCovariance;
import org.eibalance.signal.Statistics;

/**
 * Spectra of two cells up to 400 Hz, one set for each sweep, from covariances under a Parzen window of lags (Parzen
 * 1961, Technometrics 3:167). Above, membranes leave nothing of a synaptic current. Few sweeps are cut into parts of a
 * second or more, so that their scatter is known. Arrays are not copied.
 *
 * <p>Both ends of each sweep are faded: cut off, a slow fluctuation is a step, and an inverted membrane makes a spike
 * at lag 0 of two steps at one time. A Hann window of lags would let slow fluctuations into fast ones for the same
 * reason.
 */
final class LagSpectra {

    /** Longest half-width of the window of lags; a correlogram has decayed there. */
    private static final double WINDOW_MS = 200;

    private static final double HIGHEST_HZ = 400;

    /** Samples are averaged over bins no wider than this: finer lags tell nothing below 400 Hz. */
    private static final double BIN_MS = 0.35;

    /** Fewer sweeps are cut, where they are long enough. */
    private static final int ENOUGH = 20;

    private static final double PART_MS = 1000;

    private static final double FADE_MS = 50;

    private final double[] omega;
    private final double[][] real;
    private final double[][] imaginary;
    private final double[][] powerX;
    private final double[][] powerY;
    private final double windowMs;
    private final double totalMs;

    /**
     * Spectra of some sweeps.
     *
     * @param real real part of the cross-spectrum, of x with a later y
     * @param imaginary its imaginary part, negative where y is later
     * @param powerX spectrum of x
     * @param powerY spectrum of y
     * @param chance expected square of the coherency of cells that have nothing in common
     */
    record Mean(double[] real, double[] imaginary, double[] powerX, double[] powerY, double chance) {

        /**
         * The coherency, less what chance gives: which share of the power of either cell is common to both.
         *
         * @return from 0 to 1 at each frequency
         */
        double[] commonShare() {
            final double[] share = new double[real.length];
            for (int f = 0; f < share.length; f++) {
                final double both = powerX[f] * powerY[f];
                final double square = (real[f] * real[f] + imaginary[f] * imaginary[f]) / both;
                final double common = Math.min(1, (square - chance) / (1 - chance));
                // A window of lags lets a power be a little below 0 where there is next to none.
                share[f] = powerX[f] > 0 && powerY[f] > 0 && common > 0 ? Math.sqrt(common) : 0;
            }
            return share;
        }
    }

    /**
     * Computes them.
     *
     * @param sweeps one pairing, at least one sweep
     * @param swapped whether x is cell B and y cell A
     * @param normalisation how sweeps are weighed
     * @param windowMs half-width of the window of lags, at most that of {@link #windowMs}
     * @param sampleRateHz samples per second
     */
    LagSpectra(
            final List<PairSweep> sweeps,
            final boolean swapped,
            final Normalisation normalisation,
            final double windowMs,
            final double sampleRateHz) {
        this.windowMs = windowMs;
        final int bin = Math.max(1, (int) Math.floor(BIN_MS * sampleRateHz / 1000));
        final double binMs = bin * 1000 / sampleRateHz;
        final int bins = Math.max(1, (int) Math.floor(windowMs / binMs - 1));
        final double stepHz = 500 / windowMs;
        final int count = 1 + (int) Math.floor(Math.min(HIGHEST_HZ, 450 / binMs) / stepHz);
        omega = new double[count];
        Arrays.setAll(omega, f -> 2 * Math.PI * f * stepHz / 1000);
        final double[][] cos = new double[count][bins + 1], sin = new double[count][bins + 1];
        for (int l = 0; l <= bins; l++) {
            final double weight = parzen(l * binMs / windowMs);
            for (int f = 0; f < count; f++) {
                cos[f][l] = weight * Math.cos(omega[f] * l * binMs);
                sin[f][l] = weight * Math.sin(omega[f] * l * binMs);
            }
        }
        final List<double[][]> parts = parts(sweeps, swapped, bin, sampleRateHz);
        final int units = parts.size();
        real = new double[units][];
        imaginary = new double[units][];
        powerX = new double[units][];
        powerY = new double[units][];
        final int longest = parts.stream().mapToInt(p -> p[0].length).max().orElseThrow();
        final CrossCorrelation correlation = new CrossCorrelation(bins, longest);
        double samples = 0;
        for (int k = 0; k < units; k++) {
            final double[] x = parts.get(k)[0], y = parts.get(k)[1];
            final CrossCovariance cross = correlation.covariance(x, y, 1);
            final double weight =
                    normalisation == Normalisation.SINGLE ? 1 / Math.sqrt(cross.energyX() * cross.energyY()) : 1;
            real[k] = transform(cross.sums(), 1, cos, weight);
            imaginary[k] = transform(cross.sums(), -1, sin, -weight);
            powerX[k] = transform(correlation.covariance(x, x, 1).sums(), 1, cos, weight);
            powerY[k] = transform(correlation.covariance(y, y, 1).sums(), 1, cos, weight);
            samples += x.length;
        }
        totalMs = samples * binMs;
    }

    /** The longest window of lags that sweeps allow. */
    static double windowMs(final List<PairSweep> sweeps, final double sampleRateHz) {
        final int shortest =
                sweeps.stream().mapToInt(s -> s.cellA().length).min().orElseThrow();
        return Math.min(WINDOW_MS, (shortest - 1) / 2 * 1000 / sampleRateHz);
    }

    /** How many sweeps or parts of sweeps there are. */
    int units() {
        return real.length;
    }

    /** Frequencies in radians per ms, from 0. */
    double[] omega() {
        return omega;
    }

    /** The sum over sweeps, each counted as often as given. */
    Mean mean(final int[] counts) {
        // The variance of a smoothed spectrum is the energy of the window of lags over the length (Parzen: 0.539 W).
        return new Mean(
                sum(real, counts),
                sum(imaginary, counts),
                sum(powerX, counts),
                sum(powerY, counts),
                Math.min(0.9, 0.539 * windowMs / totalMs));
    }

    /** The sum over all sweeps. */
    Mean mean() {
        final int[] once = new int[units()];
        Arrays.fill(once, 1);
        return mean(once);
    }

    private static List<double[][]> parts(
            final List<PairSweep> sweeps, final boolean swapped, final int bin, final double sampleRateHz) {
        final List<double[][]> parts = new ArrayList<>();
        final int wanted = (ENOUGH + sweeps.size() - 1) / sweeps.size();
        for (final PairSweep sweep : sweeps) {
            final double[] x = swapped ? sweep.cellB() : sweep.cellA(), y = swapped ? sweep.cellA() : sweep.cellB();
            final int possible = (int) (x.length * 1000 / sampleRateHz / PART_MS);
            final int count = Math.max(1, Math.min(wanted, possible));
            final int length = x.length / count;
            for (int i = 0; i < count; i++)
                parts.add(new double[][] {
                    faded(x, i * length, length, bin, sampleRateHz), faded(y, i * length, length, bin, sampleRateHz)
                });
        }
        return parts;
    }

    /** Part of a sweep about its mean, which begins and ends with half a cosine, averaged over bins. */
    private static double[] faded(
            final double[] samples, final int from, final int length, final int bin, final double sampleRateHz) {
        final double mean = Statistics.mean(samples, from, from + length);
        final int fade = (int) Math.min(FADE_MS * sampleRateHz / 1000, length / 5);
        final double[] faded = new double[length / bin];
        for (int t = 0; t < faded.length * bin; t++) {
            final int fromEnd = Math.min(t, length - 1 - t);
            final double weight = fromEnd < fade ? 0.5 - 0.5 * Math.cos(Math.PI * (fromEnd + 0.5) / fade) : 1;
            faded[t / bin] += weight * (samples[from + t] - mean) / bin;
        }
        return faded;
    }

    private static double parzen(final double share) {
        return share <= 0.5
                ? 1 - 6 * share * share * (1 - share)
                : share < 1 ? 2 * (1 - share) * (1 - share) * (1 - share) : 0;
    }

    /** The even (sign 1) or odd (sign -1) part of a curve of lags, transformed. */
    private static double[] transform(
            final double[] curve, final int sign, final double[][] table, final double weight) {
        final int middle = (curve.length - 1) / 2;
        final double[] folded = new double[middle + 1];
        if (sign > 0) folded[0] = curve[middle];
        for (int l = 1; l <= middle; l++) folded[l] = curve[middle + l] + sign * curve[middle - l];
        final double[] transformed = new double[table.length];
        for (int f = 0; f < table.length; f++) {
            double sum = 0;
            for (int l = 0; l <= middle; l++) sum += folded[l] * table[f][l];
            transformed[f] = weight * sum;
        }
        return transformed;
    }

    private static double[] sum(final double[][] spectra, final int[] counts) {
        final double[] sum = new double[spectra[0].length];
        for (int k = 0; k < counts.length; k++) {
            if (counts[k] == 0) continue;
            for (int f = 0; f < sum.length; f++) sum[f] += counts[k] * spectra[k][f];
        }
        return sum;
    }
}
