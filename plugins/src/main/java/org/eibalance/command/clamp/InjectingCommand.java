package org.eibalance.command.clamp;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.bridge.calibration.RigCalibration;
import org.eibalance.bridge.calibration.SafetyLimits;
import org.eibalance.bridge.calibration.StabilityLimit;
import org.eibalance.bridge.experiment.Injection;
import org.eibalance.bridge.experiment.InjectionSource;
import org.eibalance.bridge.experiment.InjectionTable;
import org.eibalance.bridge.session.RunOutcome;
import org.eibalance.bridge.session.Session;
import org.eibalance.command.AutoNumber;
import org.eibalance.command.RecordingPaths;
import org.eibalance.format.Formats;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.report.Report;
import org.scijava.plugin.Parameter;

/** A command that injects conductances, from a table or from another source. */
abstract class InjectingCommand extends ClampCommand {

    private static final String NO_TABLE = "none";

    @Parameter(
            label = "Conductances",
            style = "file",
            persist = false,
            description = "Table with time_ms, g_e_ns, g_i_ns: estimated by an analysis, or the truth of a simulated "
                    + "recording.")
    private File conductances = new File(NO_TABLE);

    @Parameter(
            label = "Sweep of the table",
            min = "0",
            persist = false,
            description = "Sweep of the table, if it has several.")
    private int table_sweep = 0;

    @Parameter(
            label = "Cell of the table",
            min = "0",
            persist = false,
            description = "Cell of the table, if it has several.")
    private int table_cell = 0;

    @Parameter(
            label = "Reversal of excitation (mV)",
            min = "-200",
            max = "200",
            persist = false,
            description = "True reversal potential; the junction potential is added for the amplifier.")
    private double e_reversal_mv = ReversalPotentials.DEFAULT.excitatoryMv();

    @Parameter(
            label = "Reversal of inhibition (mV)",
            min = "-200",
            max = "200",
            persist = false,
            description = "True reversal potential; the junction potential is added for the amplifier.")
    private double i_reversal_mv = ReversalPotentials.DEFAULT.inhibitoryMv();

    @Parameter(
            label = "Gain of excitation",
            min = "0",
            max = "1000",
            persist = false,
            description = "Factor for g_E of the source.")
    private double e_gain = 1;

    @Parameter(
            label = "Gain of inhibition",
            min = "0",
            max = "1000",
            persist = false,
            description = "Factor for g_I of the source.")
    private double i_gain = 1;

    @Parameter(
            label = "Liquid junction potential (mV)",
            min = "-50",
            max = "50",
            persist = false,
            description = "The amplifier shows the membrane potential plus this. It is applied once, to both "
                    + "reversal potentials.")
    private double junction_potential_mv = 0;

    @Parameter(
            label = "Bridge (MOhm)",
            min = "0",
            max = "1000",
            persist = false,
            description = "Resistance that the device compensates; 0 if the amplifier does, or with two electrodes.")
    private double bridge_mohm = 0;

    @Parameter(
            label = "Capacitance (pF)",
            persist = false,
            description = "Capacitance of the cell, for the stability limit. auto: that of the embedded cell, "
                    + "10 pF for any other device.")
    private String capacitance_pf = AutoNumber.AUTO;

    @Parameter(
            label = "Series resistance (MOhm)",
            persist = false,
            description = "Series resistance that remains in the potential, for the stability limit: a number "
                    + "measured in the cell. auto: that of the calibration.")
    private String series_mohm = AutoNumber.AUTO;

    @Parameter(
            label = "Time constant of the electrode (us)",
            persist = false,
            description = "Time constant of that resistance: a number measured in the cell. auto: 0, the "
                    + "strictest value, if series_mohm is given.")
    private String electrode_us = AutoNumber.AUTO;

    @Parameter(
            label = "Expected resistance (MOhm)",
            min = "0",
            max = "10000",
            persist = false,
            description = "Resistance that the seal test of this cell showed. Before the first run a pulse of at most "
                    + "20 pA must show it within a factor of 1.5. 0: not given, for the embedded device only.")
    private double expected_resistance_mohm = 0;

    @Parameter(
            label = "Current limit (pA)",
            min = "0",
            max = "100000",
            persist = false,
            description = "Maximum current of the run. A run that needs more at every potential from -80 to -40 mV is "
                    + "refused. 0: 500 pA, or the limit of the hardware if that is less.")
    private double limit_pa = SafetyLimits.DEFAULT_LIMIT_PA;

    @Parameter(
            label = "Telemetry (Hz)",
            min = "100",
            max = "100000",
            persist = false,
            description = "Recorded samples per second, approximately.")
    private int telemetry_hz = Injection.DEFAULT_TELEMETRY_HZ;

    @Parameter(
            label = "Calibration",
            persist = false,
            description = "File of the calibration of the rig. auto: the one that calibrate-device saved for "
                    + "this device.")
    private String calibration = AutoNumber.AUTO;

    @Parameter(
            label = "Maximum age of the calibration (days)",
            min = "1",
            max = "365",
            persist = false,
            description = "With an older calibration nothing is armed.")
    private int calibration_days = RigCalibration.DEFAULT_MAX_DAYS;

    final Path table() {
        if (conductances.getPath().equals(NO_TABLE))
            throw new InputException(
                    "conductances is not given: it must be the path of a table with time_ms, g_e_ns and g_i_ns.");
        return RecordingPaths.one(conductances);
    }

    final Injection injection(final double commandPa, final double triggerTimeoutS) {
        return injection(ofTable(), commandPa, triggerTimeoutS);
    }

    final InjectionSource ofTable() {
        return new InjectionSource.Streamed(InjectionTable.read(table(), table_sweep, table_cell));
    }

    final Injection injection(final InjectionSource source, final double commandPa, final double triggerTimeoutS) {
        return new Injection(
                source,
                e_gain,
                i_gain,
                e_reversal_mv,
                i_reversal_mv,
                junction_potential_mv,
                commandPa,
                List.of(),
                bridge_mohm,
                limit_pa,
                telemetry_hz,
                triggerTimeoutS);
    }

    /** As {@link ClampCommand#confirmRig} says, with the resistance that was given. */
    final void confirmRig(final Session session, final StabilityLimit stability) {
        confirmRig(session, stability, expected_resistance_mohm);
    }

    /**
     * The stability limit: with the values of the cell if they are given, otherwise as {@link ClampCommand#stability}
     * says.
     */
    final StabilityLimit stability(final RigCalibration rig) {
        final StabilityLimit ofRig = stability(rig, capacitance_pf);
        final OptionalDouble series = AutoNumber.parse("series_mohm", series_mohm, 0, 10_000);
        final double electrodeUs = AutoNumber.parse("electrode_us", electrode_us, 0, 100_000)
                .orElse(series.isPresent() ? 0 : ofRig.electrodeUs());
        return new StabilityLimit(
                series.orElse(ofRig.seriesMohm()), electrodeUs, ofRig.latencyUs(), ofRig.capacitancePf());
    }

    /** The limit in words, with the values it was computed from. */
    final String sentence(final StabilityLimit stability) {
        return String.format(
                Locale.ROOT,
                "Up to %.0f nS could be armed: %.1f pF%s, %.2f MOhm with %.0f us%s, %.0f us of latency, a "
                        + "bridge of %.2f MOhm.",
                stability.allowedNs(bridge_mohm),
                stability.capacitancePf(),
                isAuto(capacitance_pf) ? isEmbedded() ? " of the embedded cell" : " assumed" : "",
                stability.seriesMohm(),
                stability.electrodeUs(),
                isAuto(series_mohm) ? " of the calibration" : "",
                stability.latencyUs(),
                bridge_mohm);
    }

    private static boolean isAuto(final String value) {
        return value.strip().equals(AutoNumber.AUTO);
    }

    final String calibrationFile() {
        return calibration;
    }

    final int calibrationDays() {
        return calibration_days;
    }

    /** The recording, and the last frames in both directions if the device stopped. */
    static Map<String, Report.FileMaker> files(final Path running, final RunOutcome last) {
        final Map<String, Report.FileMaker> files = new LinkedHashMap<>();
        files.put("recording.eiclamp", RunningRecording.moved(running));
        if (!last.lastFrames().isEmpty())
            files.put(LAST_FRAMES, file -> {
                try {
                    Files.write(file, last.lastFrames());
                } catch (final IOException e) {
                    throw new InputException(file + " cannot be written (" + e.getMessage() + ").", e);
                }
            });
        return files;
    }

    /** The report of a recording that has just been made. */
    static Report report(final Path recording, final Function<Recording, Report> made) {
        try (Recording opened = Formats.open(recording)) {
            return made.apply(opened);
        }
    }
}
