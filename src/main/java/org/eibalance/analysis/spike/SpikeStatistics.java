package org.eibalance.analysis.spike;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eibalance.recording.InputException;
import org.eibalance.signal.ParallelLoop;
import org.eibalance.signal.Statistics;

/**
 * Statistics of spike trains, of each train and of all together.
 *
 * @param trains each train
 * @param meanRateHz mean of the rates
 * @param meanCv mean of the CV of those trains that have one
 * @param meanCv2 mean of their CV2
 * @param meanFano mean of their Fano factors
 * @param populationFano variance over mean of the counts of all trains together: 1 for independent Poisson trains, more
 *     where they fire in synchrony
 * @param synchrony chi: standard deviation of the mean of the binned trains over the root of their mean variance, 1
 *     where all are equal and about 1 / sqrt(n) where n are independent (Golomb 2007, Scholarpedia 2:1347); NaN for one
 *     train
 * @param meanCorrelation mean correlation of the counts of two trains; NaN for one
 */
public record SpikeStatistics(
        List<Train> trains,
        double meanRateHz,
        double meanCv,
        double meanCv2,
        double meanFano,
        double populationFano,
        double synchrony,
        double meanCorrelation) {

    /** Default window of the counts of the Fano factors. */
    public static final double DEFAULT_WINDOW_MS = 100;

    /** Default bin of synchrony and correlation. */
    public static final double DEFAULT_BIN_MS = 5;

    private static final int MIN_INTERVALS = 2;

    /** Takes a copy. */
    public SpikeStatistics {
        trains = List.copyOf(trains);
    }

    /**
     * One train. A value is NaN where there are too few spikes for it.
     *
     * @param name of the unit
     * @param spikes how many
     * @param rateHz spikes a second
     * @param cv standard deviation over mean of the intervals
     * @param cv2 mean of 2 |b − a| / (b + a) of successive intervals, on which a slow change of the rate has little
     *     influence (Holt et al. 1996, J Neurophysiol 75:1806)
     * @param fano variance over mean of the counts in windows
     * @param meanIntervalMs mean interval
     */
    public record Train(
            String name, int spikes, double rateHz, double cv, double cv2, double fano, double meanIntervalMs) {}

    /**
     * Computes them.
     *
     * @param spikes the trains
     * @param windowMs window of the counts of the Fano factors
     * @param binMs bin of synchrony and correlation
     * @return the statistics
     * @throws InputException if no stretch is as long as two windows
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static SpikeStatistics of(final SpikeTrains spikes, final double windowMs, final double binMs) {
        if (!(windowMs > 0))
            throw new InputException("The window of the counts is " + windowMs + " ms: it must be above 0.");
        final double longest = Arrays.stream(spikes.durationsMs()).max().orElse(0);
        if (longest < 2 * windowMs || longest < 2 * binMs)
            throw new InputException("The longest stretch has " + longest + " ms: it must hold two windows of "
                    + windowMs + " ms and two bins of " + binMs + " ms.");
        final List<Train> trains = new ArrayList<>();
        for (int u = 0; u < spikes.names().size(); u++) {
            ParallelLoop.checkCancelled();
            trains.add(train(spikes, u, windowMs));
        }
        final double[] population = concatenated(spikes.activity(windowMs));
        final double[] shared = together(spikes, binMs);
        return new SpikeStatistics(
                trains,
                mean(trains.stream().mapToDouble(Train::rateHz).toArray()),
                mean(trains.stream().mapToDouble(Train::cv).toArray()),
                mean(trains.stream().mapToDouble(Train::cv2).toArray()),
                mean(trains.stream().mapToDouble(Train::fano).toArray()),
                Statistics.fano(population),
                shared[0],
                shared[1]);
    }

    private static Train train(final SpikeTrains spikes, final int unit, final double windowMs) {
        int count = 0;
        int intervals = 0;
        double sum = 0;
        double squares = 0;
        double cv2 = 0;
        int pairs = 0;
        final List<double[]> counts = new ArrayList<>();
        for (int s = 0; s < spikes.durationsMs().length; s++) {
            final double[] times = spikes.sweeps().get(s)[unit];
            count += times.length;
            for (int i = 1; i < times.length; i++) {
                final double interval = times[i] - times[i - 1];
                sum += interval;
                squares += interval * interval;
                intervals++;
                if (i < 2) continue;
                final double before = times[i - 1] - times[i - 2];
                if (interval + before > 0) cv2 += 2 * Math.abs(interval - before) / (interval + before);
                pairs++;
            }
            final double[] bins = new double[spikes.bins(s, windowMs)];
            SpikeTrains.bin(times, windowMs, bins);
            counts.add(bins);
        }
        final double meanMs = intervals == 0 ? Double.NaN : sum / intervals;
        final double cv = intervals < MIN_INTERVALS
                ? Double.NaN
                : Math.sqrt(Math.max(0, squares / intervals - meanMs * meanMs)) / meanMs;
        final double durationMs = Arrays.stream(spikes.durationsMs()).sum();
        return new Train(
                spikes.names().get(unit),
                count,
                count * 1000 / durationMs,
                cv,
                pairs == 0 ? Double.NaN : cv2 / pairs,
                Statistics.fano(concatenated(counts)),
                meanMs);
    }

    private static double[] concatenated(final List<double[]> parts) {
        return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    /** Synchrony, and the mean correlation of pairs. */
    private static double[] together(final SpikeTrains spikes, final double binMs) {
        final int units = spikes.names().size();
        if (units < 2) return new double[] {Double.NaN, Double.NaN};
        int bins = 0;
        for (int s = 0; s < spikes.durationsMs().length; s++) bins += spikes.bins(s, binMs);
        final double[] sum = new double[bins];
        final double[] standard = new double[bins];
        double variances = 0;
        int moving = 0;
        for (int u = 0; u < units; u++) {
            ParallelLoop.checkCancelled();
            final List<double[]> parts = new ArrayList<>();
            for (int s = 0; s < spikes.durationsMs().length; s++) {
                final double[] counts = new double[spikes.bins(s, binMs)];
                SpikeTrains.bin(spikes.sweeps().get(s)[u], binMs, counts);
                parts.add(counts);
            }
            final double[] counts = concatenated(parts);
            final double mean = Statistics.mean(counts);
            final double variance = Statistics.populationVariance(counts);
            variances += variance / units;
            for (int i = 0; i < bins; i++) sum[i] += counts[i] / units;
            if (!(variance > 0)) continue;
            moving++;
            final double deviation = Math.sqrt(variance);
            for (int i = 0; i < bins; i++) standard[i] += (counts[i] - mean) / deviation;
        }
        final double variance = Statistics.populationVariance(sum);
        // The variance of the sum of standardised trains is their number plus all pairwise correlations.
        final double ofSum = Arrays.stream(standard).map(x -> x * x).sum() / bins;
        return new double[] {
            variances > 0 ? Math.sqrt(variance / variances) : Double.NaN,
            moving < 2 ? Double.NaN : (ofSum - moving) / ((double) moving * (moving - 1))
        };
    }

    /** Of those that are finite. */
    private static double mean(final double[] values) {
        return Statistics.mean(Statistics.finite(values));
    }
}
