package org.eibalance.command.clamp;

import java.util.List;
import java.util.Map;
import org.eibalance.bridge.calibration.RigCalibration;
import org.eibalance.bridge.calibration.StabilityLimit;
import org.eibalance.bridge.experiment.ClampRecorder;
import org.eibalance.bridge.experiment.Injection;
import org.eibalance.bridge.experiment.RatioSeries;
import org.eibalance.bridge.report.RatioSeriesReport;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Firing of a cell as a function of the ratio of injected inhibition to excitation. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Inject Ratio Series...",
        headless = true,
        description = "Injects the same conductances with inhibition scaled from weak to strong, in random "
                + "order. Measures rate and CV for each factor.")
public final class InjectRatioSeries extends InjectingCommand {

    @Parameter(
            label = "Minimum factor of inhibition",
            min = "0",
            max = "10",
            persist = false,
            description = "Minimum factor for g_I.")
    private double lowest_ratio = RatioSeries.DEFAULT.ratios()[0];

    @Parameter(
            label = "Maximum factor of inhibition",
            min = "0",
            max = "10",
            persist = false,
            description = "Maximum factor for g_I.")
    private double highest_ratio = RatioSeries.DEFAULT.ratios()[RatioSeries.DEFAULT.ratios().length - 1];

    @Parameter(
            label = "Factors",
            min = "1",
            max = "100",
            persist = false,
            description = "Number of factors, " + "evenly spaced.")
    private int ratios = RatioSeries.DEFAULT.ratios().length;

    @Parameter(
            label = "Blocks",
            min = "1",
            max = "1000",
            persist = false,
            description = "How often the whole series is run, each time in a different random order.")
    private int blocks = RatioSeries.DEFAULT.blocks();

    @Parameter(
            label = "Steady current (pA)",
            min = "-10000",
            max = "10000",
            persist = false,
            description = "Injected in addition to the conductances.")
    private double command_pa = 0;

    @Parameter(
            label = "Spikes reach (mV)",
            min = "-100",
            max = "100",
            persist = false,
            description = "A spike is counted when the potential rises through this value.")
    private double spike_mv = RatioSeries.DEFAULT.spikeMv();

    @Parameter(
            label = "Step for the input resistance (pA)",
            min = "-1000",
            max = "1000",
            persist = false,
            description = "Injected before each block and after the last, without conductances.")
    private double step_pa = RatioSeries.DEFAULT.stepPa();

    @Parameter(
            label = "Length of that step (ms)",
            min = "20",
            max = "5000",
            persist = false,
            description = "Duration of that step; its last third is averaged.")
    private double step_ms = RatioSeries.DEFAULT.stepMs();

    @Parameter(label = "Seed", persist = false, description = "Seed of the random order.")
    private long seed = RatioSeries.DEFAULT.seed();

    @Override
    protected Report compute() {
        if (step_pa == 0) throw new InputException("step_pa is 0: a current is needed to measure the resistance.");
        if (highest_ratio < lowest_ratio) throw new InputException("highest_ratio is below lowest_ratio.");
        final Injection injection = injection(command_pa, 0);
        final double[] factors = RatioSeries.evenly(lowest_ratio, highest_ratio, ratios);
        final RatioSeries series = new RatioSeries(factors, blocks, spike_mv, step_pa, step_ms, seed);
        return RunningRecording.in(
                outputFolder().resolve("inject-ratio-series"),
                file -> withSession(session -> {
                    final RigCalibration rig = calibration(session, calibrationFile(), calibrationDays());
                    final StabilityLimit stability = stability(rig);
                    confirmRig(session, stability);
                    final RatioSeries.Outcome outcome;
                    try (ClampRecorder recorder = ClampRecorder.create(file, session, injection, rig, now())) {
                        outcome = series.run(session, injection, stability, recorder, this::progress);
                    }
                    return RatioSeriesReport.of(series, outcome, sentence(stability))
                            .withFiles(Map.of("recording.eiclamp", RunningRecording.moved(file)))
                            .from(List.of(table()))
                            .withSeed(seed);
                }));
    }
}
