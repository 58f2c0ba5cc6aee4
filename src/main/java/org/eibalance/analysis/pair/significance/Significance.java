package org.eibalance.analysis.pair.significance;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.IntFunction;
import org.eibalance.analysis.pair.correlogram.Normalisation;
import org.eibalance.analysis.pair.correlogram.ShiftPredictor;
import org.eibalance.analysis.pair.correlogram.SweepCorrelogram;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.recording.InputException;
import org.eibalance.signal.CircularShifts;
import org.eibalance.signal.CrossCovariance;
import org.eibalance.signal.CurveConsumer;
import org.eibalance.signal.OrderStatistics;
import org.eibalance.signal.ParallelLoop;
import org.eibalance.signal.SweepPairings;
import org.eibalance.signal.TailQuantiles;

/**
 * Whether a correlogram differs from chance.
 *
 * <p>Flips: see {@link SignFlips}; a mean over the sweeps that follows a stimulus is taken off first where they are of
 * one length.
 *
 * <p>Shifts: sweeps of cell B are shifted circularly by at least maxLag + 5 tau, where tau is the autocorrelation time,
 * so that the real peak lies outside the window of lags, or stay where they are as often as they come to any other such
 * window, but never all of them. What is slower than ten times the longest lag is taken off first. The test compares
 * the largest |C| in the window with those of the shifted sweeps.
 *
 * <p>Pairings: sweep k of cell A is paired with sweep p(k) of cell B, where p is a derangement. Data and surrogates are
 * treated in the same way: from the correlogram of each pairing its own predictor is subtracted, the mean over all
 * pairs that it does not use, and the largest difference in the window is compared. Without this, few sweeps give too
 * many small p: surrogates share pairs with each other, but none with the data.
 */
public final class Significance {

    /** A surrogate that differs from the data by rounding alone counts as equally large. */
    private static final double ROUNDING = 1e-9;

    private static final double BAND = 0.95;

    private static final double DEFAULT_LEVEL = 0.05;

    /** With fewer, flips find a weak common input too seldom: with 6 sweeps half as often as pairings do. */
    private static final int MIN_UNITS = 8;

    /** A part is so many times the longest lag: its edges, and what is slower, matter little. */
    private static final int PART_LAGS = 10;

    /** The transform of a longer sweep does not fit into the memory of common machines: an hour at 18 kHz. */
    private static final int MAX_SAMPLES = 1 << 26;

    private final List<PairSweep> sweeps;
    private final List<SweepCorrelogram> correlograms;
    private final Normalisation normalisation;
    private final int maxLag;
    private final boolean unbiased;
    private final double sampleRateHz;
    private final SurrogateSettings settings;
    private final int threads;
    private final DoubleConsumer progress;

    public Significance(
            final List<PairSweep> sweeps,
            final List<SweepCorrelogram> correlograms,
            final Normalisation normalisation,
            final boolean unbiased,
            final double sampleRateHz,
            final SurrogateSettings settings,
            final int threads,
            final DoubleConsumer progress) {
        this.sweeps = sweeps;
        this.correlograms = correlograms;
        this.normalisation = normalisation;
        this.maxLag = (correlograms.get(0).coefficients().length - 1) / 2;
        this.unbiased = unbiased;
        this.sampleRateHz = sampleRateHz;
        this.settings = settings;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Makes the surrogates and tests.
     *
     * @param evoked whether the sweeps follow a stimulus: then shifts are not chosen
     * @return the result
     * @throws InputException if the sweeps do not allow the method, or its surrogates not the p that is asked for
     */
    public Surrogates test(final boolean evoked) {
        final double tauMs = CorrelationTime.ms(sweeps, sampleRateHz, threads);
        final boolean longEnough = tauMs < Double.POSITIVE_INFINITY && shortest() >= leastLength(tauMs);
        final SurrogateMethod method =
                settings.method() == SurrogateMethod.AUTO ? choose(longEnough, evoked) : settings.method();
        if (method == SurrogateMethod.FLIPS) return flips(tauMs, evoked);
        if (method == SurrogateMethod.SHIFTS) {
            if (!longEnough) throw new InputException(tooShort(tauMs));
            return shifts(tauMs);
        }
        requireSweepsToPair(sweeps, "pairings of different sweeps");
        return pairings(tauMs);
    }

    /**
     * Flips keep the most of each cell. They need {@link #MIN_UNITS} sweeps, or parts of sweeps that follow no
     * stimulus; with fewer, pairings come first, see {@link #canPair}.
     */
    private SurrogateMethod choose(final boolean longEnough, final boolean evoked) {
        final boolean reach = 1 / (1 + SignFlips.count(sweeps.size())) <= level();
        if (sweeps.size() >= MIN_UNITS && reach && (isOneLength() || !evoked)) return SurrogateMethod.FLIPS;
        if (canPair() || evoked) return SurrogateMethod.PAIRINGS;
        if (parts() >= MIN_UNITS) return SurrogateMethod.FLIPS;
        return longEnough ? SurrogateMethod.SHIFTS : SurrogateMethod.PAIRINGS;
    }

    /** Samples of a part whose correlogram is flipped by itself. */
    private int partSamples() {
        return PART_LAGS * Math.max(1, maxLag);
    }

    private int parts() {
        return sweeps.stream().mapToInt(s -> s.cellA().length / partSamples()).sum();
    }

    /**
     * Refuses sweeps that cannot be paired with each other.
     *
     * @throws InputException if there is one alone, or they differ in length
     */
    public static void requireSweepsToPair(final List<PairSweep> sweeps, final String what) {
        final PairSweep first = sweeps.get(0);
        if (sweeps.size() < 2)
            throw new InputException(first.recording() + " has one sweep (sweep " + first.sweep()
                    + ") of its pairing, but " + what + " need two or more.");
        for (final PairSweep sweep : sweeps) {
            if (sweep.cellA().length != first.cellA().length)
                throw new InputException(first.place() + " has " + first.cellA().length + " samples and "
                        + sweep.place() + " " + sweep.cellA().length + ", but " + what
                        + " need sweeps of one length: leave out those that differ.");
        }
    }

    /**
     * Whether pairings can reach the level. They are then preferred: a drift as slow as a sweep hardly shows in the
     * autocorrelation of a sweep, and makes shifts call too many pairs significant.
     */
    private boolean canPair() {
        return 1 / (1 + Derangements.count(sweeps.size())) <= level() && isOneLength();
    }

    private double level() {
        return settings.alpha() > 0 ? settings.alpha() : DEFAULT_LEVEL;
    }

    private boolean isOneLength() {
        final int samples = sweeps.get(0).cellA().length;
        return sweeps.stream().allMatch(s -> s.cellA().length == samples);
    }

    private int shortest() {
        return sweeps.stream().mapToInt(s -> s.cellA().length).min().orElseThrow();
    }

    private double leastLength(final double tauMs) {
        return 2 * (maxLag + 10 * tauMs * sampleRateHz / 1000);
    }

    private String tooShort(final double tauMs) {
        final PairSweep sweep = sweeps.stream()
                .filter(s -> s.cellA().length == shortest())
                .findFirst()
                .orElseThrow();
        final double hasMs = sweep.cellA().length * 1000 / sampleRateHz;
        return tauMs == Double.POSITIVE_INFINITY
                ? String.format(
                        Locale.ROOT,
                        "%s is %.1f ms long and its autocorrelation does not fall within half of that, too "
                                + "short for circular shifts: choose pairings of sweeps, or remove the drift.",
                        sweep.place(),
                        hasMs)
                : String.format(
                        Locale.ROOT,
                        "%s is %.1f ms long, but circular shifts need %.1f ms, twice the longest lag and ten "
                                + "correlation times of %.1f ms: choose pairings of sweeps, or a shorter lag.",
                        sweep.place(),
                        hasMs,
                        leastLength(tauMs) * 1000 / sampleRateHz,
                        tauMs);
    }

    private Surrogates flips(final double tauMs, final boolean evoked) {
        final boolean whole = sweeps.size() >= MIN_UNITS || evoked || parts() < 2;
        final int units = whole ? sweeps.size() : parts();
        if (units < 2)
            throw new InputException(sweeps.get(0).recording() + " has one sweep (sweep "
                    + sweeps.get(0).sweep() + ") of its pairing, shorter than "
                    + String.format(Locale.ROOT, "%.0f", 2 * partSamples() * 1000 / sampleRateHz)
                    + " ms, but sign flips need two sweeps, or a sweep as long as that.");
        if (evoked) requireSweepsToPair(sweeps, "sign flips of sweeps that follow a stimulus");
        final double distinct = SignFlips.count(units);
        final double leastP = reach(
                Math.min(distinct, settings.surrogates()),
                String.format(Locale.ROOT, "%.4g sign flips of %d %s", distinct, units, whole ? "sweeps" : "parts"));
        final boolean[][] drawn = SignFlips.draw(units, settings.surrogates(), new SplittableRandom(settings.seed()));
        final double[] weightsA = normalisation.weightsA(correlograms);
        final double[] weightsB = normalisation.weightsB(correlograms);
        final boolean centred = whole && isOneLength();
        final SignFlips flips = whole
                ? SignFlips.ofSweeps(sweeps, weightsA, weightsB, centred, maxLag, threads)
                : SignFlips.ofParts(sweeps, weightsA, weightsB, partSamples(), maxLag, threads);
        final double[] data = flips.data();
        final double[] predictor = new double[data.length];
        if (centred) {
            // The mean G over all K² pairs is the predictor S and 1/K of the data less it: G = S + (C - S) / K.
            final double[] grand = ShiftPredictor.allPairs(sweeps, correlograms, normalisation, threads);
            for (int i = 0; i < predictor.length; i++) predictor[i] = grand[i] / units - data[i] / units;
        }
        return compare(
                SurrogateMethod.FLIPS,
                data,
                drawn.length,
                consumer -> flips.forEachSum(drawn, threads, progress, consumer),
                i -> flips.sum(drawn[i]),
                new double[data.length],
                predictor,
                1,
                distinct,
                leastP,
                tauMs);
    }

    private Surrogates shifts(final double tauMs) {
        for (final PairSweep sweep : sweeps) {
            if (sweep.cellA().length > MAX_SAMPLES)
                throw new InputException(sweep.place() + " has " + sweep.cellA().length + " samples, more than the "
                        + MAX_SAMPLES + " that can be shifted in one piece: choose shorter sweeps.");
        }
        final int least = (int) Math.ceil(maxLag + 5 * tauMs * sampleRateHz / 1000);
        final ShiftDraws draws =
                new ShiftDraws(sweeps.stream().mapToInt(s -> s.cellA().length).toArray(), least, 2 * maxLag + 1);
        final double distinct = draws.distinct();
        final double leastP = reach(
                Math.min(distinct, settings.surrogates()),
                String.format(Locale.ROOT, "%.0f circular shifts whose windows of lags do not overlap", distinct));
        final int[][] shifts = draws.draw(settings.surrogates(), new SplittableRandom(settings.seed()));
        final CircularShifts shifted = new CircularShifts(
                withoutSlow(cellsA()),
                withoutSlow(cellsB()),
                normalisation.weightsA(correlograms),
                normalisation.weightsB(correlograms),
                maxLag,
                threads);
        final double[] data = shifted.sums(new int[1][sweeps.size()], 1, d -> {})[0];
        final double[] centre = new double[data.length];
        return compare(
                SurrogateMethod.SHIFTS,
                data,
                shifts.length,
                consumer -> shifted.forEachSum(shifts, threads, progress, consumer),
                i -> shifted.sums(new int[][] {shifts[i]}, 1, d -> {})[0],
                centre,
                centre,
                1,
                distinct,
                leastP,
                tauMs);
    }

    /** A drift is cut by a shift: the two ends that then meet are unlike, and the shifted cells correlate less. */
    private List<double[]> withoutSlow(final List<double[]> cells) {
        return cells.stream()
                .map(signal -> MovingMean.takenOff(signal, partSamples()))
                .toList();
    }

    private Surrogates pairings(final double tauMs) {
        final int count = sweeps.size();
        final double distinct = Derangements.count(count);
        final double leastP = reach(
                Math.min(distinct, settings.surrogates()),
                String.format(Locale.ROOT, "%.0f pairings of %d different sweeps", distinct, count));
        final int[][] pairings = Derangements.draw(count, settings.surrogates(), new SplittableRandom(settings.seed()));
        final SweepPairings spectra = new SweepPairings(
                cellsA(),
                cellsB(),
                normalisation.weightsA(correlograms),
                normalisation.weightsB(correlograms),
                maxLag,
                threads);
        final int[] own = new int[count];
        Arrays.setAll(own, k -> k);
        final double[] data = spectra.exactSum(own);
        final double[] grand = ShiftPredictor.allPairs(sweeps, correlograms, normalisation, threads);
        final double[] predictor = new double[data.length];
        for (int i = 0; i < data.length; i++) {
            grand[i] /= count;
            predictor[i] = (count * grand[i] - data[i]) / (count - 1);
        }
        // C - S, S the mean over all pairs that C does not use, is K / (K - 1) times C less the mean over all pairs.
        return compare(
                SurrogateMethod.PAIRINGS,
                data,
                pairings.length,
                consumer -> spectra.forEachSum(pairings, threads, progress, consumer),
                i -> spectra.exactSum(pairings[i]),
                grand,
                predictor,
                count / (count - 1.0),
                distinct,
                leastP,
                tauMs);
    }

    private Surrogates compare(
            final SurrogateMethod method,
            final double[] data,
            final int count,
            final Consumer<CurveConsumer> curves,
            final IntFunction<double[]> exact,
            final double[] about,
            final double[] centre,
            final double factor,
            final double distinct,
            final double leastP,
            final double tauMs) {
        final double largest = factor * largest(data, about);
        final double[] chance = new double[count];
        final TailQuantiles band = new TailQuantiles(data.length, count, BAND, threads);
        curves.accept((first, some) -> {
            ParallelLoop.run(some.length, threads, i -> {
                double found = factor * largest(some[i], about);
                // The rank must not depend on the limited precision of the batch.
                if (Math.abs(found - largest) < SweepPairings.PRECISION)
                    found = factor * largest(exact.apply(first + i), about);
                chance[first + i] = found;
            });
            band.add(some);
        });
        int asLarge = 0;
        for (final double value : chance) if (value >= largest * (1 - ROUNDING)) asLarge++;
        // Where fewer different surrogates exist than were drawn, they count only as so many.
        final double different = Math.min(distinct, count);
        final double p = Math.max(leastP, (1 + different * asLarge / count) / (1 + different));
        return new Surrogates(
                method,
                count,
                distinct,
                leastP,
                p,
                drawn(centre),
                drawn(method == SurrogateMethod.FLIPS ? sum(centre, band.low()) : band.low()),
                drawn(method == SurrogateMethod.FLIPS ? sum(centre, band.high()) : band.high()),
                OrderStatistics.quantile(chance, BAND),
                tauMs,
                settings.seed());
    }

    /**
     * The test uses biased curves, in which chance is the same at all lags; for a figure beside an unbiased curve the
     * surrogates are unbiased too.
     */
    private double[] drawn(final double[] curve) {
        return unbiased ? CrossCovariance.unbiased(curve, shortest()) : curve;
    }

    /** Flipped curves lie about 0. */
    private static double[] sum(final double[] centre, final double[] edge) {
        final double[] sum = new double[edge.length];
        for (int i = 0; i < sum.length; i++) sum[i] = centre[i] + edge[i];
        return sum;
    }

    private double reach(final double surrogates, final String distinct) {
        final double leastP = 1 / (1 + surrogates);
        if (settings.alpha() > 0 && leastP > settings.alpha())
            throw new InputException(String.format(
                    Locale.ROOT,
                    "A p of %s was asked for, but %s has %s and %d surrogates were asked for, so that p cannot "
                            + "be below %.4f: record more sweeps, or ask for more surrogates or a larger p.",
                    settings.alpha(),
                    sweeps.get(0).recording(),
                    distinct,
                    settings.surrogates(),
                    leastP));
        return leastP;
    }

    private List<double[]> cellsA() {
        return sweeps.stream().map(PairSweep::cellA).toList();
    }

    private List<double[]> cellsB() {
        return sweeps.stream().map(PairSweep::cellB).toList();
    }

    private static double largest(final double[] curve, final double[] about) {
        double largest = 0;
        for (int i = 0; i < curve.length; i++) largest = Math.max(largest, Math.abs(curve[i] - about[i]));
        return largest;
    }
}
