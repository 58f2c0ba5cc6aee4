package org.eibalance.report.spike;

import static org.eibalance.result.Column.column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eibalance.analysis.spike.ChannelSpikes;
import org.eibalance.analysis.spike.SpikeStatistics;
import org.eibalance.analysis.spike.SpikeTrains;
import org.eibalance.check.Checks;
import org.eibalance.check.spike.EnoughIntervals;
import org.eibalance.check.spike.SpikeChecks;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.report.Counts;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** Statistics of spike trains as sentences, tables and a figure. */
public final class SpikeReport {

    private static final int MAX_SHOWN = 20_000;
    private static final int BINS = 50;

    private SpikeReport() {}

    /**
     * Reports statistics of spike trains.
     *
     * @param recording its name
     * @param spikes the trains
     * @param statistics their statistics
     * @param windowMs window of the Fano factors
     * @param binMs bin of synchrony and correlation
     * @param remarks sentences for the reader, said first
     * @return sentences and a summary of one row; the table trains.csv with one row for each train; a figure
     */
    public static Report of(
            final String recording,
            final SpikeTrains spikes,
            final SpikeStatistics statistics,
            final double windowMs,
            final double binMs,
            final List<String> remarks) {
        return of(recording, spikes, statistics, windowMs, binMs, remarks, List.of());
    }

    /**
     * Reports statistics of spike trains of a recording.
     *
     * @param recording its name
     * @param spikes the trains
     * @param statistics their statistics
     * @param windowMs window of the Fano factors
     * @param binMs bin of synchrony and correlation
     * @param remarks sentences for the reader, said first
     * @param channels how clearly the spikes of each channel stand out
     * @return as above
     */
    public static Report of(
            final String recording,
            final SpikeTrains spikes,
            final SpikeStatistics statistics,
            final double windowMs,
            final double binMs,
            final List<String> remarks,
            final List<ChannelSpikes> channels) {
        final Checks checks = SpikeChecks.of(spikes, channels);
        final Table summary = Table.of(
                List.of(statistics),
                column("recording", "", s -> recording),
                column("trains", "", s -> s.trains().size()),
                column("spikes", "", s -> spikes.count()),
                column(
                        "duration_s",
                        "s",
                        s -> Arrays.stream(spikes.durationsMs()).sum() / 1000),
                column("rate_hz", "Hz", SpikeStatistics::meanRateHz),
                column("cv", "", SpikeStatistics::meanCv),
                column("cv2", "", SpikeStatistics::meanCv2),
                column("fano", "", SpikeStatistics::meanFano),
                column("population_fano", "", SpikeStatistics::populationFano),
                column("synchrony", "", SpikeStatistics::synchrony),
                column("mean_correlation", "", SpikeStatistics::meanCorrelation),
                column("window_ms", "ms", s -> windowMs),
                column("bin_ms", "ms", s -> binMs));
        final Table trains = Table.of(
                statistics.trains(),
                column("train", "", SpikeStatistics.Train::name),
                column("spikes", "", SpikeStatistics.Train::spikes),
                column("rate_hz", "Hz", SpikeStatistics.Train::rateHz),
                column("mean_interval_ms", "ms", SpikeStatistics.Train::meanIntervalMs),
                column("cv", "", SpikeStatistics.Train::cv),
                column("cv2", "", SpikeStatistics.Train::cv2),
                column("fano", "", SpikeStatistics.Train::fano));
        final List<String> sentences = new ArrayList<>(remarks);
        sentences.add(checks.headline(
                recording + ": no rate is given",
                String.format(
                        Locale.ROOT,
                        "%s: %s of %s, %.3g Hz each.",
                        recording,
                        Counts.of(spikes.count(), "spike"),
                        Counts.of(statistics.trains().size(), "train"),
                        statistics.meanRateHz()),
                SpikeChecks.ofSpikes()));
        final String regularity = (known(", CV ", statistics.meanCv())
                        + known(", Fano factor ", statistics.meanFano())
                        + known(", synchrony ", statistics.synchrony()))
                .replaceFirst("^, ", "");
        if (checks.firstFailed(SpikeChecks.ofSpikes()).isEmpty() && !regularity.isEmpty())
            sentences.add(checks.headline(
                    "No CV, Fano factor or synchrony is given",
                    "They fire with " + regularity + ".",
                    EnoughIntervals.NAME));
        return Report.of(sentences, summary, figure(recording, spikes, statistics))
                .withTable("trains.csv", trains)
                .withChecks(checks);
    }

    private static String known(final String name, final double value) {
        return Double.isNaN(value) ? "" : name + String.format(Locale.ROOT, "%.3g", value);
    }

    private static Figure figure(final String name, final SpikeTrains spikes, final SpikeStatistics s) {
        final double[][] sweep = spikes.sweeps().get(0);
        final double[] x = new double[MAX_SHOWN];
        final double[] y = new double[MAX_SHOWN];
        int size = 0;
        // Of many spikes the first stretch of time is shown, of all units alike.
        final double[] pooled = spikes.pooledMs().get(0);
        final double toMs = pooled.length > MAX_SHOWN ? pooled[MAX_SHOWN - 1] : spikes.durationsMs()[0];
        for (int u = 0; u < sweep.length; u++) {
            for (final double t : sweep[u]) {
                if (t >= toMs || size == MAX_SHOWN) break;
                x[size] = t;
                y[size++] = u;
            }
        }
        final double[] place = new double[BINS];
        final double[] density = new double[BINS];
        long all = 0;
        for (final double[][] trains : spikes.sweeps()) {
            for (int u = 0; u < trains.length; u++) {
                final double mean = s.trains().get(u).meanIntervalMs();
                for (int i = 1; i < trains[u].length; i++) {
                    final int bin = (int) ((trains[u][i] - trains[u][i - 1]) / mean * 10);
                    if (bin < BINS) density[bin]++;
                    all++;
                }
            }
        }
        for (int b = 0; b < BINS; b++) {
            place[b] = 0.1 * (b + 0.5);
            density[b] /= Math.max(1, all) * 0.1;
        }
        final double[] poisson = Arrays.stream(place).map(p -> Math.exp(-p)).toArray();
        final double[] rates =
                s.trains().stream().mapToDouble(SpikeStatistics.Train::rateHz).toArray();
        final double[] cvs =
                s.trains().stream().mapToDouble(SpikeStatistics.Train::cv).toArray();
        return Figure.stacked(
                name,
                150,
                Figure.row(
                        1.2,
                        Panel.of(
                                "",
                                Axis.of("time (ms)", 0, toMs),
                                Axis.of("unit", -0.5, sweep.length - 0.5),
                                new Series(
                                        "spikes",
                                        Arrays.copyOf(x, size),
                                        Arrays.copyOf(y, size),
                                        Role.RESULT,
                                        Series.Style.POINTS))),
                new Figure.Row(
                        1,
                        List.of(
                                Panel.of(
                                        "Intervals",
                                        Axis.of("interval / mean of its unit", 0, 5),
                                        Axis.of("density"),
                                        new Series("measured", place, density, Role.CHANCE, Series.Style.BARS),
                                        Series.line("Poisson", place, poisson, Role.NEUTRAL)),
                                Panel.of(
                                        "Units",
                                        Axis.of("rate (Hz)"),
                                        Axis.of("CV"),
                                        new Series("CV", rates, cvs, Role.RESULT, Series.Style.POINTS)))));
    }
}
