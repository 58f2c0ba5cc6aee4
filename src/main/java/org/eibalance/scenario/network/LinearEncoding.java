package org.eibalance.scenario.network;

import java.util.List;
import java.util.Map;
import org.eibalance.check.Checks;
import org.eibalance.check.scenario.Claim;
import org.eibalance.check.scenario.ClaimShown;
import org.eibalance.check.scenario.ScenarioChecks;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.model.network.BinaryNetwork;
import org.eibalance.model.network.BinarySimulation;
import org.eibalance.model.network.Connectivity;
import org.eibalance.model.network.Network;
import org.eibalance.model.network.PoissonDrive;
import org.eibalance.model.network.Population;
import org.eibalance.model.neuron.HodgkinHuxley;
import org.eibalance.model.neuron.LeakyIntegrateAndFire;
import org.eibalance.model.synapse.Synapse;
import org.eibalance.model.theory.BinaryMeanField;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.RegressionLine;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.Setting;
import org.eibalance.signal.ParallelLoop;

/**
 * A balanced network answers its input linearly, though its neurons do not: the balance of large inputs fixes the rates
 * (van Vreeswijk and Sompolinsky 1996, 1998). Shown for binary, integrate-and-fire and Hodgkin–Huxley neurons.
 */
public final class LinearEncoding extends Scenario<LinearEncoding.Settings> {

    private static final double[] ACTIVITIES = {0.1, 0.15, 0.2, 0.25, 0.3};
    private static final double[] K = {1e2, 1e3, 1e4, 1e5, 1e6};
    /**
     * Simulated beside the mean field at m_0 .1, besides the network itself. Not 100, where the inputs in units of 1 /
     * sqrt(K) make fields of exactly 0.
     */
    private static final double FEWER_INPUTS = 300;
    /** Above this density the network is no longer the sparse one of the theory. */
    private static final double MAX_CONNECTED = 0.3;

    /** Least r² of a line; the expected ones are 1 to .02. */
    private static final double LINEAR = 0.9;

    private static final int POINTS = 6;
    private static final int HH_EXCITATORY = 800;
    private static final int HH_INHIBITORY = 200;

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "Binary neurons of each kind",
                    standard = 10000,
                    min = 500,
                    max = 100000,
                    description = "Number of excitatory and of inhibitory neurons of the binary network.")
            int neuronsEach,

            @Setting(
                    label = "Mean inputs K",
                    standard = 1000,
                    min = 50,
                    max = 20000,
                    description = "Mean number of inputs from each population in the binary network.")
            int meanInputs,

            @Setting(
                    label = "Measured time",
                    unit = "tau",
                    standard = 60,
                    min = 10,
                    max = 10000,
                    description = "Time over which the binary network is measured at each input, in units of its time "
                            + "constant.")
            double measuredTau,

            @Setting(
                    label = "Spiking time",
                    unit = "ms",
                    standard = 600,
                    min = 200,
                    max = 100000,
                    description = "Time over which the networks of spiking neurons are measured at each input.")
            double measuredMs) {}

    /** For the list of scenarios. */
    public LinearEncoding() {
        super(
                Settings.class,
                "Linear Encoding",
                "Balanced networks respond linearly, with any kind of neuron: binary, integrate-and-fire or "
                        + "Hodgkin-Huxley.");
    }

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        final BinaryNetwork binary = BinaryNetwork.ofPapers(s.neuronsEach, s.meanInputs);
        final double[] e = new double[ACTIVITIES.length];
        final double[] i = new double[ACTIVITIES.length];
        final double[] input = new double[POINTS];
        final double[] lif = new double[POINTS];
        final double[] hhInput = new double[POINTS];
        final double[] hh = new double[POINTS];
        final double fewerInputs = fewerInputs(s);
        final double[] simulated = new double[1];
        final int jobs = ACTIVITIES.length + 2 * POINTS + 1;
        ParallelLoop.run(jobs, run.threads(), run.progress(), job -> {
            final ScenarioRun alone = run.alone();
            if (job < ACTIVITIES.length) {
                final double[] m = binary(binary, ACTIVITIES[job], s.measuredTau, run.seed());
                e[job] = m[0];
                i[job] = m[1];
            } else if (job < ACTIVITIES.length + POINTS) {
                final int k = job - ACTIVITIES.length;
                input[k] = 20 + 20 * k;
                lif[k] = lif(input[k], s.measuredMs, alone);
            } else if (job >= ACTIVITIES.length + 2 * POINTS) {
                simulated[0] = binary(
                                BinaryNetwork.ofPapers(s.neuronsEach, fewerInputs),
                                ACTIVITIES[0],
                                s.measuredTau,
                                run.seed())[0]
                        / ACTIVITIES[0];
            } else {
                final int k = job - ACTIVITIES.length - POINTS;
                hhInput[k] = 20 + 20 * k;
                hh[k] = hodgkinHuxley(hhInput[k], s.measuredMs, alone);
            }
        });
        final RegressionLine lineE = RegressionLine.through(ACTIVITIES, e);
        final RegressionLine lineI = RegressionLine.through(ACTIVITIES, i);
        final RegressionLine lineLif = RegressionLine.through(input, lif);
        final RegressionLine lineHh = RegressionLine.through(hhInput, hh);
        final double[] ratio = new double[K.length];
        final double[] deficit = new double[K.length];
        for (int k = 0; k < K.length; k++) {
            ratio[k] = new BinaryMeanField(BinaryNetwork.ofPapers(2_000_000, K[k]))
                            .at(0.1)
                            .excitatory()
                    / 0.1;
            deficit[k] = (1 - ratio[k]) * Math.sqrt(K[k]);
        }
        final double theoryE = new BinaryMeanField(binary).at(0.1).excitatory();
        // K = 300: a plain C program has .387 and .395 with two graphs. Slopes and the ratio at K = 1000 scatter by
        // .011 and
        // .006 from seed to seed (slopes of E .966 to .991 with four), for large inputs cancel; three graphs of 25 tau
        // in place
        // of one of 60 scatter as much. The limits are three of these wide, around what is between theory and these
        // means.
        final List<Measure> measures = List.of(
                new Measure("ratio_simulated_at_k_300", simulated[0], "", 0.391, 0.02),
                new Measure("slope_e", lineE.slope(), "", 0.97, 0.04),
                new Measure("slope_i", lineI.slope(), "", 0.97, 0.04),
                new Measure("r_squared_binary", lineE.rSquared(), "", 1, 0.02),
                new Measure("ratio_m_e_over_m_0", e[0] / ACTIVITIES[0], "", 0.5757, 0.018),
                new Measure("ratio_mean_field", theoryE / 0.1, "", 0.587, 0.0005),
                new Measure("deficit_times_root_k_1e3", deficit[1], "", 13.1, 0.1),
                new Measure("deficit_times_root_k_1e4", deficit[2], "", 18.3, 0.1),
                new Measure("deficit_times_root_k_1e6", deficit[4], "", 21.5, 0.1),
                new Measure("r_squared_lif", lineLif.rSquared(), "", 1, 0.02),
                Measure.of("slope_lif", lineLif.slope(), "Hz/Hz"),
                new Measure("r_squared_hh", lineHh.rSquared(), "", 1, 0.02),
                Measure.of("slope_hh", lineHh.slope(), "Hz/Hz"));
        final double[] line = {0, 0.35};
        final Figure figure = Figure.stacked(
                "Linear, whatever the neuron",
                160,
                new Figure.Row(
                        1,
                        List.of(
                                Panel.of(
                                        "Binary neurons",
                                        Axis.of("m_0", 0, 0.35),
                                        Axis.of("mean activity", 0, 0.35),
                                        new Series("E", ACTIVITIES, e, Role.EXCITATION, Series.Style.POINTS),
                                        new Series("I", ACTIVITIES, i, Role.INHIBITION, Series.Style.POINTS),
                                        new Series(
                                                "m_0 (K infinite)", line, line, Role.REFERENCE, Series.Style.DASHED)),
                                Panel.of(
                                        "Approach to the limit",
                                        new Axis("K", Double.NaN, Double.NaN, true),
                                        Axis.of("m_E / m_0 at .1", 0, 1),
                                        Series.line("mean field", K, ratio, Role.REFERENCE),
                                        new Series(
                                                "simulation",
                                                new double[] {fewerInputs, s.meanInputs},
                                                new double[] {simulated[0], e[0] / ACTIVITIES[0]},
                                                Role.EXCITATION,
                                                Series.Style.POINTS)))),
                new Figure.Row(
                        1,
                        List.of(
                                fit("Integrate-and-fire neurons", input, lif, lineLif),
                                fit("Hodgkin-Huxley neurons", hhInput, hh, lineHh))));
        final double least =
                Math.min(lineE.rSquared(), Math.min(lineI.rSquared(), Math.min(lineLif.rSquared(), lineHh.rSquared())));
        final Checks checks = ScenarioChecks.of(Claim.atLeast(
                least,
                LINEAR,
                "",
                "The least r² of the four lines is " + Text.number(least) + ".",
                "Measure for longer, or choose a network with more neurons and fewer inputs."));
        return Report.ofMeasures(
                        List.of(checks.headline(
                                "That the networks respond linearly is not said",
                                "Slopes over m_0 from .1 to .3 are " + Text.number(lineE.slope()) + " (E) and "
                                        + Text.number(lineI.slope())
                                        + " (I), while m_E / m_0 at .1 is " + Text.number(e[0] / 0.1) + ". r² is "
                                        + Text.number(lineLif.rSquared()) + " for integrate-and-fire and "
                                        + Text.number(lineHh.rSquared()) + " for Hodgkin-Huxley neurons.",
                                ClaimShown.NAME)),
                        measures,
                        Map.of(
                                "binary.csv",
                                Table.ofNumbers(List.of("m_0", "m_e", "m_i"), ACTIVITIES, e, i),
                                "spiking.csv",
                                Table.ofNumbers(List.of("input_hz", "rate_lif_hz", "rate_hh_hz"), input, lif, hh),
                                "mean-field.csv",
                                Table.ofNumbers(
                                        List.of("k", "ratio_m_e_over_m_0", "deficit_times_root_k"), K, ratio, deficit)),
                        figure)
                .withChecks(checks);
    }

    @Override
    protected double expectedSeconds(final Settings s, final int threads) {
        final BinaryNetwork binary = BinaryNetwork.ofPapers(s.neuronsEach, s.meanInputs);
        double seconds = 0;
        for (final double activity : ACTIVITIES) seconds += binary.expectedSeconds(15 + s.measuredTau, activity);
        seconds += BinaryNetwork.ofPapers(s.neuronsEach, fewerInputs(s))
                .expectedSeconds(15 + s.measuredTau, ACTIVITIES[0]);
        for (int k = 0; k < POINTS; k++) {
            final double inputHz = 20 + 20 * k;
            seconds += lifNetwork(inputHz, 0).expectedSeconds(100 + s.measuredMs, inputHz);
            seconds += hodgkinHuxleyNetwork(inputHz, 0).expectedSeconds(100 + s.measuredMs, inputHz);
        }
        return seconds / threads;
    }

    private static double fewerInputs(final Settings s) {
        return Math.min(FEWER_INPUTS, MAX_CONNECTED * s.neuronsEach);
    }

    private static Panel fit(final String title, final double[] x, final double[] y, final RegressionLine line) {
        final double[] ends = {x[0], x[x.length - 1]};
        return Panel.of(
                title,
                Axis.of("rate of each input (Hz)"),
                Axis.of("rate of E cells (Hz)"),
                new Series("simulation", x, y, Role.RESULT, Series.Style.POINTS),
                new Series(
                        "line",
                        ends,
                        new double[] {
                            line.intercept() + line.slope() * ends[0], line.intercept() + line.slope() * ends[1]
                        },
                        Role.REFERENCE,
                        Series.Style.DASHED));
    }

    private static double[] binary(
            final BinaryNetwork network, final double activity, final double measured, final long seed) {
        final BinarySimulation simulation = new BinarySimulation(network, activity, seed);
        simulation.run(15, t -> activity, 1, done -> {});
        simulation.startMeasuring();
        simulation.run(measured, t -> activity, 1, done -> {});
        final double[] mean = simulation.meanActivities();
        final double[] m = new double[2];
        for (int k = 0; k < mean.length; k++) {
            if (k < network.excitatory()) m[0] += mean[k] / network.excitatory();
            else m[1] += mean[k] / network.inhibitory();
        }
        return m;
    }

    /** Rate of the E cells of a network with the couplings of the binary one, each jump theta / sqrt(K). */
    private static double lif(final double inputHz, final double measuredMs, final ScenarioRun run) {
        final Network network = lifNetwork(inputHz, run.seed());
        return network.run(100 + measuredMs, 1, done -> {})
                .rateHz(network.populations().get(0).whole(), 100, 100 + measuredMs);
    }

    private static Network lifNetwork(final double inputHz, final long seed) {
        final int k = 200;
        final double jump = 20 / Math.sqrt(k);
        final Network.Builder b = new Network.Builder(0.1, seed);
        final Synapse delta = new Synapse.Delta();
        final Population e = b.population("E", LeakyIntegrateAndFire.ofTimeConstant(20, 0, 20, 0, 1), 2000, delta);
        final Population i = b.population("I", LeakyIntegrateAndFire.ofTimeConstant(10, 0, 20, 0, 1), 2000, delta);
        final Connectivity rule = new Connectivity.FixedInDegree(k);
        b.connect(e.whole(), e.whole(), 0, rule, jump, 0.5);
        b.connect(e.whole(), i.whole(), 0, rule, jump, 0.5);
        b.connect(i.whole(), e.whole(), 0, rule, -2 * jump, 0.5);
        b.connect(i.whole(), i.whole(), 0, rule, -1.8 * jump, 0.5);
        b.drive(new PoissonDrive(e.whole(), 0, k * inputHz, jump));
        b.drive(new PoissonDrive(i.whole(), 0, k * inputHz, 0.8 * jump));
        b.startPotential(e.whole(), 0, 10);
        b.startPotential(i.whole(), 0, 10);
        return b.build();
    }

    /** Rate of the E cells of a network of Hodgkin–Huxley neurons with conductances. */
    private static double hodgkinHuxley(final double inputHz, final double measuredMs, final ScenarioRun run) {
        final Network network = hodgkinHuxleyNetwork(inputHz, run.seed());
        return network.run(100 + measuredMs, 1, done -> {})
                .rateHz(network.populations().get(0).part(0, HH_EXCITATORY), 100, 100 + measuredMs);
    }

    private static Network hodgkinHuxleyNetwork(final double inputHz, final long seed) {
        final int size = HH_EXCITATORY + HH_INHIBITORY;
        final Network.Builder b = new Network.Builder(0.1, seed);
        final Population cells = b.population(
                "cells",
                HodgkinHuxley.ofBenchmark(),
                size,
                new Synapse.ExponentialConductance(5, 0),
                new Synapse.ExponentialConductance(10, -80));
        b.connect(cells.part(0, HH_EXCITATORY), cells.whole(), 0, new Connectivity.FixedInDegree(64), 1, 0.5);
        b.connect(cells.part(HH_EXCITATORY, size), cells.whole(), 1, new Connectivity.FixedInDegree(16), 20, 0.5);
        b.drive(new PoissonDrive(cells.whole(), 0, 64 * inputHz, 1));
        return b.build();
    }
}
