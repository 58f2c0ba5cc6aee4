package org.eibalance.bridge.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eibalance.bridge.calibration.CalibrationProcedure;
import org.eibalance.bridge.calibration.RigCalibration;
import org.eibalance.bridge.experiment.ElectrodeKernel;
import org.eibalance.bridge.experiment.ElectrodeKernelTable;
import org.eibalance.bridge.experiment.ElectrodeNoise;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** What remains of the electrode in the potential of a cell. */
public final class ElectrodeReport {

    private static final String TITLE = "Electrode and cell";
    private static final double HEIGHT_MM = 80;

    private ElectrodeReport() {}

    /**
     * Without a kernel.
     *
     * @param procedure how it was measured; its known resistance is the approximate one of the cell
     * @param rig what was found
     * @return series resistance, time constant and input resistance, and the line of the cell
     */
    public static Report of(final CalibrationProcedure procedure, final RigCalibration rig) {
        return Report.of(
                List.of(found(rig), allowed(rig)),
                table(rig).build(),
                Figure.stacked(TITLE, HEIGHT_MM, Figure.row(1, line(procedure, rig))));
    }

    /**
     * With the kernel that noise gave.
     *
     * @param procedure how it was measured
     * @param rig what was found
     * @param noise the kernel
     * @return the same with the measures of the kernel, and its lags as {@code kernel.csv}
     */
    public static Report of(
            final CalibrationProcedure procedure, final RigCalibration rig, final ElectrodeNoise.Outcome noise) {
        final ElectrodeKernel kernel = noise.kernel();
        final Table.Builder table = table(rig);
        table.row("kernel_resistance", kernel.seriesMohm(), "MOhm");
        table.row("kernel_resistance_half_noise", noise.halfMohm(), "MOhm");
        table.row(ElectrodeKernelTable.SLOW_PART, kernel.slowMohm(), "MOhm");
        table.row("kernel_mean_lag", kernel.electrodeMs() * 1000, "us");
        table.row(ElectrodeKernelTable.MEMBRANE, kernel.membraneMs(), "ms");
        final Table lags = ElectrodeKernelTable.of(kernel);
        final Panel shape = Panel.of(
                "",
                Axis.of("lag (ms)"),
                Axis.of("kernel (MOhm)"),
                Series.line("", lags.numbers("time_ms"), lags.numbers("kernel_mohm"), Role.RESULT));
        return Report.of(
                        List.of(found(rig), allowed(rig), sentence(noise)),
                        table.build(),
                        Figure.stacked(TITLE, HEIGHT_MM, Figure.row(1, line(procedure, rig)), Figure.row(1, shape)))
                .withTables(Map.of("kernel.csv", lags));
    }

    private static Table.Builder table(final RigCalibration rig) {
        final Table.Builder table = Table.withColumns("measure", "value", "unit");
        table.row("series_resistance", rig.seriesMohm(), "MOhm");
        table.row("electrode_time_constant", rig.electrodeUs(), "us");
        table.row("input_resistance", rig.measuredMohm() - rig.seriesMohm(), "MOhm");
        table.row("capacitance", rig.capacitancePf(), "pF");
        table.row("latency", rig.latencyUs(), "us");
        table.row("resting_potential", rig.resistance().intercept(), "mV");
        table.row("line_rms", rig.resistance().rms(), "mV");
        return table;
    }

    private static String found(final RigCalibration rig) {
        return String.format(
                Locale.ROOT,
                "Remaining series resistance: %.2f MOhm with %.0f us. The cell has %.1f MOhm and %.1f pF.",
                rig.seriesMohm(),
                rig.electrodeUs(),
                rig.measuredMohm() - rig.seriesMohm(),
                rig.capacitancePf());
    }

    private static String allowed(final RigCalibration rig) {
        return String.format(
                Locale.ROOT,
                "Up to %.0f nS may be armed without a bridge, %.0f nS with bridge_mohm=%.2f.",
                rig.stability(rig.capacitancePf()).allowedNs(0),
                rig.stability(rig.capacitancePf()).allowedNs(rig.seriesMohm()),
                rig.seriesMohm());
    }

    private static String sentence(final ElectrodeNoise.Outcome noise) {
        final ElectrodeKernel kernel = noise.kernel();
        return String.format(
                Locale.ROOT,
                "Noise gives a kernel of %.2f MOhm (%.2f with half the noise), %.0f us; the membrane takes %.1f ms.",
                kernel.seriesMohm(),
                noise.halfMohm(),
                kernel.electrodeMs() * 1000,
                kernel.membraneMs());
    }

    private static Panel line(final CalibrationProcedure procedure, final RigCalibration rig) {
        final double largestPa = procedure.spanMv() / procedure.knownMohm() * 1000;
        final double[] pa = {-largestPa, largestPa};
        return Panel.of(
                "",
                Axis.of("current (pA)"),
                Axis.of("potential (mV)"),
                Series.line("", pa, lineMv(rig, pa), Role.RESULT));
    }

    /** The potentials in mV of the fitted line at some currents in pA. */
    static double[] lineMv(final RigCalibration rig, final double[] pa) {
        return Arrays.stream(pa)
                .map(i -> rig.resistance().intercept() + rig.resistance().slope() * i)
                .toArray();
    }
}
