package org.eibalance.command.conductance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.singletrace.MembraneTraces;
import org.eibalance.analysis.conductance.singletrace.OversamplingSettings;
import org.eibalance.analysis.conductance.singletrace.OversamplingTrace;
import org.eibalance.analysis.conductance.singletrace.RelaxationOverSweeps;
import org.eibalance.analysis.conductance.singletrace.RelaxationSettings;
import org.eibalance.analysis.conductance.singletrace.SpikeTriggeredConductance;
import org.eibalance.analysis.conductance.singletrace.SpikeTriggeredSettings;
import org.eibalance.analysis.conductance.singletrace.SpikeTriggeredTrace;
import org.eibalance.analysis.conductance.singletrace.VmdOverLevels;
import org.eibalance.analysis.conductance.singletrace.VmdSettings;
import org.eibalance.analysis.conductance.trials.ClampLevel;
import org.eibalance.analysis.conductance.trials.ConditionTrials;
import org.eibalance.command.AutoNumber;
import org.eibalance.command.Choice;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.report.conductance.OversamplingReport;
import org.eibalance.report.conductance.RelaxationReport;
import org.eibalance.report.conductance.SpikeTriggeredReport;
import org.eibalance.report.conductance.VmdReport;
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
    private double capacitance_pf = PassiveCell.DEFAULT.capacitancePf();

    @Parameter(
            label = "Leak (nS)",
            min = "0.001",
            max = "100000",
            persist = false,
            description = "Conductance of the cell in a quiescent state. Its error is the main error of the result.")
    private double leak_ns = PassiveCell.DEFAULT.leakNs();

    @Parameter(
            label = "Reversal of the leak (mV)",
            min = "-200",
            max = "200",
            persist = false,
            description = "Resting potential of the quiescent cell.")
    private double leak_reversal_mv = PassiveCell.DEFAULT.leakReversalMv();

    @Parameter(
            label = "Correlation time of excitation (ms)",
            min = "0.01",
            max = "1000",
            persist = false,
            description = "Correlation time of the excitatory conductance.")
    private double tau_e_ms = VmdSettings.DEFAULT.excitatoryTauMs();

    @Parameter(
            label = "Correlation time of inhibition (ms)",
            min = "0.01",
            max = "1000",
            persist = false,
            description = "Correlation time of the inhibitory conductance.")
    private double tau_i_ms = VmdSettings.DEFAULT.inhibitoryTauMs();

    @Parameter(
            label = "Form of VmD",
            choices = {"exact-moments", "extended", "original-2004"},
            persist = false,
            description = "exact-moments: those of the membrane equation. extended: closed form, inhibition up to 5 % "
                    + "low. original-2004: up to a quarter off, to compare with published numbers.")
    private String form = "exact-moments";

    @Parameter(
            label = "Spikes reach (mV)",
            min = "-100",
            max = "100",
            persist = false,
            description = "A potential that only spikes reach. Windows with spikes are refused; spike-triggered "
                    + "averages start here.")
    private double spike_mv = VmdSettings.DEFAULT.spikeMv();

    @Parameter(
            label = "Length of a window (ms)",
            min = "1",
            max = "1000000",
            persist = false,
            description = "For relaxation. 50 to 100 ms are common, but too short for an unbiased time constant.")
    private double relaxation_window_ms = RelaxationSettings.DEFAULT.windowMs();

    @Parameter(
            label = "First lag (samples)",
            persist = false,
            description = "For relaxation: from 2 on without the noise of the electrode; auto: 1 ms.")
    private String first_lag = "auto";

    @Parameter(
            label = "Distance of lags (samples)",
            persist = false,
            description = "For relaxation: distance between the two lags that are compared; auto: 2 ms.")
    private String lag_steps = "auto";

    @Parameter(
            label = "Mean excitation (nS)",
            min = "0",
            persist = false,
            description = "For spike-triggered averages: value from VmD.")
    private double mean_e_ns = SpikeTriggeredSettings.DEFAULT.statistics().excitatoryNs();

    @Parameter(
            label = "Mean inhibition (nS)",
            min = "0",
            persist = false,
            description = "For spike-triggered averages: value from VmD.")
    private double mean_i_ns = SpikeTriggeredSettings.DEFAULT.statistics().inhibitoryNs();

    @Parameter(
            label = "Standard deviation of excitation (nS)",
            min = "0.0001",
            persist = false,
            description = "For spike-triggered averages: value from VmD.")
    private double sd_e_ns = SpikeTriggeredSettings.DEFAULT.statistics().excitatorySdNs();

    @Parameter(
            label = "Standard deviation of inhibition (nS)",
            min = "0.0001",
            persist = false,
            description = "For spike-triggered averages: value from VmD.")
    private double sd_i_ns = SpikeTriggeredSettings.DEFAULT.statistics().inhibitorySdNs();

    @Parameter(
            label = "Average before spikes (ms)",
            min = "1",
            max = "10000",
            persist = false,
            description = "For spike-triggered averages: length of the average.")
    private double average_ms = SpikeTriggeredSettings.DEFAULT.averageMs();

    @Parameter(
            label = "Gap before spikes (ms)",
            min = "0",
            max = "100",
            persist = false,
            description = "For spike-triggered averages: the upstroke of the spike, which is left out.")
    private double gap_ms = SpikeTriggeredSettings.DEFAULT.gapMs();

    @Override
    protected Report compute() {
        final Input all = read();
        final Input input = usesAll(all) ? all : all.and(used(all));
        return switch (METHOD.parse(method)) {
            case VMD -> vmd(input);
            case RELAXATION -> relaxation(input);
            case SPIKE_TRIGGERED -> spikeTriggered(input);
            case OVERSAMPLING -> oversampling(input);
        };
    }

    private boolean usesAll(final Input input) {
        final boolean one = input.conditions().size() == 1;
        final List<ClampLevel> levels = input.conditions().get(0).trials().levels();
        return switch (METHOD.parse(method)) {
            case VMD -> true;
            case RELAXATION -> one;
            case SPIKE_TRIGGERED -> one && levels.size() == 1;
            case OVERSAMPLING ->
                one && levels.size() == 1 && levels.get(0).sweeps().size() == 1;
        };
    }

    /** Which sweeps a method takes that does not take all. */
    private String used(final Input input) {
        final List<ClampLevel> levels = input.conditions().get(0).trials().levels();
        final String condition = input.conditions().size() == 1
                ? ""
                : " of condition " + input.conditions().get(0).condition();
        return switch (METHOD.parse(method)) {
            case VMD, RELAXATION -> "Only the sweeps" + condition + " are used.";
            case SPIKE_TRIGGERED -> "Only the sweeps at the highest current" + condition + " are used.";
            case OVERSAMPLING ->
                "Only sweep " + levels.get(0).sweeps().get(0).index() + condition + " is used, the first at the lowest "
                        + "current.";
        };
    }

    private PassiveCell cell() {
        return new PassiveCell(capacitance_pf, leak_ns, leak_reversal_mv);
    }

    private MembraneTraces traces(final Input input, final ConditionTrials condition) {
        return MembraneTraces.of(condition.trials(), input.window(), junction(), compensation());
    }

    private MembraneTraces traces(final Input input) {
        return traces(input, input.conditions().get(0));
    }

    private Report vmd(final Input input) {
        final Map<String, MembraneTraces> conditions = new LinkedHashMap<>();
        for (final ConditionTrials c : input.conditions()) conditions.put(c.condition(), traces(input, c));
        final VmdSettings settings =
                new VmdSettings(cell(), reversals(), tau_e_ms, tau_i_ms, FORM.parse(form), spike_mv);
        return VmdReport.of(
                input.recordingWithoutBaseline(),
                ErrorsOf.file(input.path(), () -> VmdOverLevels.compute(conditions, settings)));
    }

    private Report relaxation(final Input input) {
        final RelaxationSettings settings = new RelaxationSettings(
                cell(),
                reversals(),
                relaxation_window_ms,
                samples("first_lag", first_lag, 0),
                samples("lag_steps", lag_steps, 1),
                RelaxationSettings.DEFAULT.confidence(),
                spike_mv);
        return RelaxationReport.of(
                input.recordingWithoutBaseline(),
                ErrorsOf.file(input.path(), () -> RelaxationOverSweeps.compute(traces(input), settings)));
    }

    private static int samples(final String key, final String text, final int min) {
        final OptionalDouble given = AutoNumber.parse(key, text, min, 10_000);
        if (given.isEmpty()) return RelaxationSettings.AUTO;
        if (given.getAsDouble() != Math.rint(given.getAsDouble()))
            throw new InputException(key + " is '" + text.strip() + "': it must be auto or a whole number of samples.");
        return (int) given.getAsDouble();
    }

    private Report spikeTriggered(final Input input) {
        final SpikeTriggeredSettings settings = new SpikeTriggeredSettings(
                cell(),
                reversals(),
                new SpikeTriggeredConductance.Statistics(mean_e_ns, mean_i_ns, sd_e_ns, sd_i_ns, tau_e_ms, tau_i_ms),
                spike_mv,
                average_ms,
                gap_ms);
        return SpikeTriggeredReport.of(
                input.recordingWithoutBaseline(),
                ErrorsOf.file(input.path(), () -> SpikeTriggeredTrace.compute(traces(input), settings)));
    }

    private Report oversampling(final Input input) {
        return OversamplingReport.of(
                input.recordingWithoutBaseline(),
                ErrorsOf.file(
                        input.path(),
                        () -> OversamplingTrace.compute(traces(input), OversamplingSettings.of(cell(), reversals()))));
    }
}
