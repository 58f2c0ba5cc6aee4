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
import org.eibalance.report.Report;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.Intervals;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.Setting;

/**
 * Strong excitation and strong inhibition cancel by themselves, and what is left fluctuates about threshold: irregular
 * spikes, broad rates (van Vreeswijk and Sompolinsky 1996, 1998).
 */
public final class BalancedState extends Scenario<BalancedState.Settings> {

    private static final double SETTLE = 20;
    private static final int TRACE = 600;
    /** Share of the activity of the mean field below which the network is not in that state. */
    private static final double ACTIVE = 0.1;

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "Neurons of each kind",
                    standard = 10000,
                    min = 100,
                    max = 200000,
                    description = "Number of excitatory and of inhibitory neurons.")
            int neuronsEach,

            @Setting(
                    label = "Mean inputs K",
                    standard = 1000,
                    min = 10,
                    max = 20000,
                    description = "Mean number of inputs that a neuron gets from each population.")
            int meanInputs,

            @Setting(
                    label = "External activity",
                    standard = 0.1,
                    min = 0.005,
                    max = 0.9,
                    description = "Activity m_0 of the external population.")
            double externalActivity,

            @Setting(
                    label = "Duration",
                    unit = "tau",
                    standard = 150,
                    min = 10,
                    max = 100000,
                    description = "Time that is measured, in units of the excitatory time constant.")
            double durationTau) {}

    /** For the list of scenarios. */
    public BalancedState() {
        super(
                Settings.class,
                "Balanced State",
                "Large inputs cancel; irregular spikes and a broad distribution of rates remain (van Vreeswijk "
                        + "and Sompolinsky 1996).");
    }

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        final BinaryNetwork network = BinaryNetwork.ofPapers(s.neuronsEach, s.meanInputs);
        final BinaryMeanField.State theory = new BinaryMeanField(network).at(s.externalActivity);
        final BinarySimulation simulation = new BinarySimulation(network, s.externalActivity, run.seed());
        simulation.run(SETTLE, t -> s.externalActivity, 1, run.part(0, 0.1));
        final double[][] input = new double[4][TRACE];
        final int cell = mostTypical(simulation, s, theory.excitatory(), run);
        final double externalInput = s.externalActivity * Math.sqrt(s.meanInputs);
        for (int i = 0; i < TRACE; i++) {
            simulation.run(0.05, t -> s.externalActivity, 1, done -> {});
            final double[] now = simulation.input(cell);
            input[0][i] = Math.round((i + 1) * 5) / 100.0;
            input[1][i] = now[0] + externalInput;
            input[2][i] = now[1];
            input[3][i] = now[0] + externalInput + now[1];
        }
        for (int i = 0; i < s.neuronsEach; i++) simulation.watch(i);
        final double[][] halves = new double[2][];
        for (int half = 0; half < 2; half++) {
            simulation.startMeasuring();
            simulation.run(
                    s.durationTau / 2, t -> s.externalActivity, 1, run.part(0.3 + 0.35 * half, 0.65 + 0.35 * half));
            halves[half] = simulation.meanActivities();
        }
        final int n = s.neuronsEach;
        final double[] means = new double[4];
        final double[] rates = new double[n];
        for (int i = 0; i < n; i++) {
            rates[i] = (halves[0][i] + halves[1][i]) / 2;
            means[0] += rates[i] / n;
            means[1] += (halves[0][n + i] + halves[1][n + i]) / 2 / n;
            means[2] += halves[0][i] * halves[1][i] / n;
            means[3] += halves[0][n + i] * halves[1][n + i] / n;
        }
        final double cv = cv(simulation, n);
        final double net = Arrays.stream(input[3]).average().orElse(Double.NaN);
        final double gross = Arrays.stream(input[1]).average().orElse(Double.NaN);
        // m_E hangs on the graph: the numbers of synapses of a kind scatter by 1 / sqrt(N K) = 3e-4, and two inputs of
        // some
        // 30 sqrt(K) thresholds that cancel make .0006 of m_E of that. Five seeds give .0565 to .0584 (standard
        // deviation
        // .0007), 150 tau more of the same graph the same to .0003. The reference, .0577 to .0583 with five seeds.
        final List<Measure> measures = List.of(
                new Measure("m_e", means[0], "", 0.05757, 0.04 * 0.05757),
                new Measure("m_i", means[1], "", 0.07731, 0.02 * 0.07731),
                new Measure("q_e", means[2], "", 0.00511, 0.0006),
                new Measure("q_i", means[3], "", 0.00873, 0.0009),
                new Measure("m_e_mean_field", theory.excitatory(), "", 0.05867, 1e-5),
                new Measure("m_i_mean_field", theory.inhibitory(), "", 0.07865, 1e-5),
                new Measure("flips_per_update", simulation.flipsPerUpdate(), "", 0.081, 0.002),
                Measure.of("cv", cv, ""),
                Measure.of("excitatory_input_over_net", gross / net, ""));
        final Checks checks = ScenarioChecks.of(Claim.atLeast(
                means[0],
                ACTIVE * theory.excitatory(),
                "",
                "The mean activity of E is " + Text.number(means[0]) + ", and by mean field "
                        + Text.number(theory.excitatory()) + ".",
                "A network so small or so sparse falls silent: choose more inputs or more external activity."));
        return Report.ofMeasures(
                        List.of(checks.headline(
                                "There is no balanced state",
                                "Mean activities are " + Text.number(means[0]) + " (E) and " + Text.number(means[1])
                                        + " (I), by mean field " + Text.number(theory.excitatory()) + " and "
                                        + Text.number(theory.inhibitory()) + "; "
                                        + (Double.isNaN(cv)
                                                ? "no neuron fired the ten times that a CV of its intervals needs."
                                                : "intervals have a CV of " + Text.number(cv) + "."),
                                ClaimShown.NAME)),
                        measures,
                        Map.of(
                                "inputs.csv",
                                Table.ofNumbers(List.of("time_tau", "excitation", "inhibition", "net"), input),
                                "rates.csv",
                                Table.ofNumbers(List.of("mean_activity"), rates)),
                        figure(input, rates, theory))
                .withChecks(checks);
    }

    @Override
    protected double expectedSeconds(final Settings s, final int threads) {
        return BinaryNetwork.ofPapers(s.neuronsEach, s.meanInputs)
                .expectedSeconds(SETTLE + 60 + s.durationTau, s.externalActivity);
    }

    /** A neuron whose activity is near the mean, so that its input shows the balance and its spikes. */
    private static int mostTypical(
            final BinarySimulation simulation, final Settings s, final double activity, final ScenarioRun run) {
        simulation.startMeasuring();
        simulation.run(30, t -> s.externalActivity, 1, run.part(0.1, 0.2));
        final double[] mean = simulation.meanActivities();
        int best = 0;
        for (int i = 1; i < Math.min(1000, s.neuronsEach); i++) {
            if (Math.abs(mean[i] - activity) < Math.abs(mean[best] - activity)) best = i;
        }
        return best;
    }

    /** Mean CV of the intervals of excitatory neurons that fired at least ten times. */
    private static double cv(final BinarySimulation simulation, final int neurons) {
        double sum = 0;
        int used = 0;
        for (int i = 0; i < neurons && used < 200; i += Math.max(1, neurons / 1000)) {
            final double[] times = simulation.spikeTimes(i);
            if (times.length < 10) continue;
            final double[] intervals = new double[times.length - 1];
            for (int k = 0; k < intervals.length; k++) intervals[k] = times[k + 1] - times[k];
            sum += new Intervals(intervals).cv();
            used++;
        }
        return sum / used;
    }

    private static Figure figure(final double[][] input, final double[] rates, final BinaryMeanField.State theory) {
        final double[] place = new double[50];
        final double[] density = new double[50];
        final double mean = Arrays.stream(rates).average().orElse(1);
        for (int i = 0; i < 50; i++) place[i] = 0.1 * (i + 0.5);
        for (final double r : rates) {
            final int bin = (int) (r / mean / 0.1);
            if (bin < 50) density[bin] += 10.0 / rates.length;
        }
        return Figure.stacked(
                "Balance of large inputs",
                150,
                Figure.row(
                        1.3,
                        Panel.of(
                                        "Input of one neuron",
                                        Axis.of("time (tau)", 0, 30),
                                        Axis.of("input (thresholds)"),
                                        Series.line("excitation", input[0], input[1], Role.EXCITATION),
                                        Series.line("inhibition", input[0], input[2], Role.INHIBITION),
                                        Series.line("net", input[0], input[3], Role.RESULT))
                                .withMarks(Mark.atY(1, "threshold", Role.NEUTRAL))),
                Figure.row(
                        1,
                        Panel.of(
                                        "Activities of the neurons",
                                        Axis.of("activity / mean activity", 0, 5),
                                        Axis.of("density"),
                                        new Series("simulation", place, density, Role.RESULT, Series.Style.BARS))
                                .withMarks(Mark.atX(theory.excitatory() / mean, "mean field", Role.REFERENCE))));
    }
}
