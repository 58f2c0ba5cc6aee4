package org.eibalance.scenario.neuron;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eibalance.check.Checks;
import org.eibalance.check.scenario.Firing;
import org.eibalance.check.scenario.ScenarioChecks;
import org.eibalance.check.scenario.StaysActive;
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
import org.eibalance.model.network.Probe;
import org.eibalance.model.network.Simulation;
import org.eibalance.model.network.Spikes;
import org.eibalance.model.neuron.AdaptiveExponential;
import org.eibalance.model.neuron.LeakyIntegrateAndFire;
import org.eibalance.model.synapse.ShortTermPlasticity;
import org.eibalance.model.synapse.Synapse;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.Setting;
import org.eibalance.signal.Statistics;

/**
 * A stimulus that stays while the response to it fades: synapses depress, excitatory ones more than inhibitory ones
 * (Galarreta and Hestrin 1998), and cells have a current of adaptation (Brette and Gerstner 2005). The E/I ratio
 * changes on the way.
 */
public final class SynapticAdaptation extends Scenario<SynapticAdaptation.Settings> {

    private static final double STEP_MS = 0.1;
    private static final double QUIET_MS = 500;
    private static final double BIN_MS = 50;
    private static final double REST_HZ = 1;
    private static final double AMPA_MS = 5;
    private static final double GABA_MS = 10;
    private static final double SAMPLE_MS = 0.5;

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "Rate of each input",
                    unit = "Hz",
                    standard = 20,
                    min = 2,
                    max = 200,
                    description = "Rate at which inputs fire while the stimulus stays; 1 Hz before.")
            double stimulusHz,

            @Setting(
                    label = "Use of excitatory resources",
                    standard = 0.5,
                    min = 0.01,
                    max = 1,
                    description = "Share of its resources that an excitatory synapse uses with each spike.")
            double useE,

            @Setting(
                    label = "Recovery of excitatory synapses",
                    unit = "ms",
                    standard = 400,
                    min = 1,
                    max = 10000,
                    description = "Time constant with which these resources come back.")
            double recoveryEMs,

            @Setting(
                    label = "Use of inhibitory resources",
                    standard = 0.25,
                    min = 0.01,
                    max = 1,
                    description = "Share of its resources that an inhibitory synapse uses with each spike.")
            double useI,

            @Setting(
                    label = "Recovery of inhibitory synapses",
                    unit = "ms",
                    standard = 200,
                    min = 1,
                    max = 10000,
                    description = "Time constant with which these resources come back.")
            double recoveryIMs,

            @Setting(
                    label = "Adaptation by a spike",
                    unit = "pA",
                    standard = 40,
                    min = 0,
                    max = 1000,
                    description = "What each spike adds to the current of adaptation.")
            double adaptationPa,

            @Setting(
                    label = "Stimulus",
                    unit = "ms",
                    standard = 2000,
                    min = 500,
                    max = 60000,
                    description = "How long the stimulus stays.")
            double stimulusMs,

            @Setting(
                    label = "Cells",
                    standard = 60,
                    min = 5,
                    max = 2000,
                    description = "Cells with the same kind of input, over which is averaged.")
            int cells) {}

    /** For the list of scenarios. */
    public SynapticAdaptation() {
        super(
                Settings.class,
                "Adaptation to a Constant Stimulus",
                "Synaptic depression and an adaptation current under a constant stimulus, and the E/I ratio "
                        + "through time (Galarreta and Hestrin 1998; Brette and Gerstner 2005).");
    }

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        final double durationMs = QUIET_MS + s.stimulusMs;
        final Response adapting = response(s, s.adaptationPa, true, run, 0);
        final Response plain = response(s, 0, false, run, 0.5);
        final double early = mean(adapting.ratio, 0, 1);
        final int bins = adapting.ratio.length;
        final double late = mean(adapting.ratio, bins / 2, bins);
        final double eDepressed =
                mean(adapting.excitatoryNs, bins / 2, bins) / mean(plain.excitatoryNs, bins / 2, bins);
        final double iDepressed =
                mean(adapting.inhibitoryNs, bins / 2, bins) / mean(plain.inhibitoryNs, bins / 2, bins);
        // Resources of a synapse under Poisson spikes settle at 1 / (1 + U r tau); the spikes of the rest before take
        // some.
        final double eTheory = 1 / (1 + s.useE * s.stimulusHz * s.recoveryEMs / 1000);
        final double iTheory = 1 / (1 + s.useI * s.stimulusHz * s.recoveryIMs / 1000);
        final double firstHz = mean(adapting.rateHz, 0, 2);
        final double lastHz = mean(adapting.rateHz, bins / 2, bins);
        final double plainFirst = mean(plain.rateHz, 0, 2);
        final double plainLast = mean(plain.rateHz, bins / 2, bins);
        final List<Measure> measures = List.of(
                new Measure("excitation_left", eDepressed, "", 0.2, 0.012),
                new Measure("inhibition_left", iDepressed, "", 0.5, 0.025),
                Measure.of("excitation_left_theory", eTheory, ""),
                Measure.of("inhibition_left_theory", iTheory, ""),
                new Measure(
                        "ratio_late_over_ratio_without_depression",
                        late / mean(plain.ratio, bins / 2, bins),
                        "",
                        0.4,
                        0.03),
                Measure.of("ratio_first_bin", early, ""),
                Measure.of("ratio_late", late, ""),
                new Measure("ratio_falls", late < early ? 1 : 0, "", 1, 0),
                Measure.of("rate_first_100_ms_hz", firstHz, "Hz"),
                Measure.of("rate_late_hz", lastHz, "Hz"),
                new Measure("rate_falls", lastHz < 0.7 * firstHz ? 1 : 0, "", 1, 0),
                new Measure(
                        "rate_stays_without_adaptation",
                        plainFirst > 0 ? plainLast / plainFirst : Double.NaN,
                        "",
                        1,
                        0.15));
        final double[] ms = new double[bins];
        for (int k = 0; k < bins; k++) ms[k] = (k + 0.5) * BIN_MS;
        final Checks active = ScenarioChecks.of(Firing.of("The population of cells", firstHz));
        return Report.ofMeasures(
                        List.of(
                                "Of the excitatory conductance " + Text.number(100 * eDepressed)
                                        + " % is left while the stimulus stays, of the inhibitory one "
                                        + Text.number(100 * iDepressed) + " %: their ratio "
                                        + (late < early ? "falls" : "rises") + " from "
                                        + Text.number(early) + " to " + Text.number(late) + ".",
                                active.headline(
                                        "How the rate adapts is not said",
                                        "Cells fire at " + Text.number(firstHz) + " Hz in the first 100 ms and at "
                                                + Text.number(lastHz)
                                                + " Hz late; without depression and adaptation at "
                                                + Text.number(plainFirst)
                                                + " and " + Text.number(plainLast) + " Hz.",
                                        StaysActive.NAME)),
                        measures,
                        Map.of(
                                "course.csv",
                                Table.ofNumbers(
                                        List.of(
                                                "time_ms",
                                                "g_e_ns",
                                                "g_i_ns",
                                                "ratio",
                                                "rate_hz",
                                                "rate_without_adaptation_hz"),
                                        ms,
                                        adapting.excitatoryNs,
                                        adapting.inhibitoryNs,
                                        adapting.ratio,
                                        adapting.rateHz,
                                        plain.rateHz)),
                        figure(ms, adapting, plain, durationMs - QUIET_MS))
                .withChecks(active);
    }

    /** Conductances, their ratio and the rate in bins from the start of the stimulus. */
    private record Response(double[] excitatoryNs, double[] inhibitoryNs, double[] ratio, double[] rateHz) {}

    private static double mean(final double[] values, final int from, final int to) {
        return Statistics.mean(Arrays.copyOfRange(values, from, to));
    }

    private static Response response(
            final Settings s, final double jumpPa, final boolean depressing, final ScenarioRun run, final double done) {
        final Network.Builder b = new Network.Builder(STEP_MS, run.seed());
        // A neuron that each of its inputs makes fire is a Poisson process whose synapses can depress.
        final LeakyIntegrateAndFire relay = LeakyIntegrateAndFire.ofTimeConstant(10, 0, 20, 0, 0);
        final Population sourceE = b.population("excitatory inputs", relay, 800, new Synapse.Delta());
        final Population sourceI = b.population("inhibitory inputs", relay, 200, new Synapse.Delta());
        final Population cells = b.population(
                "cells",
                new AdaptiveExponential(200, 10, -70, -50, 2, 0, -58, 2, 300, 2, jumpPa),
                s.cells,
                new Synapse.ExponentialConductance(AMPA_MS, 0),
                new Synapse.ExponentialConductance(GABA_MS, -75));
        final float[] course = new float[(int) Math.round(QUIET_MS / STEP_MS) + 1];
        Arrays.fill(course, (float) (REST_HZ / s.stimulusHz));
        course[course.length - 1] = 1;
        b.drive(new PoissonDrive(sourceE.whole(), 0, s.stimulusHz, 100, course));
        b.drive(new PoissonDrive(sourceI.whole(), 0, s.stimulusHz, 100, course));
        final ShortTermPlasticity e = depressing ? new ShortTermPlasticity(s.useE, s.recoveryEMs, 0) : null;
        final ShortTermPlasticity i = depressing ? new ShortTermPlasticity(s.useI, s.recoveryIMs, 0) : null;
        // Without depression a synapse has at each spike what a rested one has at its first.
        b.connect(
                sourceE.whole(),
                cells.whole(),
                0,
                new Connectivity.FixedInDegree(80),
                depressing ? 10 : 10 * s.useE,
                1,
                e,
                null);
        b.connect(
                sourceI.whole(),
                cells.whole(),
                1,
                new Connectivity.FixedInDegree(40),
                depressing ? 6 : 6 * s.useI,
                1,
                i,
                null);
        final Simulation simulation = b.build().prepare(run.threads());
        final Probe[] probes = new Probe[Math.min(20, s.cells)];
        for (int k = 0; k < probes.length; k++) probes[k] = simulation.patch(cells, k, SAMPLE_MS);
        simulation.run(QUIET_MS + s.stimulusMs, run.part(done, done + 0.5));
        final Spikes spikes = simulation.spikes();
        final double[] rate = spikes.histogram(cells.whole(), QUIET_MS, QUIET_MS + s.stimulusMs, BIN_MS);
        final double[] ge = new double[rate.length];
        final double[] gi = new double[rate.length];
        final double[] ratio = new double[rate.length];
        final int perBin = (int) Math.round(BIN_MS / SAMPLE_MS);
        final int start = (int) Math.round(QUIET_MS / SAMPLE_MS);
        for (final Probe probe : probes) {
            final double[] excitation = probe.strengths(0);
            final double[] inhibition = probe.strengths(1);
            for (int k = 0; k < rate.length; k++) {
                ge[k] += mean(excitation, start + k * perBin, start + (k + 1) * perBin) / probes.length;
                gi[k] += mean(inhibition, start + k * perBin, start + (k + 1) * perBin) / probes.length;
            }
        }
        for (int k = 0; k < rate.length; k++) {
            rate[k] *= 1000 / BIN_MS / s.cells;
            ratio[k] = ge[k] / gi[k];
        }
        return new Response(ge, gi, ratio, rate);
    }

    private static Figure figure(final double[] ms, final Response adapting, final Response plain, final double endMs) {
        return Figure.stacked(
                "A stimulus that stays",
                150,
                new Figure.Row(
                        1,
                        List.of(
                                Panel.of(
                                        "Conductances",
                                        Axis.of("time in the stimulus (ms)", 0, endMs),
                                        Axis.of("conductance (nS)"),
                                        Series.line("excitatory", ms, adapting.excitatoryNs, Role.EXCITATION),
                                        Series.line("inhibitory", ms, adapting.inhibitoryNs, Role.INHIBITION)),
                                Panel.of(
                                        "E/I ratio",
                                        Axis.of("time in the stimulus (ms)", 0, endMs),
                                        Axis.of("g_E / g_I"),
                                        Series.line("depressing", ms, adapting.ratio, Role.RESULT),
                                        new Series(
                                                "without depression",
                                                ms,
                                                plain.ratio,
                                                Role.REFERENCE,
                                                Series.Style.DASHED)))),
                Figure.row(
                        1,
                        Panel.of(
                                        "Response",
                                        Axis.of("time in the stimulus (ms)", 0, endMs),
                                        Axis.of("rate (Hz)"),
                                        Series.line("with depression and adaptation", ms, adapting.rateHz, Role.RESULT),
                                        new Series("without", ms, plain.rateHz, Role.REFERENCE, Series.Style.DASHED))
                                .withMarks(Mark.atX(0, "", Role.NEUTRAL))));
    }
}
