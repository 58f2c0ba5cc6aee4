package org.eibalance.bridge.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eibalance.bridge.calibration.CalibrationProcedure;
import org.eibalance.bridge.calibration.RigCalibration;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** What the calibration of a rig on a model cell found. */
public final class CalibrationReport {

    private CalibrationReport() {}

    /**
     * The report.
     *
     * @param procedure how it was measured
     * @param rig what was found
     * @param objection why nothing can be armed with it; empty if it was saved
     * @param file where it was saved
     * @return the measures with their units, and the line of the model cell beside the known one
     */
    public static Report of(
            final CalibrationProcedure procedure,
            final RigCalibration rig,
            final Optional<String> objection,
            final Path file) {
        final double allowedNs = rig.stability(rig.capacitancePf()).allowedNs(0);
        return Report.of(sentences(rig, allowedNs, objection, file), table(rig, allowedNs), figure(procedure, rig));
    }

    private static Table table(final RigCalibration rig, final double allowedNs) {
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
        table.row("stable_conductance", allowedNs, "nS", null);
        return table.build();
    }

    private static List<String> sentences(
            final RigCalibration rig, final double allowedNs, final Optional<String> objection, final Path file) {
        final List<String> sentences = new ArrayList<>();
        sentences.add(String.format(
                Locale.ROOT,
                "The model cell measures %.2f MOhm, %+.2f %% off its known value: %s.",
                rig.measuredMohm(),
                100 * rig.resistanceError(),
                rig.resistanceIsRight() ? "right" : "wrong, more than 2 %"));
        sentences.add(String.format(
                Locale.ROOT,
                "Latency %.0f us, series resistance %.2f MOhm, %.1f pF: up to %.0f nS may be armed here.",
                rig.latencyUs(),
                rig.seriesMohm(),
                rig.capacitancePf(),
                allowedNs));
        sentences.add(objection
                .map(sentence -> "The calibration is not saved and nothing can be armed with it. " + sentence)
                .orElse("The calibration is saved as " + file + "."));
        if (!rig.input().isNone() || !rig.output().isNone())
            sentences.add(
                    objection.isPresent()
                            ? "The device has its previous scaling again."
                            : "The scaling of the device is corrected by the readings of the meter. Do not use "
                                    + "these readings again: they would correct a second time.");
        return sentences;
    }

    private static Figure figure(final CalibrationProcedure procedure, final RigCalibration rig) {
        final double mohm = procedure.knownMohm();
        final double[] pa = {-procedure.spanMv() / mohm * 1000, procedure.spanMv() / mohm * 1000};
        final double[] known = {
            procedure.restMv() + mohm / 1000 * pa[0], procedure.restMv() + mohm / 1000 * pa[1],
        };
        return Figure.stacked(
                "Model cell: measured and known",
                80,
                Figure.row(
                        1,
                        Panel.of(
                                "",
                                Axis.of("current (pA)"),
                                Axis.of("potential (mV)"),
                                Series.line("measured", pa, ElectrodeReport.lineMv(rig, pa), Role.RESULT),
                                new Series("known", pa, known, Role.REFERENCE, Series.Style.DASHED))));
    }
}
