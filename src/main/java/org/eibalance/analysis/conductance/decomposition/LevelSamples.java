package org.eibalance.analysis.conductance.decomposition;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.eibalance.analysis.conductance.GaussianLowPass;
import org.eibalance.analysis.conductance.trials.ClampLevel;
import org.eibalance.analysis.conductance.trials.ClampSweep;
import org.eibalance.recording.ClampMode;
import org.eibalance.signal.ParallelLoop;
import org.eibalance.signal.Statistics;

/**
 * The corrected sweeps of one level, with the noise about their mean. The noise is pooled over the leak window:
 * variances of the current and of the potential, and their covariance, between sweeps at the same time.
 */
public final class LevelSamples {

    /** This number of samples of twenty sweeps fits in the second-level cache. */
    private static final int BLOCK = 1024;

    private final double level;
    private final List<MembraneSweep> sweeps;

    /** Sample of the sweep at index 0 of the corrected arrays. */
    private final int origin;

    private final double[] meanPotentialMv;
    private final double[] meanCurrentPa;
    private final double[] leakPotentialMv;
    private final double[] leakCurrentPa;
    private final double currentVariance;
    private final double covariance;
    private final double potentialVariance;

    /**
     * @param clampLevel the sweeps that are used
     * @param mode voltage or current clamp
     * @param stepMs interval of sampling
     * @param settings corrections and the leak window
     * @throws CancellationException if the calling thread is interrupted
     */
    LevelSamples(
            final ClampLevel clampLevel,
            final ClampMode mode,
            final double stepMs,
            final DecompositionSettings settings) {
        level = clampLevel.level();
        final List<ClampSweep> raw = clampLevel.sweeps();
        final int samples = raw.get(0).recorded().length;
        final int first = settings.analysisWindow().first(stepMs);
        final int end = settings.analysisWindow().end(stepMs, samples);
        final int from = settings.leakWindow().first(stepMs);
        final int to = settings.leakWindow().end(stepMs, samples);
        final boolean plain = raw.stream().allMatch(s -> MembraneSweep.isPlain(s, mode, settings));
        final GaussianLowPass lowPass = new GaussianLowPass(settings.lowPassHz(), stepMs);
        sweeps = raw.stream()
                .map(s -> corrected(s, mode, stepMs, settings, plain, lowPass, first, end))
                .toList();
        origin = plain ? 0 : first;
        final List<MembraneSweep> leak = raw.stream()
                .map(s -> corrected(s, mode, stepMs, settings, plain, lowPass, from, to))
                .toList();
        final int leakOrigin = plain ? 0 : from;
        final double[][] potentials = signals(sweeps, true);
        final double[][] currents = signals(sweeps, false);
        final double[][] leakPotentials = signals(leak, true);
        final double[][] leakCurrents = signals(leak, false);
        final boolean samePotential = raw.size() > 1 && isOneArray(leakPotentials);
        meanPotentialMv = new double[end - first];
        meanCurrentPa = new double[end - first];
        leakPotentialMv = new double[raw.size()];
        leakCurrentPa = new double[raw.size()];
        double currentSquares = 0;
        double products = 0;
        double potentialSquares = 0;
        // Block by block, so that all sums are made while the samples of all sweeps are in the cache.
        for (int start = Math.min(first, from); start < Math.max(end, to); start += BLOCK) {
            final int a = Math.max(start, from);
            final int b = Math.min(start + BLOCK, to);
            if (a < b) {
                addLeakMeans(raw, mode, settings, a, b, to - from);
                currentSquares += products(leakCurrents, leakCurrents, a - leakOrigin, b - leakOrigin);
                if (!samePotential) {
                    products += products(leakCurrents, leakPotentials, a - leakOrigin, b - leakOrigin);
                    potentialSquares += products(leakPotentials, leakPotentials, a - leakOrigin, b - leakOrigin);
                }
            }
            final int c = Math.max(start, first);
            final int d = Math.min(start + BLOCK, end);
            if (c < d) {
                addMean(potentials, null, c - origin, d - c, meanPotentialMv, c - first);
                addMean(currents, null, c - origin, d - c, meanCurrentPa, c - first);
            }
        }
        final double norm = 1.0 / (to - from) / (sweeps.size() - 1);
        currentVariance = sweeps.size() < 2 ? Double.NaN : currentSquares * norm;
        covariance = sweeps.size() < 2 ? Double.NaN : products * norm;
        potentialVariance = sweeps.size() < 2 ? Double.NaN : potentialSquares * norm;
    }

    private static MembraneSweep corrected(
            final ClampSweep sweep,
            final ClampMode mode,
            final double stepMs,
            final DecompositionSettings settings,
            final boolean plain,
            final GaussianLowPass lowPass,
            final int from,
            final int to) {
        ParallelLoop.checkCancelled();
        return plain
                ? new MembraneSweep(sweep.command(), sweep.recorded())
                : MembraneSweep.of(sweep, mode, stepMs, settings, lowPass, from, to);
    }

    private static double[][] signals(final List<MembraneSweep> sweeps, final boolean potential) {
        return sweeps.stream()
                .map(s -> potential ? s.potentialMv() : s.currentPa())
                .toArray(double[][]::new);
    }

    /**
     * Mean V_m and I_m of a block of the leak window. On average the membrane is not charged there, so neither
     * derivative nor low-pass is needed, and the correction, which is linear in the samples, can be made on their sums.
     */
    private void addLeakMeans(
            final List<ClampSweep> raw,
            final ClampMode mode,
            final DecompositionSettings settings,
            final int from,
            final int to,
            final int length) {
        double[] lastCommand = null;
        double command = 0;
        for (int k = 0; k < raw.size(); k++) {
            final ClampSweep sweep = raw.get(k);
            if (sweep.command() != lastCommand) command = Statistics.sum(sweep.command(), from, to);
            lastCommand = sweep.command();
            final double recorded = Statistics.sum(sweep.recorded(), from, to);
            final boolean voltageClamp = mode == ClampMode.VOLTAGE_CLAMP;
            final double injectedPa = voltageClamp ? recorded : command;
            leakCurrentPa[k] += injectedPa / length;
            leakPotentialMv[k] += MembraneSweep.potential(sweep, settings)
                            .ofSums(voltageClamp ? command : recorded, injectedPa, to - from)
                    / length;
        }
    }

    private static boolean isOneArray(final double[][] signals) {
        for (final double[] signal : signals) if (signal != signals[0]) return false;
        return true;
    }

    /** Mean V_m over the sweeps, in the analysis window; not a copy. */
    double[] meanPotentialMv() {
        return meanPotentialMv;
    }

    /** Mean I_m over the sweeps, in the analysis window; not a copy. */
    double[] meanCurrentPa() {
        return meanCurrentPa;
    }

    double level() {
        return level;
    }

    int size() {
        return sweeps.size();
    }

    /** Variance of I_m − G V_m between sweeps: the scatter of sweeps about a line of slope G; NaN with one sweep. */
    double scatter(final double slopeNs) {
        return currentVariance - 2 * slopeNs * covariance + slopeNs * slopeNs * potentialVariance;
    }

    /** Variance between sweeps of the mean over the leak window; NaN with one sweep. */
    double leakScatter(final double slopeNs) {
        final int n = sweeps.size();
        double mean = 0;
        for (int k = 0; k < n; k++) mean += (leakCurrentPa[k] - slopeNs * leakPotentialMv[k]) / n;
        double sum = 0;
        for (int k = 0; k < n; k++) {
            final double d = leakCurrentPa[k] - slopeNs * leakPotentialMv[k] - mean;
            sum += d * d;
        }
        return sum / (n - 1);
    }

    /** I_m − G V_m of each sweep, averaged over the leak window. */
    double[] leakAbout(final double slopeNs) {
        final double[] values = new double[sweeps.size()];
        for (int k = 0; k < values.length; k++) values[k] = leakCurrentPa[k] - slopeNs * leakPotentialMv[k];
        return values;
    }

    /** The corrected V_m of a sweep; not a copy. */
    double[] potentialMv(final int sweep) {
        return sweeps.get(sweep).potentialMv();
    }

    /** The corrected I_m of a sweep; not a copy. */
    double[] currentPa(final int sweep) {
        return sweeps.get(sweep).currentPa();
    }

    /** Sample of the recorded sweep at index 0 of these two. */
    int origin() {
        return origin;
    }

    /** Mean potential in the leak window; with counts, of the sweeps as often as they say. */
    double leakPotentialMv(final int[] counts) {
        return weighted(leakPotentialMv, counts);
    }

    /** Mean current in the leak window. */
    double leakCurrentPa(final int[] counts) {
        return weighted(leakCurrentPa, counts);
    }

    /**
     * Means over sweeps.
     *
     * @param counts how often each sweep is taken; null for once each
     * @param from first sample
     * @param length samples
     * @param potentialMv where the mean potential goes, from index 0
     * @param currentPa where the mean current goes
     */
    void means(
            final int[] counts,
            final int from,
            final int length,
            final double[] potentialMv,
            final double[] currentPa) {
        meanOf(true, counts, from, length, potentialMv);
        meanOf(false, counts, from, length, currentPa);
    }

    private void meanOf(
            final boolean potential, final int[] counts, final int from, final int length, final double[] into) {
        final double[][] signals = signals(sweeps, potential);
        for (int start = 0; start < length; start += BLOCK)
            addMean(signals, counts, from - origin + start, Math.min(BLOCK, length - start), into, start);
    }

    /** The mean over sweeps of one block, from index 0 of an array that held something else. */
    static void mean(final double[][] signals, final int from, final int length, final double[] into) {
        java.util.Arrays.fill(into, 0, length, 0);
        addMean(signals, null, from, length, into, 0);
    }

    /** The mean over sweeps of one block. */
    private static void addMean(
            final double[][] signals,
            final int[] counts,
            final int from,
            final int length,
            final double[] into,
            final int offset) {
        if (isOneArray(signals)) {
            System.arraycopy(signals[0], from, into, offset, length);
            return;
        }
        final int n = signals.length;
        int k = 0;
        if (counts == null) {
            for (; k + 3 < n; k += 4)
                addFour(signals[k], signals[k + 1], signals[k + 2], signals[k + 3], from, into, offset, length);
        }
        for (; k < n; k++) {
            final int times = counts == null ? 1 : counts[k];
            if (times > 0) addTimes(times, signals[k], from, into, offset, length);
        }
        for (int i = offset; i < offset + length; i++) into[i] /= n;
    }

    private static void addFour(
            final double[] a,
            final double[] b,
            final double[] c,
            final double[] d,
            final int from,
            final double[] into,
            final int offset,
            final int length) {
        for (int i = 0; i < length; i++) into[offset + i] += (a[from + i] + b[from + i]) + (c[from + i] + d[from + i]);
    }

    private static void addTimes(
            final int times,
            final double[] signal,
            final int from,
            final double[] into,
            final int offset,
            final int length) {
        for (int i = 0; i < length; i++) into[offset + i] += times * signal[from + i];
    }

    private static double weighted(final double[] values, final int[] counts) {
        double sum = 0;
        for (int k = 0; k < values.length; k++) sum += (counts == null ? 1 : counts[k]) * values[k];
        return sum / values.length;
    }

    /** Sum over a block of the products of deviations between sweeps; taken about one value against cancellation. */
    private static double products(final double[][] a, final double[][] b, final int from, final int to) {
        final int n = a.length;
        final double[] sumA = new double[to - from];
        final double[] sumB = a == b ? sumA : new double[to - from];
        final double[] products = new double[to - from];
        final double originA = a[0][from];
        final double originB = b[0][from];
        for (int k = 0; k < n; k++) {
            if (a != b) addProducts(a[k], originA, b[k], originB, from, sumA, sumB, products);
            else if (k + 1 < n) addSquares(a[k], a[++k], originA, from, sumA, products);
            else addProducts(a[k], originA, b[k], originB, from, sumA, new double[to - from], products);
        }
        double sum = 0;
        for (int i = 0; i < products.length; i++) sum += products[i] - sumA[i] * sumB[i] / n;
        return sum;
    }

    /** Two sweeps at once: the sums are loaded and stored half as often. */
    private static void addSquares(
            final double[] a,
            final double[] b,
            final double origin,
            final int from,
            final double[] sum,
            final double[] squares) {
        for (int i = 0; i < sum.length; i++) {
            final double da = a[from + i] - origin;
            final double db = b[from + i] - origin;
            sum[i] += da + db;
            squares[i] += da * da + db * db;
        }
    }

    private static void addProducts(
            final double[] a,
            final double originA,
            final double[] b,
            final double originB,
            final int from,
            final double[] sumA,
            final double[] sumB,
            final double[] products) {
        for (int i = 0; i < sumA.length; i++) {
            final double da = a[from + i] - originA;
            final double db = b[from + i] - originB;
            sumA[i] += da;
            sumB[i] += db;
            products[i] += da * db;
        }
    }
}
