package org.eibalance.analysis.pair;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import java.util.function.ToDoubleFunction;
import org.eibalance.analysis.pair.correlogram.Normalisation;
import org.eibalance.analysis.pair.correlogram.SweepCorrelogram;
import org.eibalance.analysis.pair.input.CellView;
import org.eibalance.analysis.pair.input.HoldingLevel;
import org.eibalance.analysis.pair.input.PairInput;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.analysis.pair.input.Pairing;
import org.eibalance.recording.InputException;
import org.eibalance.signal.CrossCorrelation;
import org.eibalance.signal.ParallelLoop;

/**
 * The normalised cross-correlation of two cells, after Okun and Lampl 2008 (Nat Neurosci 11:535).
 *
 * <p>Each sweep is correlated about its own means, see {@link CrossCorrelation#coefficients}; sweeps of the same
 * pairing are averaged, see {@link Normalisation}. Unless the settings say otherwise the coefficients are biased
 * towards zero by (N - |lag|) / N.
 */
public final class PairCorrelation {

    /** Share of the progress that the correlograms take, where surrogates or resamples follow. */
    private static final double CURVES_SHARE = 0.1;

    private PairCorrelation() {}

    /**
     * Correlates a pair.
     *
     * @param input the sweeps
     * @param settings how
     * @param threads how many threads at most; the result does not depend on it
     * @return one correlogram for each pairing
     * @throws InputException if a sweep is shorter than the window of lags, the longest lag than a sampling interval,
     *     or the sweeps do not allow what the settings ask for
     * @throws CancellationException if the calling thread is interrupted
     */
    public static PairResult compute(final PairInput input, final PairSettings settings, final int threads) {
        return compute(input, settings, threads, done -> {});
    }

    /**
     * Correlates a pair, and reports progress.
     *
     * @param input the sweeps
     * @param settings how
     * @param threads how many threads at most; the result does not depend on it
     * @param progress given the share that is done, from 0 to 1; called by one thread at a time
     * @return one correlogram for each pairing
     * @throws InputException if a sweep is shorter than the window of lags, the longest lag than a sampling interval,
     *     or the sweeps do not allow what the settings ask for
     * @throws CancellationException if the calling thread is interrupted
     */
    public static PairResult compute(
            final PairInput input, final PairSettings settings, final int threads, final DoubleConsumer progress) {
        final int maxLag = maxLag(input, settings);
        final boolean more = settings.surrogates().surrogates() > 0 || settings.bootstraps() > 0;
        final double first = more ? CURVES_SHARE : 1;
        final List<SweepCorrelogram> correlograms =
                correlate(input.sweeps(), maxLag, settings.unbiased(), threads, done -> progress.accept(first * done));

        final Map<Pairing, List<Integer>> members = new EnumMap<>(Pairing.class);
        for (int k = 0; k < correlograms.size(); k++) {
            final PairSweep sweep = input.sweeps().get(k);
            members.computeIfAbsent(pairing(sweep, settings), p -> new ArrayList<>())
                    .add(k);
        }
        final List<PairCorrelogram> groups = new ArrayList<>();
        members.forEach((pairing, sweeps) -> {
            final double start = first + (1 - first) * groups.size() / members.size();
            final DoubleConsumer share =
                    more ? done -> progress.accept(start + (1 - first) * done / members.size()) : done -> {};
            groups.add(group(pairing, sweeps, input, correlograms, settings, threads, share));
        });
        final double[] lagsMs = new double[2 * maxLag + 1];
        for (int i = 0; i < lagsMs.length; i++) lagsMs[i] = (i - maxLag) * 1000 / input.sampleRateHz();
        return new PairResult(lagsMs, groups);
    }

    private static int maxLag(final PairInput input, final PairSettings settings) {
        // The small number allows for the rounding of a rate: 200 ms at 19999.9999 Hz are 4000 samples.
        final double samples = Math.floor(settings.maxLagMs() * input.sampleRateHz() / 1000 + 1e-4);
        if (samples < 1)
            throw new InputException(String.format(
                    Locale.ROOT,
                    "The longest lag, %s ms, is shorter than a sampling interval of %s: it must be longer.",
                    settings.maxLagMs(),
                    input.sweeps().get(0).recording()));
        for (final PairSweep sweep : input.sweeps()) {
            final int available = sweep.cellA().length;
            if (available < 2 * samples + 1)
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s is %.1f ms long, but lags from -%s to %s ms need twice the longest lag: shorten it "
                                + "to %.1f ms or leave the sweep out.",
                        sweep.place(),
                        available * 1000 / input.sampleRateHz(),
                        settings.maxLagMs(),
                        settings.maxLagMs(),
                        Math.floor((available - 1) / 2 * 10000 / input.sampleRateHz()) / 10));
        }
        return (int) samples;
    }

    /**
     * Where there are many sweeps each thread takes whole ones; where there are few, all threads work on one at a time.
     */
    private static List<SweepCorrelogram> correlate(
            final List<PairSweep> sweeps,
            final int maxLag,
            final boolean unbiased,
            final int threads,
            final DoubleConsumer progress) {
        final int longest =
                sweeps.stream().mapToInt(sweep -> sweep.cellA().length).max().orElseThrow();
        final CrossCorrelation correlation = new CrossCorrelation(maxLag, longest);
        final boolean many = sweeps.size() >= threads;
        final SweepCorrelogram[] correlograms = new SweepCorrelogram[sweeps.size()];
        ParallelLoop.run(sweeps.size(), many ? threads : 1, progress, k -> {
            final PairSweep sweep = sweeps.get(k);
            correlograms[k] = new SweepCorrelogram(
                    sweep, correlation.covariance(sweep.cellA(), sweep.cellB(), many ? 1 : threads), unbiased);
        });
        return List.of(correlograms);
    }

    private static PairCorrelogram group(
            final Pairing pairing,
            final List<Integer> members,
            final PairInput input,
            final List<SweepCorrelogram> correlograms,
            final PairSettings settings,
            final int threads,
            final DoubleConsumer progress) {
        final List<PairSweep> sweeps = members.stream().map(input.sweeps()::get).toList();
        final PairSweep first = sweeps.get(0);
        final boolean known = pairing != Pairing.UNKNOWN;
        final CellView viewA = new CellView(first.modeA(), known ? levelA(first, settings) : Optional.empty());
        final CellView viewB = new CellView(first.modeB(), known ? levelB(first, settings) : Optional.empty());
        return new GroupCorrelation(
                        sweeps,
                        members.stream().map(correlograms::get).toList(),
                        settings,
                        input.sampleRateHz(),
                        threads)
                .compute(
                        pairing,
                        viewA,
                        viewB,
                        known ? List.of() : unknownLevels(input, settings),
                        input.isEvoked(),
                        progress);
    }

    /** The pairing of one sweep. */
    static Pairing pairing(final PairSweep sweep, final PairSettings settings) {
        return Pairing.of(levelA(sweep, settings), levelB(sweep, settings));
    }

    private static Optional<HoldingLevel> levelA(final PairSweep sweep, final PairSettings settings) {
        return settings.levelA().or(() -> settings.level(sweep.potentialAMv()));
    }

    private static Optional<HoldingLevel> levelB(final PairSweep sweep, final PairSettings settings) {
        return settings.levelB().or(() -> settings.level(sweep.potentialBMv()));
    }

    private static List<String> unknownLevels(final PairInput input, final PairSettings settings) {
        final List<String> remarks = new ArrayList<>();
        if (settings.levelA().isEmpty()) {
            remarks.addAll(unknownLevels(input.cellA(), input.sweeps(), PairSweep::potentialAMv, settings));
        }
        if (settings.levelB().isEmpty()) {
            remarks.addAll(unknownLevels(input.cellB(), input.sweeps(), PairSweep::potentialBMv, settings));
        }
        return remarks;
    }

    private static List<String> unknownLevels(
            final String cell,
            final List<PairSweep> sweeps,
            final ToDoubleFunction<PairSweep> potentialMv,
            final PairSettings settings) {
        final List<String> remarks = new ArrayList<>();
        final List<PairSweep> silent = sweeps.stream()
                .filter(s -> Double.isNaN(potentialMv.applyAsDouble(s)))
                .toList();
        final List<PairSweep> between = sweeps.stream()
                .filter(s -> !Double.isNaN(potentialMv.applyAsDouble(s))
                        && settings.level(potentialMv.applyAsDouble(s)).isEmpty())
                .toList();
        if (!silent.isEmpty())
            remarks.add("No potential of channel '" + cell + "' is known in " + silent.size() + " of " + sweeps.size()
                    + " sweeps, first in " + silent.get(0).place() + ": its level must be given.");
        if (!between.isEmpty())
            remarks.add(String.format(
                    Locale.ROOT,
                    "Channel '%s' was held between the levels in %d of %d sweeps, first in %s at %.1f mV: %s.",
                    cell,
                    between.size(),
                    sweeps.size(),
                    between.get(0).place(),
                    potentialMv.applyAsDouble(between.get(0)),
                    settings.bounds()));
        return remarks;
    }
}
