package org.eibalance.command.spike;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eibalance.analysis.spike.SpikeStatistics;
import org.eibalance.analysis.spike.SpikeTrains;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Statistics of spike trains. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Describe Spikes...",
        headless = true,
        description = "Rate, CV, CV2 and Fano factor of each spike train, and the synchrony of all, of recordings and "
                + "simulations.")
public final class DescribeSpikes extends SpikeCommand {

    private static final int MOST_SHOWN = 20_000;
    private static final int BINS = 50;

    @Parameter(
            label = "Window of the counts (ms)",
            min = "0.1",
            max = "1e9",
            persist = false,
            description = "Window in which spikes are counted for the Fano factors.")
    private double window_ms = 100;

    @Parameter(
            label = "Bin of the synchrony (ms)",
            min = "0.01",
            max = "1e6",
            persist = false,
            description = "Bin in which trains are compared with each other.")
    private double bin_ms = 5;

    @Override
    protected Report compute() {
        final SpikeSource source = source();
        final SpikeTrains spikes = source.units();
        final SpikeStatistics s = SpikeStatistics.of(spikes, window_ms, bin_ms);
        progress(0.9);
        final Table summary = Table.withColumns(
                        "recording",
                        "trains",
                        "spikes",
                        "duration_s",
                        "rate_hz",
                        "cv",
                        "cv2",
                        "fano",
                        "population_fano",
                        "synchrony",
                        "mean_correlation",
                        "window_ms",
                        "bin_ms")
                .row(
                        source.name(),
                        s.trains().size(),
                        spikes.count(),
                        Arrays.stream(spikes.durationsMs()).sum() / 1000,
                        s.meanRateHz(),
                        s.meanCv(),
                        s.meanCv2(),
                        s.meanFano(),
                        s.populationFano(),
                        s.synchrony(),
                        s.meanCorrelation(),
                        window_ms,
                        bin_ms)
                .build();
        final Table.Builder trains =
                Table.withColumns("train", "spikes", "rate_hz", "mean_interval_ms", "cv", "cv2", "fano");
        for (final SpikeStatistics.Train t : s.trains())
            trains.row(t.name(), t.spikes(), t.rateHz(), t.meanIntervalMs(), t.cv(), t.cv2(), t.fano());
        final List<String> sentences = new ArrayList<>(source.remarks());
        sentences.add(String.format(
                Locale.ROOT,
                "%s: %d spikes of %d trains, %.3g Hz each%s%s%s.",
                source.name(),
                spikes.count(),
                s.trains().size(),
                s.meanRateHz(),
                known(", CV ", s.meanCv()),
                known(", Fano factor ", s.meanFano()),
                known(", synchrony ", s.synchrony())));
        return Report.of(sentences, summary, figure(source.name(), spikes, s))
                .withTables(Map.of("trains.csv", trains.build()))
                .from(List.of(source.path()));
    }

    private static String known(final String name, final double value) {
        return Double.isNaN(value) ? "" : name + String.format(Locale.ROOT, "%.3g", value);
    }

    private static Figure figure(final String name, final SpikeTrains spikes, final SpikeStatistics s) {
        final double[][] sweep = spikes.sweeps().get(0);
        final double[] x = new double[MOST_SHOWN];
        final double[] y = new double[MOST_SHOWN];
        int size = 0;
        // Of many spikes the first stretch of time is shown, of all units alike.
        final double[] pooled = spikes.pooledMs().get(0);
        final double toMs = pooled.length > MOST_SHOWN ? pooled[MOST_SHOWN - 1] : spikes.durationsMs()[0];
        for (int u = 0; u < sweep.length; u++) {
            for (final double t : sweep[u]) {
                if (t >= toMs || size == MOST_SHOWN) break;
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
