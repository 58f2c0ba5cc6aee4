package org.eibalance.bridge.experiment;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.eibalance.analysis.conductance.GaussianLowPass;
import org.eibalance.analysis.conductance.JunctionPotential;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.decomposition.ConductanceDecomposition;
import org.eibalance.analysis.conductance.decomposition.Conductances;
import org.eibalance.analysis.conductance.decomposition.DecompositionSettings;
import org.eibalance.analysis.conductance.singletrace.ImpedanceConductance;
import org.eibalance.analysis.conductance.singletrace.ImpedanceSettings;
import org.eibalance.analysis.conductance.trials.ConditionTrials;
import org.eibalance.analysis.conductance.trials.LevelSource;
import org.eibalance.analysis.conductance.trials.TrialSelection;
import org.eibalance.bridge.calibration.CalibrationProcedure;
import org.eibalance.bridge.calibration.LineFit;
import org.eibalance.bridge.calibration.RigCalibration;
import org.eibalance.bridge.calibration.StabilityLimit;
import org.eibalance.bridge.link.DeviceException;
import org.eibalance.bridge.link.ModelCell;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.session.RunOutcome;
import org.eibalance.bridge.session.Session;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.format.Formats;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.report.Report;
import org.eibalance.result.Measure;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.catalogue.Scenarios;
import org.eibalance.waveform.ConductancePair;

/**
 * The whole idea at once: a balanced network is simulated, the conductances of one neuron are injected into the
 * embedded device's cell through the real protocol, V and currents are recorded, and the conductances are estimated
 * back from the recording: from two levels of current (Anderson et al. 2000) and, in runs of their own, from the
 * impedance at two frequencies.
 *
 * @param neurons of the network
 * @param networkMs how much of the network's activity is injected
 * @param repeats at each of both levels of current
 * @param levelPa both levels: minus and plus this
 * @param noiseMv standard deviation of the noise on V
 * @param seed of the network and the noise
 */
public record CloseTheLoop(int neurons, int networkMs, int repeats, double levelPa, double noiseMv, long seed) {

    private static final int LOOP_HZ = 100_000;
    private static final double STEP_MS = 0.1;
    private static final double E_MV = 0;
    private static final double I_MV = -80;
    private static final int IGNORED_MS = 500;

    /** Without conductances, for the leak: long enough for V to settle at each level. */
    private static final int QUIET_MS = 400;

    private static final double SETTLED_MS = 300;

    /** Then the conductances come in over this time, so that no current has to jump. */
    private static final int LEAD_MS = 100;

    /** A single inhibitory conductance of 67 nS drives 2 nA: nearly all that the embedded device has. */
    private static final double LIMIT_PA = 4800;

    private static final double LOW_PASS_HZ = 1000;
    private static final double PROBE_HZ = 20;
    private static final double PROBE_PA = 500;
    private static final double FIRST_HZ = 420;
    private static final double SECOND_HZ = 630;
    private static final double SLOW_HZ = 100;
    private static final int EDGE = (int) (1000 / PROBE_HZ / STEP_MS);
    private static final double SHOWN_MS = 250;

    /** Checks the ranges. */
    public CloseTheLoop {
        if (repeats < 2)
            throw new InputException(
                    "There are " + repeats + " repeats: at least 2 were expected, to know the errors.");
        if (neurons < 500 || networkMs < 200)
            throw new InputException("A network of " + neurons + " neurons for " + networkMs
                    + " ms: at least 500 neurons and 200 ms were expected.");
    }

    /**
     * Does it.
     *
     * @param file where the recording goes; must not exist
     * @param threads for the network; the result does not depend on it
     * @param progress told 0 to 1
     * @return sentences, measures, conductance.csv and the figure
     * @throws InputException if the network is silent, or a run does not go on to its end
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public Report run(final Path file, final int threads, final DoubleConsumer progress) {
        final ConductancePair truth = network(threads, p -> progress.accept(0.3 * p));
        final ModelCell cell = new ModelCell(ModelCell.Kind.PASSIVE, 200, 10, -60, 0, 0, noiseMv, 1, 1);
        final Injection plain = new Injection(
                new InjectionSource.Streamed(truth),
                1,
                1,
                E_MV,
                I_MV,
                0,
                0,
                List.of(),
                0,
                LIMIT_PA,
                (int) Math.round(1000 / STEP_MS),
                false);
        final List<RunOutcome> outcomes = new ArrayList<>();
        final double latencyUs;
        try (Session session = Session.open(new WasmDevice(cell, LOOP_HZ, (int) seed))) {
            final RigCalibration rig = new CalibrationProcedure(
                            1000 / cell.leakNs(), cell.leakReversalMv(), 20, 400, 20)
                    .measure(session, LineFit.NONE, LineFit.NONE, LocalDate.EPOCH, p -> progress.accept(0.3 + 0.1 * p));
            if (!rig.resistanceIsRight())
                throw new DeviceException("The embedded cell measures " + rig.measuredMohm() + " MOhm where it has "
                        + rig.knownMohm() + ".");
            latencyUs = rig.latencyUs();
            final StabilityLimit stability = rig.stability(rig.capacitancePf());
            try (ClampRecorder recorder = ClampRecorder.create(file, session, plain, rig, Optional.empty())) {
                for (int k = 0; k < 2 * repeats; k++) {
                    outcomes.add(
                            run(session, plain.withCommandPa(k % 2 == 0 ? -levelPa : levelPa), stability, recorder));
                    progress.accept(0.4 + 0.4 * (k + 1) / (2 * repeats));
                }
                for (final double pa : new double[] {PROBE_PA, -PROBE_PA}) {
                    outcomes.add(run(
                            session,
                            plain.withSines(new Injection.Sine(FIRST_HZ, pa), new Injection.Sine(SECOND_HZ, pa)),
                            stability,
                            recorder));
                }
            }
        }
        try (Recording recording = Formats.open(file)) {
            return new Back(cell, truth, outcomes, latencyUs, recording).result();
        }
    }

    /** One run; after one that did not go on to its end there is no other. */
    private static RunOutcome run(
            final Session session,
            final Injection injection,
            final StabilityLimit stability,
            final ClampRecorder recorder) {
        recorder.playing(injection);
        final RunOutcome outcome = session.run(injection.plan(session.device(), stability), recorder);
        if (!outcome.complete()) throw new DeviceException("The loop was not closed: " + outcome.sentence());
        return outcome;
    }

    /** The network of Vogels and Abbott (2005) as in benchmark 1 of Brette et al. (2007), and one of its neurons. */
    private ConductancePair network(final int threads, final DoubleConsumer progress) {
        // 80 inputs for each neuron, whatever the size of the network.
        final ConductancePair neuron = Scenarios.findPatched("coba")
                .conductances(
                        Map.of("neurons", (double) neurons, "connection_probability", Math.min(1, 80.0 / neurons)),
                        IGNORED_MS - LEAD_MS,
                        LEAD_MS + networkMs,
                        new ScenarioRun(seed, threads, progress));
        final int quiet = (int) (QUIET_MS / STEP_MS);
        final int lead = (int) (LEAD_MS / STEP_MS);
        final int samples = neuron.samples();
        final double[] e = new double[quiet + samples];
        final double[] i = new double[quiet + samples];
        for (int k = 0; k < samples; k++) {
            final double gain = Math.min(1, (double) k / lead);
            e[quiet + k] = gain * neuron.excitatoryNs()[k];
            i[quiet + k] = gain * neuron.inhibitoryNs()[k];
        }
        if (Arrays.stream(e).sum() / samples < 0.5)
            throw new InputException(
                    "The network of " + neurons + " neurons fell silent: a larger one, or another seed, was expected.");
        return new ConductancePair(STEP_MS, e, i, "one neuron of a balanced network of " + neurons, seed);
    }

    /** From the recording back to the conductances. */
    private final class Back {

        private final ModelCell cell;
        private final ConductancePair truth;
        private final List<RunOutcome> outcomes;
        private final double latencyUs;
        private final Recording recording;
        private final int from = (int) ((QUIET_MS + LEAD_MS) / STEP_MS);
        private final int samples;
        private final List<Measure> measures = new ArrayList<>();

        Back(
                final ModelCell cell,
                final ConductancePair truth,
                final List<RunOutcome> outcomes,
                final double latencyUs,
                final Recording recording) {
            this.cell = cell;
            this.truth = truth;
            this.outcomes = outcomes;
            this.latencyUs = latencyUs;
            this.recording = recording;
            samples = truth.samples();
        }

        Report result() {
            final double[] low = mean(ClampRecorder.POTENTIAL, 0);
            final double[] high = mean(ClampRecorder.POTENTIAL, 1);
            injected(low, high);
            potential(low, high);
            final Conductances estimate = anderson();
            final GaussianLowPass lowPass = new GaussianLowPass(LOW_PASS_HZ, STEP_MS);
            final EstimateAgainstTruth[] levels = {
                new EstimateAgainstTruth(
                        times(0),
                        cut(lowPass.apply(truth.excitatoryNs())),
                        estimate.excitation().ns(),
                        estimate.excitation().seNs(),
                        2.0 * repeats - 2),
                new EstimateAgainstTruth(
                        times(0),
                        cut(lowPass.apply(truth.inhibitoryNs())),
                        estimate.inhibition().ns(),
                        estimate.inhibition().seNs(),
                        2.0 * repeats - 2)
            };
            final EstimateAgainstTruth[] probe = impedance();
            for (int k = 0; k < 2; k++) measures.addAll(levels[k].measures("anderson", k == 0 ? "e" : "i"));
            for (int k = 0; k < 2; k++) measures.addAll(probe[k].measures("impedance", k == 0 ? "e" : "i"));
            long missing = 0;
            int underruns = 0;
            for (final RunOutcome outcome : outcomes) {
                missing += outcome.missing();
                underruns += outcome.underruns();
            }
            measures.add(new Measure("missing_samples", missing, "", 0, 0));
            measures.add(new Measure("underruns", underruns, "", 0, 0));
            measures.add(Measure.of("latency_us", latencyUs, "us"));
            return Report.ofMeasures(
                    sentences(),
                    measures,
                    Map.of(
                            "conductance.csv",
                            EstimateAgainstTruth.table(levels[0], levels[1]),
                            "impedance.csv",
                            EstimateAgainstTruth.table(probe[0], probe[1])),
                    figure(levels, probe, cut(low), cut(high)));
        }

        /** From the first conductances of full size on. */
        private double[] times(final int edge) {
            final double[] ms = new double[samples - from - 2 * edge];
            for (int k = 0; k < ms.length; k++) ms[k] = Math.round((k + edge) * STEP_MS * 1e6) / 1e6;
            return ms;
        }

        private double[] cut(final double[] all) {
            return Arrays.copyOfRange(all, from, samples);
        }

        /** Mean over the repeats of a level; 0 the lower, 1 the higher. */
        private double[] mean(final int channel, final int level) {
            final double[] sum = new double[samples];
            for (int k = 0; k < repeats; k++) {
                final double[] sweep = recording.read(channel, 2 * k + level);
                for (int i = 0; i < samples; i++) sum[i] += sweep[i] / repeats;
            }
            return sum;
        }

        /** What really was injected: two clamp currents at two potentials give both conductances, sample by sample. */
        private void injected(final double[] low, final double[] high) {
            final double[] lowPa = mean(1, 0);
            final double[] highPa = mean(1, 1);
            final double[] e = new double[samples];
            final double[] i = new double[samples];
            for (int k = 0; k < samples; k++) {
                // I = g_E (E_E - V) + g_I (E_I - V) at both levels
                final double total = (lowPa[k] - highPa[k]) / (high[k] - low[k]);
                e[k] = (lowPa[k] - total * (I_MV - low[k])) / (E_MV - I_MV);
                i[k] = total - e[k];
            }
            measures.add(new Measure(
                    "injected_correlation_e", correlation(cut(truth.excitatoryNs()), cut(e)), "", 1, 0.001));
            measures.add(new Measure(
                    "injected_correlation_i", correlation(cut(truth.inhibitoryNs()), cut(i)), "", 1, 0.001));
        }

        private void potential(final double[] low, final double[] high) {
            double squares = 0;
            int n = 0;
            for (final double[] v : List.of(low, high)) {
                final double pa = v == low ? -levelPa : levelPa;
                final double[] reference = PassiveReference.potentialMv(cell, truth, E_MV, I_MV, pa, v[0]);
                for (int k = (int) (SETTLED_MS / STEP_MS); k < samples; k++) {
                    squares += (v[k] - reference[k]) * (v[k] - reference[k]);
                    n++;
                }
            }
            measures.add(new Measure("potential_rms_error_mv", Math.sqrt(squares / n), "mV", 0, 0.05));
        }

        private Conductances anderson() {
            final TimeWindow leak = new TimeWindow(SETTLED_MS, QUIET_MS - 10);
            final List<Integer> sweeps =
                    java.util.stream.IntStream.range(0, 2 * repeats).boxed().toList();
            final TrialSelection selection = new TrialSelection(
                    ClampRecorder.POTENTIAL,
                    new LevelSource.Protocol(),
                    leak,
                    sweeps,
                    Double.NEGATIVE_INFINITY,
                    Double.POSITIVE_INFINITY);
            final DecompositionSettings settings = DecompositionSettings.plain(
                            leak, new TimeWindow(QUIET_MS + LEAD_MS, QUIET_MS + LEAD_MS + networkMs))
                    .with(new ReversalPotentials(E_MV, I_MV))
                    .with(SeriesCorrection.NONE, cell.capacitancePf(), LOW_PASS_HZ);
            return ConductanceDecomposition.compute(
                    ConditionTrials.read(recording, selection, k -> 0).get(0).trials(), settings);
        }

        /**
         * Two runs whose sinusoids have opposite signs: the conductances are the same, so half the difference of both
         * is what the sinusoids do, and the mean is what the synapses do.
         */
        private EstimateAgainstTruth[] impedance() {
            final int sweep = 2 * repeats;
            final double[] v = recording.read(ClampRecorder.POTENTIAL, sweep);
            final double[] other = recording.read(ClampRecorder.POTENTIAL, sweep + 1);
            final double[] mean = new double[samples];
            for (int k = 0; k < samples; k++) mean[k] = (v[k] + other[k]) / 2;
            final double[] slow = new GaussianLowPass(SLOW_HZ, STEP_MS).apply(mean);
            for (int k = 0; k < samples; k++) v[k] = slow[k] + (v[k] - other[k]) / 2;
            final ImpedanceConductance found = ImpedanceConductance.compute(
                    v,
                    recording.read(ClampRecorder.COMMAND, sweep),
                    STEP_MS,
                    new ImpedanceSettings(
                            FIRST_HZ,
                            SECOND_HZ,
                            PROBE_HZ,
                            new TimeWindow(100, QUIET_MS - 50),
                            1,
                            new ReversalPotentials(E_MV, I_MV),
                            JunctionPotential.NONE,
                            0,
                            0));
            final GaussianLowPass lowPass = new GaussianLowPass(PROBE_HZ, STEP_MS);
            final double freedom = ImpedanceConductance.DEGREES_OF_FREEDOM;
            return new EstimateAgainstTruth[] {
                new EstimateAgainstTruth(
                        times(EDGE),
                        inner(lowPass.apply(truth.excitatoryNs())),
                        inner(found.excitatoryNs()),
                        inner(found.excitatorySeNs()),
                        freedom),
                new EstimateAgainstTruth(
                        times(EDGE),
                        inner(lowPass.apply(truth.inhibitoryNs())),
                        inner(found.inhibitoryNs()),
                        inner(found.inhibitorySeNs()),
                        freedom)
            };
        }

        /** Away from the end and from the sudden beginning, which the band of the probe smears. */
        private double[] inner(final double[] all) {
            return Arrays.copyOfRange(all, from + EDGE, samples - EDGE);
        }

        private static double correlation(final double[] a, final double[] b) {
            return new PearsonsCorrelation().correlation(a, b);
        }

        private double value(final String name) {
            return measures.stream()
                    .filter(m -> m.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .value();
        }

        private List<String> sentences() {
            return List.of(
                    String.format(
                            Locale.ROOT,
                            "The conductances of one neuron in a network of %d were injected %d times into the "
                                    + "embedded cell, through the wire's own protocol.",
                            neurons,
                            2 * repeats + 2),
                    String.format(
                            Locale.ROOT,
                            "What was injected correlates with what was asked for by %.5f (E) and %.5f (I); V "
                                    + "misses the full simulation by %.4f mV rms.",
                            value("injected_correlation_e"),
                            value("injected_correlation_i"),
                            value("potential_rms_error_mv")),
                    String.format(
                            Locale.ROOT,
                            "Estimated back from two levels of current: r %.4f (E) and %.4f (I), truth inside "
                                    + "the 95 %% band in %.0f %% and %.0f %% of the bins.",
                            value("anderson_correlation_e"),
                            value("anderson_correlation_i"),
                            100 * value("anderson_inside_band_e"),
                            100 * value("anderson_inside_band_i")),
                    String.format(
                            Locale.ROOT,
                            "By the impedance at two frequencies, up to %.0f Hz: r %.4f (E) and %.4f (I), truth "
                                    + "inside the 95 %% band in %.0f %% and %.0f %%.",
                            PROBE_HZ,
                            value("impedance_correlation_e"),
                            value("impedance_correlation_i"),
                            100 * value("impedance_inside_band_e"),
                            100 * value("impedance_inside_band_i")));
        }

        private Figure figure(
                final EstimateAgainstTruth[] levels,
                final EstimateAgainstTruth[] probe,
                final double[] low,
                final double[] high) {
            final int n = (int) Math.min(low.length, SHOWN_MS / STEP_MS);
            final double[] x = Arrays.copyOf(times(0), n);
            final double probeMs = networkMs;
            return Figure.stacked(
                    "The loop closed: a neuron's conductances injected and estimated back",
                    220,
                    Figure.row(1, levels[0].panel("Excitation, from two levels of current", SHOWN_MS, Role.EXCITATION)),
                    Figure.row(1, levels[1].panel("Inhibition, from two levels of current", SHOWN_MS, Role.INHIBITION)),
                    Figure.row(
                            0.8,
                            Panel.of(
                                    "The clamped cell, mean of " + repeats + " repeats",
                                    Axis.of("time (ms)", 0, SHOWN_MS),
                                    Axis.of("potential (mV)"),
                                    Series.line(level(-levelPa), x, Arrays.copyOf(low, n), Role.CELL_A),
                                    Series.line(level(levelPa), x, Arrays.copyOf(high, n), Role.CELL_B))),
                    Figure.row(1, probe[0].panel(byImpedance("Excitation"), probeMs, Role.EXCITATION)),
                    Figure.row(1, probe[1].panel(byImpedance("Inhibition"), probeMs, Role.INHIBITION)));
        }

        private static String byImpedance(final String which) {
            return String.format(Locale.ROOT, "%s up to %.0f Hz, from the impedance", which, PROBE_HZ);
        }

        private static String level(final double pa) {
            return String.format(Locale.ROOT, "%+.0f pA", pa);
        }
    }
}
