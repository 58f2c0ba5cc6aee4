package org.eibalance.scenario.neuron;

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
import org.eibalance.model.rate.TwoPopulations;
import org.eibalance.model.synapse.CounterRandom;
import org.eibalance.model.theory.InhibitionStabilized;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.SeedPanels;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.SeedEffect;
import org.eibalance.scenario.Setting;

/**
 * Strong recurrence whose excitation and inhibition nearly cancel amplifies a small input (Murphy and Miller 2009)
 * until delays make it oscillate; inhibition that a pool feeds back divides responses by the activity of the pool
 * (Carandini and Heeger 2012), and weaker division is one hypothesis for autism (Rosenberg, Patterson and Angelaki
 * 2015).
 */
public final class GainNormalisation extends Scenario<GainNormalisation.Settings> {

    private static final double STEP_MS = 0.05;
    private static final int SEEDS = 12;
    private static final double PROBE = 1;
    private static final double BASE = 10;
    /** How far the simulated onset of oscillation may be from that of theory, as a share. */
    private static final double ONSET_OFF = 0.02;

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "Recurrent strength w",
                    standard = 4.285714285714286,
                    min = 0,
                    max = 40,
                    description = "Strength of excitation within and between the populations.")
            double strength,

            @Setting(
                    label = "Inhibition over excitation k",
                    standard = 1.1,
                    min = 1.001,
                    max = 3,
                    description = "Strength of inhibition over that of excitation.")
            double inhibitionRatio,

            @Setting(
                    label = "Time constant",
                    unit = "ms",
                    standard = 20,
                    min = 1,
                    max = 200,
                    description = "Time constant of both populations.")
            double populationMs,

            @Setting(
                    label = "Delay of inhibition",
                    unit = "ms",
                    standard = 2,
                    min = 0.5,
                    max = 20,
                    description = "Delay with which inhibition acts.")
            double inhibitoryMs,

            @Setting(
                    label = "Strength of normalisation",
                    standard = 0.5,
                    min = 0.01,
                    max = 10,
                    description = "How strongly the activity of the pool divides responses.")
            double division,

            @Setting(
                    label = "Normalisation in the altered circuit",
                    standard = 0.75,
                    min = 0.01,
                    max = 1,
                    description = "Share of that strength that the altered circuit has; Rosenberg et al. took 0.75.")
            double alteredShare) {}

    /** For the list of scenarios. */
    public GainNormalisation() {
        super(
                Settings.class,
                "Gain and Divisive Normalisation",
                "Balanced recurrence amplifies, up to the onset of oscillation; feedback inhibition divides by "
                        + "the pool (Murphy and Miller 2009; Carandini and Heeger 2012; Rosenberg et al. 2015).");
    }

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        final double onset = onset(s);
        final double gain = simulatedGain(s, s.strength, 0);
        final int points = 13;
        final double[] strength = new double[points];
        final double[] measured = new double[points];
        final double[] theory = new double[points];
        for (int k = 0; k < points; k++) {
            run.checkCancelled();
            strength[k] = onset * (k + 0.5) / points;
            theory[k] = gain(s, strength[k]);
            measured[k] = simulatedGain(s, strength[k], s.inhibitoryMs);
            run.progress().accept(0.6 * (k + 1) / points);
        }
        double calm = 0.9 * onset;
        double restless = 1.1 * onset;
        for (int turn = 0; turn < 6; turn++) {
            run.checkCancelled();
            final double middle = (calm + restless) / 2;
            if (swing(s, middle) < 1) calm = middle;
            else restless = middle;
        }
        final double[] pool = new double[41];
        final double[] whole = new double[41];
        final double[] altered = new double[41];
        for (int k = 0; k < pool.length; k++) {
            pool[k] = 0.5 * k;
            whole[k] = response(10, 10 + pool[k] * 10, s.division);
            altered[k] = response(10, 10 + pool[k] * 10, s.division * s.alteredShare);
        }
        final double[] usualIndex = new double[SEEDS];
        final double[] alteredIndex = new double[SEEDS];
        final double[] usualHz = new double[SEEDS];
        final double[] alteredHz = new double[SEEDS];
        double worst = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            run.checkCancelled();
            final Pool cells = Pool.random(run.seed() * 1000 + seed);
            final double[] center = cells.settle(s.division, false);
            final double[] both = cells.settle(s.division, true);
            final double[] centerAltered = cells.settle(s.division * s.alteredShare, false);
            final double[] bothAltered = cells.settle(s.division * s.alteredShare, true);
            usualIndex[seed] = 1 - both[0] / center[0];
            alteredIndex[seed] = 1 - bothAltered[0] / centerAltered[0];
            usualHz[seed] = Arrays.stream(both).average().orElse(0);
            alteredHz[seed] = Arrays.stream(bothAltered).average().orElse(0);
            worst = Math.max(worst, cells.worstShare(both, true));
        }
        final SeedEffect index = SeedEffect.of(usualIndex, alteredIndex);
        final SeedEffect hz = SeedEffect.of(usualHz, alteredHz);
        run.progress().accept(1);
        // (1 + k w) / (1 + (k − 1) w): 4 for k = 1.1 and w = 4 2/7.
        final List<Measure> measures = List.of(
                new Measure("gain", gain, "", 4, 1e-6),
                new Measure("onset_simulated_over_theory", (calm + restless) / 2 / onset, "", 1, ONSET_OFF),
                Measure.of("onset_of_oscillation", onset, ""),
                Measure.of("frequency_at_onset_hz", frequencyHz(s), "Hz"),
                new Measure("worst_departure_from_division", worst, "", 0, 1e-6),
                new Measure("suppression_changes_by", index.mean(), "", -0.03, 0.028),
                Measure.of("suppression_change_low", index.low(), ""),
                Measure.of("suppression_change_high", index.high(), ""),
                Measure.of("suppression_effect_size", index.size(), ""),
                new Measure("seeds_with_less_suppression", index.mean() < 0 ? index.sameSign() : 0, "", 1, 0),
                Measure.of("rate_changes_by", hz.mean(), ""),
                new Measure("seeds_with_higher_rate", hz.mean() > 0 ? hz.sameSign() : 0, "", 1, 0));
        final double found = (calm + restless) / 2 / onset;
        final Checks oscillates = ScenarioChecks.of(new Claim(
                Math.abs(found - 1) <= ONSET_OFF,
                Math.abs(found - 1),
                ONSET_OFF,
                "",
                "The simulation begins to oscillate at " + Text.number(found) + " times the w of theory, "
                        + Text.number(onset) + ".",
                "Choose a delay of inhibition that is shorter beside the time constant."));
        final boolean beyond = s.strength >= onset;
        return Report.ofMeasures(
                        List.of(
                                "With w = " + Text.number(s.strength) + " and k = " + s.inhibitionRatio
                                        + " a steady input is "
                                        + (s.strength == 0
                                                ? "passed on as it is."
                                                : "amplified " + Text.number(gain) + " times"
                                                        + (beyond ? " if inhibition has no delay." : ".")),
                                oscillates.headline(
                                        "No onset of oscillation is given",
                                        "From w = " + Text.number(onset) + " on the populations oscillate"
                                                + (beyond ? ", so that with the delay this network does." : "."),
                                        ClaimShown.NAME),
                                "A model, not a finding on people: with normalisation at "
                                        + Text.number(100 * s.alteredShare)
                                        + " % the suppression by surrounding stimuli is "
                                        + SeedPanels.sentence(index, "", SEEDS) + "."),
                        measures,
                        Map.of(
                                "gain.csv",
                                Table.ofNumbers(
                                        List.of("strength", "gain_theory", "gain_with_delay"),
                                        strength,
                                        theory,
                                        measured),
                                "normalisation.csv",
                                Table.ofNumbers(
                                        List.of("pool_over_own_input", "response", "response_altered"),
                                        pool,
                                        whole,
                                        altered)),
                        figure(s, onset, strength, theory, measured, pool, whole, altered, usualIndex, alteredIndex))
                .withChecks(oscillates);
    }

    private static double gain(final Settings s, final double w) {
        return (1 + s.inhibitionRatio * w) / (1 + (s.inhibitionRatio - 1) * w);
    }

    private static TwoPopulations model(final Settings s, final double w, final double delayMs) {
        final double k = s.inhibitionRatio;
        return new TwoPopulations(
                new InhibitionStabilized(w, k * w, w, k * w), s.populationMs, s.populationMs, delayMs);
    }

    /** Change of the settled excitatory rate for one unit of its input. */
    private static double simulatedGain(final Settings s, final double w, final double delayMs) {
        final double[] rest = model(s, w, 0).weights().fixedPoint(BASE, 0);
        final double[][] r = model(s, w, delayMs)
                .run(
                        rest,
                        (ms, h) -> {
                            h[0] = BASE + PROBE;
                            h[1] = 0;
                        },
                        100 * s.populationMs,
                        STEP_MS,
                        false);
        final int n = r[0].length;
        // Near the onset an oscillation is still dying out: its mean over the last half counts.
        return (Arrays.stream(r[0], n / 2, n).average().orElse(Double.NaN) - rest[0]) / PROBE;
    }

    /** How a small push has swung out after a hundred time constants, relative to the push. */
    private static double swing(final Settings s, final double w) {
        final double[] rest = model(s, w, 0).weights().fixedPoint(BASE, 0);
        final double push = 1e-3;
        final double[][] r = model(s, w, s.inhibitoryMs)
                .run(
                        new double[] {rest[0] + push, rest[1]},
                        (ms, h) -> {
                            h[0] = BASE;
                            h[1] = 0;
                        },
                        100 * s.populationMs,
                        STEP_MS,
                        false);
        final int n = r[0].length;
        return Arrays.stream(r[0], n - n / 10, n)
                        .map(x -> Math.abs(x - rest[0]))
                        .max()
                        .orElse(Double.NaN)
                / push;
    }

    /** The frequency at which 1 + i omega tau = w (1 − k exp(−i omega d)) first has a solution, in radians a ms. */
    private static double omega(final Settings s) {
        final double k = s.inhibitionRatio;
        // omega tau (1 − k cos) = k sin: from where the cosine is 1 / k to a half turn.
        double low = Math.acos(1 / k) / s.inhibitoryMs;
        double high = Math.PI / s.inhibitoryMs;
        for (int turn = 0; turn < 200; turn++) {
            final double middle = (low + high) / 2;
            final double phase = middle * s.inhibitoryMs;
            if (middle * s.populationMs * (1 - k * Math.cos(phase)) < k * Math.sin(phase)) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }

    private static double onset(final Settings s) {
        return 1 / (1 - s.inhibitionRatio * Math.cos(omega(s) * s.inhibitoryMs));
    }

    private static double frequencyHz(final Settings s) {
        return 1000 * omega(s) / (2 * Math.PI);
    }

    /**
     * Settled rate of a cell that a pool divides: r = c / (1 + g P), P the summed rate of the pool of summed input C,
     * over 10.
     */
    private static double response(final double input, final double poolInput, final double division) {
        final double c = poolInput / 10;
        final double p = (Math.sqrt(1 + 4 * division * c) - 1) / (2 * division);
        return input / (1 + division * p);
    }

    /** Cells of unlike drive that share the inhibition which their pool feeds back. */
    private record Pool(double[] center, double[] surround) {

        static Pool random(final long seed) {
            final CounterRandom random = new CounterRandom(seed, 0);
            final double[] center = new double[20];
            final double[] surround = new double[20];
            for (int i = 0; i < 20; i++) {
                center[i] = i < 5 ? 10 * Math.exp(0.3 * random.nextGaussian()) : 0;
                surround[i] = i < 5 ? 0 : 10 * Math.exp(0.3 * random.nextGaussian());
            }
            return new Pool(center, surround);
        }

        /** Rates after 40 time constants of r' = −r (1 + g P) + c. */
        double[] settle(final double division, final boolean withSurround) {
            final double[] r = new double[center.length];
            for (int step = 0; step < 8000; step++) {
                final double p = Arrays.stream(r).sum() / 10;
                for (int i = 0; i < r.length; i++)
                    r[i] += 0.005 * (-r[i] * (1 + division * p) + input(i, withSurround));
            }
            return r;
        }

        double input(final int i, final boolean withSurround) {
            return center[i] + (withSurround ? surround[i] : 0);
        }

        /** How far a cell's share of the pool's rate is from its share of the input. */
        double worstShare(final double[] r, final boolean withSurround) {
            final double sum = Arrays.stream(r).sum();
            double inputs = 0;
            for (int i = 0; i < r.length; i++) inputs += input(i, withSurround);
            double worst = 0;
            for (int i = 0; i < r.length; i++)
                worst = Math.max(worst, Math.abs(r[i] / sum - input(i, withSurround) / inputs));
            return worst;
        }
    }

    private static Figure figure(
            final Settings s,
            final double onset,
            final double[] strength,
            final double[] theory,
            final double[] measured,
            final double[] pool,
            final double[] whole,
            final double[] altered,
            final double[] usualIndex,
            final double[] alteredIndex) {
        final double[] seeds = new double[usualIndex.length];
        for (int i = 0; i < seeds.length; i++) seeds[i] = i + 1;
        return Figure.stacked(
                "Gain, and dividing by the pool (models)",
                150,
                Figure.row(
                        1,
                        Panel.of(
                                        "Recurrence amplifies, until it oscillates",
                                        Axis.of("recurrent strength w", 0, 1.1 * onset),
                                        Axis.of("gain of E"),
                                        Series.line("theory", strength, theory, Role.REFERENCE),
                                        new Series(
                                                "simulated with delay",
                                                strength,
                                                measured,
                                                Role.RESULT,
                                                Series.Style.POINTS))
                                .withMarks(Mark.atX(onset, "oscillates", Role.NEUTRAL))),
                new Figure.Row(
                        1,
                        List.of(
                                Panel.of(
                                        "The pool divides",
                                        Axis.of("input of the others / own input", 0, 20),
                                        Axis.of("response"),
                                        Series.line("usual", pool, whole, Role.RESULT),
                                        new Series("altered", pool, altered, Role.EXCITATION, Series.Style.DASHED)),
                                Panel.of(
                                        "Suppression by the surround, 12 seeds",
                                        Axis.of("seed", 0, seeds.length + 1),
                                        Axis.of("suppression index"),
                                        new Series("usual", seeds, usualIndex, Role.RESULT, Series.Style.POINTS),
                                        new Series(
                                                "altered",
                                                seeds,
                                                alteredIndex,
                                                Role.EXCITATION,
                                                Series.Style.POINTS)))));
    }
}
