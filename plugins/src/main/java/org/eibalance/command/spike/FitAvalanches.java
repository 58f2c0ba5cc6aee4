package org.eibalance.command.spike;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.eibalance.analysis.criticality.AvalancheSeries;
import org.eibalance.analysis.criticality.LikelihoodRatio;
import org.eibalance.analysis.criticality.LogHistogram;
import org.eibalance.analysis.criticality.PowerLaw;
import org.eibalance.analysis.criticality.PowerLawFit;
import org.eibalance.analysis.criticality.PowerLawFitting;
import org.eibalance.analysis.criticality.PowerLawSettings;
import org.eibalance.command.AutoNumber;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Sizes and durations of avalanches. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Fit Avalanches...",
        headless = true,
        description = "Sizes and durations of neuronal avalanches with power laws, their goodness of fit and rival "
                + "laws (Clauset, Shalizi and Newman 2009).")
public final class FitAvalanches extends SpikeCommand {

    private static final int LEAST_TAIL = 50;
    private static final int PER_DECADE = 8;

    @Parameter(
            label = "Bin (ms)",
            persist = false,
            description = "Bin in which spikes are counted; auto is the mean interval between successive spikes of "
                    + "all units. A table of activity has its own.")
    private String bin_ms = AutoNumber.AUTO;

    @Parameter(
            label = "Activity above",
            min = "0",
            max = "1e12",
            persist = false,
            description = "Activity of a table above which a bin belongs to an avalanche.")
    private double quiet_up_to = 0;

    @Parameter(
            label = "Least size",
            persist = false,
            description = "Size from which the power law is fitted; auto takes the one of least distance.")
    private String size_from = AutoNumber.AUTO;

    @Parameter(
            label = "Greatest size",
            min = "0",
            max = "1e12",
            persist = false,
            description = "Size up to which the power law is fitted; 0 for no end.")
    private double size_to = 0;

    @Parameter(
            label = "Least duration (bins)",
            persist = false,
            description = "Duration from which the power law is fitted; auto takes the one of least distance.")
    private String duration_from = AutoNumber.AUTO;

    @Parameter(
            label = "Greatest duration (bins)",
            min = "0",
            max = "1e12",
            persist = false,
            description = "Duration up to which the power law is fitted; 0 for no end.")
    private double duration_to = 0;

    @Parameter(
            label = "Bootstrap samples",
            min = "0",
            max = "100000",
            persist = false,
            description = "Samples of the goodness of fit; 2500 give p to about 0.01, 0 none.")
    private int bootstraps = 2500;

    @Parameter(label = "Seed", persist = false, description = "Seed of the bootstrap.")
    private long seed = 1;

    @Override
    protected Report compute() {
        final SpikeSource source = source();
        final AvalancheSeries avalanches = avalanches(source);
        if (avalanches.count() < LEAST_TAIL)
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s has %d avalanches in bins of %.4g ms: a power law needs %d at least, so choose other "
                            + "bins or a longer recording.",
                    source.name(),
                    avalanches.count(),
                    avalanches.binMs(),
                    LEAST_TAIL));
        final PowerLawFit sizes = fit(avalanches.sizes(), "size_from", size_from, size_to, 0);
        final PowerLawFit durations = fit(avalanches.durations(), "duration_from", duration_from, duration_to, 0.5);
        final AvalancheSeries.Shape shape = avalanches.shape();
        final double gamma =
                shape.exponent(durations.law().least(), durations.law().greatest());
        final double expected = (durations.law().exponent() - 1) / (sizes.law().exponent() - 1);
        final Table summary = summary(source, avalanches, sizes, durations, gamma, expected);
        final List<String> sentences = new ArrayList<>(source.remarks());
        sentences.add(String.format(
                Locale.ROOT,
                "%s: %d avalanches in bins of %.4g ms.",
                source.name(),
                avalanches.count(),
                avalanches.binMs()));
        sentences.add(sentence("Sizes", avalanches.sizes(), sizes));
        sentences.add(sentence("Durations", avalanches.durations(), durations));
        sentences.add(String.format(
                Locale.ROOT,
                "Sizes grow with durations to the power %.3f; at a critical point this is %.3f by the two exponents.",
                gamma,
                expected));
        return Report.of(sentences, summary, figure(source.name(), avalanches, sizes, durations, shape))
                .withTables(Map.of(
                        "avalanches.csv",
                                Table.ofNumbers(
                                        List.of("size", "duration_bins"), avalanches.sizes(), avalanches.durations()),
                        "shape.csv",
                                Table.ofNumbers(
                                        List.of("duration_bins", "mean_size", "avalanches"),
                                        shape.durations(),
                                        shape.meanSizes(),
                                        shape.numbers())))
                .from(List.of(source.path()))
                .withSeed(seed);
    }

    private AvalancheSeries avalanches(final SpikeSource source) {
        if (source.trains().isEmpty())
            return AvalancheSeries.ofActivity(source.activity(), quiet_up_to, source.binMs());
        final List<double[]> pooled = source.trains().get().pooledMs();
        return AvalancheSeries.ofTimes(
                pooled, AutoNumber.parse("bin_ms", bin_ms).orElseGet(() -> AvalancheSeries.meanIntervalMs(pooled)));
    }

    /** Sizes take the first half of the progress that is left, durations the second. */
    private PowerLawFit fit(
            final double[] values, final String key, final String from, final double to, final double done) {
        final OptionalDouble least = AutoNumber.parse(key, from);
        // A threshold above 0 that is no whole number leaves sizes that are none.
        final boolean whole = java.util.Arrays.stream(values).allMatch(x -> x == Math.rint(x));
        return PowerLawFitting.fit(
                values,
                new PowerLawSettings(
                        whole,
                        least.orElse(Double.NaN),
                        to == 0 ? Double.POSITIVE_INFINITY : to,
                        LEAST_TAIL,
                        bootstraps,
                        seed),
                threads(),
                share -> progress(0.5 + (done + share / 2) / 2));
    }

    private static String sentence(final String what, final double[] values, final PowerLawFit f) {
        final LikelihoodRatio e = LikelihoodRatio.exponential(values, f.law());
        final LikelihoodRatio n = LikelihoodRatio.logNormal(values, f.law());
        return String.format(
                Locale.ROOT,
                "%s: exponent %.3f ± %.3f from %.4g on (%d of %d avalanches)%s; log likelihood ratio %.3g "
                        + "against an exponential (p = %.2g), %.3g against a log-normal (p = %.2g).",
                what,
                f.law().exponent(),
                f.standardError(),
                f.law().least(),
                f.tail(),
                f.values(),
                Double.isNaN(f.p())
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", p = %.3f%s",
                                f.p(),
                                f.p() > 0.1 ? "" : ", so that a power law is doubtful"),
                e.ratio(),
                e.p(),
                n.ratio(),
                n.p());
    }

    private static Table summary(
            final SpikeSource source,
            final AvalancheSeries avalanches,
            final PowerLawFit sizes,
            final PowerLawFit durations,
            final double gamma,
            final double expected) {
        final List<String> columns = new ArrayList<>(List.of("recording", "events", "bin_ms", "avalanches"));
        final List<Object> row =
                new ArrayList<>(List.of(source.name(), source.events(), avalanches.binMs(), avalanches.count()));
        for (final String what : List.of("size", "duration")) {
            final PowerLawFit f = what.equals("size") ? sizes : durations;
            final double[] values = what.equals("size") ? avalanches.sizes() : avalanches.durations();
            final LikelihoodRatio exponential = LikelihoodRatio.exponential(values, f.law());
            final LikelihoodRatio logNormal = LikelihoodRatio.logNormal(values, f.law());
            columns.addAll(List.of(
                    what + "_exponent",
                    what + "_exponent_se",
                    what + "_from",
                    what + "_tail",
                    what + "_ks",
                    what + "_p",
                    what + "_lr_exponential",
                    what + "_lr_exponential_p",
                    what + "_lr_log_normal",
                    what + "_lr_log_normal_p"));
            row.addAll(List.of(
                    f.law().exponent(),
                    f.standardError(),
                    f.law().least(),
                    f.tail(),
                    f.distance(),
                    f.p(),
                    exponential.ratio(),
                    exponential.p(),
                    logNormal.ratio(),
                    logNormal.p()));
        }
        columns.addAll(List.of("gamma", "gamma_expected"));
        row.addAll(List.of(gamma, expected));
        return Table.withColumns(columns.toArray(String[]::new))
                .row(row.toArray())
                .build();
    }

    private static Figure figure(
            final String name,
            final AvalancheSeries a,
            final PowerLawFit sizes,
            final PowerLawFit durations,
            final AvalancheSeries.Shape shape) {
        return Figure.stacked(
                name,
                150,
                new Figure.Row(
                        1,
                        List.of(
                                panel("Sizes", "size (events)", a.sizes(), sizes),
                                panel("Durations", "duration (bins)", a.durations(), durations))),
                Figure.row(
                        1,
                        Panel.of(
                                "Sizes against durations",
                                new Axis("duration (bins)", Double.NaN, Double.NaN, true),
                                new Axis("mean size", Double.NaN, Double.NaN, true),
                                new Series(
                                        "mean size",
                                        shape.durations(),
                                        shape.meanSizes(),
                                        Role.RESULT,
                                        Series.Style.POINTS))));
    }

    private static Panel panel(final String title, final String label, final double[] values, final PowerLawFit fit) {
        final LogHistogram h = LogHistogram.of(values, PER_DECADE, fit.law().discrete());
        final PowerLaw law = fit.law();
        final double to =
                Math.min(law.greatest(), java.util.Arrays.stream(values).max().orElse(1));
        final double[] x = {law.least(), to};
        // In the density of all values the law has the share of the tail.
        final double share = (double) fit.tail() / values.length;
        final double atLeast = share * Math.pow(law.least(), -law.exponent()) / law.mass();
        final double[] y = {atLeast, atLeast * Math.pow(to / law.least(), -law.exponent())};
        return Panel.of(
                title,
                new Axis(label, Double.NaN, Double.NaN, true),
                new Axis("density", Double.NaN, Double.NaN, true),
                new Series("measured", h.centres(), h.density(), Role.RESULT, Series.Style.POINTS),
                new Series(
                        String.format(Locale.ROOT, "exponent %.2f", law.exponent()),
                        x,
                        y,
                        Role.REFERENCE,
                        Series.Style.DASHED));
    }
}
