package org.eibalance.scenario.network;

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
import org.eibalance.model.network.BinaryNetwork;
import org.eibalance.model.network.BinarySimulation;
import org.eibalance.model.theory.BinaryMeanField;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.Setting;
import org.eibalance.signal.Statistics;

/**
 * The balanced network follows its input faster than its neurons could, for the eigenvalues of its balance grow as
 * sqrt(K); slow inhibition ends that (van Vreeswijk and Sompolinsky 1996, 1998).
 */
public final class FastResponse extends Scenario<FastResponse.Settings> {

    /** Least step of the input that stands out of the fluctuations. */
    private static final double MIN_STEP = 0.01;
    /** Share of the way after a tenth of a time constant, of which a neuron alone has gone a tenth. */
    private static final double FAST = 0.2;
    /** How much larger fluctuations past the critical time constant must be. */
    private static final double GROWS = 3;

    private static final double[] K = {100, 300, 1000, 3000, 1e4, 1e5, 1e6};

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "Neurons of each kind",
                    standard = 10000,
                    min = 500,
                    max = 100000,
                    description = "Number of excitatory and of inhibitory neurons.")
            int neuronsEach,

            @Setting(
                    label = "Mean inputs K",
                    standard = 1000,
                    min = 50,
                    max = 20000,
                    description = "Mean number of inputs that a neuron gets from each population.")
            int meanInputs,

            @Setting(
                    label = "External activity before",
                    standard = 0.1,
                    min = 0.02,
                    max = 0.5,
                    description = "Activity of the external population before the step.")
            double activityBefore,

            @Setting(
                    label = "External activity after",
                    standard = 0.15,
                    min = 0.02,
                    max = 0.8,
                    description = "Activity of the external population after the step.")
            double activityAfter,

            @Setting(
                    label = "Period of the sine",
                    unit = "tau",
                    standard = 10,
                    min = 1,
                    max = 200,
                    description = "Period of the slow sine between the two activities.")
            double periodTau,

            @Setting(
                    label = "Repeats of the step",
                    standard = 8,
                    min = 1,
                    max = 100,
                    description = "Steps over which the response is averaged.")
            int repeats) {}

    /** For the list of scenarios. */
    public FastResponse() {
        super(
                Settings.class,
                "Fast Response",
                "The balanced network tracks a step and a sine faster than one neuron could, until inhibition "
                        + "is too slow (van Vreeswijk and Sompolinsky 1998).");
    }

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        if (Math.abs(s.activityAfter - s.activityBefore) < MIN_STEP)
            throw new InputException(
                    "activity_after is '" + s.activityAfter + "': it must differ from activity_before, "
                            + s.activityBefore + ", by " + MIN_STEP + " or more, or there is no step.");
        final BinaryNetwork network = BinaryNetwork.ofPapers(s.neuronsEach, s.meanInputs);
        final BinarySimulation simulation = new BinarySimulation(network, s.activityBefore, run.seed());
        final double[] step = new double[80];
        double before = 0;
        double after = 0;
        for (int r = 0; r < s.repeats; r++) {
            before += mean(
                            simulation
                                    .run(
                                            20,
                                            t -> s.activityBefore,
                                            0.05,
                                            run.part(0.4 * r / s.repeats, 0.4 * (r + 0.5) / s.repeats))
                                    .excitatory(),
                            100)
                    / s.repeats;
            final double[] course =
                    simulation.run(20, t -> s.activityAfter, 0.05, done -> {}).excitatory();
            after += mean(course, 100) / s.repeats;
            for (int i = 0; i < step.length; i++) step[i] += course[i] / s.repeats;
        }
        final double start = simulation.time();
        final double middle = (s.activityBefore + s.activityAfter) / 2;
        final double swing = (s.activityAfter - s.activityBefore) / 2;
        final BinarySimulation.Course sine = simulation.run(
                20 + 3 * s.periodTau,
                t -> middle + swing * Math.sin(2 * Math.PI * (t - start) / s.periodTau),
                0.1,
                run.part(0.4, 0.6));
        final Tracking tracking = Tracking.of(sine, start, s.periodTau);
        final BinaryMeanField field = new BinaryMeanField(network);
        final double critical = field.criticalTau(s.activityBefore);
        final double calm = sd(network.withTauI(0.9), s, run, 0.6);
        final double restless = sd(network.withTauI(1.25 * critical), s, run, 0.8);
        final double[] slow = new double[K.length];
        final double[] fast = new double[K.length];
        for (int i = 0; i < K.length; i++) {
            final var values =
                    new BinaryMeanField(BinaryNetwork.ofPapers(2_000_000, K[i])).eigenvalues(s.activityBefore);
            slow[i] = -values[0].getReal();
            fast[i] = -values[1].getReal();
        }
        final double at1 = (step[1] - before) / (after - before);
        final double at4 = (step[7] - before) / (after - before);
        final var eigen = field.eigenvalues(s.activityBefore);
        // Steady activities hang on the graph: the numbers of synapses of a kind scatter by 3e-4, and the balance of
        // large
        // inputs makes some 1.3 % of m_E of that. Over eight seeds m_E has a standard deviation of .0006 before and
        // .0014 after.
        final List<Measure> measures = List.of(
                new Measure("step_share_after_0_1_tau", at1, "", 0.8, 0.15),
                new Measure("step_share_after_0_4_tau", at4, "", 1, 0.1),
                new Measure("m_e_before", before, "", 0.05757, 0.045 * 0.05757),
                new Measure("m_e_after", after, "", 0.10466, 0.045 * 0.10466),
                new Measure("eigenvalue_slow", eigen[0].getReal(), "1/tau", -2.11, 0.005),
                new Measure("eigenvalue_fast", eigen[1].getReal(), "1/tau", -9.09, 0.005),
                new Measure("critical_tau_i", critical, "tau", 2.80, 0.01),
                new Measure("exponent_of_eigenvalue_over_k", Math.log10(fast[6] / fast[4]) / 2, "", 0.5, 0.03),
                Measure.of("sd_of_m_e", calm, ""),
                Measure.of("sd_of_m_e_past_critical_tau", restless, ""),
                new Measure("fluctuations_grow_past_critical_tau", restless > GROWS * calm ? 1 : 0, "", 1, 0),
                // One neuron alone, m' = m_0 - m, is late by atan(w)/w = .89 tau at this period w = 2 pi / 10, and
                // reaches .85.
                new Measure("sine_lag_tau", tracking.lagTau, "tau", 0.3, 0.3),
                new Measure("sine_amplitude_share", tracking.amplitude / ((after - before) / 2), "", 1, 0.1));
        final Checks quick = ScenarioChecks.of(Claim.atLeast(
                at1,
                FAST,
                "",
                "A tenth of a neuron's time constant after a step the network has gone " + Text.number(100 * at1)
                        + " % of its way, where one neuron alone has gone 10 %.",
                "Choose more inputs, a larger step or more repeats."));
        final Checks stable = ScenarioChecks.of(Claim.atLeast(
                restless / calm,
                GROWS,
                "",
                "A quarter beyond the critical tau_I of " + Text.number(critical) + " tau_E the activity fluctuates "
                        + Text.number(restless / calm) + " times as much.",
                "Choose a larger network, which fluctuates less below it."));
        return Report.ofMeasures(
                        List.of(
                                quick.headline(
                                        "That the network responds faster than its neurons is not said",
                                        "A tenth of a neuron's time constant after a step the network has gone "
                                                + Text.number(100 * at1) + " % of its way.",
                                        ClaimShown.NAME),
                                stable.headline(
                                        "No limit of stability is given",
                                        "It is stable up to tau_I = " + Text.number(critical)
                                                + " tau_E: a quarter beyond, its activity fluctuates "
                                                + Text.number(restless / calm) + " times as much.",
                                        ClaimShown.NAME),
                                "A sine of " + Text.number(s.periodTau) + " tau is followed "
                                        + Text.number(tracking.lagTau) + " tau late."),
                        measures,
                        Map.of(
                                "step.csv",
                                Table.ofNumbers(List.of("time_tau", "m_e"), places(step.length, 0.05, 0.05), step),
                                "sine.csv",
                                Table.ofNumbers(
                                        List.of("time_tau", "m_e", "m_i"),
                                        places(sine.times().length, 0.1, 0.1),
                                        sine.excitatory(),
                                        sine.inhibitory())),
                        figure(s, step, before, after, sine, start, middle, swing, slow, fast))
                .withChecks(quick.and(stable));
    }

    @Override
    protected double expectedSeconds(final Settings s, final int threads) {
        final BinaryNetwork network = BinaryNetwork.ofPapers(s.neuronsEach, s.meanInputs);
        final double higher = Math.max(s.activityBefore, s.activityAfter);
        return network.expectedSeconds(40 * s.repeats + 20 + 3 * s.periodTau, higher)
                + 2 * network.expectedSeconds(60, s.activityBefore);
    }

    /** The sine that is closest to what the network did, its first 20 tau left out. */
    private record Tracking(double lagTau, double amplitude) {

        static Tracking of(final BinarySimulation.Course course, final double start, final double periodTau) {
            final double frequency = 2 * Math.PI / periodTau;
            // Whole periods: sine, cosine and mean are then at right angles.
            final int last = course.times().length;
            final int first = last
                    - (int) Math.round(Math.floor((course.times()[last - 1] - start - 20) / periodTau + 1e-6)
                            * periodTau
                            / (course.times()[1] - course.times()[0]));
            double inPhase = 0;
            double late = 0;
            for (int i = first; i < last; i++) {
                final double phase = frequency * (course.times()[i] - start);
                inPhase += 2 * course.excitatory()[i] * Math.sin(phase) / (last - first);
                late -= 2 * course.excitatory()[i] * Math.cos(phase) / (last - first);
            }
            return new Tracking(Math.atan2(late, inPhase) / frequency, Math.hypot(late, inPhase));
        }
    }

    private static double[] places(final int count, final double first, final double interval) {
        final double[] places = new double[count];
        for (int i = 0; i < count; i++) places[i] = Math.round((first + i * interval) * 1e6) / 1e6;
        return places;
    }

    private static double mean(final double[] values, final int from) {
        return Statistics.mean(Arrays.copyOfRange(values, from, values.length));
    }

    private static double sd(final BinaryNetwork network, final Settings s, final ScenarioRun run, final double done) {
        final double[] e = new BinarySimulation(network, s.activityBefore, run.seed() + 1)
                .run(60, t -> s.activityBefore, 0.1, run.part(done, done + 0.2))
                .excitatory();
        return Statistics.populationSd(Arrays.copyOfRange(e, 300, e.length));
    }

    private static Figure figure(
            final Settings s,
            final double[] step,
            final double before,
            final double after,
            final BinarySimulation.Course sine,
            final double start,
            final double middle,
            final double swing,
            final double[] slow,
            final double[] fast) {
        final double[] time = places(step.length, 0.05, 0.05);
        final double[] single = new double[step.length];
        for (int i = 0; i < single.length; i++) single[i] = after + (before - after) * Math.exp(-time[i]);
        final double[] sineTime = new double[sine.times().length];
        final double[] input = new double[sineTime.length];
        for (int i = 0; i < sineTime.length; i++) {
            sineTime[i] = sine.times()[i] - start;
            input[i] = before
                    + (middle + swing * Math.sin(2 * Math.PI * sineTime[i] / s.periodTau) - s.activityBefore)
                            * (after - before)
                            / (s.activityAfter - s.activityBefore);
        }
        final double[] root = new double[K.length];
        for (int i = 0; i < root.length; i++) root[i] = Math.sqrt(K[i]);
        return Figure.stacked(
                "Faster than its neurons",
                170,
                new Figure.Row(
                        1,
                        List.of(
                                Panel.of(
                                        "Step of the input",
                                        Axis.of("time (tau)", 0, 4),
                                        Axis.of("m_E"),
                                        Series.line("network", time, step, Role.RESULT),
                                        new Series(
                                                "one time constant",
                                                time,
                                                single,
                                                Role.REFERENCE,
                                                Series.Style.DASHED)),
                                Panel.of(
                                        "Eigenvalues",
                                        new Axis("sqrt(K)", Double.NaN, Double.NaN, true),
                                        new Axis("rate (1/tau)", Double.NaN, Double.NaN, true),
                                        Series.line("slow", root, slow, Role.CELL_A),
                                        Series.line("fast", root, fast, Role.CELL_B)))),
                Figure.row(
                        1,
                        Panel.of(
                                        "Slow sine",
                                        Axis.of("time (tau)", 0, sineTime[sineTime.length - 1]),
                                        Axis.of("m_E"),
                                        Series.line("network", sineTime, sine.excitatory(), Role.RESULT),
                                        new Series(
                                                "input, scaled", sineTime, input, Role.REFERENCE, Series.Style.DASHED))
                                .withMarks(Mark.atY(before, "", Role.NEUTRAL))));
    }
}
