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
import org.eibalance.bridge.experiment.InjectionSource;
import org.eibalance.bridge.experiment.InputResistance;
import org.eibalance.bridge.protocol.OrnsteinUhlenbeck;
import org.eibalance.bridge.session.RunOutcome;
import org.eibalance.bridge.session.RunPlan;
import org.eibalance.bridge.session.Session;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.catalogue.Scenarios;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Conductances into a cell, again and again, recorded. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Inject Conductance...",
        headless = true,
        description = "Injects the excitatory and inhibitory conductances of a table, a simulated network or noise "
                + "into a cell by dynamic clamp, and records.")
public final class InjectConductance extends InjectingCommand {

    private static final String TABLE = "table";
    private static final String SCENARIO = "scenario";
    private static final String NOISE = "noise";
    private static final String TIMES = "times";
    private static final String INPUT_MEAN = "input-conductance-mean";
    private static final String INPUT_PEAK = "input-conductance-peak";

    /** A network is on its way to its activity for so long. */
    private static final double SETTLE_MS = 500;

    @Parameter(
            label = "Source",
            choices = {TABLE, SCENARIO, NOISE},
            persist = false,
            description =
                    "Of the conductances: a table, a neuron of a scenario's network, or noise that the device makes.")
    private String source = TABLE;

    @Parameter(
            label = "Network",
            choices = {"coba", "coba-hh", "okun-lampl-pair"},
            persist = false,
            description = "The scenario whose network, at its defaults, has the neuron; for source=scenario.")
    private String network = "coba";

    @Parameter(
            label = "Duration (ms)",
            min = "1",
            max = "600000",
            persist = false,
            description = "Of the run, for scenarios and noise; a table has its own.")
    private double duration_ms = 1000;

    @Parameter(
            label = "Mean of excitation (nS)",
            min = "0",
            max = "1000",
            persist = false,
            description = "Of the noise; this and the next keys are for source=noise, an Ornstein-Uhlenbeck process "
                    + "clipped at 0.")
    private double e_mean_ns = 4;

    @Parameter(
            label = "Mean of inhibition (nS)",
            min = "0",
            max = "1000",
            persist = false,
            description = "Of the noise.")
    private double i_mean_ns = 16;

    @Parameter(
            label = "SD of excitation (nS)",
            min = "0",
            max = "1000",
            persist = false,
            description = "Standard deviation of the noise, before it is clipped.")
    private double e_sd_ns = 1;

    @Parameter(
            label = "SD of inhibition (nS)",
            min = "0",
            max = "1000",
            persist = false,
            description = "Standard deviation of the noise, before it is clipped.")
    private double i_sd_ns = 4;

    @Parameter(
            label = "Correlation time of excitation (ms)",
            min = "0.1",
            max = "100000",
            persist = false,
            description = "Of the noise.")
    private double e_tau_ms = 2.7;

    @Parameter(
            label = "Correlation time of inhibition (ms)",
            min = "0.1",
            max = "100000",
            persist = false,
            description = "Of the noise.")
    private double i_tau_ms = 10.5;

    @Parameter(
            label = "Correlation of both",
            min = "-1",
            max = "1",
            persist = false,
            description = "Of the noise of excitation with that of inhibition.")
    private double noise_correlation = 0;

    @Parameter(label = "Seed", persist = false, description = "Of the scenario or the noise.")
    private long seed = 1;

    @Parameter(
            label = "Frozen",
            persist = false,
            description = "Whether each run has the same noise; else the seed goes up by one from run to run.")
    private boolean frozen = true;

    @Parameter(
            label = "Unit of the gains",
            choices = {TIMES, INPUT_MEAN, INPUT_PEAK},
            persist = false,
            description = "times; or the mean or the largest g_E and g_I become the gain times the cell's input "
                    + "conductance, measured before.")
    private String gain_unit = TIMES;

    @Parameter(
            label = "Step for the input conductance (pA)",
            min = "-1000",
            max = "1000",
            persist = false,
            description =
                    "Injected before the runs where the gains are in input conductances; small and hyperpolarising.")
    private double input_step_pa = -20;

    @Parameter(
            label = "Length of that step (ms)",
            min = "20",
            max = "5000",
            persist = false,
            description = "Its last third is averaged.")
    private double input_step_ms = 300;

    @Parameter(
            label = "Steady current (pA)",
            min = "-10000",
            max = "10000",
            persist = false,
            description = "Injected beside the conductances, and recorded apart from them.")
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
    private int interval_ms = 500;

    @Parameter(
            label = "Start on trigger",
            persist = false,
            description = "Whether each run waits for a rising edge of the device's trigger input.")
    private boolean start_on_trigger = false;

    @Override
    protected Report compute() {
        final Injection given = injection(source(0), command_pa, start_on_trigger);
        return RunningRecording.in(
                outputFolder().resolve("inject-conductance"),
                file -> withSession(session -> {
                    final RigCalibration rig = calibration(session, calibrationFile(), calibrationDays());
                    final StabilityLimit stability = stability(rig);
                    final List<String> sentences = new ArrayList<>();
                    final Injection injection =
                            gain_unit.equals(TIMES) ? given : inInputConductances(given, session, stability, sentences);
                    // Refused before there is a file. The same plan plays the same conductances again.
                    final RunPlan plan = injection.plan(session.device(), stability);
                    final boolean anew = source.equals(NOISE) && !frozen;
                    // That a later run is refused is not to be found out in the middle of a cell.
                    for (int run = 1; anew && run < repeats; run++)
                        injection.with(source(run)).plan(session.device(), stability);
                    final List<RunOutcome> outcomes = new ArrayList<>();
                    try (ClampRecorder recorder = ClampRecorder.create(file, session, injection, rig, now())) {
                        for (int k = 0; k < repeats; k++) {
                            if (k > 0) session.pause(interval_ms);
                            final Injection own = anew ? injection.with(source(k)) : injection;
                            recorder.playing(own);
                            final RunOutcome outcome =
                                    session.run(anew ? own.plan(session.device(), stability) : plan, recorder);
                            outcomes.add(outcome);
                            progress((k + 1.0) / repeats);
                            status("Run " + (k + 1) + " of " + repeats + ": " + outcome.sentence());
                            if (!outcome.complete()) break;
                        }
                    }
                    sentences.addAll(0, sentences(outcomes, stability));
                    final Report report = Report.of(
                                    sentences,
                                    summary(
                                            outcomes,
                                            session.device().loopHz(),
                                            k -> source.equals(TABLE) ? "" : Long.toString(seed + (anew ? k : 0))),
                                    figure("Injected conductances", file))
                            .withFiles(files(file, outcomes.get(outcomes.size() - 1)));
                    return source.equals(TABLE) ? report.from(List.of(table())) : report.withSeed(seed);
                }));
    }

    /** The conductances of a run, 0-based. */
    private InjectionSource source(final int run) {
        return switch (source) {
            case SCENARIO ->
                new InjectionSource.Streamed(Scenarios.findPatched(network)
                        .conductances(Map.of(), SETTLE_MS, duration_ms, new ScenarioRun(seed, threads(), done -> {})));
            case NOISE ->
                new InjectionSource.Generated(
                        new OrnsteinUhlenbeck(
                                (float) e_mean_ns,
                                (float) e_sd_ns,
                                (float) e_tau_ms,
                                (float) i_mean_ns,
                                (float) i_sd_ns,
                                (float) i_tau_ms,
                                (float) noise_correlation,
                                seed + run),
                        duration_ms);
            default -> ofTable();
        };
    }

    private Injection inInputConductances(
            final Injection given,
            final Session session,
            final StabilityLimit stability,
            final List<String> sentences) {
        final double mohm = InputResistance.mohm(session, stability, input_step_pa, input_step_ms, given.limitPa())
                - stability.seriesMohm();
        final Injection injection = given.inInputConductances(
                1000 / mohm,
                gain_unit.equals(INPUT_MEAN) ? Injection.Reference.MEAN : Injection.Reference.PEAK,
                session.device().loopHz());
        sentences.add(String.format(
                Locale.ROOT,
                "The cell's input conductance is %.3f nS: g_E was multiplied by %.4g and g_I by %.4g.",
                1000 / mohm,
                injection.gainE(),
                injection.gainI()));
        return injection;
    }

    private List<String> sentences(final List<RunOutcome> outcomes, final StabilityLimit stability) {
        final List<String> sentences = new ArrayList<>();
        final RunOutcome last = outcomes.get(outcomes.size() - 1);
        final long complete = outcomes.stream().filter(RunOutcome::complete).count();
        sentences.add(complete + " of " + repeats + " runs went on to their end.");
        if (!last.complete()) sentences.add(last.sentence());
        final long missing = outcomes.stream().mapToLong(RunOutcome::missing).sum();
        if (missing > 0) sentences.add(missing + " samples did not come; they are NaN in the recording.");
        if (outcomes.stream().anyMatch(RunOutcome::limited))
            sentences.add("The current met its limit: for that time it was not what the conductances ask for.");
        sentences.add(sentence(stability));
        return sentences;
    }

    private static Table summary(final List<RunOutcome> outcomes, final int loopHz, final IntFunction<String> seeds) {
        final Table.Builder table = Table.withColumns(
                "run",
                "complete",
                "fault",
                "duration_ms",
                "samples",
                "missing",
                "underruns",
                "limited",
                "ramp_ms",
                "seed");
        for (int k = 0; k < outcomes.size(); k++) {
            final RunOutcome o = outcomes.get(k);
            table.row(
                    k,
                    o.complete(),
                    o.complete() ? "" : o.sentence(),
                    1000.0 * (o.endTick() - o.beginTick()) / loopHz,
                    o.samples(),
                    o.missing(),
                    o.underruns(),
                    o.limited(),
                    1000.0 * (o.zeroTick() - o.endTick()) / loopHz,
                    seeds.apply(k));
        }
        return table.build();
    }
}
