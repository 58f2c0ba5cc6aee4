package org.eibalance.scenario.criticality;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eibalance.analysis.criticality.AvalancheSeries;
import org.eibalance.analysis.criticality.Branching;
import org.eibalance.analysis.criticality.BranchingResult;
import org.eibalance.analysis.criticality.BranchingSettings;
import org.eibalance.analysis.criticality.LogHistogram;
import org.eibalance.analysis.criticality.PowerLawFit;
import org.eibalance.analysis.criticality.PowerLawFitting;
import org.eibalance.analysis.criticality.PowerLawSettings;
import org.eibalance.check.Checks;
import org.eibalance.check.scenario.Claim;
import org.eibalance.check.scenario.ClaimShown;
import org.eibalance.check.scenario.ScenarioChecks;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Mark;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.model.rate.BranchingProcess;
import org.eibalance.model.synapse.CounterRandom;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.Setting;

/**
 * Activity that neither dies out nor runs away: avalanches of a branching process (Beggs and Plenz 2003), its branching
 * ratio from few of its units (Wilting and Priesemann 2018), and the strength of inhibition as what sets it.
 */
public final class Criticality extends Scenario<Criticality.Settings> {

    private static final double BIN_MS = 4;
    private static final double[] RATIOS = {0.9, 0.98, 0.998};
    private static final long MAX_SIZE = 500_000;
    private static final double WEIGHT = 2;
    private static final double EXCITATORY_SHARE = 0.8;
    private static final int NETWORK = 10_000;
    /** Least branching ratio whose avalanches follow the power law over the sizes that are fitted. */
    private static final double CRITICAL = 0.99;
    /** Inhibition over excitation; at 1.5 the network is critical. */
    private static final double[] INHIBITION = {1.55, 1.65, 1.75, 2, 2.25, 2.5, 3, 3.5};

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "Branching ratio of the avalanches",
                    standard = 1,
                    min = 0.1,
                    max = 1,
                    description = "Mean number of units that an active one activates.")
            double branching,

            @Setting(
                    label = "Avalanches",
                    standard = 100000,
                    min = 1000,
                    max = 5000000,
                    description = "Number of avalanches.")
            int avalanches,

            @Setting(
                    label = "Share of units seen",
                    standard = 0.05,
                    min = 0.001,
                    max = 1,
                    description = "Share of the units from which the branching ratio is estimated.")
            double shareSeen,

            @Setting(
                    label = "Bins",
                    standard = 200000,
                    min = 2000,
                    max = 5000000,
                    description = "Number of bins of 4 ms from which the branching ratio is estimated.")
            int bins) {}

    /** For the list of scenarios. */
    public Criticality() {
        super(
                Settings.class,
                "Criticality: Avalanches and Branching",
                "Avalanche exponents 3/2 and 2, the branching ratio from 5 % of the units, and inhibition as "
                        + "what sets it (Beggs and Plenz 2003; Wilting and Priesemann 2018).");
    }

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        final AvalancheSeries avalanches = avalanches(s, s.branching, s.avalanches, run, 0);
        final PowerLawFit sizes = PowerLawFitting.fit(
                within(avalanches.sizes(), 1e4), PowerLawSettings.discrete(10).upTo(1e4), run.threads(), done -> {});
        final PowerLawFit durations = PowerLawFitting.fit(
                within(avalanches.durations(), 1e3),
                PowerLawSettings.discrete(30).upTo(1e3),
                run.threads(),
                done -> {});
        final AvalancheSeries.Shape shape = avalanches.shape();
        final double gamma = shape.exponent(5, 300);
        final AvalancheSeries calmer = avalanches(s, 0.9, s.avalanches / 4, run, 1);
        final double calmerSize = Arrays.stream(calmer.sizes()).average().orElse(Double.NaN);
        run.progress().accept(0.4);
        final BranchingResult[] seen = new BranchingResult[RATIOS.length];
        double[] example = new double[0];
        for (int k = 0; k < RATIOS.length; k++) {
            final BranchingProcess process = new BranchingProcess(RATIOS[k], run.seed() * 31 + k);
            final int[] all = process.driven(1000 * (1 - RATIOS[k]), s.bins);
            run.checkCancelled();
            final double[] part = Arrays.stream(process.subsampled(all, s.shareSeen))
                    .asDoubleStream()
                    .toArray();
            if (k == 1) example = part;
            seen[k] = Branching.compute(List.of(part), new BranchingSettings(BIN_MS, 0, false, 0, 1), run.threads());
            run.progress().accept(0.4 + 0.1 * (k + 1));
        }
        final double[] measured = new double[INHIBITION.length];
        for (int k = 0; k < INHIBITION.length; k++) {
            measured[k] = Branching.compute(
                            List.of(network(INHIBITION[k], s, run, k)),
                            new BranchingSettings(BIN_MS, 0, false, 0, 1),
                            run.threads())
                    .branching();
            run.progress().accept(0.7 + 0.3 * (k + 1) / INHIBITION.length);
        }
        final double error = java.util.stream.IntStream.range(0, measured.length)
                .mapToDouble(k -> Math.abs(measured[k] - theory(INHIBITION[k])) / (1 - theory(INHIBITION[k])))
                .max()
                .orElse(Double.NaN);
        // Slow convergence: the duration exponent comes to 2 from below, at 1.96 from 30 steps on.
        final List<Measure> measures = List.of(
                new Measure("size_exponent", sizes.law().exponent(), "", 1.497, 0.02),
                new Measure("duration_exponent", durations.law().exponent(), "", 1.95, 0.1),
                new Measure("size_per_duration_exponent", gamma, "", 1.925, 0.125),
                new Measure("mean_size_at_0_9", calmerSize, "", 10, 0.4),
                new Measure("distance_seen_at_0_9", 1 - seen[0].branching(), "", 0.1, 0.03),
                new Measure("distance_seen_at_0_98", 1 - seen[1].branching(), "", 0.02, 0.006),
                new Measure("distance_seen_at_0_998", 1 - seen[2].branching(), "", 0.002, 0.0006),
                new Measure("naive_at_0_9", seen[0].naive(), "", 0.199, 0.03),
                new Measure("naive_at_0_98", seen[1].naive(), "", 0.556, 0.05),
                new Measure("naive_at_0_998", seen[2].naive(), "", 0.922, 0.03),
                new Measure("worst_error_over_inhibition", error, "", 0, 0.3));
        final Map<String, Table> tables = new LinkedHashMap<>();
        tables.put(
                "avalanches.csv",
                Table.ofNumbers(List.of("size", "duration"), avalanches.sizes(), avalanches.durations()));
        final double[] time = new double[example.length];
        for (int i = 0; i < time.length; i++) time[i] = i * BIN_MS;
        tables.put("activity.csv", Table.ofNumbers(List.of("time_ms", "activity"), time, example));
        tables.put(
                "inhibition.csv",
                Table.ofNumbers(
                        List.of("inhibition_over_excitation", "branching", "branching_theory"),
                        INHIBITION,
                        measured,
                        Arrays.stream(INHIBITION).map(Criticality::theory).toArray()));
        final Checks critical = ScenarioChecks.of(Claim.atLeast(
                s.branching,
                CRITICAL,
                "",
                "The branching ratio of the avalanches is " + s.branching + ".",
                "Choose a branching ratio nearer to 1: below it avalanches have no power law."));
        return Report.ofMeasures(
                        List.of(
                                critical.headline(
                                        "No exponents are given",
                                        "Sizes of avalanches have the exponent "
                                                + Text.number(sizes.law().exponent()) + " (theory 3/2), durations "
                                                + Text.number(durations.law().exponent()) + " (2, reached slowly).",
                                        ClaimShown.NAME),
                                "Of " + Text.number(100 * s.shareSeen) + " % of the units a single step gives "
                                        + Text.number(seen[1].naive()) + " where many lags give "
                                        + Text.number(seen[1].branching())
                                        + " and the truth is 0.98."),
                        measures,
                        tables,
                        figure(avalanches, calmer, sizes, durations, seen, measured))
                .withChecks(critical);
    }

    private static double[] within(final double[] values, final double most) {
        return Arrays.stream(values).filter(x -> x <= most).toArray();
    }

    private static AvalancheSeries avalanches(
            final Settings s, final double m, final int count, final ScenarioRun run, final int stream) {
        final BranchingProcess process = new BranchingProcess(m, run.seed() * 31 + 100 + stream);
        final double[] sizes = new double[count];
        final double[] durations = new double[count];
        for (int i = 0; i < count; i++) {
            if ((i & 0xff) == 0) run.checkCancelled();
            final BranchingProcess.Avalanche a = process.next(MAX_SIZE);
            sizes[i] = a.size();
            durations[i] = a.duration();
        }
        return new AvalancheSeries(BIN_MS, sizes, durations);
    }

    /** m = w (f_E − g f_I). */
    private static double theory(final double inhibition) {
        return WEIGHT * (EXCITATORY_SHARE - inhibition * (1 - EXCITATORY_SHARE));
    }

    /**
     * Activity, of the share that is seen, of a network in which each unit fires with the probability h + w (n_E − g
     * n_I) / N, where n are the numbers that fired before.
     */
    private static double[] network(
            final double inhibition, final Settings s, final ScenarioRun run, final int stream) {
        final CounterRandom random = new CounterRandom(run.seed(), 500 + stream);
        final double input = 0.01 * (1 - theory(inhibition));
        final double[] seen = new double[s.bins / 2];
        double e = 0.01 * EXCITATORY_SHARE * NETWORK;
        double i = 0.01 * (1 - EXCITATORY_SHARE) * NETWORK;
        for (int t = 0; t < seen.length; t++) {
            if ((t & 0xfff) == 0) run.checkCancelled();
            final double p = Math.max(0, Math.min(1, input + WEIGHT * (e - inhibition * i) / NETWORK));
            e = poisson(p * EXCITATORY_SHARE * NETWORK, random);
            i = poisson(p * (1 - EXCITATORY_SHARE) * NETWORK, random);
            seen[t] = thinned(e + i, s.shareSeen, random);
        }
        return seen;
    }

    /** By its normal limit from 30 on, where it is near enough for what is a sum over thousands of units. */
    private static double poisson(final double mean, final CounterRandom random) {
        if (mean > 30) return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
        final double limit = Math.exp(-mean);
        int number = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) number++;
        return number;
    }

    private static double thinned(final double count, final double share, final CounterRandom random) {
        int kept = 0;
        for (int k = 0; k < count; k++) if (random.nextDouble() < share) kept++;
        return kept;
    }

    private static Figure figure(
            final AvalancheSeries critical,
            final AvalancheSeries calmer,
            final PowerLawFit sizes,
            final PowerLawFit durations,
            final BranchingResult[] seen,
            final double[] measured) {
        final Series[] slopes = new Series[6];
        final Role[] roles = {Role.CELL_A, Role.CELL_B, Role.RESULT};
        for (int k = 0; k < seen.length; k++) {
            final int lags = Math.min(120, seen[k].slopes().length);
            final double[] ms = new double[lags];
            final double[] fitted = new double[lags];
            for (int i = 0; i < lags; i++) {
                ms[i] = (i + 1) * BIN_MS;
                fitted[i] = seen[k].fitted(i + 1);
            }
            slopes[2 * k] = new Series(
                    "m = " + RATIOS[k], ms, Arrays.copyOf(seen[k].slopes(), lags), roles[k], Series.Style.POINTS);
            slopes[2 * k + 1] = Series.line("", ms, fitted, roles[k]);
        }
        final double[] line = new double[50];
        final double[] m = new double[50];
        for (int i = 0; i < line.length; i++) {
            line[i] = 1.3 + 2.3 * i / 49;
            m[i] = theory(line[i]);
        }
        return Figure.stacked(
                "At the edge: avalanches and branching",
                150,
                new Figure.Row(
                        1,
                        List.of(
                                density("Sizes", "size (units)", critical.sizes(), calmer.sizes(), sizes, 1.5),
                                density(
                                        "Durations",
                                        "duration (steps)",
                                        critical.durations(),
                                        calmer.durations(),
                                        durations,
                                        2))),
                new Figure.Row(
                        1,
                        List.of(
                                Panel.of("Seen in few units", Axis.of("lag (ms)"), Axis.of("slope r_k"), slopes),
                                Panel.of(
                                                "Inhibition sets the ratio",
                                                Axis.of("inhibition / excitation", 1.3, 3.6),
                                                Axis.of("branching ratio"),
                                                Series.line("theory", line, m, Role.REFERENCE),
                                                new Series(
                                                        "network",
                                                        INHIBITION,
                                                        measured,
                                                        Role.RESULT,
                                                        Series.Style.POINTS))
                                        .withMarks(Mark.atY(1, "critical", Role.NEUTRAL)))));
    }

    private static Panel density(
            final String title,
            final String label,
            final double[] critical,
            final double[] calmer,
            final PowerLawFit fit,
            final double theory) {
        // The largest were cut off, or end by those that were.
        final LogHistogram h = LogHistogram.of(within(critical, 10 * fit.law().greatest()), 6, true);
        final LogHistogram c = LogHistogram.of(calmer, 6, true);
        final double from = fit.law().least();
        final double to = fit.law().greatest();
        final int at = (int) Arrays.stream(h.centres()).filter(x -> x < from).count();
        final double[] x = {h.centres()[at], to};
        final double[] y = {2 * h.density()[at], 2 * h.density()[at] * Math.pow(to / x[0], -theory)};
        return Panel.of(
                title,
                new Axis(label, Double.NaN, Double.NaN, true),
                new Axis("density", Double.NaN, Double.NaN, true),
                new Series("critical", h.centres(), h.density(), Role.RESULT, Series.Style.POINTS),
                new Series("m = 0.9", c.centres(), c.density(), Role.CHANCE, Series.Style.POINTS),
                new Series("slope −" + Text.number(theory), x, y, Role.REFERENCE, Series.Style.DASHED));
    }
}
