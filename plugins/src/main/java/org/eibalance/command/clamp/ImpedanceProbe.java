package org.eibalance.command.clamp;

import java.util.ArrayList;
import java.util.List;
import org.eibalance.bridge.calibration.RigCalibration;
import org.eibalance.bridge.calibration.StabilityLimit;
import org.eibalance.bridge.experiment.ClampRecorder;
import org.eibalance.bridge.experiment.Injection;
import org.eibalance.bridge.report.ProbeReport;
import org.eibalance.bridge.session.RunOutcome;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Injects the two sinusoids of the impedance method together with conductances. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Impedance Probe...",
        headless = true,
        description = "Injects the conductances of a table together with two sinusoidal currents. "
                + "impedance-conductance can then estimate them.")
public final class ImpedanceProbe extends InjectingCommand {

    @Parameter(
            label = "First frequency (Hz)",
            min = "10",
            max = "10000",
            persist = false,
            description = "Frequency of the slower sinusoid.")
    private double first_hz = Injection.DEFAULT_FIRST.hz();

    @Parameter(
            label = "Second frequency (Hz)",
            min = "10",
            max = "10000",
            persist = false,
            description = "Frequency of the faster sinusoid; not a multiple of the first.")
    private double second_hz = Injection.DEFAULT_SECOND.hz();

    @Parameter(
            label = "Amplitude (pA)",
            min = "1",
            max = "5000",
            persist = false,
            description = "Amplitude of each sinusoid.")
    private double amplitude_pa = Injection.DEFAULT_FIRST.pa();

    @Parameter(
            label = "Pairs of runs",
            min = "1",
            max = "1000",
            persist = false,
            description = "The two runs of a pair have sinusoids of opposite sign; half their difference has no "
                    + "synaptic noise.")
    private int pairs = 1;

    @Override
    protected Report compute() {
        if (!(second_hz > first_hz))
            throw new InputException("second_hz is " + second_hz + ": it must be above first_hz, " + first_hz + ".");
        final Injection plain = injection(0, false);
        return RunningRecording.in(
                outputFolder().resolve("impedance-probe"),
                file -> withSession(session -> {
                    final RigCalibration rig = calibration(session, calibrationFile(), calibrationDays());
                    final StabilityLimit stability = stability(rig);
                    plain.plan(session.device(), stability);
                    final List<ProbeReport.Run> runs = new ArrayList<>();
                    try (ClampRecorder recorder = ClampRecorder.create(file, session, plain, rig, now())) {
                        for (int k = 0; k < 2 * pairs; k++) {
                            final double pa = k % 2 == 0 ? amplitude_pa : -amplitude_pa;
                            final RunOutcome outcome = session.run(
                                    plain.withSines(new Injection.Sine(first_hz, pa), new Injection.Sine(second_hz, pa))
                                            .plan(session.device(), stability),
                                    recorder);
                            runs.add(new ProbeReport.Run(pa, outcome));
                            progress((k + 1.0) / (2 * pairs));
                            if (!outcome.complete()) break;
                        }
                    }
                    return report(file, recorded -> ProbeReport.of(runs, first_hz, second_hz, recorded))
                            .withFiles(files(file, runs.get(runs.size() - 1).outcome()))
                            .from(List.of(table()));
                }));
    }
}
