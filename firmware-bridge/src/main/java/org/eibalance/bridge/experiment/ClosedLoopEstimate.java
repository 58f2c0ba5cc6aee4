package org.eibalance.bridge.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.eibalance.analysis.conductance.GaussianLowPass;
import org.eibalance.analysis.conductance.JunctionPotential;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.decomposition.ConductanceDecomposition;
import org.eibalance.analysis.conductance.decomposition.Conductances;
import org.eibalance.analysis.conductance.decomposition.DecompositionSettings;
import org.eibalance.analysis.conductance.singletrace.ImpedanceSettings;
import org.eibalance.analysis.conductance.singletrace.TwoFrequencyConductance;
import org.eibalance.analysis.conductance.trials.ConditionTrials;
import org.eibalance.analysis.conductance.trials.LevelSource;
import org.eibalance.analysis.conductance.trials.TrialSelection;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.session.RunOutcome;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.recording.Recording;
import org.eibalance.report.Report;
import org.eibalance.result.Measure;
import org.eibalance.waveform.ConductancePair;

/**
 * From the recording of a closed loop back to the conductances, and what they are worth beside the true ones. For one
 * thread, once.
 */
final class ClosedLoopEstimate {

    private static final double SETTLED_MS = 300;
    private static final double LOW_PASS_HZ = 1000;
    private static final double SLOW_HZ = 100;
    private static final int EDGE = (int) (1000 / ClosedLoop.PROBE_HZ / ClosedLoop.STEP_MS);
    private static final double SHOWN_MS = 250;

    private final ClosedLoop loop;
    private final EmbeddedCell cell;
    private final ConductancePair truth;
    private final List<RunOutcome> outcomes;
    private final double latencyUs;
    private final Recording recording;
    private final int from = (int) ((ClosedLoop.QUIET_MS + ClosedLoop.LEAD_MS) / ClosedLoop.STEP_MS);
    private final int samples;
    private final List<Measure> measures = new ArrayList<>();

    ClosedLoopEstimate(
            final ClosedLoop loop,
            final EmbeddedCell cell,
            final ConductancePair truth,
            final List<RunOutcome> outcomes,
            final double latencyUs,
            final Recording recording) {
        this.loop = loop;
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
        final GaussianLowPass lowPass = new GaussianLowPass(LOW_PASS_HZ, ClosedLoop.STEP_MS);
        final EstimateAgainstTruth[] levels = {
            new EstimateAgainstTruth(
                    times(0),
                    cut(lowPass.apply(truth.excitatoryNs())),
                    estimate.excitation().ns(),
                    estimate.excitation().seNs(),
                    2.0 * loop.repeats() - 2),
            new EstimateAgainstTruth(
                    times(0),
                    cut(lowPass.apply(truth.inhibitoryNs())),
                    estimate.inhibition().ns(),
                    estimate.inhibition().seNs(),
                    2.0 * loop.repeats() - 2)
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
        for (int k = 0; k < ms.length; k++) ms[k] = Math.round((k + edge) * ClosedLoop.STEP_MS * 1e6) / 1e6;
        return ms;
    }

    private double[] cut(final double[] all) {
        return Arrays.copyOfRange(all, from, samples);
    }

    /** Mean over the loop.repeats() of a level; 0 the lower, 1 the higher. */
    private double[] mean(final int channel, final int level) {
        final double[] sum = new double[samples];
        for (int k = 0; k < loop.repeats(); k++) {
            final double[] sweep = recording.read(channel, 2 * k + level);
            for (int i = 0; i < samples; i++) sum[i] += sweep[i] / loop.repeats();
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
            e[k] = (lowPa[k] - total * (ClosedLoop.I_MV - low[k])) / (ClosedLoop.E_MV - ClosedLoop.I_MV);
            i[k] = total - e[k];
        }
        measures.add(
                new Measure("injected_correlation_e", correlation(cut(truth.excitatoryNs()), cut(e)), "", 1, 0.001));
        measures.add(
                new Measure("injected_correlation_i", correlation(cut(truth.inhibitoryNs()), cut(i)), "", 1, 0.001));
    }

    private void potential(final double[] low, final double[] high) {
        double squares = 0;
        int n = 0;
        for (final double[] v : List.of(low, high)) {
            final double pa = v == low ? -loop.levelPa() : loop.levelPa();
            final double[] reference =
                    PassiveReference.potentialMv(cell, truth, ClosedLoop.E_MV, ClosedLoop.I_MV, pa, v[0]);
            for (int k = (int) (SETTLED_MS / ClosedLoop.STEP_MS); k < samples; k++) {
                squares += (v[k] - reference[k]) * (v[k] - reference[k]);
                n++;
            }
        }
        measures.add(new Measure("potential_rms_error_mv", Math.sqrt(squares / n), "mV", 0, 0.05));
    }

    private Conductances anderson() {
        final TimeWindow leak = new TimeWindow(SETTLED_MS, ClosedLoop.QUIET_MS - 10);
        final List<Integer> sweeps =
                java.util.stream.IntStream.range(0, 2 * loop.repeats()).boxed().toList();
        final TrialSelection selection = new TrialSelection(
                ClampRecorder.POTENTIAL,
                new LevelSource.Protocol(),
                leak,
                sweeps,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY);
        final DecompositionSettings settings = DecompositionSettings.plain(
                        leak,
                        new TimeWindow(
                                ClosedLoop.QUIET_MS + ClosedLoop.LEAD_MS,
                                ClosedLoop.QUIET_MS + ClosedLoop.LEAD_MS + loop.networkMs()))
                .with(new ReversalPotentials(ClosedLoop.E_MV, ClosedLoop.I_MV))
                .with(SeriesCorrection.NONE, cell.capacitancePf(), LOW_PASS_HZ);
        return ConductanceDecomposition.compute(
                ConditionTrials.read(recording, selection, k -> 0).get(0).trials(), settings);
    }

    /**
     * Two runs whose sinusoids have opposite signs: the conductances are the same, so half the difference of both is
     * what the sinusoids do, and the mean is what the synapses do.
     */
    private EstimateAgainstTruth[] impedance() {
        final int sweep = 2 * loop.repeats();
        final double[] v = recording.read(ClampRecorder.POTENTIAL, sweep);
        final double[] other = recording.read(ClampRecorder.POTENTIAL, sweep + 1);
        final double[] mean = new double[samples];
        for (int k = 0; k < samples; k++) mean[k] = (v[k] + other[k]) / 2;
        final double[] slow = new GaussianLowPass(SLOW_HZ, ClosedLoop.STEP_MS).apply(mean);
        for (int k = 0; k < samples; k++) v[k] = slow[k] + (v[k] - other[k]) / 2;
        final TwoFrequencyConductance found = TwoFrequencyConductance.compute(
                v,
                recording.read(ClampRecorder.COMMAND, sweep),
                ClosedLoop.STEP_MS,
                new ImpedanceSettings(
                        ClosedLoop.FIRST_HZ,
                        ClosedLoop.SECOND_HZ,
                        ClosedLoop.PROBE_HZ,
                        new TimeWindow(100, ClosedLoop.QUIET_MS - 50),
                        1,
                        new ReversalPotentials(ClosedLoop.E_MV, ClosedLoop.I_MV),
                        JunctionPotential.NONE,
                        0,
                        0));
        final GaussianLowPass lowPass = new GaussianLowPass(ClosedLoop.PROBE_HZ, ClosedLoop.STEP_MS);
        final double freedom = TwoFrequencyConductance.DEGREES_OF_FREEDOM;
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
                        loop.neurons(),
                        2 * loop.repeats() + 2),
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
                        ClosedLoop.PROBE_HZ,
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
        final int n = (int) Math.min(low.length, SHOWN_MS / ClosedLoop.STEP_MS);
        final double[] x = Arrays.copyOf(times(0), n);
        final double probeMs = loop.networkMs();
        return Figure.stacked(
                "The loop closed: a neuron's conductances injected and estimated back",
                220,
                Figure.row(1, levels[0].panel("Excitation, from two levels of current", SHOWN_MS, Role.EXCITATION)),
                Figure.row(1, levels[1].panel("Inhibition, from two levels of current", SHOWN_MS, Role.INHIBITION)),
                Figure.row(
                        0.8,
                        Panel.of(
                                "The clamped cell, mean of " + loop.repeats() + " repeats",
                                Axis.of("time (ms)", 0, SHOWN_MS),
                                Axis.of("potential (mV)"),
                                Series.line(level(-loop.levelPa()), x, Arrays.copyOf(low, n), Role.CELL_A),
                                Series.line(level(loop.levelPa()), x, Arrays.copyOf(high, n), Role.CELL_B))),
                Figure.row(1, probe[0].panel(byImpedance("Excitation"), probeMs, Role.EXCITATION)),
                Figure.row(1, probe[1].panel(byImpedance("Inhibition"), probeMs, Role.INHIBITION)));
    }

    private static String byImpedance(final String which) {
        return String.format(Locale.ROOT, "%s up to %.0f Hz, from the impedance", which, ClosedLoop.PROBE_HZ);
    }

    private static String level(final double pa) {
        return String.format(Locale.ROOT, "%+.0f pA", pa);
    }
}
