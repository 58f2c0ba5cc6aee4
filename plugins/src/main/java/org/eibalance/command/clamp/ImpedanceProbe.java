package org.eibalance.command.clamp;

import java.util.List;
import org.eibalance.bridge.calibration.RigCalibration;
import org.eibalance.bridge.calibration.StabilityLimit;
import org.eibalance.bridge.experiment.ClampRecorder;
import org.eibalance.bridge.experiment.Injection;
import org.eibalance.bridge.experiment.InjectionSeries;
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
        final Injection plain = injection(0, 0);
        final InjectionSeries series = InjectionSeries.probes(plain, first_hz, second_hz, amplitude_pa, pairs);
        return RunningRecording.in(
                outputFolder().resolve("impedance-probe"),
                file -> withSession(session -> {
                    final RigCalibration rig = calibration(session, calibrationFile(), calibrationDays());
                    final StabilityLimit stability = stability(rig);
                    // Before a file is written.
                    series.check(session, stability);
                    confirmRig(session, stability);
                    final List<RunOutcome> outcomes;
                    try (ClampRecorder recorder = ClampRecorder.create(file, session, plain, rig, now())) {
                        outcomes = series.run(
                                session, stability, recorder, (outcome, run) -> progress((run + 1.0) / series.runs()));
                    }
                    return report(
                                    file,
                                    recorded -> ProbeReport.of(outcomes, amplitude_pa, first_hz, second_hz, recorded))
                            .withFiles(files(file, outcomes.get(outcomes.size() - 1)))
                            .from(List.of(table()));
                }));
    }
}
