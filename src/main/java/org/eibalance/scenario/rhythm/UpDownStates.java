package org.eibalance.scenario.rhythm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
import org.eibalance.model.synapse.CounterRandom;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.SeedPanels;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.SeedEffect;
import org.eibalance.scenario.Setting;
import org.eibalance.signal.ParallelLoop;
import org.eibalance.signal.Statistics;

/**
 * A cortex that goes up and down between silence and activity: when it goes up, the excitatory and the inhibitory
 * conductance of a cell rise together and stay in proportion (Shu, Hasenstaub and McCormick 2003). The network is a
 * pair of rate populations with noise (the rate model of Jercog et al. 2017, eLife 6:e22425).
 */
public final class UpDownStates extends Scenario<UpDownStates.Settings> {

    private static final double STEP_MS = 0.2;
    private static final double TAU_E_MS = 10;
    private static final double TAU_I_MS = 2;
    private static final double J_EE = 5;
    private static final double J_EI = 1;
    private static final double J_IE = 10;
    private static final double J_II = 0.5;
    private static final double SLOPE_E = 1;
    private static final double SLOPE_I = 4;
    private static final double THRESHOLD_I = 25;
    private static final double ADAPTATION_MS = 500;
    private static final int SEEDS = 10;
    private static final double CAPACITANCE_PF = 200;
    private static final double LEAK_NS = 10;
    private static final double LEAK_MV = -75;
    private static final double INHIBITORY_MV = -75;
    private static final double AMPA_MS = 5;
    private static final double GABA_MS = 10;
    private static final double BASE_E_NS = 0.5;
    private static final double BASE_I_NS = 0.5;
    private static final int EVERY = 5;
    private static final int AROUND = 150;
    private static final double MIN_MS = 60;
    /** Fewer up states a run are chance. */
    private static final double MIN_UPS = 3;
    /** A tenth of the conductance at rest: less is a fluctuation, not a state. */
    private static final double MIN_RISE_NS = 0.05;
    /** Five steps of two random numbers each. */
    private static final double NS_PER_MS = 400;

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "Threshold of E",
                    standard = 5,
                    min = -20,
                    max = 50,
                    description = "Input below which excitatory cells are silent.")
            double thresholdE,

            @Setting(
                    label = "Adaptation",
                    standard = 0.5,
                    min = 0,
                    max = 20,
                    description = "Strength of the adaptation of excitatory cells, beta.")
            double adaptation,

            @Setting(
                    label = "Noise",
                    standard = 3.5,
                    min = 0,
                    max = 50,
                    description = "Standard deviation of the fluctuating input.")
            double noise,

            @Setting(
                    label = "Excitatory conductance per rate",
                    unit = "nS/Hz",
                    standard = 0.8,
                    min = 0.001,
                    max = 20,
                    description = "Conductance that a cell gets for each Hz of the excitatory rate.")
            double excitationNs,

            @Setting(
                    label = "Inhibitory conductance per rate",
                    unit = "nS/Hz",
                    standard = 0.8,
                    min = 0.001,
                    max = 20,
                    description = "Conductance that a cell gets for each Hz of the inhibitory rate.")
            double inhibitionNs,

            @Setting(
                    label = "Duration",
                    unit = "ms",
                    standard = 60000,
                    min = 5000,
                    max = 1e7,
                    description = "Length of the simulation for each of ten seeds.")
            double durationMs) {}

    /** For the list of scenarios. */
    public UpDownStates() {
        super(
                Settings.class,
                "Up and Down States",
                "When the network goes up, excitatory and inhibitory conductance rise together and stay in "
                        + "proportion (Shu, Hasenstaub and McCormick 2003; model of Jercog et al. 2017).");
    }

    /** Samples of one ms: rates, conductances and the potential. */
    private record Course(double[] rateE, double[] rateI, double[] gE, double[] gI, double[] v) {}

    /** What a seed shows. */
    private record Seen(
            Course course,
            double correlation,
            double upMs,
            double downMs,
            double ratio,
            double onsetLagMs,
            double excitationUp,
            double inhibitionUp,
            double excitationDown,
            double inhibitionDown,
            int ups) {}

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        final Seen[] seen = new Seen[SEEDS];
        ParallelLoop.run(
                SEEDS,
                run.threads(),
                run.progress(),
                seed -> seen[seed] = look(simulate(s, run.seed() * 1000 + seed), seed == 0));
        final SeedEffect e = SeedEffect.of(each(seen, x -> x.excitationDown), each(seen, x -> x.excitationUp));
        final SeedEffect i = SeedEffect.of(each(seen, x -> x.inhibitionDown), each(seen, x -> x.inhibitionUp));
        final double correlation = mean(seen, x -> x.correlation);
        final List<Measure> measures = List.of(
                new Measure(
                        "seeds_in_which_both_rise",
                        Arrays.stream(seen)
                                        .filter(x ->
                                                x.excitationUp > x.excitationDown && x.inhibitionUp > x.inhibitionDown)
                                        .count()
                                / (double) SEEDS,
                        "",
                        1,
                        0),
                new Measure("correlation_of_g_e_and_g_i", correlation, "", 0.9, 0.1),
                Measure.of("g_e_rises_by_ns", e.mean(), "nS"),
                Measure.of("g_e_rise_low", e.low(), "nS"),
                Measure.of("g_e_rise_high", e.high(), "nS"),
                Measure.of("g_e_effect_size", e.size(), ""),
                Measure.of("g_i_rises_by_ns", i.mean(), "nS"),
                Measure.of("g_i_rise_low", i.low(), "nS"),
                Measure.of("g_i_rise_high", i.high(), "nS"),
                Measure.of("g_i_effect_size", i.size(), ""),
                new Measure("lag_of_g_i_at_onset_ms", mean(seen, x -> x.onsetLagMs), "ms", 5, 12),
                Measure.of("ratio_g_e_over_g_i_up", mean(seen, x -> x.ratio), ""),
                Measure.of("mean_up_ms", mean(seen, x -> x.upMs), "ms"),
                Measure.of("mean_down_ms", mean(seen, x -> x.downMs), "ms"),
                new Measure("up_states_a_minute", mean(seen, x -> x.ups) * 60_000 / s.durationMs, "", 60, 50));
        final Course shown = seen[0].course;
        final double[] ms = new double[shown.v.length];
        for (int k = 0; k < ms.length; k++) ms[k] = k;
        final double ups = mean(seen, x -> x.ups);
        final double rise = Math.min(e.mean(), i.mean());
        final Checks states = ScenarioChecks.of(new Claim(
                ups >= MIN_UPS && rise >= MIN_RISE_NS,
                ups < MIN_UPS ? ups : rise,
                ups < MIN_UPS ? MIN_UPS : MIN_RISE_NS,
                ups < MIN_UPS ? "" : "nS",
                ups < MIN_UPS
                        ? "A run has " + Text.number(ups) + " up states in the mean."
                        : "A run has " + Text.number(ups)
                                + " up states in the mean, in which the conductance that rises " + "less rises by "
                                + Text.number(rise) + " nS.",
                "Choose more noise, a threshold nearer to the default, or a longer run."));
        return Report.ofMeasures(
                        List.of(states.headline(
                                "No up states are described",
                                "In up states g_E is " + SeedPanels.sentence(e, "nS", SEEDS) + " and g_I "
                                        + SeedPanels.sentence(i, "nS", SEEDS) + "; the two are correlated with r = "
                                        + Text.number(correlation) + ".",
                                ClaimShown.NAME)),
                        measures,
                        Map.of(
                                "conductances.csv",
                                Table.ofNumbers(
                                        List.of(
                                                "time_ms",
                                                "rate_e_hz",
                                                "rate_i_hz",
                                                "g_e_ns",
                                                "g_i_ns",
                                                "potential_mv"),
                                        ms,
                                        shown.rateE,
                                        shown.rateI,
                                        shown.gE,
                                        shown.gI,
                                        shown.v)),
                        figure(shown, ms))
                .withChecks(states);
    }

    /** The course of a seed is five series and what it is searched with four more; one course, and its tables, stay. */
    @Override
    protected double expectedBytes(final Settings s, final int threads) {
        return s.durationMs * 8 * (9.0 * Math.min(threads, SEEDS) + 5 + 12);
    }

    @Override
    protected double expectedSeconds(final Settings s, final int threads) {
        return SEEDS * s.durationMs * NS_PER_MS * 1e-9 / Math.min(threads, SEEDS);
    }

    private static double[] each(final Seen[] seen, final java.util.function.ToDoubleFunction<Seen> value) {
        return Arrays.stream(seen).mapToDouble(value).toArray();
    }

    private static double mean(final Seen[] seen, final java.util.function.ToDoubleFunction<Seen> value) {
        return Statistics.mean(each(seen, value));
    }

    private static Course simulate(final Settings s, final long seed) {
        final CounterRandom random = new CounterRandom(seed, 0);
        final int samples = (int) s.durationMs;
        final Course c = new Course(
                new double[samples],
                new double[samples],
                new double[samples],
                new double[samples],
                new double[samples]);
        double e = 0;
        double i = 0;
        double a = 0;
        double noiseE = 0;
        double noiseI = 0;
        double gE = BASE_E_NS;
        double gI = BASE_I_NS;
        double v = LEAK_MV;
        // Fluctuations with a correlation time of a ms.
        final double kick = s.noise * Math.sqrt(-Math.expm1(-2 * STEP_MS));
        final double keep = Math.exp(-STEP_MS);
        for (int k = 0; k < samples; k++) {
            if ((k & 0xfff) == 0) ParallelLoop.checkCancelled();
            c.rateE[k] = e;
            c.rateI[k] = i;
            c.gE[k] = gE;
            c.gI[k] = gI;
            c.v[k] = v;
            for (int step = 0; step < EVERY; step++) {
                noiseE = keep * noiseE + kick * random.nextGaussian();
                noiseI = keep * noiseI + kick * random.nextGaussian();
                final double goalE = SLOPE_E * Math.max(0, J_EE * e - J_EI * i - a + noiseE - s.thresholdE);
                final double goalI = SLOPE_I * Math.max(0, J_IE * e - J_II * i + noiseI - THRESHOLD_I);
                a += STEP_MS / ADAPTATION_MS * (-a + s.adaptation * e);
                e += STEP_MS / TAU_E_MS * (goalE - e);
                i += STEP_MS / TAU_I_MS * (goalI - i);
                gE += STEP_MS / AMPA_MS * (BASE_E_NS + s.excitationNs * e - gE);
                gI += STEP_MS / GABA_MS * (BASE_I_NS + s.inhibitionNs * i - gI);
                final double total = LEAK_NS + gE + gI;
                final double goal = (LEAK_NS * LEAK_MV + gI * INHIBITORY_MV) / total;
                v = goal + (v - goal) * Math.exp(-STEP_MS * total / CAPACITANCE_PF);
            }
        }
        return c;
    }

    private static Seen look(final Course c, final boolean keep) {
        final int n = c.rateE.length;
        final double[] smooth = new double[n];
        double sum = 0;
        for (int k = 0; k < n; k++) {
            sum += c.rateE[k] - (k >= 40 ? c.rateE[k - 40] : 0);
            smooth[Math.max(0, k - 20)] = sum / Math.min(40, k + 1);
        }
        final double[] sorted = smooth.clone();
        Arrays.sort(sorted);
        final double level = 0.3 * sorted[(int) (0.95 * n)];
        final boolean[] up = new boolean[n];
        for (int k = 0; k < n; k++) up[k] = smooth[k] > level;
        final List<Integer> onsets = new ArrayList<>();
        int from = 0;
        for (int k = 1; k <= n; k++) {
            if (k < n && up[k] == up[k - 1]) continue;
            // Stretches shorter than any state are noise and join what is around.
            if (k - from < MIN_MS && from > 0) Arrays.fill(up, from, k, up[from - 1]);
            from = k;
        }
        double upMs = 0;
        double[] sums = new double[4];
        for (int k = 0; k < n; k++) {
            if (up[k]) upMs++;
            sums[up[k] ? 0 : 2] += c.gE[k];
            sums[up[k] ? 1 : 3] += c.gI[k];
            if (k > 0 && up[k] && !up[k - 1]) onsets.add(k);
        }
        final double downMs = n - upMs;
        return new Seen(
                keep ? c : null,
                correlation(c.gE, c.gI),
                upMs / Math.max(1, onsets.size()),
                downMs / Math.max(1, onsets.size()),
                sums[0] / sums[1],
                lag(c, onsets),
                sums[0] / upMs,
                sums[1] / upMs,
                sums[2] / downMs,
                sums[3] / downMs,
                onsets.size());
    }

    private static double correlation(final double[] x, final double[] y) {
        return new org.apache.commons.math3.stat.correlation.PearsonsCorrelation().correlation(x, y);
    }

    /** By how much the mean g_I comes to half of its rise later than the mean g_E. */
    private static double lag(final Course c, final List<Integer> onsets) {
        return half(average(c.gI, onsets)) - half(average(c.gE, onsets));
    }

    private static double[] average(final double[] values, final List<Integer> onsets) {
        final double[] mean = new double[2 * AROUND];
        int used = 0;
        for (final int at : onsets) {
            if (at < AROUND || at + AROUND > values.length) continue;
            for (int k = 0; k < mean.length; k++) mean[k] += values[at - AROUND + k];
            used++;
        }
        for (int k = 0; k < mean.length; k++) mean[k] /= Math.max(1, used);
        return mean;
    }

    private static double half(final double[] course) {
        final double before = Arrays.stream(course, 0, 50).average().orElse(0);
        final double after = Arrays.stream(course, course.length - 50, course.length)
                .average()
                .orElse(0);
        final double level = (before + after) / 2;
        for (int k = 50; k < course.length; k++) {
            if (course[k] >= level) return k - 1 + (level - course[k - 1]) / (course[k] - course[k - 1]) - AROUND;
        }
        return Double.NaN;
    }

    private static Figure figure(final Course c, final double[] ms) {
        final int shown = Math.min(ms.length, 6000);
        final double[] x = Arrays.copyOf(ms, shown);
        final double[] smoothE = Arrays.copyOf(c.gE, shown);
        final double[] smoothI = Arrays.copyOf(c.gI, shown);
        final double[] scatterE = new double[ms.length / 40];
        final double[] scatterI = new double[scatterE.length];
        for (int k = 0; k < scatterE.length; k++) {
            scatterE[k] = c.gE[40 * k];
            scatterI[k] = c.gI[40 * k];
        }
        return Figure.stacked(
                "Up and down: both conductances together (a model)",
                170,
                Figure.row(
                        0.8,
                        Panel.of(
                                "A cell at rest",
                                Axis.of("time (ms)", 0, shown),
                                Axis.of("potential (mV)"),
                                Series.line("V", x, Arrays.copyOf(c.v, shown), Role.CELL_A))),
                Figure.row(
                        1,
                        Panel.of(
                                "",
                                Axis.of("time (ms)", 0, shown),
                                Axis.of("conductance (nS)"),
                                Series.line("excitatory", x, smoothE, Role.EXCITATION),
                                Series.line("inhibitory", x, smoothI, Role.INHIBITION))),
                Figure.row(
                        1,
                        Panel.of(
                                        "In proportion",
                                        Axis.of("g_E (nS)"),
                                        Axis.of("g_I (nS)"),
                                        new Series("every 40 ms", scatterE, scatterI, Role.RESULT, Series.Style.POINTS))
                                .withMarks(Mark.atX(BASE_E_NS, "", Role.NEUTRAL))));
    }
}
