package org.eibalance.scenario.neuron;

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
import org.eibalance.model.network.Network;
import org.eibalance.model.network.Population;
import org.eibalance.model.network.Probe;
import org.eibalance.model.network.Simulation;
import org.eibalance.model.neuron.LeakyIntegrateAndFire;
import org.eibalance.model.synapse.Synapse;
import org.eibalance.model.theory.HighConductanceState;
import org.eibalance.model.theory.HighConductanceState.Bombardment;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.Setting;

/**
 * Bombardment makes a membrane fast: its time constant shrinks, and with it the window in which EPSPs add up (Destexhe,
 * Rudolph and Pare 2003; conductances of Destexhe et al. 2001).
 */
public final class HighConductance extends Scenario<HighConductance.Settings> {

    private static final double STEP_MS = 0.1;
    private static final int CELLS = 20;
    private static final double CAPACITANCE_PF = 346.36;
    private static final double LEAK_NS = 15.5862;
    private static final double LEAK_REVERSAL_MV = -80;
    private static final double SETTLE_MS = 100;
    /** Total over leak conductance above which the state is one of high conductance; cells in vivo have 3 to 5. */
    private static final double HIGH = 1.5;
    /** How far simulation and theory may be apart: so many mV and such a share of the fluctuation. */
    private static final double OFF_MV = 0.5;

    private static final double OFF_SHARE = 0.5;
    private static final double[] LEVELS = {0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3};

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "Mean excitatory conductance",
                    unit = "nS",
                    standard = 12,
                    min = 0,
                    max = 500,
                    description = "Mean of the fluctuating excitatory conductance.")
            double excitatoryMeanNs,

            @Setting(
                    label = "Mean inhibitory conductance",
                    unit = "nS",
                    standard = 57,
                    min = 0,
                    max = 1000,
                    description = "Mean of the fluctuating inhibitory conductance.")
            double inhibitoryMeanNs,

            @Setting(
                    label = "Fluctuation of excitation",
                    unit = "nS",
                    standard = 3,
                    min = 0,
                    max = 100,
                    description = "Standard deviation of the excitatory conductance.")
            double excitatorySdNs,

            @Setting(
                    label = "Fluctuation of inhibition",
                    unit = "nS",
                    standard = 6.6,
                    min = 0,
                    max = 200,
                    description = "Standard deviation of the inhibitory conductance.")
            double inhibitorySdNs,

            @Setting(
                    label = "Correlation time of excitation",
                    unit = "ms",
                    standard = 2.7,
                    min = 0.5,
                    max = 100,
                    description = "Time constant of the excitatory conductance.")
            double excitatoryCorrelationMs,

            @Setting(
                    label = "Correlation time of inhibition",
                    unit = "ms",
                    standard = 10.5,
                    min = 0.5,
                    max = 100,
                    description = "Time constant of the inhibitory conductance.")
            double inhibitoryCorrelationMs,

            @Setting(
                    label = "Duration",
                    unit = "ms",
                    standard = 2000,
                    min = 200,
                    max = 100000,
                    description = "Length of the simulation of twenty cells.")
            double durationMs) {}

    /** For the list of scenarios. */
    public HighConductance() {
        super(
                Settings.class,
                "High-Conductance State",
                "Synaptic bombardment shortens the membrane time constant and the window of coincidence "
                        + "(Destexhe, Rudolph and Pare 2003).");
    }

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        final HighConductanceState theory = new HighConductanceState(
                CAPACITANCE_PF,
                LEAK_NS,
                LEAK_REVERSAL_MV,
                new Bombardment(s.excitatoryMeanNs, s.excitatorySdNs, s.excitatoryCorrelationMs, 0),
                new Bombardment(s.inhibitoryMeanNs, s.inhibitorySdNs, s.inhibitoryCorrelationMs, -75));
        final Network.Builder b = new Network.Builder(STEP_MS, run.seed());
        final Population cells = b.population(
                "cells",
                new LeakyIntegrateAndFire(CAPACITANCE_PF, LEAK_NS, LEAK_REVERSAL_MV, 1e9, -81, 0),
                CELLS,
                new Synapse.OrnsteinUhlenbeck(s.excitatoryMeanNs, s.excitatorySdNs, s.excitatoryCorrelationMs, 0),
                new Synapse.OrnsteinUhlenbeck(s.inhibitoryMeanNs, s.inhibitorySdNs, s.inhibitoryCorrelationMs, -75));
        b.startPotential(cells.whole(), theory.meanMv(), 0);
        final Simulation simulation = b.build().prepare(1);
        simulation.run(SETTLE_MS, done -> {});
        final Probe[] probes = new Probe[CELLS];
        for (int i = 0; i < CELLS; i++) probes[i] = simulation.patch(cells, i, STEP_MS);
        simulation.run(s.durationMs, run.part(0, 0.8));
        double sum = 0;
        double squares = 0;
        long count = 0;
        for (final Probe probe : probes) {
            for (final double v : probe.potentialsMv()) {
                sum += v;
                squares += v * v;
                count++;
            }
        }
        final double mean = sum / count;
        final double sd = Math.sqrt(squares / count - mean * mean);
        final double[] tau = new double[LEVELS.length];
        final double[] window = new double[LEVELS.length];
        final double[] ratio = new double[LEVELS.length];
        for (int i = 0; i < LEVELS.length; i++) {
            final HighConductanceState level = theory.scaled(LEVELS[i] > 0 ? LEVELS[i] : 1e-12);
            tau[i] = level.timeConstantMs();
            ratio[i] = level.conductanceRatio();
            window[i] = coincidenceWindowMs(tau[i]);
        }
        run.progress().accept(1);
        final List<Measure> measures = List.of(
                new Measure("potential_mean_mv", mean, "mV", -65.24, 0.1),
                new Measure("potential_sd_mv", sd, "mV", 1.594, 0.03 * 1.594),
                new Measure("potential_mean_theory_mv", theory.meanMv(), "mV", -65.28, 0.005),
                new Measure("potential_sd_theory_mv", theory.sdMv(), "mV", 1.595, 0.0015),
                new Measure("conductance_ratio", theory.conductanceRatio(), "", 5.43, 0.005),
                new Measure("time_constant_ms", theory.timeConstantMs(), "ms", 4.09, 0.01),
                new Measure("resting_time_constant_ms", theory.restingTimeConstantMs(), "ms", 22.2, 0.05),
                Measure.of("coincidence_window_ms", coincidenceWindowMs(theory.timeConstantMs()), "ms"),
                Measure.of("coincidence_window_at_rest_ms", coincidenceWindowMs(theory.restingTimeConstantMs()), "ms"));
        final double[] v = probes[0].potentialsMv();
        final double[] ms = new double[v.length];
        for (int i = 0; i < ms.length; i++) ms[i] = Math.round(i * STEP_MS * 1e6) / 1e6;
        final Figure figure = Figure.stacked(
                "Under bombardment",
                150,
                Figure.row(
                        1,
                        Panel.of(
                                "One cell",
                                Axis.of("time (ms)", 0, Math.min(500, s.durationMs)),
                                Axis.of("potential (mV)"),
                                Series.line("V", ms, v, Role.RESULT))),
                new Figure.Row(
                        1,
                        List.of(
                                Panel.of(
                                        "",
                                        Axis.of("total / leak conductance"),
                                        Axis.of("time constant (ms)"),
                                        Series.line("tau", ratio, tau, Role.CELL_A)),
                                Panel.of(
                                        "",
                                        Axis.of("total / leak conductance"),
                                        Axis.of("coincidence window (ms)"),
                                        Series.line("window", ratio, window, Role.CELL_B)))));
        final Checks checks = ScenarioChecks.of(new Claim(
                Math.abs(mean - theory.meanMv()) <= OFF_MV + OFF_SHARE * theory.sdMv(),
                mean - theory.meanMv(),
                OFF_MV + OFF_SHARE * theory.sdMv(),
                "mV",
                "The simulated potential is " + Text.number(mean - theory.meanMv()) + " mV from that of theory.",
                "Choose fluctuations that are smaller than the mean conductances: theory counts them as small, and a "
                        + "conductance below 0 is none."));
        return Report.ofMeasures(
                        List.of(
                                checks.headline(
                                        "No potential is given",
                                        "The potential is " + Text.number(mean) + " mV with a standard deviation of "
                                                + Text.number(sd) + " mV.",
                                        ClaimShown.NAME),
                                theory.conductanceRatio() > HIGH
                                        ? "The time constant falls from " + Text.number(theory.restingTimeConstantMs())
                                                + " to " + Text.number(theory.timeConstantMs()) + " ms."
                                        : "This is no state of high conductance: the time constant is "
                                                + Text.number(theory.timeConstantMs()) + " ms where it is "
                                                + Text.number(theory.restingTimeConstantMs()) + " ms at rest."),
                        measures,
                        Map.of(
                                "potential.csv",
                                Table.ofNumbers(List.of("time_ms", "potential_mv"), ms, v),
                                "window.csv",
                                Table.ofNumbers(
                                        List.of("conductance_ratio", "time_constant_ms", "coincidence_window_ms"),
                                        ratio,
                                        tau,
                                        window)),
                        figure)
                .withChecks(checks);
    }

    /**
     * The longest interval between two equal EPSPs, each the answer of the membrane to a current that decays with 2.7
     * ms, whose sum peaks at one and a half times one alone.
     */
    static double coincidenceWindowMs(final double timeConstantMs) {
        double low = 0;
        double high = 20 * timeConstantMs + 20;
        final double goal = 1.5 * peak(0, 1, timeConstantMs);
        while (high - low > 1e-3) {
            final double middle = 0.5 * (low + high);
            if (peak(middle, 2, timeConstantMs) > goal) low = middle;
            else high = middle;
        }
        return low;
    }

    private static double peak(final double intervalMs, final int epsps, final double tau) {
        double peak = 0;
        for (double t = 0; t < 10 * tau + intervalMs; t += 0.02) {
            peak = Math.max(peak, epsp(t, tau) + (epsps > 1 ? epsp(t - intervalMs, tau) : 0));
        }
        return peak;
    }

    private static double epsp(final double t, final double tau) {
        return t < 0 ? 0 : Math.abs(Math.exp(-t / tau) - Math.exp(-t / 2.7));
    }
}
