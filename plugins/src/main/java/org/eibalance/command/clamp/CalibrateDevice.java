package org.eibalance.command.clamp;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eibalance.bridge.calibration.CalibrationProcedure;
import org.eibalance.bridge.calibration.CalibrationStore;
import org.eibalance.bridge.calibration.LineFit;
import org.eibalance.bridge.calibration.RigCalibration;
import org.eibalance.bridge.protocol.Calibration;
import org.eibalance.bridge.report.CalibrationReport;
import org.eibalance.bridge.session.Session;
import org.eibalance.command.AutoNumber;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.result.TableReader;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Measures a rig on a model cell. Without this calibration nothing can be armed. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Calibrate Device...",
        headless = true,
        description = "Measures a dynamic clamp on a model cell of known resistance: scaling, offset, "
                + "electrode, latency. Without this calibration nothing can be armed.")
public final class CalibrateDevice extends ClampCommand {

    private static final String NONE = "none";

    @Parameter(
            label = "Resistance of the model cell (MOhm)",
            min = "1",
            max = "10000",
            persist = false,
            description = "Measured with a meter, including its series resistance.")
    private double known_mohm = CalibrationProcedure.DEFAULT.knownMohm();

    @Parameter(
            label = "Potential of the model cell (mV)",
            min = "-150",
            max = "150",
            persist = false,
            description = "Potential without current: 0 for a resistor to ground, -70 for the embedded device.")
    private double model_cell_mv = CalibrationProcedure.DEFAULT.restMv();

    @Parameter(
            label = "Largest deflection (mV)",
            min = "1",
            max = "50",
            persist = false,
            description = "Thirteen levels of current deflect the potential from minus to plus this.")
    private double span_mv = CalibrationProcedure.DEFAULT.spanMv();

    @Parameter(
            label = "Time at a level (ms)",
            min = "20",
            max = "10000",
            persist = false,
            description = "Duration of each level, at least fifteen time constants of the model cell. The last "
                    + "third is averaged.")
    private int settle_ms = CalibrationProcedure.DEFAULT.settleMs();

    @Parameter(
            label = "Steps",
            min = "2",
            max = "1000",
            persist = false,
            description = "Number of short steps that are averaged for electrode and latency.")
    private int steps = CalibrationProcedure.DEFAULT.steps();

    @Parameter(
            label = "Readings of the output",
            persist = false,
            description = "Table with the columns shown and meter: commanded current and reading of a meter, in "
                    + "pA. none: the scaling is kept.")
    private String output_readings = NONE;

    @Parameter(
            label = "Readings of the input",
            persist = false,
            description = "Table with the columns shown and meter: displayed potential and reading of a meter, "
                    + "in mV. none: the scaling is kept.")
    private String input_readings = NONE;

    @Parameter(
            label = "Save as",
            persist = false,
            description = "File for the calibration. auto: where the other commands look for it.")
    private String keep_as = AutoNumber.AUTO;

    @Override
    protected Report compute() {
        final LineFit input = line(input_readings);
        final LineFit output = line(output_readings);
        final LocalDate today = LocalDate.now(ZoneId.systemDefault());
        final CalibrationProcedure procedure =
                new CalibrationProcedure(known_mohm, model_cell_mv, span_mv, settle_ms, steps);
        return withSession(session -> {
            final Calibration before = session.calibration();
            final Path file =
                    keep_as.equals(AutoNumber.AUTO) ? CalibrationStore.ofUser(session.device()) : Path.of(keep_as);
            final RigCalibration rig;
            try {
                if (!input.isNone() || !output.isNone())
                    session.calibrate(RigCalibration.corrected(before, input, output, today, "meter"));
                rig = procedure.measure(session, input, output, today, this::progress);
                if (rig.objection(session.device().hardLimitPa()).isEmpty()) CalibrationStore.save(rig, file);
            } catch (final RuntimeException | Error e) {
                try {
                    putBack(session, before);
                } catch (final RuntimeException f) {
                    e.addSuppressed(f);
                }
                throw e;
            }
            final Optional<String> objection = rig.objection(session.device().hardLimitPa());
            if (objection.isPresent()) putBack(session, before);
            return CalibrationReport.of(procedure, rig, objection, file);
        });
    }

    /** The previous scaling: a new one that was not confirmed must not stay in the memory of the device. */
    private static void putBack(final Session session, final Calibration before) {
        if (session.calibration().equals(before)) return;
        final boolean interrupted = Thread.interrupted();
        try {
            session.clear();
            session.calibrate(before);
        } catch (final InputException e) {
            throw new InputException(
                    "The device has a scaling that was not confirmed, because the previous one could not be "
                            + "restored. Nothing is armed with it: run calibrate-device "
                            + "again (" + e.getMessage() + ").",
                    e);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private static LineFit line(final String readings) {
        if (readings.equals(NONE)) return LineFit.NONE;
        final Path file = Path.of(readings);
        final List<double[]> points = new ArrayList<>();
        try (TableReader table = TableReader.open(file, "none, or a table with the columns shown and meter,")) {
            final int shown = table.require("shown");
            final int meter = table.require("meter");
            while (table.next()) points.add(new double[] {table.finite(shown), table.finite(meter)});
        }
        return LineFit.of(
                points.stream().mapToDouble(p -> p[0]).toArray(),
                points.stream().mapToDouble(p -> p[1]).toArray());
    }
}
