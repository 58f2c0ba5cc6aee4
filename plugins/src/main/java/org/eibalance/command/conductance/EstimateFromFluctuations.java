package org.eibalance.command.conductance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.singletrace.OversamplingConductance;
import org.eibalance.analysis.conductance.singletrace.RelaxationConductance;
import org.eibalance.analysis.conductance.singletrace.RelaxationSettings;
import org.eibalance.analysis.conductance.singletrace.SpikeTriggeredConductance;
import org.eibalance.analysis.conductance.singletrace.Vmd;
import org.eibalance.analysis.conductance.singletrace.VmdLevel;
import org.eibalance.analysis.conductance.singletrace.VmdSettings;
import org.eibalance.analysis.conductance.trials.ClampLevel;
import org.eibalance.analysis.conductance.trials.ClampSweep;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.analysis.conductance.trials.ConditionTrials;
import org.eibalance.command.Choice;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Band;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Conductances from fluctuations of the potential and from single traces. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Estimate from Fluctuations...",
        headless = true,
        description = "Estimates conductances from the fluctuations of a potential in current clamp, by four "
                + "published methods.")
public final class EstimateFromFluctuations extends TrialCommand {

    /** The published methods. */
    private enum Method {
        VMD,
        RELAXATION,
        SPIKE_TRIGGERED,
        OVERSAMPLING
    }

    private static final Choice<Method> METHOD = Choice.of("method", Method.class);
    private static final Choice<VmdSettings.Form> FORM = Choice.of("form", VmdSettings.Form.class);

    private static final double HEIGHT_MM = 110;

    @Parameter(
            label = "Method",
            choices = {"vmd", "relaxation", "spike-triggered", "oversampling"},
            persist = false,
            description = "vmd: moments at two currents. relaxation: windows of one trace (Berg and Ditlevsen). "
                    + "spike-triggered: averages before spikes. oversampling: experimental.")
    private String method = "vmd";

    @Parameter(
            label = "Capacitance (pF)",
            min = "0.1",
            max = "100000",
            persist = false,
            description = "Capacitance of the cell.")
    private double capacitance_pf = 200;

    @Parameter(
            label = "Leak (nS)",
            min = "0.001",
            max = "100000",
            persist = false,
            description = "Conductance of the cell in a quiescent state. Its error is the main error of the result.")
    private double leak_ns = 10;

    @Parameter(
            label = "Reversal of the leak (mV)",
            min = "-200",
            max = "200",
            persist = false,
            description = "Resting potential of the quiescent cell.")
    private double leak_reversal_mv = -70;

    @Parameter(
            label = "Correlation time of excitation (ms)",
            min = "0.01",
            max = "1000",
            persist = false,
            description = "Correlation time of the excitatory conductance.")
    private double tau_e_ms = VmdSettings.DEFAULT_EXCITATORY_TAU_MS;

    @Parameter(
            label = "Correlation time of inhibition (ms)",
            min = "0.01",
            max = "1000",
            persist = false,
            description = "Correlation time of the inhibitory conductance.")
    private double tau_i_ms = VmdSettings.DEFAULT_INHIBITORY_TAU_MS;

    @Parameter(
            label = "Form of VmD",
            choices = {"extended", "original-2004"},
            persist = false,
            description = "extended: effective time constants. original-2004: up to a quarter off, for "
                    + "comparison with published numbers.")
    private String form = "extended";

    @Parameter(
            label = "Spikes reach (mV)",
            min = "-100",
            max = "100",
            persist = false,
            description = "A potential that only spikes reach. Windows with spikes are refused; spike-triggered "
                    + "averages start here.")
    private double spike_mv = -20;

    @Parameter(
            label = "Length of a window (ms)",
            min = "1",
            max = "1000000",
            persist = false,
            description = "For relaxation. 50 to 100 ms are common, but too short for an unbiased time constant.")
    private double relaxation_window_ms = 100;

    @Parameter(
            label = "First lag (samples)",
            min = "0",
            max = "10000",
            persist = false,
            description = "For relaxation: from 2 on without the noise of the electrode.")
    private int first_lag = 0;

    @Parameter(
            label = "Distance of lags (samples)",
            min = "1",
            max = "10000",
            persist = false,
            description = "For relaxation: distance between the two lags that are compared.")
    private int lag_steps = 1;

    @Parameter(
            label = "Mean excitation (nS)",
            min = "0",
            persist = false,
            description = "For spike-triggered averages: value from VmD.")
    private double mean_e_ns = 10;

    @Parameter(
            label = "Mean inhibition (nS)",
            min = "0",
            persist = false,
            description = "For spike-triggered averages: value from VmD.")
    private double mean_i_ns = 30;

    @Parameter(
            label = "Standard deviation of excitation (nS)",
            min = "0.0001",
            persist = false,
            description = "For spike-triggered averages: value from VmD.")
    private double sd_e_ns = 3;

    @Parameter(
            label = "Standard deviation of inhibition (nS)",
            min = "0.0001",
            persist = false,
            description = "For spike-triggered averages: value from VmD.")
    private double sd_i_ns = 6;

    @Parameter(
            label = "Average before spikes (ms)",
            min = "1",
            max = "10000",
            persist = false,
            description = "For spike-triggered averages: length of the average.")
    private double average_ms = 50;

    @Parameter(
            label = "Gap before spikes (ms)",
            min = "0",
            max = "100",
            persist = false,
            description = "For spike-triggered averages: the upstroke of the spike, which is left out.")
    private double gap_ms = 2;

    private PassiveCell cell() {
        return new PassiveCell(capacitance_pf, leak_ns, leak_reversal_mv);
    }

    /** A potential of the membrane: less the junction potential and what is left of the bridge. */
    private double[] membrane(final ClampSweep sweep, final Input input, final double stepMs) {
        final int from = input.window().first(stepMs);
        final int to = input.window().end(stepMs, sweep.recorded().length);
        final double[] v = Arrays.copyOfRange(sweep.recorded(), from, to);
        final double gohm = sweep.seriesResistanceMohm() * (1 - compensation()) / 1000;
        for (int i = 0; i < v.length; i++) v[i] -= junction().correctionMv() + gohm * sweep.command()[from + i];
        return v;
    }

    @Override
    protected Report compute() {
        final Input input = read();
        final ClampTrials trials = input.conditions().get(0).trials();
        if (trials.mode() != ClampMode.CURRENT_CLAMP)
            throw new InputException("Channel '" + input.channel()
                    + "' is a current: fluctuations are read from the potential of a cell in current clamp.");
        return switch (METHOD.parse(method)) {
            case VMD -> vmd(input);
            case RELAXATION -> relaxation(input, trials);
            case SPIKE_TRIGGERED -> spikeTriggered(input, trials);
            case OVERSAMPLING -> oversampling(input, trials);
        };
    }

    private Report report(
            final Input input,
            final List<String> sentences,
            final Table summary,
            final Map<String, Table> tables,
            final Figure figure) {
        final List<String> all = new ArrayList<>(sentences);
        all.add(ConductanceFindings.APPARENT);
        all.addAll(input.remarks().stream()
                .filter(r -> !r.startsWith("No baseline"))
                .toList());
        return Report.of(all, summary, figure).withTables(tables).from(List.of(input.path()));
    }

    private static String name(final Input input) {
        return input.path().getFileName().toString();
    }

    private Report vmd(final Input input) {
        final VmdSettings settings = new VmdSettings(cell(), reversals(), tau_e_ms, tau_i_ms, FORM.parse(form));
        final Table.Builder summary = Table.withColumns(
                "recording",
                "condition",
                "current_a_pa",
                "current_b_pa",
                "mean_a_mv",
                "mean_b_mv",
                "sd_a_mv",
                "sd_b_mv",
                "g_e_ns",
                "g_i_ns",
                "sd_e_ns",
                "sd_i_ns",
                "variance_e_ns2",
                "variance_i_ns2",
                "total_ns",
                "time_constant_ms",
                "g_e_per_leak",
                "g_i_per_leak");
        final List<String> sentences = new ArrayList<>(Vmd.ASSUMPTIONS);
        final List<double[]> points = new ArrayList<>();
        for (final ConditionTrials condition : input.conditions()) {
            final List<VmdLevel> levels = new ArrayList<>();
            for (final ClampLevel level : condition.trials().levels())
                levels.add(VmdLevel.pooled(level.sweeps().stream()
                        .map(s -> VmdLevel.of(
                                level.level(),
                                membrane(s, input, condition.trials().stepMs()),
                                condition.trials().stepMs(),
                                org.eibalance.analysis.conductance.TimeWindow.ALL,
                                spike_mv))
                        .toList()));
            levels.forEach(l -> points.add(new double[] {l.meanMv(), Math.sqrt(l.varianceMv2())}));
            for (int a = 0; a < levels.size(); a++) {
                for (int b = a + 1; b < levels.size(); b++) {
                    final VmdLevel low = levels.get(a);
                    final VmdLevel high = levels.get(b);
                    // With more than two levels pairs that lie too close are passed over.
                    if (levels.size() > 2 && Math.abs(low.meanMv() - high.meanMv()) < Vmd.MIN_DISTANCE_MV) continue;
                    final Vmd found = Vmd.compute(low, high, settings);
                    summary.row(
                            name(input),
                            condition.condition(),
                            low.currentPa(),
                            high.currentPa(),
                            low.meanMv(),
                            high.meanMv(),
                            Math.sqrt(low.varianceMv2()),
                            Math.sqrt(high.varianceMv2()),
                            found.excitatoryNs(),
                            found.inhibitoryNs(),
                            found.excitatorySdNs(),
                            found.inhibitorySdNs(),
                            found.excitatoryVarianceNs2(),
                            found.inhibitoryVarianceNs2(),
                            found.totalNs(),
                            found.timeConstantMs(),
                            found.leakSensitivity().excitatory(),
                            found.leakSensitivity().inhibitory());
                    sentences.add(
                            0,
                            String.format(
                                    Locale.ROOT,
                                    "%s, %.4g and %.4g pA: g_E is %.3g ± %.3g nS and g_I %.3g ± %.3g nS; each "
                                            + "nS more of leak takes %.2g and "
                                            + "%.2g nS off.",
                                    name(input),
                                    low.currentPa(),
                                    high.currentPa(),
                                    found.excitatoryNs(),
                                    found.excitatorySdNs(),
                                    found.inhibitoryNs(),
                                    found.inhibitorySdNs(),
                                    -found.leakSensitivity().excitatory(),
                                    -found.leakSensitivity().inhibitory()));
                    sentences.addAll(found.remarks());
                }
            }
        }
        final Table table = summary.build();
        if (table.rows() == 0)
            throw new InputException("No two levels lie " + Vmd.MIN_DISTANCE_MV + " mV apart, as the method needs.");
        final Panel panel = Panel.of(
                "",
                Axis.of("mean potential (mV)"),
                Axis.of("standard deviation (mV)"),
                new Series(
                        "levels",
                        points.stream().mapToDouble(p -> p[0]).toArray(),
                        points.stream().mapToDouble(p -> p[1]).toArray(),
                        Role.RESULT,
                        Series.Style.POINTS));
        return report(
                input,
                sentences,
                table,
                Map.of(),
                Figure.stacked(name(input) + ": fluctuations by level", HEIGHT_MM, Figure.row(1, panel)));
    }

    private Report relaxation(final Input input, final ClampTrials trials) {
        final RelaxationSettings settings =
                new RelaxationSettings(cell(), reversals(), relaxation_window_ms, first_lag, lag_steps, 0.95, spike_mv);
        final Table.Builder windows = Table.withColumns(
                "sweep", "time_ms", "tau_ms", "tau_low_ms", "tau_high_ms", "mean_mv", "total_ns", "g_e_ns", "g_i_ns");
        final List<RelaxationConductance.Window> all = new ArrayList<>();
        final List<String> sentences = new ArrayList<>(RelaxationConductance.ASSUMPTIONS);
        final double startMs = input.window().startMs();
        for (final ClampLevel level : trials.levels()) {
            for (final ClampSweep sweep : level.sweeps()) {
                final RelaxationConductance found = RelaxationConductance.compute(
                        membrane(sweep, input, trials.stepMs()), level.level(), trials.stepMs(), settings);
                all.addAll(found.windows());
                for (final RelaxationConductance.Window w : found.windows())
                    windows.row(
                            sweep.index(),
                            startMs + w.timeMs(),
                            w.tauMs(),
                            w.tauInterval().low(),
                            Double.isInfinite(w.tauInterval().high())
                                    ? Double.NaN
                                    : w.tauInterval().high(),
                            w.meanMv(),
                            w.totalNs(),
                            w.excitatoryNs(),
                            w.inhibitoryNs());
                for (final String remark : found.remarks()) if (!sentences.contains(remark)) sentences.add(remark);
            }
        }
        final double tauMs = median(
                all.stream().mapToDouble(RelaxationConductance.Window::tauMs).toArray());
        final double totalNs = median(
                all.stream().mapToDouble(RelaxationConductance.Window::totalNs).toArray());
        final double e = median(all.stream()
                .mapToDouble(RelaxationConductance.Window::excitatoryNs)
                .toArray());
        final double i = median(all.stream()
                .mapToDouble(RelaxationConductance.Window::inhibitoryNs)
                .toArray());
        sentences.add(
                0,
                String.format(
                        Locale.ROOT,
                        "%s: over %d windows the relaxation time has a median of %.3g ms, a conductance of %.3g nS.",
                        name(input),
                        all.size(),
                        tauMs,
                        totalNs));
        final Table summary = Table.withColumns(
                        "recording", "windows", "tau_median_ms", "total_median_ns", "g_e_median_ns", "g_i_median_ns")
                .row(name(input), all.size(), tauMs, totalNs, e, i)
                .build();
        final double[] index = new double[all.size()];
        final double[] tau = new double[all.size()];
        for (int k = 0; k < index.length; k++) {
            index[k] = k;
            tau[k] = all.get(k).tauMs();
        }
        return report(
                input,
                sentences,
                summary,
                Map.of("windows.csv", windows.build()),
                Figure.stacked(
                        name(input) + ": relaxation time",
                        HEIGHT_MM,
                        Figure.row(
                                1,
                                Panel.of(
                                        "",
                                        Axis.of("window"),
                                        Axis.of("relaxation time (ms)"),
                                        new Series("windows", index, tau, Role.RESULT, Series.Style.POINTS)))));
    }

    private static double median(final double[] values) {
        final double[] sorted =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private Report spikeTriggered(final Input input, final ClampTrials trials) {
        final List<double[]> sweeps = new ArrayList<>();
        final ClampLevel level = trials.levels().get(trials.levels().size() - 1);
        for (final ClampSweep sweep : level.sweeps()) sweeps.add(membrane(sweep, input, trials.stepMs()));
        final double[] average =
                SpikeTriggeredConductance.average(sweeps, trials.stepMs(), spike_mv, average_ms, gap_ms);
        final SpikeTriggeredConductance found = SpikeTriggeredConductance.compute(
                average,
                level.level(),
                trials.stepMs(),
                cell(),
                reversals(),
                new SpikeTriggeredConductance.Statistics(mean_e_ns, mean_i_ns, sd_e_ns, sd_i_ns, tau_e_ms, tau_i_ms));
        final int n = found.excitatoryNs().length;
        final double[] timesMs = new double[n];
        for (int k = 0; k < n; k++) timesMs[k] = (k - average.length) * trials.stepMs() - gap_ms;
        final double rise = found.excitatoryNs()[n - 1] - found.excitatoryNs()[0];
        final double fall = found.inhibitoryNs()[n - 1] - found.inhibitoryNs()[0];
        final List<String> sentences = new ArrayList<>(SpikeTriggeredConductance.ASSUMPTIONS);
        sentences.add(
                0,
                String.format(
                        Locale.ROOT,
                        "%s: before spikes excitation changes by %+.3g nS and inhibition by %+.3g nS.",
                        name(input),
                        rise,
                        fall));
        final Table summary = Table.withColumns("recording", "current_pa", "change_e_ns", "change_i_ns")
                .row(name(input), level.level(), rise, fall)
                .build();
        return report(
                input,
                sentences,
                summary,
                Map.of(
                        "before-spikes.csv",
                        Table.ofNumbers(
                                List.of("time_ms", "potential_mv", "g_e_ns", "g_i_ns"),
                                timesMs,
                                Arrays.copyOf(average, n),
                                found.excitatoryNs(),
                                found.inhibitoryNs())),
                traces(
                        name(input) + ": conductances before spikes",
                        timesMs,
                        found.excitatoryNs(),
                        found.inhibitoryNs()));
    }

    private Report oversampling(final Input input, final ClampTrials trials) {
        final ClampLevel level = trials.levels().get(0);
        final OversamplingConductance found = OversamplingConductance.compute(
                membrane(level.sweeps().get(0), input, trials.stepMs()),
                level.level(),
                trials.stepMs(),
                cell(),
                reversals(),
                0);
        final double[] timesMs = new double[found.excitatoryNs().length];
        for (int k = 0; k < timesMs.length; k++) timesMs[k] = input.window().startMs() + (k + 0.5) * found.stepMs();
        final List<String> sentences = new ArrayList<>(OversamplingConductance.ASSUMPTIONS);
        sentences.add(
                0,
                String.format(
                        Locale.ROOT,
                        "%s: %.0f %% of the pairs of samples could be solved.",
                        name(input),
                        100 * found.solvedShare()));
        final Map<String, Table> tables = new LinkedHashMap<>();
        tables.put(
                "conductance.csv",
                Table.ofNumbers(
                        List.of("time_ms", "g_e_ns", "g_i_ns"), timesMs, found.excitatoryNs(), found.inhibitoryNs()));
        final Table summary = Table.withColumns("recording", "sweep", "g_e_median_ns", "g_i_median_ns", "solved_share")
                .row(
                        name(input),
                        level.sweeps().get(0).index(),
                        median(found.excitatoryNs()),
                        median(found.inhibitoryNs()),
                        found.solvedShare())
                .build();
        return report(
                input,
                sentences,
                summary,
                tables,
                traces(
                        name(input) + ": oversampling (experimental)",
                        timesMs,
                        found.excitatoryNs(),
                        found.inhibitoryNs()));
    }

    static Figure traces(
            final String title,
            final double[] timesMs,
            final double[] excitatoryNs,
            final double[] inhibitoryNs,
            final Band... bands) {
        return Figure.stacked(
                title,
                HEIGHT_MM,
                Figure.row(
                        1,
                        Panel.of(
                                        "",
                                        Axis.of("time (ms)"),
                                        Axis.of("conductance (nS)"),
                                        Series.line("excitation", timesMs, excitatoryNs, Role.EXCITATION),
                                        Series.line("inhibition", timesMs, inhibitoryNs, Role.INHIBITION))
                                .withBands(bands)));
    }
}
