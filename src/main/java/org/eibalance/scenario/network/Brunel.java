package org.eibalance.scenario.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
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
import org.eibalance.model.network.Spikes;
import org.eibalance.model.neuron.LeakyIntegrateAndFire;
import org.eibalance.model.synapse.Synapse;
import org.eibalance.model.theory.DiffusionNeuron;
import org.eibalance.model.theory.SparseNetworkTheory;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.SpikeFigures;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.Setting;
import org.eibalance.signal.ParallelLoop;

/** The sparse network of identical neurons and its four regimes (Brunel 2000, model A). */
public final class Brunel extends Scenario<Brunel.Settings> {

    private static final double STEP_MS = 0.1;
    private static final double SETTLE_MS = 200;
    /** Points of the phase diagram, each simulated for a short time. */
    private static final double[] DIAGRAM_G = {3, 4.5, 5, 6, 8};

    private static final double[] DIAGRAM_ETA = {0.9, 2, 4};
    private static final double DIAGRAM_SETTLE_MS = 80;
    private static final double DIAGRAM_MS = 200;
    /** Below this CV of the intervals neurons fire regularly. */
    private static final double REGULAR_CV = 0.25;
    /** Above this standard deviation over mean of the population's rate in bins of 3 ms it is called synchronous. */
    private static final double SYNCHRONOUS = 0.5;

    /** One point of the paper's figure 8 in each regime: name, g, eta, and how long it is shown. */
    private enum Regime {
        SYNCHRONOUS_REGULAR("synchronous regular", 3, 2, 60),
        FAST("synchronous irregular, fast", 6, 4, 250),
        ASYNCHRONOUS("asynchronous irregular", 5, 2, 250),
        SLOW("synchronous irregular, slow", 4.5, 0.9, 500);

        private final String label;
        private final double g;
        private final double eta;
        private final double ms;

        Regime(final String label, final double g, final double eta, final double ms) {
            this.label = label;
            this.g = g;
            this.eta = eta;
            this.ms = ms;
        }
    }

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "Relative strength of inhibition g",
                    standard = 5,
                    min = 0,
                    max = 20,
                    description = "An inhibitory jump over an excitatory one.")
            double relativeInhibition,

            @Setting(
                    label = "External rate eta",
                    standard = 2,
                    min = 0.1,
                    max = 10,
                    description = "Rate of the external inputs over the one whose mean just reaches threshold.")
            double externalRatio,

            @Setting(
                    label = "Excitatory inputs",
                    standard = 1000,
                    min = 10,
                    max = 4000,
                    description = "Number of excitatory inputs of a neuron, a tenth of all excitatory neurons; a "
                            + "quarter as many are inhibitory.")
            int excitatoryInputs,

            @Setting(
                    label = "EPSP",
                    unit = "mV",
                    standard = 0.1,
                    min = 0.001,
                    max = 5,
                    description = "Jump of the potential at an excitatory spike.")
            double epspMv,

            @Setting(
                    label = "Reset",
                    unit = "mV",
                    standard = 10,
                    min = -20,
                    max = 19,
                    description = "Potential after a spike, from rest; the threshold is at 20 mV.")
            double resetMv,

            @Setting(
                    label = "Delay",
                    unit = "ms",
                    standard = 1.5,
                    min = 0.1,
                    max = 20,
                    description = "Time from a spike to its arrival.")
            double delayMs,

            @Setting(
                    label = "Duration",
                    unit = "ms",
                    standard = 3000,
                    min = 300,
                    max = 100000,
                    description = "Length of the simulation, of which the first 200 ms are not measured.")
            double durationMs,

            @Setting(
                    label = "Show the four regimes",
                    standard = 1,
                    min = 0,
                    max = 1,
                    description = "Whether one network of each regime is simulated and shown beside the chosen one.")
            boolean regimes,

            @Setting(
                    label = "Show the phase diagram",
                    standard = 1,
                    min = 0,
                    max = 1,
                    description = "Whether networks over a grid of g and eta are simulated and shown beside theory.")
            boolean phaseDiagram) {}

    /** For the list of scenarios. */
    public Brunel() {
        super(
                Settings.class,
                "Brunel: Four Regimes",
                "The sparse network of identical neurons: four regimes, and the rates of theory beside those of "
                        + "simulation (Brunel 2000).");
    }

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        final Spikes spikes = simulate(
                s, s.relativeInhibition, s.externalRatio, s.durationMs, run, 0, s.regimes || s.phaseDiagram ? 0.4 : 1);
        final Population.Part all = cells(s);
        final double rateHz = spikes.rateHz(all, SETTLE_MS, s.durationMs);
        final double cv = spikes.meanCv(all, SETTLE_MS, s.durationMs, 6);
        final double fano = spikes.populationFano(all, SETTLE_MS, s.durationMs, 3);
        final PopulationRhythm swings = PopulationRhythm.of(spikes.histogram(all, SETTLE_MS, s.durationMs, 1), fano);
        final double peakHz = swings.hz();
        final List<SparseNetworkTheory.State> states =
                theory(s, s.relativeInhibition, s.externalRatio).states();
        final double theoryHz = states.isEmpty() ? Double.NaN : states.get(0).rateHz();
        final double theoryCv = states.isEmpty() ? Double.NaN : states.get(0).cv();
        // The rhythm wanders: over eight seeds its mean in 2.8 s is 117 to 138 Hz, with a standard deviation of 6 Hz.
        final List<Measure> measures = List.of(
                new Measure("rate_hz", rateHz, "Hz", 37.7, 0.5),
                new Measure("cv", cv, "", 0.42, 0.03),
                new Measure("population_fano_3_ms", fano, "", 229, 45),
                new Measure("rhythm_hz", peakHz, "Hz", 128, 13),
                new Measure("rate_theory_hz", theoryHz, "Hz", 37.950, 0.001),
                new Measure("cv_theory", theoryCv, "", 0.675, 0.001));
        final double[] g = new double[17];
        final double[] low = new double[17];
        final double[] high = new double[17];
        for (int i = 0; i < g.length; i++) {
            run.checkCancelled();
            g[i] = 4 + 0.25 * i;
            low[i] = rateOf(theory(s, g[i], 2));
            high[i] = rateOf(theory(s, g[i], 4));
        }
        final List<Figure.Row> rows = new ArrayList<>();
        final double from = Math.max(0, s.durationMs - 200);
        final Population.Part few = all.population().part(0, Math.min(100, all.neurons()));
        final double[][] points = new double[4][Regime.values().length];
        if (s.regimes) rows.addAll(regimes(s, run, points));
        rows.add(new Figure.Row(
                1,
                List.of(
                        SpikeFigures.raster(
                                "g = " + s.relativeInhibition + ", eta = " + s.externalRatio,
                                spikes,
                                few,
                                from,
                                s.durationMs,
                                Role.RESULT),
                        SpikeFigures.rate(spikes, all, from, s.durationMs, 1))));
        rows.add(Figure.row(
                1,
                Panel.of(
                        "Stationary rate",
                        Axis.of("g", 4, 8),
                        Axis.of("rate (Hz)"),
                        Series.line("theory, eta 2", g, low, Role.CELL_A),
                        Series.line("theory, eta 4", g, high, Role.CELL_B),
                        new Series(
                                "simulation",
                                simulatedAt(s, points),
                                simulatedRates(s, points, rateHz),
                                Role.RESULT,
                                Series.Style.POINTS))));
        final Map<String, Table> tables = new java.util.LinkedHashMap<>();
        if (s.phaseDiagram) {
            final List<DiagramPoint> diagram = diagram(s, run);
            rows.add(new Figure.Row(1.2, List.of(phases(diagram), rates(diagram))));
            tables.put("phase-diagram.csv", table(diagram));
        }
        tables.put("spikes.csv", SpikeFigures.table(spikes, few, s.durationMs));
        tables.put(
                "rate.csv",
                Table.ofNumbers(List.of("g", "rate_theory_eta_2_hz", "rate_theory_eta_4_hz"), g, low, high));
        if (s.regimes)
            tables.put("regimes.csv", Table.ofNumbers(List.of("g", "eta", "rate_hz", "rate_theory_hz"), points));
        final String at = "At g = " + s.relativeInhibition + " and eta = " + s.externalRatio;
        final Checks active = ScenarioChecks.of(Firing.of("The network", rateHz));
        final String fire = at + " the neurons fire at " + Text.number(rateHz) + " Hz ("
                + (Double.isNaN(theoryHz)
                        ? "theory has no stationary state"
                        : "theory " + Text.number(theoryHz) + " Hz")
                + ")"
                + (Double.isNaN(cv) ? "; none fires often enough for a CV." : " with a CV of " + Text.number(cv) + ".");
        return Report.ofMeasures(
                        List.of(
                                active.headline(at + " no rate is given", fire, StaysActive.NAME),
                                swings.stands()
                                        ? "The population has a rhythm of " + Text.number(peakHz) + " Hz."
                                        : "No rhythm of the population stands out: " + swings.sentence()),
                        measures,
                        tables,
                        new Figure(
                                "Sparse network",
                                Figure.TWO_COLUMNS_MM,
                                140 + (s.regimes ? 100 : 0) + (s.phaseDiagram ? 75 : 0),
                                rows))
                .withChecks(active);
    }

    private static double rateOf(final SparseNetworkTheory theory) {
        final List<SparseNetworkTheory.State> states = theory.states();
        return states.isEmpty() ? Double.NaN : states.get(0).rateHz();
    }

    /** The chosen network, and with the regimes those that are irregular and lie on one of the two curves. */
    private static double[] simulatedAt(final Settings s, final double[][] points) {
        return s.regimes
                ? new double[] {s.relativeInhibition, points[0][Regime.FAST.ordinal()]}
                : new double[] {s.relativeInhibition};
    }

    private static double[] simulatedRates(final Settings s, final double[][] points, final double rateHz) {
        return s.regimes ? new double[] {rateHz, points[2][Regime.FAST.ordinal()]} : new double[] {rateHz};
    }

    /** Panels of the four regimes; fills g, eta, and the rates of simulation and theory. */
    private List<Figure.Row> regimes(final Settings s, final ScenarioRun run, final double[][] points) {
        final List<Panel> panels = new ArrayList<>();
        for (final Regime r : Regime.values()) {
            final int place = r.ordinal();
            final Spikes spikes = simulate(s, r.g, r.eta, r.ms, run, 0.4 + place * 0.05, 0.45 + place * 0.05);
            points[0][place] = r.g;
            points[1][place] = r.eta;
            points[2][place] = spikes.rateHz(cells(s), 0.4 * r.ms, r.ms);
            points[3][place] = rateOf(theory(s, r.g, r.eta));
            panels.add(SpikeFigures.raster(
                    r.label + " (" + r.g + ", " + r.eta + ")",
                    spikes,
                    cells(s).population().part(0, 50),
                    r.ms > 100 ? r.ms - 150 : 0,
                    r.ms,
                    Role.NEUTRAL));
        }
        return List.of(new Figure.Row(1, panels.subList(0, 2)), new Figure.Row(1, panels.subList(2, 4)));
    }

    /**
     * One network of the diagram: rate and irregularity, how much its population rate swings, and the rate of theory.
     */
    private record DiagramPoint(double g, double eta, double rateHz, double cv, double swing, double theoryHz) {

        boolean isRegular() {
            return cv < REGULAR_CV;
        }

        boolean isSynchronous() {
            return swing > SYNCHRONOUS;
        }
    }

    private static List<DiagramPoint> diagram(final Settings s, final ScenarioRun run) {
        final DiagramPoint[] points = new DiagramPoint[DIAGRAM_G.length * DIAGRAM_ETA.length];
        ParallelLoop.run(points.length, run.threads(), run.part(0.6, 1), k -> {
            final double g = DIAGRAM_G[k / DIAGRAM_ETA.length];
            final double eta = DIAGRAM_ETA[k % DIAGRAM_ETA.length];
            final Spikes spikes = network(s, g, eta, run.seed()).run(DIAGRAM_MS, 1, share -> {});
            final Population.Part all = cells(s);
            final double rateHz = spikes.rateHz(all, DIAGRAM_SETTLE_MS, DIAGRAM_MS);
            final double perBin = rateHz * 0.003 * all.neurons();
            final List<SparseNetworkTheory.State> states = theory(s, g, eta).states();
            // Where excitation wins there may be a silent state beside the active one; driven above threshold all are
            // active.
            final double theoryHz = states.isEmpty()
                    ? Double.NaN
                    : states.get(eta > 1 ? states.size() - 1 : 0).rateHz();
            points[k] = new DiagramPoint(
                    g,
                    eta,
                    rateHz,
                    spikes.meanCv(all, DIAGRAM_SETTLE_MS, DIAGRAM_MS, 4),
                    Math.sqrt(spikes.populationFano(all, DIAGRAM_SETTLE_MS, DIAGRAM_MS, 3) / perBin),
                    theoryHz);
        });
        return List.of(points);
    }

    private static Panel phases(final List<DiagramPoint> diagram) {
        return Panel.of(
                        "Phase diagram, simulated",
                        Axis.of("g", 2.5, 8.5),
                        Axis.of("eta", 0, 5),
                        phase("regular", diagram, p -> p.isRegular(), Role.EXCITATION),
                        phase("irregular, synchronous", diagram, p -> !p.isRegular() && p.isSynchronous(), Role.CELL_B),
                        phase("asynchronous", diagram, p -> !p.isRegular() && !p.isSynchronous(), Role.CELL_A))
                .withMarks(Mark.atX(4, "g = 4", Role.NEUTRAL), Mark.atY(1, "", Role.NEUTRAL));
    }

    private static Series phase(
            final String name, final List<DiagramPoint> diagram, final Predicate<DiagramPoint> which, final Role role) {
        final List<DiagramPoint> points = diagram.stream().filter(which).toList();
        return new Series(
                name,
                points.stream().mapToDouble(DiagramPoint::g).toArray(),
                points.stream().mapToDouble(DiagramPoint::eta).toArray(),
                role,
                Series.Style.POINTS);
    }

    private static Panel rates(final List<DiagramPoint> diagram) {
        final List<DiagramPoint> points =
                diagram.stream().filter(p -> p.theoryHz > 0.1 && p.rateHz > 0.1).toList();
        final double[] line = {1, 500};
        return Panel.of(
                "Rates of the diagram",
                new Axis("theory (Hz)", 1, 500, true),
                new Axis("simulation (Hz)", 1, 500, true),
                new Series(
                        "networks",
                        points.stream().mapToDouble(DiagramPoint::theoryHz).toArray(),
                        points.stream().mapToDouble(DiagramPoint::rateHz).toArray(),
                        Role.RESULT,
                        Series.Style.POINTS),
                new Series("equal", line, line, Role.REFERENCE, Series.Style.DASHED));
    }

    private static Table table(final List<DiagramPoint> diagram) {
        return Table.ofNumbers(
                List.of("g", "eta", "rate_hz", "rate_theory_hz", "cv", "swing"),
                diagram.stream().mapToDouble(DiagramPoint::g).toArray(),
                diagram.stream().mapToDouble(DiagramPoint::eta).toArray(),
                diagram.stream().mapToDouble(DiagramPoint::rateHz).toArray(),
                diagram.stream().mapToDouble(DiagramPoint::theoryHz).toArray(),
                diagram.stream().mapToDouble(DiagramPoint::cv).toArray(),
                diagram.stream().mapToDouble(DiagramPoint::swing).toArray());
    }

    @Override
    protected double expectedSeconds(final Settings s, final int threads) {
        double seconds = seconds(s, s.relativeInhibition, s.externalRatio, s.durationMs);
        if (s.regimes) for (final Regime r : Regime.values()) seconds += seconds(s, r.g, r.eta, r.ms);
        if (s.phaseDiagram) {
            for (final double g : DIAGRAM_G)
                for (final double eta : DIAGRAM_ETA) seconds += seconds(s, g, eta, DIAGRAM_MS);
        }
        return seconds / Math.min(threads, 4);
    }

    private static double seconds(final Settings s, final double g, final double eta, final double durationMs) {
        // Many spikes at once are counted in bits: half a ns each. Rates of theory are too slow to be asked for here.
        final double rateHz = g < 4 ? 300 : 20 * eta;
        return network(s, g, eta, 0).expectedSeconds(durationMs, rateHz / 3);
    }

    private static SparseNetworkTheory theory(final Settings s, final double g, final double eta) {
        return new SparseNetworkTheory(
                new DiffusionNeuron(20, 20, s.resetMv, 2), s.excitatoryInputs, 0.25, s.epspMv, g, eta);
    }

    private static Population.Part cells(final Settings s) {
        return network(s, 5, 2, 0).populations().get(0).whole();
    }

    private static Spikes simulate(
            final Settings s,
            final double g,
            final double eta,
            final double durationMs,
            final ScenarioRun run,
            final double from,
            final double to) {
        return network(s, g, eta, run.seed()).run(durationMs, run.threads(), run.part(from, to));
    }

    /** Network of model A. */
    static Network network(final Settings s, final double g, final double eta, final long seed) {
        final Network.Builder b = new Network.Builder(STEP_MS, seed);
        final int excitatory = 10 * s.excitatoryInputs;
        final int inhibitory = excitatory / 4;
        final Population cells = b.population(
                "cells",
                LeakyIntegrateAndFire.ofTimeConstant(20, 0, 20, s.resetMv, 2),
                excitatory + inhibitory,
                new Synapse.Delta());
        final Population.Part all = cells.whole();
        b.connect(
                cells.part(0, excitatory),
                all,
                0,
                new Connectivity.FixedInDegree(s.excitatoryInputs),
                s.epspMv,
                s.delayMs);
        b.connect(
                cells.part(excitatory, excitatory + inhibitory),
                all,
                0,
                new Connectivity.FixedInDegree(s.excitatoryInputs / 4),
                -g * s.epspMv,
                s.delayMs);
        // C_E inputs at eta theta / (J C_E tau) each.
        b.drive(new PoissonDrive(all, 0, eta * 20 / (s.epspMv * 20) * 1000, s.epspMv));
        return b.build();
    }
}
