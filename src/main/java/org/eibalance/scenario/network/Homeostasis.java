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
import org.eibalance.model.network.Connectivity;
import org.eibalance.model.network.Network;
import org.eibalance.model.network.PoissonDrive;
import org.eibalance.model.network.Population;
import org.eibalance.model.network.Simulation;
import org.eibalance.model.network.Spikes;
import org.eibalance.model.neuron.LeakyIntegrateAndFire;
import org.eibalance.model.synapse.InhibitoryPlasticity;
import org.eibalance.model.synapse.Synapse;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.Setting;

/**
 * Inhibition that follows the rate brings it home: by one factor on all inhibitory weights, ds_I/dt = k (r − r_0)
 * (Turrigiano et al. 1998; van Rossum, Bi and Turrigiano 2000), and synapse by synapse through the timing of spikes
 * (Vogels et al. 2011). Then a quarter of the inhibition is lost.
 */
public final class Homeostasis extends Scenario<Homeostasis.Settings> {

    private static final double STEP_MS = 0.1;
    private static final double BIN_MS = 100;
    private static final double FULL_INPUT_HZ = 30;
    private static final double FULL_INHIBITION_HZ = 25;
    private static final double RATE_STEP_S = 0.01;
    private static final double RATE_END_S = 60;
    private static final double RATE_LOSS_S = 30;
    private static final int SYNAPSES = 50;
    /** The rate is home within half of the target and 1 Hz; correlations keep it a fifth above. */
    private static final double NEAR_SHARE = 0.5;

    private static final double NEAR_HZ = 1;

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "Neurons",
                    standard = 2000,
                    min = 200,
                    max = 20000,
                    description = "Neurons of the spiking network, four fifths excitatory.")
            int neurons,

            @Setting(
                    label = "Learning rate",
                    unit = "nS",
                    standard = 0.1,
                    min = 0.001,
                    max = 10,
                    description = "Change of an inhibitory weight by one pair of spikes.")
            double learningNs,

            @Setting(
                    label = "Target rate",
                    unit = "Hz",
                    standard = 5,
                    min = 0.5,
                    max = 30,
                    description = "Rate that inhibition drives excitatory cells to.")
            double targetHz,

            @Setting(
                    label = "Share of inhibition lost",
                    standard = 0.25,
                    min = 0,
                    max = 0.9,
                    description = "Share of the inhibition that is lost halfway.")
            double shareLost,

            @Setting(
                    label = "Gain of scaling",
                    unit = "1/s/Hz",
                    standard = 0.02,
                    min = 0.0001,
                    max = 1,
                    description = "How fast the factor on all inhibitory weights follows the rate, k.")
            double gainPerSHz,

            @Setting(
                    label = "Duration",
                    unit = "ms",
                    standard = 16000,
                    min = 2000,
                    max = 1e6,
                    description = "Length of the simulation of spikes; inhibition is lost after half of it.")
            double durationMs) {}

    /** For the list of scenarios. */
    public Homeostasis() {
        super(
                Settings.class,
                "Homeostasis of Inhibition",
                "Scaling and plasticity of inhibition return the rate to its target, also after a quarter of "
                        + "the inhibition is lost (Vogels et al. 2011; Turrigiano et al. 1998).");
    }

    /** Rate, factor and weights of a cell r = h − s w under scaling; the weights' ratios are to stay. */
    private record Scaled(double[] seconds, double[] rateHz, double[] factor, double worstRatio) {}

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        final Scaled scaled = scaled(s);
        final int inhibitory = s.neurons / 5;
        final int excitatory = s.neurons - inhibitory;
        final int lost = (int) Math.round(s.shareLost * inhibitory);
        final Network.Builder b = new Network.Builder(STEP_MS, run.seed());
        final Population p = b.population(
                "cells",
                new LeakyIntegrateAndFire(200, 10, -60, -50, -60, 5),
                s.neurons,
                new Synapse.ExponentialConductance(5, 0),
                new Synapse.ExponentialConductance(10, -80));
        final Population.Part e = p.part(0, excitatory);
        final Population.Part i = p.part(excitatory, s.neurons);
        // As many inputs as in the network of 10 000 cells of the paper.
        final Connectivity rule = new Connectivity.FixedProbability(Math.min(1, 200.0 / s.neurons));
        b.current(p.whole(), 200, 0);
        b.connect(e, p.whole(), 0, rule, 0.3, STEP_MS);
        b.connect(i, i, 1, rule, 3, STEP_MS);
        b.connect(i, e, 1, rule, 1e-10, STEP_MS, null, new InhibitoryPlasticity(s.learningNs, s.targetHz, 20, 100));
        final double lossMs = s.durationMs / 2;
        if (lost > 0) {
            // A conductance that no current overcomes silences the lost cells from then on.
            final float[] course = new float[(int) Math.round(lossMs / STEP_MS) + 1];
            course[course.length - 1] = 1;
            b.drive(new PoissonDrive(p.part(s.neurons - lost, s.neurons), 1, 2000, 20, course));
        }
        final Simulation simulation = b.build().prepare(run.threads());
        simulation.run(lossMs, run.part(0, 0.5));
        final double weightBefore = simulation.meanWeight(2);
        simulation.run(s.durationMs - lossMs, run.part(0.5, 1));
        final double weightAfter = simulation.meanWeight(2);
        final Spikes spikes = simulation.spikes();
        final double first = spikes.rateHz(e, 0, 100);
        final double home = spikes.rateHz(e, 0.75 * lossMs, lossMs);
        final double jump = spikes.rateHz(e, lossMs, lossMs + 100);
        final double recovered = spikes.rateHz(e, lossMs + 0.75 * lossMs, s.durationMs);
        final double cv = spikes.meanCv(e, 0.75 * lossMs, lossMs, 6);
        final double[] counts = spikes.histogram(e, 0, s.durationMs, BIN_MS);
        final double[] place = new double[counts.length];
        for (int k = 0; k < counts.length; k++) {
            place[k] = (k + 0.5) * BIN_MS / 1000;
            counts[k] *= 1000 / BIN_MS / excitatory;
        }
        final int n = scaled.seconds.length;
        final int loss = (int) Math.round(RATE_LOSS_S / RATE_STEP_S);
        // Rates stay about a fifth above the target, as correlations add to pairs of spikes.
        final List<Measure> measures = List.of(
                new Measure("scaled_rate_hz", scaled.rateHz[loss - 1], "Hz", 5, 0.01),
                new Measure("scaled_rate_after_loss_hz", scaled.rateHz[n - 1], "Hz", 5, 0.01),
                new Measure(
                        "scaled_factor_grows_by", scaled.factor[n - 1] / scaled.factor[loss - 1], "", 1 / 0.75, 0.002),
                new Measure("worst_change_of_a_ratio", scaled.worstRatio, "", 0, 1e-12),
                Measure.of("rate_without_inhibition_hz", first, "Hz"),
                new Measure("rate_with_plasticity_hz", home, "Hz", 1.175 * 5, 0.175 * 5),
                new Measure("rate_recovered_hz", recovered, "Hz", 1.175 * 5, 0.175 * 5),
                new Measure("rate_rises_on_loss", jump > home ? 1 : 0, "", 1, 0),
                Measure.of("rate_on_loss_hz", jump, "Hz"),
                Measure.of("cv", cv, ""),
                Measure.of("weight_before_loss_ns", weightBefore, "nS"),
                Measure.of("weight_recovered_ns", weightAfter, "nS"));
        final double allowed = NEAR_SHARE * s.targetHz + NEAR_HZ;
        final Checks near = ScenarioChecks.of(home(home, s, allowed, "After half of the time"));
        final Checks back = ScenarioChecks.of(home(recovered, s, allowed, "At the end"));
        final String lose = "Losing " + Text.number(100 * s.shareLost) + " % of the inhibitory cells ";
        return Report.ofMeasures(
                        List.of(
                                near.headline(
                                        "That plasticity brings the rate home is not said",
                                        "Plasticity brings the rate from " + Text.number(first) + " to "
                                                + Text.number(home) + " Hz, with a target of " + Text.number(s.targetHz)
                                                + " Hz.",
                                        ClaimShown.NAME),
                                lost == 0
                                        ? "No inhibitory cell is lost."
                                        : !(jump > home)
                                                ? lose + "does not raise it: it is " + Text.number(jump)
                                                        + " Hz in the 100 ms after the loss, and "
                                                        + Text.number(recovered)
                                                        + " Hz at the end."
                                                : back.headline(
                                                        lose + "raises it to " + Text.number(jump)
                                                                + " Hz; that it comes back is not said",
                                                        lose + "raises it to " + Text.number(jump)
                                                                + " Hz, from where it comes back to "
                                                                + Text.number(recovered) + " Hz.",
                                                        ClaimShown.NAME),
                                "The mean of all plastic weights goes from " + Text.number(weightBefore) + " to "
                                        + Text.number(weightAfter) + " nS."),
                        measures,
                        Map.of(
                                "rate.csv",
                                Table.ofNumbers(List.of("time_s", "rate_e_hz"), place, counts),
                                "scaling.csv",
                                Table.ofNumbers(
                                        List.of("time_s", "rate_hz", "factor"),
                                        thinned(scaled.seconds),
                                        thinned(scaled.rateHz),
                                        thinned(scaled.factor))),
                        figure(s, scaled, place, counts))
                .withChecks(near.and(back));
    }

    private static Claim home(final double hz, final Settings s, final double allowed, final String when) {
        return new Claim(
                Math.abs(hz - s.targetHz) <= allowed,
                Math.abs(hz - s.targetHz),
                allowed,
                "Hz",
                when + " the rate is " + Text.number(hz) + " Hz, with a target of " + Text.number(s.targetHz) + " Hz.",
                "Run it for longer, choose a faster learning rate, or more neurons.");
    }

    private static double[] thinned(final double[] values) {
        final double[] kept = new double[values.length / 10];
        for (int k = 0; k < kept.length; k++) kept[k] = values[10 * k];
        return kept;
    }

    private static Scaled scaled(final Settings s) {
        final int steps = (int) Math.round(RATE_END_S / RATE_STEP_S);
        final double[] seconds = new double[steps];
        final double[] rate = new double[steps];
        final double[] factor = new double[steps];
        final double[] weights = new double[SYNAPSES];
        for (int k = 0; k < SYNAPSES; k++) weights[k] = (1 + k % 7) * FULL_INHIBITION_HZ / SYNAPSES / 3.94;
        final double[] start = weights.clone();
        double now = 0.4;
        double grown = now;
        for (int k = 0; k < SYNAPSES; k++) weights[k] *= now;
        for (int t = 0; t < steps; t++) {
            seconds[t] = Math.round(t * RATE_STEP_S * 1e6) / 1e6;
            final double left = seconds[t] < RATE_LOSS_S ? 1 : 1 - s.shareLost;
            rate[t] = Math.max(0, FULL_INPUT_HZ - left * Arrays.stream(weights).sum());
            factor[t] = now;
            // All weights are multiplied by one number, which keeps their ratios; the factor is their common growth.
            now = Math.max(1e-6, now + RATE_STEP_S * s.gainPerSHz * (rate[t] - s.targetHz));
            for (int k = 0; k < SYNAPSES; k++) weights[k] *= now / grown;
            grown = now;
        }
        double worst = 0;
        for (int k = 1; k < SYNAPSES; k++)
            worst = Math.max(worst, Math.abs(weights[k] / weights[0] - start[k] / start[0]) / (start[k] / start[0]));
        return new Scaled(seconds, rate, factor, worst);
    }

    private static Figure figure(final Settings s, final Scaled scaled, final double[] place, final double[] counts) {
        final Mark target = Mark.atY(s.targetHz, "target", Role.NEUTRAL);
        return Figure.stacked(
                "Inhibition brings the rate home",
                150,
                new Figure.Row(
                        1,
                        List.of(
                                Panel.of(
                                                "One factor on all weights",
                                                Axis.of("time (s)", 0, RATE_END_S),
                                                Axis.of("rate (Hz)", 0, 24),
                                                Series.line("rate", scaled.seconds, scaled.rateHz, Role.RESULT))
                                        .withMarks(target, Mark.atX(RATE_LOSS_S, "inhibition lost", Role.INHIBITION)),
                                Panel.of(
                                        "Factor",
                                        Axis.of("time (s)", 0, RATE_END_S),
                                        Axis.of("s_I"),
                                        Series.line("factor", scaled.seconds, scaled.factor, Role.INHIBITION)))),
                Figure.row(
                        1,
                        Panel.of(
                                        "Spike-timing dependent inhibition in a network",
                                        Axis.of("time (s)", 0, s.durationMs / 1000),
                                        new Axis("rate of E (Hz)", Double.NaN, Double.NaN, true),
                                        Series.line("rate", place, positive(counts), Role.RESULT))
                                .withMarks(target, Mark.atX(s.durationMs / 2000, "inhibition lost", Role.INHIBITION))));
    }

    /** A logarithmic axis has no place for 0. */
    private static double[] positive(final double[] values) {
        return Arrays.stream(values).map(v -> v > 0 ? v : Double.NaN).toArray();
    }
}
