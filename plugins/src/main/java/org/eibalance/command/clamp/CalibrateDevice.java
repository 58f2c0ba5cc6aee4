package org.eibalance.command.clamp;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eibalance.bridge.calibration.CalibrationProcedure;
import org.eibalance.bridge.calibration.CalibrationStore;
import org.eibalance.bridge.calibration.LineFit;
import org.eibalance.bridge.calibration.RigCalibration;
import org.eibalance.bridge.protocol.Calibration;
import org.eibalance.bridge.session.Session;
import org.eibalance.command.AutoNumber;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Measures a rig on a model cell; nothing is armed without. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Calibrate Device...",
        headless = true,
        description = "Measures a dynamic clamp on a model cell of known resistance: scaling, offset, electrode, "
                + "latency; nothing is armed without.")
public final class CalibrateDevice extends ClampCommand {

    private static final String NONE = "none";

    @Parameter(
            label = "Resistance of the model cell (MOhm)",
            min = "1",
            max = "10000",
            persist = false,
            description = "As measured with a meter, its series resistance included.")
    private double known_mohm = 200;

    @Parameter(
            label = "Potential of the model cell (mV)",
            min = "-150",
            max = "150",
            persist = false,
            description = "Without current: 0 for a resistor to ground, -70 for the embedded device.")
    private double model_cell_mv = -70;

    @Parameter(
            label = "Largest deflection (mV)",
            min = "1",
            max = "50",
            persist = false,
            description = "Thirteen levels of current reach from minus to plus this.")
    private double span_mv = 20;

    @Parameter(
            label = "Time at a level (ms)",
            min = "20",
            max = "10000",
            persist = false,
            description = "Fifteen time constants of the model cell; the last third is averaged.")
    private int settle_ms = 300;

    @Parameter(
            label = "Steps",
            min = "2",
            max = "1000",
            persist = false,
            description = "Short steps that are averaged for electrode and latency.")
    private int steps = 20;

    @Parameter(
            label = "Readings of the output",
            persist = false,
            description = "Table with shown and meter: the current asked for and the one a meter read, in pA; none to "
                    + "keep the scaling.")
    private String output_readings = NONE;

    @Parameter(
            label = "Readings of the input",
            persist = false,
            description = "Table with shown and meter: the potential shown and the one a meter read, in mV; none to "
                    + "keep the scaling.")
    private String input_readings = NONE;

    @Parameter(
            label = "Keep as",
            persist = false,
            description = "File for the calibration; auto for the place where the other commands look for it.")
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
            final Path file = keep_as.equals(AutoNumber.AUTO)
                    ? CalibrationStore.ofUser(session.device().board())
                    : Path.of(keep_as);
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
            return report(rig, file, objection);
        });
    }

    /** The scaling of before: a new one that is not proven right is not to stay in the device's store. */
    private static void putBack(final Session session, final Calibration before) {
        if (session.calibration().equals(before)) return;
        final boolean interrupted = Thread.interrupted();
        try {
            session.clear();
            session.calibrate(before);
        } catch (final InputException e) {
            throw new InputException(
                    "The device keeps a scaling that was not found right, for the one of before could not be "
                            + "put back: nothing is armed "
                            + "with it, run calibrate-device again (" + e.getMessage() + ").",
                    e);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private static LineFit line(final String readings) {
        if (readings.equals(NONE)) return LineFit.NONE;
        final Path file = Path.of(readings);
        if (!Files.isRegularFile(file))
            throw new InputException(
                    file + " is not there: a table with the columns shown and meter was expected, or none.");
        final List<double[]> points = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> table = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (final NamedCsvRecord row : table)
                points.add(new double[] {
                    Double.parseDouble(row.getField("shown")), Double.parseDouble(row.getField("meter"))
                });
        } catch (final IOException | RuntimeException e) {
            throw new InputException(
                    file + " is no table of readings: the columns shown and meter with numbers were expected ("
                            + e.getMessage() + ").",
                    e);
        }
        return LineFit.of(
                points.stream().mapToDouble(p -> p[0]).toArray(),
                points.stream().mapToDouble(p -> p[1]).toArray());
    }

    private Report report(final RigCalibration rig, final Path file, final Optional<String> objection) {
        final double allowed = rig.stability(rig.capacitancePf()).allowedNs(0);
        final Table.Builder table = Table.withColumns("measure", "value", "unit", "ok");
        table.row("resistance", rig.measuredMohm(), "MOhm", rig.resistanceIsRight());
        table.row("resistance_error", 100 * rig.resistanceError(), "%", rig.resistanceIsRight());
        table.row("resistance_line_rms", rig.resistance().rms(), "mV", null);
        table.row("resistance_line_worst", rig.resistance().worst(), "mV", null);
        table.row("zero_current_offset", rig.zeroOffsetPa(), "pA", null);
        table.row("series_resistance", rig.seriesMohm(), "MOhm", null);
        table.row("electrode_time_constant", rig.electrodeUs(), "us", null);
        table.row("latency", rig.latencyUs(), "us", null);
        table.row("capacitance", rig.capacitancePf(), "pF", null);
        table.row("noise", rig.noiseMv(), "mV", null);
        table.row("stable_conductance", allowed, "nS", null);
        final List<String> sentences = new ArrayList<>();
        sentences.add(String.format(
                Locale.ROOT,
                "The model cell measures %.2f MOhm, %+.2f %% from what it has: %s.",
                rig.measuredMohm(),
                100 * rig.resistanceError(),
                rig.resistanceIsRight() ? "right" : "wrong, more than 2 %"));
        sentences.add(String.format(
                Locale.ROOT,
                "Latency %.0f us, series resistance %.2f MOhm, %.1f pF: up to %.0f nS may be armed here.",
                rig.latencyUs(),
                rig.seriesMohm(),
                rig.capacitancePf(),
                allowed));
        sentences.add(objection
                .map(sentence -> "The calibration is not kept, nothing can be armed with it. " + sentence)
                .orElse("The calibration is kept as " + file + "."));
        if (!rig.input().isNone() || !rig.output().isNone())
            sentences.add(
                    objection.isPresent()
                            ? "The device has its scaling of before again."
                            : "The device's scaling is corrected by the meter's readings; they are used up, and "
                                    + "would correct a second time.");
        final double[] pa = {-span_mv / known_mohm * 1000, span_mv / known_mohm * 1000};
        final double[] mv = {
            rig.resistance().intercept() + rig.resistance().slope() * pa[0],
            rig.resistance().intercept() + rig.resistance().slope() * pa[1]
        };
        final double[] known = {model_cell_mv + known_mohm / 1000 * pa[0], model_cell_mv + known_mohm / 1000 * pa[1]};
        return Report.of(
                sentences,
                table.build(),
                Figure.stacked(
                        "Model cell: measured and known",
                        80,
                        Figure.row(
                                1,
                                Panel.of(
                                        "",
                                        Axis.of("current (pA)"),
                                        Axis.of("potential (mV)"),
                                        Series.line("measured", pa, mv, Role.RESULT),
                                        new Series("known", pa, known, Role.REFERENCE, Series.Style.DASHED)))));
    }
}
