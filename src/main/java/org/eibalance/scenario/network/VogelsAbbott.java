package org.eibalance.scenario.network;

import java.util.List;
import java.util.Map;
import org.eibalance.check.Checks;
import org.eibalance.check.scenario.Claim;
import org.eibalance.check.scenario.ClaimShown;
import org.eibalance.check.scenario.Firing;
import org.eibalance.check.scenario.ScenarioChecks;
import org.eibalance.check.scenario.StaysActive;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.model.network.Connectivity;
import org.eibalance.model.network.Network;
import org.eibalance.model.network.Population;
import org.eibalance.model.network.Probe;
import org.eibalance.model.network.Simulation;
import org.eibalance.model.network.Spikes;
import org.eibalance.model.neuron.Membrane;
import org.eibalance.model.synapse.Synapse;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.SpikeFigures;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.waveform.ConductancePair;

/**
 * What the three benchmark networks of Brette et al. (2007) have in common: four fifths excitatory neurons, connections
 * by chance, and activity that sustains itself.
 *
 * @param neurons how many
 * @param probability of each connection
 * @param durationMs how long
 * @param measureFromMs where measuring begins
 */
record VogelsAbbott(int neurons, double probability, double durationMs, double measureFromMs) {

    private static final double STEP_MS = 0.1;
    private static final double SHOWN_MS = 500;
    /** Least CV of irregular activity. The benchmarks have .7 to 2.3, and .3 while only a few spikes are counted. */
    private static final double IRREGULAR_CV = 0.1;

    /**
     * Builds a network.
     *
     * @param cell its neurons
     * @param excitatory receptor of excitatory spikes
     * @param inhibitory receptor of inhibitory spikes
     * @param weightE of an excitatory spike
     * @param weightI of an inhibitory spike
     * @param seed of all random numbers
     * @return the builder, for states at time 0
     */
    Network.Builder builder(
            final Membrane cell,
            final Synapse excitatory,
            final Synapse inhibitory,
            final double weightE,
            final double weightI,
            final long seed) {
        final Network.Builder b = new Network.Builder(STEP_MS, seed);
        final Population cells = b.population("cells", cell, neurons, excitatory, inhibitory);
        final int split = excitatoryNeurons();
        final Connectivity rule = new Connectivity.FixedProbability(probability);
        b.connect(cells.part(0, split), cells.whole(), 0, rule, weightE, STEP_MS);
        b.connect(cells.part(split, neurons), cells.whole(), 1, rule, weightI, STEP_MS);
        return b;
    }

    int excitatoryNeurons() {
        return (int) Math.round(0.8 * neurons);
    }

    /** What a network of this kind did. */
    record Activity(
            Spikes spikes,
            Probe probe,
            double excitatoryHz,
            double inhibitoryHz,
            double cv,
            double fano,
            double lastMs) {}

    /** Runs a network with an electrode in its first neuron. */
    Activity run(final Network network, final ScenarioRun run) {
        final Simulation simulation = network.prepare(run.threads());
        final Population cells = network.populations().get(0);
        final Probe probe = simulation.patch(cells, 0, 0.5);
        simulation.run(durationMs, run.progress());
        final Spikes spikes = simulation.spikes();
        final double last = spikes.count() == 0 ? 0 : spikes.steps()[spikes.count() - 1] * STEP_MS;
        return new Activity(
                spikes,
                probe,
                spikes.rateHz(cells.part(0, excitatoryNeurons()), measureFromMs, durationMs),
                spikes.rateHz(cells.part(excitatoryNeurons(), neurons), measureFromMs, durationMs),
                spikes.meanCv(cells.whole(), measureFromMs, durationMs, 10),
                spikes.populationFano(cells.whole(), measureFromMs, durationMs, 3),
                last);
    }

    /** The conductances of the first neuron, at every step. */
    static ConductancePair conductances(
            final String name,
            final Network network,
            final double fromMs,
            final double durationMs,
            final ScenarioRun run) {
        final Simulation simulation = network.prepare(run.threads());
        final double all = fromMs + durationMs;
        simulation.run(fromMs, run.part(0, fromMs / all));
        final Probe probe = simulation.patch(network.populations().get(0), 0, STEP_MS);
        simulation.run(durationMs, run.part(fromMs / all, 1));
        return new ConductancePair(STEP_MS, probe.strengths(0), probe.strengths(1), name, run.seed());
    }

    /** The result of a scenario of this kind. */
    Report result(final String title, final Network network, final Activity activity, final List<Measure> measures) {
        final Population cells = network.populations().get(0);
        final Population.Part few = cells.part(0, Math.min(200, neurons));
        final double from = Math.max(0, durationMs - SHOWN_MS);
        final double[] v = activity.probe.potentialsMv();
        final double[] ms = new double[v.length];
        for (int i = 0; i < ms.length; i++) ms[i] = Math.round(i * activity.probe.intervalMs() * 1e6) / 1e6;
        final int shown = (int) (from / activity.probe.intervalMs());
        final Figure figure = Figure.stacked(
                title,
                170,
                Figure.row(1.2, SpikeFigures.raster("", activity.spikes, few, from, durationMs, Role.RESULT)),
                Figure.row(0.7, SpikeFigures.rate(activity.spikes, cells.whole(), from, durationMs, 3)),
                Figure.row(
                        0.8,
                        Panel.of(
                                "One neuron",
                                Axis.of("time (ms)", from, durationMs),
                                Axis.of("potential (mV)"),
                                Series.line(
                                        "V",
                                        java.util.Arrays.copyOfRange(ms, shown, ms.length),
                                        java.util.Arrays.copyOfRange(v, shown, v.length),
                                        Role.CELL_A))));
        final Checks active = ScenarioChecks.of(Firing.lasting(
                "The network of " + neurons + " neurons", meanHz(activity), activity.lastMs, durationMs));
        // Of silent neurons, and of rare spikes, no CV is known: then nothing is claimed of it.
        final Checks checks = Double.isNaN(activity.cv)
                ? active
                : active.and(ScenarioChecks.of(Claim.atLeast(
                        activity.cv,
                        IRREGULAR_CV,
                        "",
                        "E cells fire at " + Text.number(activity.excitatoryHz) + " Hz with a CV of "
                                + Text.number(activity.cv) + ".",
                        "Choose weaker excitation or stronger inhibition: so regular are neurons at their highest "
                                + "rate, and those that nothing disturbs.")));
        final String goesOn = "The network of " + neurons + " neurons goes on by itself: E cells fire at "
                + Text.number(activity.excitatoryHz) + " Hz, I cells at " + Text.number(activity.inhibitoryHz) + " Hz"
                + (Double.isNaN(activity.cv)
                        ? "; no neuron fires often enough for a CV."
                        : ", with a CV of " + Text.number(activity.cv) + ".");
        return Report.ofMeasures(
                        List.of(
                                active.firstFailed(StaysActive.NAME).isPresent()
                                        ? active.headline(
                                                "The network does not go on by itself", goesOn, StaysActive.NAME)
                                        : checks.headline("No irregular activity is shown", goesOn, ClaimShown.NAME)),
                        measures,
                        Map.of(
                                "spikes.csv",
                                SpikeFigures.table(activity.spikes, few, durationMs),
                                "neuron.csv",
                                Table.ofNumbers(List.of("time_ms", "potential_mv"), ms, v)),
                        figure)
                .withChecks(checks);
    }

    /** What a run keeps besides its network: the probe and its tables, and spikes of a time and a neuron each. */
    double expectedBytes(final double rateHz) {
        return durationMs * (5 * 8 / 0.5 + 2 * 12 * neurons * rateHz / 1000);
    }

    /** Mean rate of all neurons. */
    double meanHz(final Activity a) {
        return (a.excitatoryHz * excitatoryNeurons() + a.inhibitoryHz * (neurons - excitatoryNeurons())) / neurons;
    }
}
