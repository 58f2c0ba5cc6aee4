package org.eibalance.analysis.pair;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.eibalance.analysis.pair.correlogram.CorrelogramPeak;
import org.eibalance.analysis.pair.correlogram.LagBootstrap;
import org.eibalance.analysis.pair.correlogram.Normalisation;
import org.eibalance.analysis.pair.correlogram.PeakIntervals;
import org.eibalance.analysis.pair.correlogram.ShiftPredictor;
import org.eibalance.analysis.pair.correlogram.SweepCorrelogram;
import org.eibalance.analysis.pair.input.CellView;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.analysis.pair.input.Pairing;
import org.eibalance.analysis.pair.significance.Significance;
import org.eibalance.analysis.pair.significance.SurrogateMethod;
import org.eibalance.analysis.pair.significance.SurrogateSettings;
import org.eibalance.analysis.pair.significance.Surrogates;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.signal.Statistics;

/** The analysis of the sweeps of one pairing. */
final class GroupCorrelation {

    private static final double CONFIDENCE = 0.95;

    private final List<PairSweep> sweeps;
    private final List<SweepCorrelogram> correlograms;
    private final PairSettings settings;
    private final double sampleRateHz;
    private final int threads;
    private final List<String> remarks = new ArrayList<>();

    GroupCorrelation(
            final List<PairSweep> sweeps,
            final List<SweepCorrelogram> correlograms,
            final PairSettings settings,
            final double sampleRateHz,
            final int threads) {
        this.sweeps = sweeps;
        this.correlograms = correlograms;
        this.settings = settings;
        this.sampleRateHz = sampleRateHz;
        this.threads = threads;
    }

    /**
     * Computes it.
     *
     * @param pairing the levels of the two cells
     * @param levelRemarks sentences about these levels
     * @param evoked whether the sweeps follow a stimulus
     * @param progress given the share that is done
     * @throws InputException if the sweeps do not allow what was asked for
     */
    PairCorrelogram compute(
            final Pairing pairing,
            final CellView viewA,
            final CellView viewB,
            final List<String> levelRemarks,
            final boolean evoked,
            final DoubleConsumer progress) {
        requireOneMode(pairing);
        remarks.addAll(levelRemarks);
        final Normalisation normalisation = settings.normalisation().orElse(Normalisation.SINGLE);
        final double[] mean = normalisation.mean(correlograms);
        final double intervalMs = 1000 / sampleRateHz;
        final CorrelogramPeak peak = CorrelogramPeak.of(mean, intervalMs);
        final double[] half = halfBand();
        final Optional<ShiftPredictor> predictor = predictor();
        final Optional<Surrogates> surrogates =
                surrogates(pairing, normalisation, evoked, done -> progress.accept(0.8 * done));
        final Optional<PeakIntervals> intervals =
                intervals(normalisation, intervalMs, done -> progress.accept(0.8 + 0.2 * done));
        return new PairCorrelogram(
                pairing,
                viewA,
                viewB,
                correlograms,
                normalisation,
                mean,
                shifted(mean, half, -1),
                shifted(mean, half, 1),
                peak,
                predictor,
                surrogates,
                intervals,
                remarks);
    }

    /** Sweeps in which a cell's trace goes up for excitation cannot be averaged with those in which it goes down. */
    private void requireOneMode(final Pairing pairing) {
        final PairSweep first = sweeps.get(0);
        for (final PairSweep sweep : sweeps) {
            if (isCurrent(sweep.modeA()) != isCurrent(first.modeA())
                    || isCurrent(sweep.modeB()) != isCurrent(first.modeB()))
                throw new InputException(
                        first.place() + " and " + sweep.place() + " are both of pairing " + pairing.label()
                                + ", but one cell was in current clamp in one and in voltage clamp in the "
                                + "other: correlate them separately, because their signs differ.");
        }
    }

    private static boolean isCurrent(final ClampMode mode) {
        return mode == ClampMode.VOLTAGE_CLAMP;
    }

    private double[] halfBand() {
        final int count = correlograms.size();
        final double[] half = new double[correlograms.get(0).coefficients().length];
        if (count < 2) return half;
        final double[] mean = Normalisation.SINGLE.mean(correlograms);
        for (final SweepCorrelogram sweep : correlograms) {
            for (int i = 0; i < half.length; i++) {
                final double difference = sweep.coefficients()[i] - mean[i];
                half[i] += difference * difference;
            }
        }
        final double t = Statistics.studentT(count - 1, CONFIDENCE);
        for (int i = 0; i < half.length; i++) half[i] = t * Math.sqrt(half[i] / (count - 1) / count);
        return half;
    }

    private Optional<double[]> shifted(final double[] mean, final double[] half, final int sign) {
        if (correlograms.size() < 2) return Optional.empty();
        final double[] edge = new double[mean.length];
        for (int i = 0; i < edge.length; i++) edge[i] = mean[i] + sign * half[i];
        return Optional.of(edge);
    }

    private Optional<ShiftPredictor> predictor() {
        try {
            Significance.requireSweepsToPair(sweeps, "shift predictors");
        } catch (final InputException e) {
            if (settings.predictor()) throw e;
            return Optional.empty();
        }
        return Optional.of(ShiftPredictor.of(
                sweeps,
                correlograms,
                settings.normalisation().orElse(Normalisation.POOLED),
                settings.unbiased(),
                threads));
    }

    private Optional<Surrogates> surrogates(
            final Pairing pairing,
            final Normalisation normalisation,
            final boolean evoked,
            final DoubleConsumer progress) {
        final SurrogateSettings wanted = settings.surrogates();
        if (wanted.surrogates() == 0) return Optional.empty();
        try {
            return Optional.of(new Significance(
                            sweeps,
                            correlograms,
                            normalisation,
                            settings.unbiased(),
                            sampleRateHz,
                            wanted,
                            threads,
                            progress)
                    .test(evoked));
        } catch (final InputException e) {
            if (wanted.method() != SurrogateMethod.AUTO || wanted.alpha() > 0) throw e;
            remarks.add("There is no p for pairing " + pairing.label() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<PeakIntervals> intervals(
            final Normalisation normalisation, final double intervalMs, final DoubleConsumer progress) {
        if (settings.bootstraps() == 0) return Optional.empty();
        if (sweeps.size() < LagBootstrap.MIN_SWEEPS) return Optional.empty();
        return Optional.of(LagBootstrap.of(
                correlograms,
                normalisation,
                intervalMs,
                settings.bootstraps(),
                settings.surrogates().seed(),
                threads,
                progress));
    }
}
