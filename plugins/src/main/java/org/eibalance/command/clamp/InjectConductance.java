package org.eibalance.command.clamp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.eibalance.bridge.calibration.RigCalibration;
import org.eibalance.bridge.calibration.StabilityLimit;
import org.eibalance.bridge.experiment.ClampRecorder;
import org.eibalance.bridge.experiment.Injection;
import org.eibalance.bridge.experiment.InjectionSeries;
import org.eibalance.bridge.experiment.InjectionSource;
import org.eibalance.bridge.experiment.InputResistance;
import org.eibalance.bridge.experiment.NoiseSettings;
import org.eibalance.bridge.report.InjectionReport;
import org.eibalance.bridge.session.RunOutcome;
import org.eibalance.bridge.session.RunPlan;
import org.eibalance.bridge.session.Session;
import org.eibalance.command.Choice;
import org.eibalance.report.Report;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.catalogue.Scenarios;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Injects conductances into a cell repeatedly, and records. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Inject Conductance...",
        headless = true,
        description = "Injects the excitatory and inhibitory conductances of a table, a simulated network or noise "
                + "into a cell by dynamic clamp, and records.")
public final class InjectConductance extends InjectingCommand {

    /** Where the conductances come from. */
    private enum Source {
        TABLE,
        SCENARIO,
        NOISE
    }

    /** What a gain multiplies. */
    private enum GainUnit {
        TIMES,
        INPUT_CONDUCTANCE_MEAN,
        INPUT_CONDUCTANCE_PEAK
    }

    private static final Choice<Source> SOURCE = Choice.of("source", Source.class);
    private static final Choice<GainUnit> GAIN_UNIT = Choice.of("gain_unit", GainUnit.class);

    @Parameter(
            label = "Source",
            choices = {"table", "scenario", "noise"},
            persist = false,
            description = "Source of the conductances. table: a file. scenario: a neuron of a network. noise: made by "
                    + "the device.")
    private String source = "table";

    @Parameter(
            label = "Network",
            choices = {"coba", "coba-hh", "okun-lampl-pair"},
            persist = false,
            description = "For source=scenario: the scenario with the network, at its defaults.")
    private String network = "coba";

    @Parameter(
            label = "Duration (ms)",
            min = "1",
            max = "600000",
            persist = false,
            description = "Duration of the run, for scenarios and noise; a table has its own.")
    private double duration_ms = InjectionSource.DEFAULT_DURATION_MS;

    @Parameter(
            label = "Mean of excitation (nS)",
            min = "0",
            max = "1000",
            persist = false,
            description = "For source=noise, as the next keys: mean of an Ornstein-Uhlenbeck process that is "
                    + "clipped at 0.")
    private double e_mean_ns = NoiseSettings.DEFAULT.meanENs();

    @Parameter(
            label = "Mean of inhibition (nS)",
            min = "0",
            max = "1000",
            persist = false,
            description = "For source=noise.")
    private double i_mean_ns = NoiseSettings.DEFAULT.meanINs();

    @Parameter(
            label = "SD of excitation (nS)",
            min = "0",
            max = "1000",
            persist = false,
            description = "Standard deviation of the noise before clipping.")
    private double e_sd_ns = NoiseSettings.DEFAULT.sdENs();

    @Parameter(
            label = "SD of inhibition (nS)",
            min = "0",
            max = "1000",
            persist = false,
            description = "Standard deviation of the noise before clipping.")
    private double i_sd_ns = NoiseSettings.DEFAULT.sdINs();

    @Parameter(
            label = "Correlation time of excitation (ms)",
            min = "0.1",
            max = "100000",
            persist = false,
            description = "For source=noise.")
    private double e_tau_ms = NoiseSettings.DEFAULT.tauEMs();

    @Parameter(
            label = "Correlation time of inhibition (ms)",
            min = "0.1",
            max = "100000",
            persist = false,
            description = "For source=noise.")
    private double i_tau_ms = NoiseSettings.DEFAULT.tauIMs();

    @Parameter(
            label = "Correlation of both",
            min = "-1",
            max = "1",
            persist = false,
            description = "Correlation between the noise of excitation and that of inhibition.")
    private double noise_correlation = NoiseSettings.DEFAULT.correlation();

    @Parameter(label = "Seed", persist = false, description = "Seed of the scenario or the noise.")
    private long seed = 1;

    @Parameter(
            label = "Frozen",
            persist = false,
            description = "Whether each run has the same noise. false: the seed increases by one from run to run.")
    private boolean frozen = true;

    @Parameter(
            label = "Unit of the gains",
            choices = {"times", "input-conductance-mean", "input-conductance-peak"},
            persist = false,
            description = "times: the gains are factors. The others: the mean or peak of g_E and g_I becomes "
                    + "gain times input conductance of the cell, which is measured before.")
    private String gain_unit = "times";

    @Parameter(
            label = "Step for the input conductance (pA)",
            min = "-1000",
            max = "1000",
            persist = false,
            description = "Injected before the runs if the gains are in input conductances; small and hyperpolarising.")
    private double input_step_pa = InputResistance.DEFAULT_STEP_PA;

    @Parameter(
            label = "Length of that step (ms)",
            min = "20",
            max = "5000",
            persist = false,
            description = "Duration of that step; its last third is averaged.")
    private double input_step_ms = InputResistance.DEFAULT_STEP_MS;

    @Parameter(
            label = "Steady current (pA)",
            min = "-10000",
            max = "10000",
            persist = false,
            description = "Injected in addition to the conductances, and recorded separately.")
    private double command_pa = 0;

    @Parameter(
            label = "Repeats",
            min = "1",
            max = "10000",
            persist = false,
            description = "How often the same conductances are injected.")
    private int repeats = 1;

    @Parameter(
            label = "Interval (ms)",
            min = "0",
            max = "600000",
            persist = false,
            description = "Pause between two runs, without current.")
    private int interval_ms = Injection.DEFAULT_INTERVAL_MS;

    @Parameter(
            label = "Start on trigger",
            persist = false,
            description = "Whether each run waits for a rising edge of the device's trigger input.")
    private boolean start_on_trigger = false;

    @Parameter(
            label = "Longest wait for the trigger (s)",
            min = "0.1",
            max = "3600",
            persist = false,
            description = "A run that waits for the trigger longer than this is given up.")
    private double trigger_timeout_s = RunPlan.DEFAULT_TRIGGER_TIMEOUT_S;

    @Override
    protected Report compute() {
        final Injection given = injection(source(0), command_pa, start_on_trigger ? trigger_timeout_s : 0);
        return RunningRecording.in(
                outputFolder().resolve("inject-conductance"),
                file -> withSession(session -> {
                    final RigCalibration rig = calibration(session, calibrationFile(), calibrationDays());
                    final StabilityLimit stability = stability(rig);
                    confirmRig(session, stability);
                    final List<String> limits = new ArrayList<>(List.of(sentence(stability)));
                    final Injection injection = GAIN_UNIT.parse(gain_unit) == GainUnit.TIMES
                            ? given
                            : inInputConductances(given, session, stability, limits);
                    final boolean anew = SOURCE.parse(source) == Source.NOISE && !frozen;
                    final InjectionSeries series = anew
                            ? new InjectionSeries(run -> injection.with(source(run)), repeats, interval_ms)
                            : InjectionSeries.repeated(injection, repeats, interval_ms);
                    // Before a file is written.
                    series.check(session, stability);
                    final List<RunOutcome> outcomes;
                    try (ClampRecorder recorder = ClampRecorder.create(file, session, injection, rig, now())) {
                        outcomes = series.run(session, stability, recorder, (outcome, run) -> {
                            progress((run + 1.0) / repeats);
                            status("Run " + (run + 1) + " of " + repeats + ": " + outcome.sentence());
                        });
                    }
                    final IntFunction<String> seeds =
                            run -> SOURCE.parse(source) == Source.TABLE ? "" : Long.toString(seed + (anew ? run : 0));
                    final Report report = report(
                                    file,
                                    recorded -> InjectionReport.of(
                                            outcomes, repeats, session.device().loopHz(), seeds, limits, recorded))
                            .withFiles(files(file, outcomes.get(outcomes.size() - 1)));
                    return SOURCE.parse(source) == Source.TABLE ? report.from(List.of(table())) : report.withSeed(seed);
                }));
    }

    /** The conductances of a run, 0-based. */
    private InjectionSource source(final int run) {
        return switch (SOURCE.parse(source)) {
            case SCENARIO ->
                new InjectionSource.Streamed(Scenarios.findPatched(network)
                        .conductances(
                                Map.of(),
                                InjectionSource.SETTLE_MS,
                                duration_ms,
                                new ScenarioRun(seed, threads(), done -> {})));
            case NOISE ->
                new InjectionSource.Generated(
                        new NoiseSettings(e_mean_ns, e_sd_ns, e_tau_ms, i_mean_ns, i_sd_ns, i_tau_ms, noise_correlation)
                                .message(seed + run),
                        duration_ms);
            default -> ofTable();
        };
    }

    private Injection inInputConductances(
            final Injection given,
            final Session session,
            final StabilityLimit stability,
            final List<String> sentences) {
        final double cellNs = InputResistance.cellNs(session, stability, input_step_pa, input_step_ms, given.limitPa());
        final Injection injection = given.inInputConductances(
                cellNs,
                GAIN_UNIT.parse(gain_unit) == GainUnit.INPUT_CONDUCTANCE_MEAN
                        ? Injection.Reference.MEAN
                        : Injection.Reference.PEAK,
                session.device().loopHz());
        sentences.add(String.format(
                Locale.ROOT,
                "The cell's input conductance is %.3f nS: g_E was multiplied by %.4g and g_I by %.4g.",
                cellNs,
                injection.gainE(),
                injection.gainI()));
        return injection;
    }
}
