package org.eibalance.scenario.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eibalance.analysis.pair.PairCorrelation;
import org.eibalance.analysis.pair.PairCorrelogram;
import org.eibalance.analysis.pair.PairResult;
import org.eibalance.analysis.pair.PairSettings;
import org.eibalance.analysis.pair.input.PairInput;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.analysis.pair.input.Pairing;
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
import org.eibalance.model.network.Probe;
import org.eibalance.model.network.Simulation;
import org.eibalance.model.neuron.LeakyIntegrateAndFire;
import org.eibalance.model.neuron.LeakyIntegrateAndFireState;
import org.eibalance.model.synapse.CounterRandom;
import org.eibalance.model.synapse.Synapse;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.Setting;
import org.eibalance.waveform.ConductancePair;

/**
 * Two neurons of one network share their excitation and their inhibition, which follows it: patched together, held
 * hyperpolarised to show the one and depolarised to show the other (Okun and Lampl 2008). Without a drive in common the
 * cells of an asynchronous network share next to nothing (Renart et al. 2010).
 */
public final class OkunLamplPair extends PatchedScenario<OkunLamplPair.Settings> {

    private static final double STEP_MS = 0.1;
    private static final double SAMPLE_MS = 0.5;
    private static final double SETTLE_MS = 200;
    private static final double SWEEP_MS = 2000;
    /** Least correlation of cells that share their inputs; without a common drive it is up to .2. */
    private static final double TOGETHER_R = 0.25;

    private static final int EXCITATORY = 3200;
    private static final int INHIBITORY = 800;
    private static final int INPUTS_E = 160;
    private static final int INPUTS_I = 40;
    private static final LeakyIntegrateAndFire CELL = new LeakyIntegrateAndFire(200, 10, -65, -50, -60, 3);
    /** As with QX-314 in the pipette. */
    private static final LeakyIntegrateAndFire SILENT = new LeakyIntegrateAndFire(200, 10, -65, 1e9, -66, 0);

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "External rate",
                    unit = "Hz",
                    standard = 800,
                    min = 50,
                    max = 20000,
                    description = "Mean rate of the external spikes into a neuron.")
            double externalHz,

            @Setting(
                    label = "Modulation of the drive",
                    standard = 0.35,
                    min = 0,
                    max = 1,
                    description =
                            "Standard deviation of the common Ornstein-Uhlenbeck process, relative to the mean rate.")
            double modulation,

            @Setting(
                    label = "Correlation time of the drive",
                    unit = "ms",
                    standard = 30,
                    min = 2,
                    max = 1000,
                    description = "Time constant of the common process.")
            double correlationMs,

            @Setting(
                    label = "Excitatory weight",
                    unit = "nS",
                    standard = 0.6,
                    min = 0,
                    max = 50,
                    description = "What an excitatory spike adds.")
            double excitatoryNs,

            @Setting(
                    label = "Inhibitory weight",
                    unit = "nS",
                    standard = 6,
                    min = 0,
                    max = 200,
                    description = "What an inhibitory spike adds.")
            double inhibitoryNs,

            @Setting(
                    label = "Delay",
                    unit = "ms",
                    standard = 1.5,
                    min = 0.1,
                    max = 20,
                    description = "Time from a spike to its arrival.")
            double delayMs,

            @Setting(
                    label = "Hyperpolarised level",
                    unit = "mV",
                    standard = -78,
                    min = -120,
                    max = -61,
                    description = "Mean potential at which excitation shows.")
            double hyperpolarisedMv,

            @Setting(
                    label = "Depolarised level",
                    unit = "mV",
                    standard = -5,
                    min = -36,
                    max = 60,
                    description = "Mean potential at which inhibition shows.")
            double depolarisedMv,

            @Setting(
                    label = "Sweeps",
                    standard = 5,
                    min = 1,
                    max = 1000,
                    description = "Sweeps of two seconds at each pair of levels.")
            int sweeps) {}

    /** For the list of scenarios. */
    public OkunLamplPair() {
        super(
                Settings.class,
                "Okun-Lampl Pair",
                "Two recorded neurons of one network: their excitation and inhibition rise and fall together, "
                        + "inhibition a little later (Okun and Lampl 2008).");
    }

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        final double durationMs = s.sweeps * SWEEP_MS;
        final Patched common = patched(s, s.modulation, SETTLE_MS, durationMs, SAMPLE_MS, run, 0, 0.45);
        final Patched apart = patched(s, 0, SETTLE_MS, durationMs, SAMPLE_MS, run, 0.45, 0.9);
        final PairResult result = correlate(common, s, run);
        final PairResult asynchronous = correlate(apart, s, run);
        run.progress().accept(1);
        final PairCorrelogram hh = group(result, Pairing.HH, s);
        final PairCorrelogram dd = group(result, Pairing.DD, s);
        final PairCorrelogram hd = group(result, Pairing.HD, s);
        final PairCorrelogram dh = group(result, Pairing.DH, s);
        final double before = (hd.iAfterEMs() + dh.iAfterEMs()) / 2;
        final double weakest = Math.min(
                Math.min(hh.peak().r(), dd.peak().r()),
                Math.min(-hd.peak().r(), -dh.peak().r()));
        final Checks together = ScenarioChecks.of(Claim.atLeast(
                weakest,
                TOGETHER_R,
                "",
                "Of the four correlations the weakest is " + Text.number(weakest)
                        + ", taken positive where its sign is that of inputs that grow together.",
                "Choose more modulation of the drive, more sweeps, or weights nearer to the defaults."));
        final Checks follows = together.and(ScenarioChecks.of(Claim.atLeast(
                before,
                0,
                "ms",
                "Inhibition comes " + Text.number(Math.abs(before)) + " ms " + (before < 0 ? "before" : "after")
                        + " excitation.",
                "Record more sweeps.")));
        final List<Measure> measures = List.of(
                new Measure("peak_r_hh", hh.peak().r(), "", 0.7, 0.3),
                new Measure("peak_r_dd", dd.peak().r(), "", 0.7, 0.3),
                new Measure("peak_r_hd", hd.peak().r(), "", -0.7, 0.3),
                new Measure("peak_r_dh", dh.peak().r(), "", -0.7, 0.3),
                new Measure("i_after_e_ms", before, "ms", 5, 5),
                new Measure("zero_lag_r_hh_asynchronous", zero(asynchronous, Pairing.HH), "", 0, 0.2),
                new Measure("zero_lag_r_dd_asynchronous", zero(asynchronous, Pairing.DD), "", 0, 0.2),
                new Measure("zero_lag_r_hd_asynchronous", zero(asynchronous, Pairing.HD), "", 0, 0.2),
                Measure.of("rate_e_hz", common.excitatoryHz, "Hz"),
                Measure.of("rate_i_hz", common.inhibitoryHz, "Hz"));
        return Report.ofMeasures(
                        List.of(
                                "Both hyperpolarised the cells correlate with "
                                        + Text.number(hh.peak().r()) + ", both depolarised with "
                                        + Text.number(dd.peak().r()) + ", one of each with "
                                        + Text.number(hd.peak().r()) + ". Without a common drive HH at zero lag is "
                                        + Text.number(zero(asynchronous, Pairing.HH)) + ".",
                                follows.headline(
                                        "That inhibition follows excitation is not said",
                                        "Inhibition follows excitation by " + Text.number(before) + " ms.",
                                        ClaimShown.NAME)),
                        measures,
                        tables(result, asynchronous, common),
                        figure(result, asynchronous, common, s))
                .withChecks(follows);
    }

    @Override
    protected double expectedSeconds(final Settings s, final int threads) {
        // Two networks of 4000 neurons with 200 inputs; the correlogram takes as long again.
        final double steps = (SETTLE_MS + s.sweeps * SWEEP_MS) / STEP_MS;
        return 3 * steps * (EXCITATORY + INHIBITORY) * 4e-9;
    }

    /** What two electrodes saw: conductances of both cells in sweeps. */
    private record Patched(
            double[][] excitatoryNs, double[][] inhibitoryNs, double excitatoryHz, double inhibitoryHz) {}

    @Override
    protected ConductancePair patch(
            final Settings s, final double fromMs, final double durationMs, final ScenarioRun run) {
        final Patched both = patched(s, s.modulation, fromMs, durationMs, STEP_MS, run, 0, 1);
        return new ConductancePair(
                STEP_MS, both.excitatoryNs[0], both.inhibitoryNs[0], "first neuron of " + name(), run.seed());
    }

    private static Patched patched(
            final Settings s,
            final double modulation,
            final double settleMs,
            final double recordedMs,
            final double sampleMs,
            final ScenarioRun run,
            final double from,
            final double to) {
        final double durationMs = settleMs + recordedMs;
        final Network.Builder b = new Network.Builder(STEP_MS, run.seed());
        final Synapse ampa = new Synapse.ExponentialConductance(3, 0);
        final Synapse gaba = new Synapse.ExponentialConductance(6, -80);
        final Population e = b.population("E", CELL, EXCITATORY, ampa, gaba);
        final Population i = b.population("I", CELL, INHIBITORY, ampa, gaba);
        final Population patched = b.population("patched", SILENT, 2, ampa, gaba);
        final float[] course = modulation == 0
                ? null
                : course(modulation, s.correlationMs, (int) Math.round(durationMs / STEP_MS), run.seed());
        for (final Population target : List.of(e, i, patched)) {
            b.connect(
                    e.whole(), target.whole(), 0, new Connectivity.FixedInDegree(INPUTS_E), s.excitatoryNs, s.delayMs);
            b.connect(
                    i.whole(), target.whole(), 1, new Connectivity.FixedInDegree(INPUTS_I), s.inhibitoryNs, s.delayMs);
            b.startPotential(target.whole(), -60, 4);
        }
        // Feedforward inhibition: what comes from outside drives both, and reaches I no later than E.
        for (final Population target : List.of(e, i, patched)) {
            b.drive(new PoissonDrive(target.whole(), 0, s.externalHz, s.excitatoryNs * 4, course));
        }
        final Simulation simulation = b.build().prepare(run.threads());
        simulation.run(settleMs, done -> {});
        final Probe[] probes = {simulation.patch(patched, 0, sampleMs), simulation.patch(patched, 1, sampleMs)};
        simulation.run(recordedMs, run.part(from, to));
        return new Patched(
                new double[][] {probes[0].strengths(0), probes[1].strengths(0)},
                new double[][] {probes[0].strengths(1), probes[1].strengths(1)},
                simulation.spikes().rateHz(e.whole(), settleMs, durationMs),
                simulation.spikes().rateHz(i.whole(), settleMs, durationMs));
    }

    /** 1 + modulation times an Ornstein–Uhlenbeck process, never below 0. */
    private static float[] course(
            final double modulation, final double correlationMs, final int steps, final long seed) {
        final CounterRandom random = new CounterRandom(seed, 77);
        final double decay = Math.exp(-STEP_MS / correlationMs);
        final double kick = Math.sqrt(1 - decay * decay);
        final float[] course = new float[steps];
        double x = random.nextGaussian();
        for (int t = 0; t < steps; t++) {
            course[t] = (float) Math.max(0, 1 + modulation * x);
            x = decay * x + kick * random.nextGaussian();
        }
        return course;
    }

    private static PairResult correlate(final Patched p, final Settings s, final ScenarioRun run) {
        final double[] levels = {s.hyperpolarisedMv, s.depolarisedMv};
        final List<PairSweep> sweeps = new ArrayList<>();
        final int samples = (int) Math.round(SWEEP_MS / SAMPLE_MS);
        for (int a = 0; a < 2; a++) {
            for (int b = 0; b < 2; b++) {
                final double[] va = held(p, 0, levels[a]);
                final double[] vb = held(p, 1, levels[b]);
                for (int k = 0; k < s.sweeps; k++) {
                    sweeps.add(new PairSweep(
                            "network",
                            sweeps.size(),
                            java.util.Arrays.copyOfRange(va, k * samples, (k + 1) * samples),
                            java.util.Arrays.copyOfRange(vb, k * samples, (k + 1) * samples),
                            levels[a],
                            levels[b]));
                }
            }
        }
        final PairSettings settings =
                new PairSettings(200, 0, -80, 0, java.util.Optional.empty(), java.util.Optional.empty());
        return PairCorrelation.compute(
                new PairInput("cell A", "cell B", 1000 / SAMPLE_MS, sweeps), settings, run.threads());
    }

    /**
     * The potential of a silent cell with the conductances of the network and the steady current that holds its mean at
     * a level.
     */
    private static double[] held(final Patched p, final int cell, final double levelMv) {
        final double[] ge = p.excitatoryNs[cell];
        final double[] gi = p.inhibitoryNs[cell];
        final double meanE = java.util.Arrays.stream(ge).average().orElse(0);
        final double meanI = java.util.Arrays.stream(gi).average().orElse(0);
        final float holdingPa = (float)
                (SILENT.leakNs() * (levelMv - SILENT.leakReversalMv()) + meanE * levelMv + meanI * (levelMv + 80));
        final LeakyIntegrateAndFireState state = SILENT.allocate(1, SAMPLE_MS);
        state.setPotentialMv(0, levelMv);
        final double[] v = new double[ge.length];
        final float[] g = new float[1];
        final float[] current = new float[1];
        for (int t = 0; t < v.length; t++) {
            v[t] = state.potentialMv(0);
            g[0] = (float) (ge[t] + gi[t]);
            current[0] = (float) (-80 * gi[t]) + holdingPa;
            state.advance(g, current, 0, 1);
        }
        return v;
    }

    /** Potentials that fluctuate widely about a level near -60 mV may be taken for the other one. */
    private static PairCorrelogram group(final PairResult result, final Pairing pairing, final Settings s) {
        return result.group(pairing)
                .orElseThrow(() -> new InputException("hyperpolarised_mv is '" + s.hyperpolarisedMv
                        + "' and depolarised_mv '" + s.depolarisedMv + "': no sweep counts as " + pairing.label()
                        + ", so that they must be further apart."));
    }

    private static double zero(final PairResult result, final Pairing pairing) {
        return result.group(pairing).orElseThrow().zeroLagR();
    }

    private static Map<String, Table> tables(final PairResult common, final PairResult apart, final Patched p) {
        final double[] ms = new double[p.excitatoryNs[0].length];
        for (int t = 0; t < ms.length; t++) ms[t] = t * SAMPLE_MS;
        return Map.of(
                "correlogram.csv",
                Table.ofNumbers(
                        List.of(
                                "lag_ms",
                                "r_hh",
                                "r_dd",
                                "r_hd",
                                "r_dh",
                                "r_hh_asynchronous",
                                "r_dd_asynchronous",
                                "r_hd_asynchronous"),
                        common.lagsMs(),
                        mean(common, Pairing.HH),
                        mean(common, Pairing.DD),
                        mean(common, Pairing.HD),
                        mean(common, Pairing.DH),
                        mean(apart, Pairing.HH),
                        mean(apart, Pairing.DD),
                        mean(apart, Pairing.HD)),
                "conductance.csv",
                Table.ofNumbers(
                        List.of("time_ms", "g_e_a_ns", "g_i_a_ns", "g_e_b_ns", "g_i_b_ns"),
                        ms,
                        p.excitatoryNs[0],
                        p.inhibitoryNs[0],
                        p.excitatoryNs[1],
                        p.inhibitoryNs[1]));
    }

    private static double[] mean(final PairResult result, final Pairing pairing) {
        return result.group(pairing).orElseThrow().mean();
    }

    private static Figure figure(final PairResult common, final PairResult apart, final Patched p, final Settings s) {
        final int shown = (int) (1000 / SAMPLE_MS);
        final double[] ms = new double[shown];
        for (int t = 0; t < shown; t++) ms[t] = t * SAMPLE_MS;
        final Axis time = Axis.of("time (ms)", 0, 1000);
        return Figure.stacked(
                "Two neurons of one network",
                180,
                new Figure.Row(
                        1,
                        List.of(
                                Panel.of(
                                        "A hyperpolarised",
                                        time,
                                        Axis.of("potential (mV)"),
                                        Series.line(
                                                "A",
                                                ms,
                                                java.util.Arrays.copyOf(held(p, 0, s.hyperpolarisedMv), shown),
                                                Role.CELL_A)),
                                Panel.of(
                                        "B depolarised",
                                        time,
                                        Axis.of("potential (mV)"),
                                        Series.line(
                                                "B",
                                                ms,
                                                java.util.Arrays.copyOf(held(p, 1, s.depolarisedMv), shown),
                                                Role.CELL_B)))),
                new Figure.Row(
                        1.3, List.of(correlogram("Common drive", common), correlogram("No common drive", apart))));
    }

    private static Panel correlogram(final String title, final PairResult r) {
        return Panel.of(
                        title,
                        Axis.of("lag (ms)", -100, 100),
                        Axis.of("correlation", -1, 1),
                        Series.line("HH", r.lagsMs(), mean(r, Pairing.HH), Role.EXCITATION),
                        Series.line("DD", r.lagsMs(), mean(r, Pairing.DD), Role.INHIBITION),
                        Series.line("HD", r.lagsMs(), mean(r, Pairing.HD), Role.RESULT))
                .withMarks(Mark.atX(0, "", Role.NEUTRAL));
    }
}
