package org.eibalance.report.spike;

import static org.eibalance.result.Column.column;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eibalance.analysis.criticality.AvalancheSeries;
import org.eibalance.analysis.criticality.AvalancheStudy;
import org.eibalance.analysis.criticality.LikelihoodRatio;
import org.eibalance.analysis.criticality.LogHistogram;
import org.eibalance.analysis.criticality.PowerLaw;
import org.eibalance.analysis.criticality.PowerLawFit;
import org.eibalance.analysis.spike.ChannelSpikes;
import org.eibalance.check.Checks;
import org.eibalance.check.spike.SpikeChecks;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.report.Report;
import org.eibalance.result.Column;
import org.eibalance.result.Table;

/** Power laws of avalanches as sentences, tables and a figure. */
public final class AvalancheReport {

    /** Points of a histogram in each decade. */
    private static final int PER_DECADE = 8;

    private AvalancheReport() {}

    /**
     * Reports power laws of avalanches.
     *
     * @param recording its name
     * @param events how many events the avalanches are made of
     * @param study the laws
     * @param remarks sentences for the reader, said first
     * @return sentences and a summary of one row; the tables avalanches.csv and shape.csv; a figure
     */
    public static Report of(
            final String recording, final double events, final AvalancheStudy study, final List<String> remarks) {
        return of(recording, events, study, remarks, Checks.NONE);
    }

    private static Report of(
            final String recording,
            final double events,
            final AvalancheStudy study,
            final List<String> remarks,
            final Checks checks) {
        final AvalancheSeries avalanches = study.avalanches();
        final AvalancheSeries.Shape shape = study.shape();
        final Map<String, Table> tables = new LinkedHashMap<>();
        tables.put(
                "avalanches.csv",
                Table.ofNumbers(List.of("size", "duration_bins"), avalanches.sizes(), avalanches.durations()));
        tables.put(
                "shape.csv",
                Table.ofNumbers(
                        List.of("duration_bins", "mean_size", "avalanches"),
                        shape.durations(),
                        shape.meanSizes(),
                        shape.numbers()));
        return Report.of(
                        sentences(recording, study, remarks, checks),
                        summary(recording, events, study),
                        figure(recording, avalanches, study.sizes(), study.durations(), shape))
                .withTables(tables)
                .withChecks(checks)
                .withSeed(study.seed());
    }

    /**
     * Reports avalanches of the spikes of a recording.
     *
     * @param recording its name
     * @param events how many events there are
     * @param study what was found
     * @param remarks sentences for the reader, said first
     * @param channels how clearly the spikes of each channel stand out
     * @return as above, with the checks of the spikes
     */
    public static Report of(
            final String recording,
            final double events,
            final AvalancheStudy study,
            final List<String> remarks,
            final List<ChannelSpikes> channels) {
        return of(recording, events, study, remarks, Checks.of(channels, SpikeChecks.OF_CHANNELS));
    }

    private static List<String> sentences(
            final String recording, final AvalancheStudy study, final List<String> remarks, final Checks checks) {
        final AvalancheSeries avalanches = study.avalanches();
        final List<String> sentences = new ArrayList<>(remarks);
        if (checks.firstFailed(SpikeChecks.ofSpikes()).isPresent()) {
            sentences.add(
                    recording + ": " + checks.headline("no avalanches are described", "", SpikeChecks.ofSpikes()));
            return sentences;
        }
        sentences.add(String.format(
                Locale.ROOT,
                "%s: %d avalanches in bins of %.4g ms.",
                recording,
                avalanches.count(),
                avalanches.binMs()));
        sentences.add(sentence("Sizes", avalanches.sizes(), study.sizes()));
        sentences.add(sentence("Durations", avalanches.durations(), study.durations()));
        sentences.add(String.format(
                Locale.ROOT,
                "Sizes grow with durations to the power %.3f; at a critical point this is %.3f by the two exponents.",
                study.gamma(),
                study.gammaExpected()));
        return sentences;
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

    private static Table summary(final String recording, final double events, final AvalancheStudy study) {
        final List<Column<AvalancheStudy>> columns = new ArrayList<>(List.of(
                column("recording", "", s -> recording),
                column("events", "", s -> events),
                column("bin_ms", "ms", s -> s.avalanches().binMs()),
                column("avalanches", "", s -> s.avalanches().count())));
        columns.addAll(law("size", study.avalanches().sizes(), study.sizes()));
        columns.addAll(law("duration", study.avalanches().durations(), study.durations()));
        columns.add(column("gamma", "", AvalancheStudy::gamma));
        columns.add(column("gamma_expected", "", AvalancheStudy::gammaExpected));
        return Table.of(List.of(study), columns);
    }

    private static List<Column<AvalancheStudy>> law(final String what, final double[] values, final PowerLawFit fit) {
        final LikelihoodRatio exponential = LikelihoodRatio.exponential(values, fit.law());
        final LikelihoodRatio logNormal = LikelihoodRatio.logNormal(values, fit.law());
        return List.of(
                column(what + "_exponent", "", s -> fit.law().exponent()),
                column(what + "_exponent_se", "", s -> fit.standardError()),
                column(what + "_from", "", s -> fit.law().least()),
                column(what + "_tail", "", s -> fit.tail()),
                column(what + "_ks", "", s -> fit.distance()),
                column(what + "_p", "", s -> fit.p()),
                column(what + "_lr_exponential", "", s -> exponential.ratio()),
                column(what + "_lr_exponential_p", "", s -> exponential.p()),
                column(what + "_lr_log_normal", "", s -> logNormal.ratio()),
                column(what + "_lr_log_normal_p", "", s -> logNormal.p()));
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
